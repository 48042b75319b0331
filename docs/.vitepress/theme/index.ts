import type { Theme } from "vitepress";
import DefaultTheme from "vitepress/theme";
import { LiveMap } from "./live-map.ts";
import "./style.css";

const theme: Theme = {
  extends: DefaultTheme,
  enhanceApp({ app }) {
    app.component("LiveMap", LiveMap);
  },
};
export default theme;

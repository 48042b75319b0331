import "marquetry/element";
import type { MarquetryMap } from "marquetry/element";
import { hierarchies } from "../support/hierarchies.ts";
import { byId, markPage } from "./support/dom.ts";

markPage();
const map = byId<MarquetryMap>("map");
map.drawing = {
  title: "What is in the bundle",
  subtitle: "The classes of the library Flare by their sizes",
  source: "Source: Flare, by way of vega-datasets",
  format: "bytes",
  value: true,
};
map.spacing = { padding: 2, paddingTop: 18, areas: "leaf-exact" };
map.data = hierarchies.find(({ name }) => name === "flare")!.tree;
map.addEventListener("marquetry-select", ({ detail }) => {
  const bytes = detail.reduce((sum, { weight }) => sum + weight, 0);
  byId("said").textContent = detail.length === 0 ? "" : `Selected: ${bytes.toLocaleString("en-GB")} bytes`;
});

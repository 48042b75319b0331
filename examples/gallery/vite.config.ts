import { readdirSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { defineConfig, type Plugin, type UserConfig } from "vite";

const here = import.meta.dirname;
const source = resolve(here, "../../src");

/** What all pages share stands in `parts`, once: comments in the pages name it. */
const sharedParts: Plugin = {
  name: "shared-parts",
  transformIndexHtml: {
    order: "pre",
    handler: (html) =>
      html.replace(/<!-- (head|header) -->/g, (_, part: string) =>
        readFileSync(join(here, "parts", `${part}.html`), "utf8"),
      ),
  },
};

/** The gallery: `npm run gallery` serves it, `npm run gallery:build` makes a static site of it in out/gallery. */
const config: UserConfig = defineConfig({
  root: here,
  // Links are relative, so that the site may stand in any folder.
  base: "./",
  publicDir: false,
  plugins: [sharedParts],
  resolve: {
    alias: {
      "marquetry/element": join(source, "element/index.ts"),
      marquetry: join(source, "index.ts"),
    },
  },
  worker: { format: "es" },
  build: {
    outDir: resolve(here, "../../out/gallery"),
    emptyOutDir: true,
    target: "es2022",
    rolldownOptions: {
      input: readdirSync(here)
        .filter((file) => file.endsWith(".html"))
        .map((file) => join(here, file)),
    },
  },
});

export default config;

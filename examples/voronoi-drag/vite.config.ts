import { resolve } from "node:path";
import { defineConfig, type UserConfig } from "vite";

/** `npx vite examples/voronoi-drag` serves the page, `npx vite build examples/voronoi-drag` writes it to out/. */
const config: UserConfig = defineConfig({
  base: "./",
  build: { outDir: resolve(import.meta.dirname, "../../out/voronoi-drag"), emptyOutDir: true },
  resolve: {
    alias: [
      {
        find: "marquetry/fixtures",
        replacement: resolve(import.meta.dirname, "../../src/fixtures/index.ts"),
      },
      { find: /^marquetry$/, replacement: resolve(import.meta.dirname, "../../src/index.ts") },
    ],
  },
});

export default config;

import { resolve } from "node:path";
import type { AliasOptions } from "vite";

const sources = resolve(import.meta.dirname, "../../src");

/** The library by its name, as a user imports it. */
export const alias: AliasOptions = [
  {
    find: /^marquetry\/(fixtures|element|d3|sql)$/,
    replacement: resolve(sources, "$1/index.ts"),
  },
  { find: /^marquetry\/element\/(\w+)$/, replacement: resolve(sources, "element/$1.ts") },
  { find: /^marquetry\/(react|vue|svelte)$/, replacement: resolve(sources, "frameworks/$1.ts") },
  { find: /^marquetry\/(\w+)$/, replacement: resolve(sources, "subpaths/$1.ts") },
  { find: /^marquetry$/, replacement: resolve(sources, "index.ts") },
];

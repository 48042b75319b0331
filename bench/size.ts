import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";
import { build } from "esbuild";
import { engines } from "marquetry";
import { figure, heading, printTable, printTarget } from "./support/table.ts";

const ROOT = fileURLToPath(new URL("..", import.meta.url));

/** What a web page imports, and what it should cost at most, in kB. */
const PAGES: readonly (readonly [code: string, target: number])[] = [
  ['export { treeFromObjects, layout, squarify } from "marquetry";', 10.5],
  ['export { weightedTree, layout, squarify } from "marquetry";', 10.5],
  ['export { weightedTree, layout, squarify, toSVG } from "marquetry";', 19],
  ['export { weightedTree, layout, greedy, toSVG } from "marquetry";', 29],
  ['export { weightedTree, layout, voronoi } from "marquetry";', 26],
];

/** Sizes of bundles, minified and gzipped, with all that they need. */
export async function size(): Promise<void> {
  heading("Size of a bundle, kB (1000 bytes) min+gzip");
  console.log();
  for (const [code, target] of PAGES)
    printTarget(code.slice(7, -1), await kilobytes(code), "≤", target, "kB");
  console.log();
  const parts = ["*", ...Object.keys(engines).map((name) => `{ ${name} }`)];
  const rows = parts.map(async (names) => [
    names,
    figure(await kilobytes(`export ${names} from "marquetry";`)),
  ]);
  printTable(["import", "kB"], await Promise.all(rows));
}

/** Bundles an application that does nothing but hold on to what it imports. */
async function kilobytes(contents: string): Promise<number> {
  const result = await build({
    stdin: { contents, resolveDir: ROOT },
    bundle: true,
    minify: true,
    format: "esm",
    write: false,
  });
  return gzipSync(result.outputFiles[0]!.contents, { level: 9 }).length / 1000;
}

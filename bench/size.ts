import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";
import { build } from "esbuild";
import { engines } from "marquetry";
import { figure, heading, printTable, printTarget } from "./support/table.ts";

const ROOT = fileURLToPath(new URL("..", import.meta.url));

/** Bundle sizes, minified and gzipped, of what a user imports. */
export async function size(): Promise<void> {
  heading("Size of a bundle, kB (1000 bytes) min+gzip");
  const usual = "{ layout, squarify, toSVG }";
  const imports = [usual, "*", ...Object.keys(engines).map((name) => `{ ${name} }`)];
  const sizes = new Map<string, Sizes>();
  for (const names of imports)
    sizes.set(names, { own: await kilobytes(names, true), all: await kilobytes(names, false) });
  console.log();
  const rows = [...sizes].map(([names, { own, all }]) => [names, figure(own), figure(all)]);
  printTable(["import", "without d3-scale", "with it"], rows);
  console.log();
  printTarget(usual, sizes.get(usual)!.own, "≤", 8, "kB");
  printTarget("everything", sizes.get("*")!.own, "≤", 25, "kB");
}

interface Sizes {
  readonly own: number;
  readonly all: number;
}

/** Bundles an application that does nothing but hold on to these names. */
async function kilobytes(names: string, withoutScale: boolean): Promise<number> {
  const result = await build({
    stdin: { contents: `export ${names} from "marquetry";`, resolveDir: ROOT },
    bundle: true,
    minify: true,
    format: "esm",
    write: false,
    external: withoutScale ? ["d3-scale"] : [],
  });
  return gzipSync(result.outputFiles[0]!.contents, { level: 9 }).length / 1000;
}

import { engines, layout, quality, type Engine } from "marquetry";
import { CONTAINER, extent, hierarchies, type Hierarchy } from "./hierarchies.ts";

const BEGIN = "<!-- fatness: written by npm run pictures -->\n";
const END = "<!-- /fatness -->";
/** From here on a number is written with an exponent. */
const LARGE = 1e5;

/** The pages that hold a table of aspect ratios, and the engines in it. */
export const FATNESS_TABLES: Readonly<Record<string, readonly (keyof typeof engines)[]>> = {
  "README.md": ["squarify", "binary", "strip", "greedy", "angular", "slack", "voronoi", "orthoconvex"],
  "docs/which-engine.md": [
    "squarify",
    "rectangles",
    "binary",
    "strip",
    "greedy",
    "angular",
    "slack",
    "voronoi",
    "orthoconvex",
  ],
  "docs/performance.md": Object.keys(engines) as (keyof typeof engines)[],
};

/** A page with its table measured anew. */
export function withFatness(page: string, names: readonly (keyof typeof engines)[]): string {
  const from = page.indexOf(BEGIN) + BEGIN.length;
  return page.slice(0, from) + fatnessTable(names) + page.slice(page.indexOf(END, from));
}

/** A table in Markdown: engines below each other, real hierarchies side by side. */
function fatnessTable(names: readonly (keyof typeof engines)[]): string {
  const rows = [
    ["engine", ...hierarchies.map(extent)],
    ["---", ...hierarchies.map(() => "---")],
    ...names.map((name) => [
      `\`${name}()\``,
      ...hierarchies.map((hierarchy) => fatness(engines[name](), hierarchy)),
    ]),
  ];
  return rows.map((row) => `| ${row.join(" | ")} |\n`).join("");
}

/** Mean, 95th percentile and maximum of diameter² / area of the leaves. */
function fatness(engine: Engine, { tree }: Hierarchy): string {
  const { mean, p95, max } = quality(layout(tree, { engine, container: CONTAINER })).leaves.asp;
  return [mean, p95, max].map(short).join(" / ");
}

function short(value: number): string {
  if (value >= LARGE) return value.toExponential(1).replace("+", "");
  return value < 100 ? value.toPrecision(3) : Math.round(value).toLocaleString("en-GB");
}

import { engines, layout, quality, type Engine } from "marquetry";
import { CONTAINER, extent, hierarchies, type Hierarchy } from "./hierarchies.ts";

const BEGIN = "<!-- fatness: written by npm run pictures -->\n";
const END = "<!-- /fatness -->";
/** From here on a number is written with an exponent. */
const LARGE = 1e5;

/** The README with the table of aspect ratios measured anew. */
export function withFatness(readme: string): string {
  const from = readme.indexOf(BEGIN) + BEGIN.length;
  return readme.slice(0, from) + fatnessTable() + readme.slice(readme.indexOf(END, from));
}

/** A table in Markdown: engines below each other, real hierarchies side by side. */
function fatnessTable(): string {
  const rows = [
    ["engine", ...hierarchies.map(extent)],
    ["---", ...hierarchies.map(() => "---")],
    ...Object.entries(engines).map(([name, make]) => [
      `\`${name}()\``,
      ...hierarchies.map((hierarchy) => fatness(make(), hierarchy)),
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

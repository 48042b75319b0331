/**
 * `npm start`: lays three real hierarchies out with every engine, prints how fat the cells are, and draws the
 * pictures of it all on one page.
 */
import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join, relative } from "node:path";
import { engines, layout, quality, toSVG, type Quality } from "marquetry";
import { examples } from "./all.ts";
import { CONTAINER, extent, hierarchies } from "./support/hierarchies.ts";
import { page, type Section } from "./support/page.ts";

const out = join(import.meta.dirname, "../out");
rmSync(out, { recursive: true, force: true });
mkdirSync(out, { recursive: true });

const sections: Section[] = [
  { title: "Examples", pictures: examples.map(({ name, caption, draw }) => save(name, caption, draw())) },
];
for (const hierarchy of hierarchies) {
  const { name, title, tree } = hierarchy;
  const heading = `${title}: ${extent(hierarchy)}`;
  const measured: Record<string, Quality> = {};
  const pictures = Object.entries(engines).map(([engineName, make]) => {
    const map = layout(tree, { engine: make(), container: CONTAINER });
    measured[engineName] = quality(map);
    return save(
      `${name}-${engineName}`,
      engineName,
      toSVG(map, { fontSize: 16, minFontSize: 7, minArea: 1 }),
    );
  });
  const table = fatness(measured);
  console.log(`${heading}\n${table}\n`);
  sections.push({ title: heading, table, pictures });
}
writeFileSync(join(out, "index.html"), page("marquetry", sections));
console.log("asp is diameter² / area of a leaf: square 2, regular hexagon 1.54, disk 1.27. Less is better.");
console.log(
  `The pictures are in ${shown(out)}; ${shown(join(out, "index.html"))} shows them all on one page.`,
);

function save(name: string, caption: string, svg: string): Section["pictures"][number] {
  writeFileSync(join(out, `${name}.svg`), svg);
  return { file: `${name}.svg`, caption };
}

function shown(path: string): string {
  return relative(process.cwd(), path) || ".";
}

/** A table of the aspect ratios of the leaves, an engine a line. */
function fatness(measured: Readonly<Record<string, Quality>>): string {
  const columns = ["mean", "median", "p95", "p99", "max"] as const;
  const rows = Object.entries(measured).map(([name, { leaves, area }]) => [
    name,
    ...columns.map((column) => leaves.asp[column].toFixed(2)),
    area.maxError.toExponential(0),
  ]);
  return alignColumns([["asp of leaves", ...columns, "area error"], ...rows]);
}

function alignColumns(rows: readonly (readonly string[])[]): string {
  const widths = rows[0]!.map((_, k) => Math.max(...rows.map((row) => row[k]!.length)));
  const line = (row: readonly string[]): string =>
    row.map((text, k) => (k === 0 ? text.padEnd(widths[k]!) : text.padStart(widths[k]! + 2))).join("");
  return rows.map(line).join("\n");
}

import { stratify, treemap } from "d3-hierarchy";
import { greedy, layout, LIGHT_PALETTE, strip, weightedTree } from "marquetry";
import { applyTo, tileOf } from "marquetry/d3";
import rows from "./data/flare.json" with { type: "json" };
import { sideBySide } from "./support/side-by-side.ts";

type Corner = readonly [x: number, y: number];

/**
 * A program for d3 that goes on as it was: one line more gives its treemap another tile, two give its nodes polygons.
 *
 * The data are stratified, summed and sorted by d3, and drawn by code that knows nothing but nodes.
 */
export function d3(): string {
  const root = stratify<Row>()
    .id((d) => String(d.id))
    .parentId((d) => (d.parent === undefined ? null : String(d.parent)))(rows)
    .sum((d) => d.size ?? 0)
    .sort((a, b) => b.value! - a.value!);
  const size: [number, number] = [470, 470];

  const boxes = treemap<Row>().tile(tileOf(strip())).size(size).round(true)(root);
  const strips = draw(boxes.leaves(), ({ x0, y0, x1, y1 }) => [[x0, y0], [x0, y1], [x1, y1], [x1, y0]]); // prettier-ignore

  const cells = applyTo(root, layout(weightedTree(root), { engine: greedy(), container: size }));
  const polygons = draw(cells.leaves(), ({ polygon }) => polygon);

  return sideBySide(
    [
      { caption: "d3.treemap().tile(tileOf(strip()))", svg: strips },
      { caption: "applyTo(root, layout(…, { engine: greedy() }))", svg: polygons },
    ],
    size,
  );
}

interface Row {
  readonly id: number;
  readonly name: string;
  readonly parent?: number;
  readonly size?: number;
}

function draw<N extends { ancestors(): { data: Row }[] }>(
  leaves: readonly N[],
  cornersOf: (leaf: N) => readonly Corner[],
): string {
  const packages = new Map<unknown, string>();
  const fillOf = (leaf: N): string => {
    const { data } = leaf.ancestors().at(-2)!;
    const fill = packages.get(data) ?? LIGHT_PALETTE[packages.size % LIGHT_PALETTE.length]!;
    packages.set(data, fill);
    return fill;
  };
  const path = (leaf: N): string =>
    `<path fill="${fillOf(leaf)}" d="M${cornersOf(leaf).map(([x, y]) => `${x.toFixed(1)} ${y.toFixed(1)}`).join("L")}Z"/>`; // prettier-ignore
  return `<g stroke="#fff">${leaves.map(path).join("")}</g>`;
}

import { MarquetryError } from "../errors.ts";
import type { WeightedTree } from "../model/weighted-tree.ts";
import type { Cells } from "../partition/cells.ts";
import type { EngineInfo } from "../engines/engine.ts";
import type { Padding } from "../partition/padding.ts";

/** Relative difference of areas that the driver lets pass; {@link validate} looks much closer. */
const LOOSE = 1e-6;
/** Area below which numbers have too few digits left to tell right from wrong. */
const TINY = 1e-300;

/**
 * Checks cheaply what an engine returned, and blames it by name: every cell finite, none negative, and the
 * cells of a family together as large as their parent (without padding, which makes them smaller).
 *
 * @throws MarquetryError `bad-engine`
 */
export function checkOutput(engine: EngineInfo, tree: WeightedTree, cells: Cells, padding: Padding): void {
  const { size, firstChild, childCount, weight } = tree;
  if (!isSound(cells, 0, cells.area(0))) throw blameCell(engine, tree, cells, 0);
  for (let i = 0; i < size; i++) {
    const count = childCount[i]!;
    if (count === 0) continue;
    const first = firstChild[i]!;
    const end = first + count;
    let sum = 0;
    for (let c = first; c < end; c++) {
      const area = cells.area(c);
      if (!isSound(cells, c, area)) throw blameCell(engine, tree, cells, c);
      sum += area;
    }
    if (!padding.none || weight[i] === 0) continue;
    const area = cells.area(i);
    const short = engine.hasGaps ? 0 : area - sum;
    const slack = LOOSE * area + TINY;
    if (short <= slack && sum - area <= slack) continue;
    throw blame(engine, tree, i, `children of area ${sum} together in a cell of area ${area}`, sum);
  }
}

function isSound(cells: Cells, i: number, area: number): boolean {
  return area >= 0 && area < Infinity && Number.isFinite(cells.originX(i) + cells.originY(i));
}

function blameCell(engine: EngineInfo, tree: WeightedTree, cells: Cells, i: number): MarquetryError {
  const area = cells.area(i);
  const place = `(${cells.originX(i)}, ${cells.originY(i)})`;
  return blame(engine, tree, i, `a cell of area ${area} at ${place}`, area);
}

function blame(
  engine: EngineInfo,
  tree: WeightedTree,
  i: number,
  what: string,
  value: unknown,
): MarquetryError {
  const path = tree.pathForMessage(i);
  return new MarquetryError("bad-engine", `engine ${engine.name} returned ${what} at ${path}`, {
    path,
    value,
  });
}

import type { FilledCells } from "./area-rule.ts";
import type { GrossAreas } from "./gross-areas.ts";

/** The part of a correction that is made at first, and its limits. */
const USUAL_STEP = 0.7;
const LEAST_STEP = 0.02;
const MOST_STEP = 1;
/** How it changes where a correction swings back, and where it does not. */
const SLOWER = 0.6;
const FASTER = 1.15;

/** A cell is never given up for being wrong by so much. */
export const NEVER: number = Infinity;

/** Reads areas off a layout, and corrects what cells are thought to lose. */
export function lossReader(areas: GrossAreas): (laid: FilledCells, hopeless: number) => boolean {
  /** The part of a correction that is made at each cell, and the last correction. */
  const step = new Float64Array(areas.tree.size).fill(USUAL_STEP);
  const last = new Float64Array(areas.tree.size);
  return read;

  /**
   * Takes over what each cell of a layout loses. A cell without room is taken to lose all it had. Cells whose
   * room is wrong by more than a factor of 1 + `hopeless` are given up, those without room too where that is
   * finite; returns whether one was.
   */
  function read({ cells }: FilledCells, hopeless: number): boolean {
    let gaveUp = false;
    const { tree, lossX, lossY, gross, content, abandoned } = areas;
    for (let i = 0; i < tree.size; i++) {
      if (tree.childCount[i] === 0 || !(tree.weight[i]! > 0)) continue;
      const room = cells.roomArea(i);
      const first = tree.firstChild[i]!;
      const end = first + tree.childCount[i]!;
      let sum = 0;
      for (let c = first; c < end; c++) sum += gross[c]!;
      for (let c = first; c < end; c++) {
        if (abandoned[c] === 1 || !(gross[c]! > 0)) continue;
        // The engine shared the room out as it was told to; only how much of it is left has to be measured.
        const own = (room * gross[c]!) / sum;
        const left = tree.childCount[c] === 0 ? cells.area(c) : cells.roomArea(c);
        const isHopeless = left > 0 ? Math.abs(left / content[c]! - 1) > hopeless : hopeless < NEVER;
        if (isHopeless && own > 0) {
          abandoned[c] = 1;
          gaveUp = true;
        } else if (left > 0) {
          const loss = Math.sqrt(own) - Math.sqrt(left);
          lossX[c] = lossY[c] = lossX[c] === lossY[c] ? lossX[c]! + correction(c, loss - lossX[c]!) : loss;
        } else lossX[c] = lossY[c] = Math.max(lossX[c]!, lossY[c]!, Math.sqrt(own));
      }
    }
    return gaveUp;
  }

  /** Where corrections swing to and fro they get smaller, else they grow back to the usual. */
  function correction(c: number, difference: number): number {
    const swings = difference * last[c]! < 0;
    step[c] = swings ? Math.max(LEAST_STEP, SLOWER * step[c]!) : Math.min(MOST_STEP, FASTER * step[c]!);
    last[c] = difference;
    return step[c] * difference;
  }
}

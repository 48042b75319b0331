import type { Ring } from "../engine.ts";
import { FamilyCutter, type PartRoom, type RingSink } from "./family-cutter.ts";
import type { CutForest } from "./forest.ts";
import { NO_PLANNER } from "./planners/planner.ts";

/** A part is tried if it has this many times as many cells as the part below it that was of no use. */
const LARGER = 2;
/** As many times as many cells as a family has may be divided in trials. */
const MOST_WORK = 4;

/**
 * Mends a part of a family.
 *
 * @param wrong - what is wrong below it
 * @returns what is still wrong
 */
export type Mend = (part: number, room: PartRoom, wrong: number) => number;

/** Looks at the family of node i, whose cuts are planned: from its children up, and last at its top. */
export type SearchParts = (i: number, room: Readonly<Ring>, mend: Mend) => void;

/**
 * Goes up the cuts of families from cells with which something is wrong, to parts, as small as possible, in which it
 * can be put right. Parts that are of no use grow twofold, and all trials together have a limit.
 *
 * @param wrong - what is wrong with each cell, to be kept up to date; what is wrong below each cut is written
 */
export function partSearch(forest: CutForest, wrong: Uint8Array): SearchParts {
  const { cells, first, second, top } = forest;
  const cutter = new FamilyCutter(forest, NO_PLANNER);
  /** Number of children in each part, and in the largest part within that was of no use. */
  const counts = new Int32Array(2 * cells).fill(1, 0, cells);
  const tried = new Int32Array(2 * cells);
  /** Rooms of the parts of one family that have something wrong below; parts within a group have none. */
  const rooms = new Map<number, PartRoom>();
  const noteRoom: RingSink = {
    set(part, x, y, points, from, corners) {
      if (wrong[part] === 0) return;
      rooms.set(part, { x, y, points: points.slice(from, from + 2 * corners), corners });
    },
  };

  return (i, whole, mend) => {
    const last = top[i]!;
    if (last < cells) return;
    const from = last - forest.cutsIn(i) + 1;
    for (let part = from; part <= last; part++) {
      const [a, b] = [first[part - cells]!, second[part - cells]!];
      wrong[part] = wrong[a]! | wrong[b]!;
      counts[part] = counts[a]! + counts[b]!;
    }
    if (wrong[last] === 0) return;
    rooms.clear();
    cutter.cut(whole, last, noteRoom, noteRoom);
    /** Cells divided in trials. */
    let work = 0;
    for (let part = from; part <= last; part++) {
      const [a, b] = [first[part - cells]!, second[part - cells]!];
      const room = rooms.get(part);
      const count = counts[part]!;
      const before = wrong[a]! | wrong[b]!;
      wrong[part] = before;
      tried[part] = Math.max(tried[a]!, tried[b]!);
      if (before === 0 || !room) continue;
      const isLarger = count >= LARGER * tried[part]!;
      if (part !== last && !(isLarger && work + count <= MOST_WORK * counts[last]!)) continue;
      work += count;
      wrong[part] = mend(part, room, before);
      if (wrong[part] === before) tried[part] = count;
    }
  };
}

import type { EarlierLayout, Ring, RingCells, WeightedTree } from "../engine.ts";
import type { CutMemory } from "./carry-over.ts";
import { CutTree, type Joining } from "./cut-tree.ts";
import type { PartDivider, PartRoom, RingSink } from "./family-cutter.ts";
import type { CutForest } from "./forest.ts";
import { partSearch } from "./part-search.ts";
import { RingBuffer } from "./ring-buffer.ts";
import { watchThinCells } from "./thin-cells.ts";

/**
 * Makes a function that divides families along the cuts of an earlier layout, and returns false where it had to in a
 * makeshift way. Where a cell has become too much thinner than it was, the smallest part of its family is planned anew
 * that brings all its cells within the limit; the whole family if none does, as thin as its cells may then be. What
 * lies below a part planned anew is planned anew too: its cells have new shapes.
 *
 * @param isAnew - gets a 1 for each node in a part that is planned anew
 */
export function repeatFamilies(
  { firstChild, childCount, size }: WeightedTree,
  cells: RingCells,
  forest: CutForest,
  earlier: EarlierLayout<CutMemory>,
  joining: Joining,
  divider: PartDivider,
  isAnew: Uint8Array,
): (i: number, top: number, room: Ring) => boolean {
  const tooThin = watchThinCells(earlier);
  const wrong = new Uint8Array(2 * size);
  const searchParts = partSearch(forest, wrong);
  const leaves = new CutTree();
  const buffer = new RingBuffer();
  const trial = new RingBuffer();
  const wasMakeshift = new Uint8Array(earlier.tree.size);
  for (const i of earlier.memory.fallbacks ?? []) wasMakeshift[i] = 1;

  return (i, top, room) => {
    const first = firstChild[i]!;
    const end = first + childCount[i]!;
    if (isAnew[i] === 1 || !forest.isPlanned(top)) {
      isAnew.fill(1, first, end);
      return planAnew(i, top, room, cells);
    }
    buffer.begin(first, end);
    let isSound = divider.repeat(i, top, room, buffer) && wasMakeshift[earlier.match[i]!] !== 1;
    if (hasThin(buffer, wrong)) {
      searchParts(i, room, (part, partRoom, before) => {
        if (part !== top) return tryAnew(i, part, partRoom) ? 0 : before;
        isAnew.fill(1, first, end);
        isSound = planAnew(i, top, room, buffer);
        return 0;
      });
    }
    buffer.writeTo(cells);
    return isSound;
  };

  function planAnew(i: number, part: number, room: Readonly<PartRoom>, sink: RingSink): boolean {
    forest.joinAnew(i, part, joining, leaves);
    return divider.plan(i, part, room, sink);
  }

  /** Plans a part anew, and keeps that if all its cells come out as fat as they must. */
  function tryAnew(i: number, part: number, room: PartRoom): boolean {
    const restore = forest.remember(forest.read(i, part, leaves));
    trial.begin(firstChild[i]!, firstChild[i]! + childCount[i]!);
    if (!planAnew(i, part, room, trial) || hasThin(trial)) {
      restore();
      return false;
    }
    trial.writeTo({
      set: (c, ...cell) => {
        isAnew[c] = 1;
        buffer.set(c, ...cell);
      },
    });
    return true;
  }

  /** Whether some cells are too thin, which is noted where wanted. */
  function hasThin(buffered: RingBuffer, note?: Uint8Array): boolean {
    let isSome = false;
    buffered.writeTo({
      set: (i, _x, _y, points, from, corners) => {
        const found = tooThin(i, points, from, corners);
        if (note) note[i] = found;
        if (found !== 0) isSome = true;
      },
    });
    return isSome;
  }
}

import { areBoxes, type Box, type BoxCells } from "../partition/box-cells.ts";
import type { Cells } from "../partition/cells.ts";
import {
  registerAreas,
  type AreaResult,
  type AreaRule,
  type AreaTask,
  type FilledCells,
} from "./area-rule.ts";
import { GrossAreas } from "./gross-areas.ts";
import { lossReader, NEVER } from "./loss-reader.ts";
import { readSlicing, sumOverSlots, writeSlicing } from "./slicing.ts";
import { solveSlicing } from "./solve-slicing.ts";

/** Relative error of a leaf's area up to which it counts as solved. */
const TOLERANCE = 1e-6;
/** Part of its distances that the side of a cell's content must have for its area to come out so exactly. */
const SLIGHT = 1e-8;
/** By how much that is raised where cells are so thin that it does not do. */
const SLIGHTER = 100;
/** Error at which the search ends: there is nothing left to gain. */
const ENOUGH = 1e-8;
/** Parts of the container that padding may take, by turns: where it takes more, nodes are given up until it does not. */
const MOST_LOST: readonly number[] = [0.9, 0.75, 0.6, 0.45, 0.3];
/**
 * Starts of the search by repeating: the part of the container that padding may take, and the number of layouts
 * to learn from before the cells stay where they are.
 */
const ATTEMPTS: readonly (readonly [part: number, fresh: number])[] = [
  [0.75, 2],
  [0.75, 6],
  [0.5, 2],
  [0.25, 2],
];
/** Trees up to so many nodes are tried with every start. */
const SMALL = 3000;
/** Part of the container that losses may take in the course of the search. */
const FULLEST = 0.95;
/** Layouts after that. */
const MOST_REPEATS = 250;
/** The same for engines that remember nothing: each layout takes its full time, and cells may jump. */
const MOST_UNSTEADY = 30;
/** After so many layouts a cell that still has no room is given up. */
const PATIENCE = 30;
/** So often it is looked for such cells. */
const AGAIN = 4;
/** Relative errors for which cells are given up: at first of none but those without room, later of those that swing. */
const NO_ROOM = Number.MAX_VALUE;
const HOPELESS = 0.5;
/** The search ends after so many layouts without gain. */
const STUCK = 40;
/** In place of a number of layouts to learn from: none, for what is learnt is carried over. */
const CARRIED = -1;
/** A map that is updated may lose so many times the part of the weight that it lost, and so much of the whole. */
const MOST_MORE_LOST = 1.5;
const LITTLE_LOST = 1e-3;

/**
 * Leaf areas in proportion to weights after padding and headers have taken their room, by laying out the areas
 * that cells need with them: the rule behind `areas: "leaf-exact"`.
 *
 * Rectangles are solved in the rows and columns that the engine chose, to the last digits. Other shapes are laid
 * out again and again, with their cuts kept where the engine can, until no leaf is wrong by more than a relative
 * 1e-6. Where padding takes so much that not all fits, the nodes that need most of it for their weight are given
 * up: their cells have the area of their weight with padding included, and their leaves are listed.
 *
 * Pass it by itself in a bundle, where rules by name may be missing.
 *
 * @example layout(tree, { engine: squarify(), container: [960, 600], padding: 2, paddingTop: 18, areas: leafExact });
 */
export const leafExact: AreaRule = /* @__PURE__ */ registerAreas({ name: "leaf-exact", solve });

function solve(task: AreaTask): AreaResult {
  const blank = task.blank();
  return (areBoxes(blank) && solveBoxes(task, blank)) || solveByRepeating(task, blank);
}

/** Null where the engine's boxes are not rows and columns, or where nothing fits. */
function solveBoxes(task: AreaTask, blank: BoxCells): AreaResult | null {
  const { tree } = task;
  const areas = new GrossAreas(tree, task.padding);
  const box: Box = { x: 0, y: 0, width: 0, height: 0 };
  blank.open(0, box);
  const room = box.width * box.height;
  if (!(room > 0)) return null;
  let best: Measured | null = null;
  let slight = SLIGHT;
  let tried: readonly [givenUp: Uint8Array, slight: number] | undefined;
  for (const part of MOST_LOST) {
    areas.giveUp(part * room);
    // The same nodes given up come to the same.
    if (tried?.[1] === slight && tried[0].every((is, i) => is === areas.abandoned[i])) continue;
    tried = [areas.abandoned.slice(), slight];
    areas.fill(room);
    if (giveUpSlight(areas, slight)) areas.fill(room);
    const laid = task.lay(areas.toTree());
    const cells = task.blank();
    if (!areBoxes(laid.cells) || !areBoxes(cells)) return null;
    const slicing = readSlicing(tree, laid.cells);
    if (!slicing) return null;
    const sides = solveSlicing(slicing, areas, box.width, box.height);
    if (!sides) {
      slight *= SLIGHTER;
      continue;
    }
    const { widths, heights } = sides;
    const isLost = lostNodes(areas);
    const gross = sumOverSlots(slicing, areas.gross);
    writeSlicing(slicing, tree, cells, (i, isRow) => (isLost[i] === 1 ? gross : isRow ? widths : heights));
    const result = sumUp(areas, { cells, memory: laid.memory });
    if (!best || result.lost < best.lost) best = result;
    if (result.lost === 0) break;
  }
  return best;
}

/** Gives up cells whose content is lost in the digits of their distances; returns whether there were any. */
function giveUpSlight({ tree, content, abandoned, lossX, lossY }: GrossAreas, slight: number): boolean {
  let gaveUp = false;
  for (let i = 1; i < tree.size; i++) {
    const isSlight = Math.sqrt(content[i]!) < slight * Math.max(lossX[i]!, lossY[i]!);
    if (!isSlight || abandoned[i] === 1 || tree.weight[i] === 0) continue;
    abandoned[i] = 1;
    gaveUp = true;
  }
  return gaveUp;
}

/** What leaf-exact areas remember of a map: what each cell lost, and which nodes were given up. */
interface LossMemory {
  readonly lossX: Float64Array;
  readonly lossY: Float64Array;
  readonly abandoned: Uint8Array;
  /** The part of the weight that was lost with the leaves without a solution. */
  readonly lost: number;
}

function solveByRepeating(task: AreaTask, blank: Cells): AreaResult {
  const carried = repeatEarlier(task, blank);
  if (carried) return carried;
  let best: Measured | undefined;
  for (const [part, fresh] of ATTEMPTS) {
    const areas = new GrossAreas(task.tree, task.padding);
    areas.giveUp(part * blank.roomArea(0));
    const result = repeat(task, areas, part, fresh, blank.roomArea(0));
    if (!best || result.lost < best.lost) best = result;
    // In a small tree another start is worth it for a single leaf; but not where cells never keep still.
    if (result.lost === 0 || !result.memory || (result.worst <= TOLERANCE && task.tree.size > SMALL)) break;
  }
  return best!;
}

/** The map that is updated with its cuts and losses carried over; null if that loses more than it did before. */
function repeatEarlier(task: AreaTask, blank: Cells): AreaResult | null {
  if (!task.earlier) return null;
  const { match } = task.earlier;
  const memory = task.earlier.memory as LossMemory;
  const areas = new GrossAreas(task.tree, task.padding);
  for (let i = 1; i < match.length; i++) {
    const twin = match[i]!;
    if (twin < 0) continue;
    areas.lossX[i] = memory.lossX[twin]!;
    areas.lossY[i] = memory.lossY[twin]!;
    areas.abandoned[i] = memory.abandoned[twin]!;
  }
  const result = repeat(task, areas, ATTEMPTS[0]![0], CARRIED, blank.roomArea(0));
  const lost = result.lost / task.tree.weight[0]!;
  return lost <= MOST_MORE_LOST * memory.lost + LITTLE_LOST ? result : null;
}

/**
 * Lays out again and again, and returns the best layout.
 *
 * @param fresh - number of layouts to learn from before the cells stay where they are; {@link CARRIED} if they do
 * from the start, as they lie in the map that is updated
 */
function repeat(task: AreaTask, areas: GrossAreas, part: number, fresh: number, room: number): Measured {
  const readLosses = lossReader(areas);
  let best: Measured | undefined;
  let laid: FilledCells | undefined;
  let last = 0;
  for (let k = 0; k < fresh + (k > 0 && !laid?.memory ? MOST_UNSTEADY : MOST_REPEATS); k++) {
    // Cells that lose more than was thought may leave no room for any area.
    if (areas.at(0) > FULLEST * room && areas.giveUp(part * room)) best = undefined;
    areas.fill(room);
    // The first layout of what is carried over has none before it: it is laid out as the map that is updated.
    laid = task.lay(areas.toTree(), k > fresh ? laid : "afresh");
    const result = sumUp(areas, laid);
    if (!best || k <= fresh || result.worst < best.worst) {
      // Where the engine remembers nothing, what its cells lost tells nothing of the next layout.
      best = laid.memory ? { ...result, areaMemory: remember(areas, result) } : result;
      last = k;
    }
    if (result.worst < ENOUGH) break;
    if (k - last >= STUCK) break;
    // Cells that still have no room after so many layouts will not get any, and those that swing keep others from rest.
    const looks = k >= PATIENCE && k % AGAIN === 0;
    if (readLosses(laid, !looks ? NEVER : k < 2 * PATIENCE ? NO_ROOM : HOPELESS)) best = undefined;
  }
  return best ?? sumUp(areas, laid!);
}

function remember({ lossX, lossY, abandoned, tree }: GrossAreas, { lost }: Measured): LossMemory {
  return {
    lossX: lossX.slice(),
    lossY: lossY.slice(),
    abandoned: abandoned.slice(),
    lost: lost / tree.weight[0]!,
  };
}

/** A result with what the search goes by. */
interface Measured extends AreaResult {
  /** Greatest relative error of a leaf's area, but for those given up. */
  readonly worst: number;
  /** Weight of the leaves without a solution. */
  readonly lost: number;
}

/** 1 for each node given up or below one. */
function lostNodes({ tree, abandoned }: GrossAreas): Uint8Array {
  const isLost = abandoned.slice();
  for (let i = 1; i < tree.size; i++) if (isLost[tree.parent[i]!] === 1) isLost[i] = 1;
  return isLost;
}

function sumUp(areas: GrossAreas, laid: FilledCells): Measured {
  const { size, childCount, weight } = areas.tree;
  const isLost = lostNodes(areas);
  let area = 0;
  let sum = 0;
  for (let i = 0; i < size; i++) {
    if (childCount[i] !== 0 || weight[i] === 0 || isLost[i] === 1) continue;
    area += laid.cells.area(i);
    sum += weight[i]!;
  }
  const scale = sum > 0 ? area / sum : 0;
  const unsolved: number[] = [];
  let [residual, worst, lost] = [0, 0, 0];
  for (let i = 0; i < size; i++) {
    if (childCount[i] !== 0 || weight[i] === 0) continue;
    const error = isLost[i] === 1 ? Infinity : Math.abs(laid.cells.area(i) / (scale * weight[i]!) - 1);
    if (error < Infinity) worst = Math.max(worst, error);
    if (error <= TOLERANCE) residual = Math.max(residual, error);
    else {
      unsolved.push(i);
      lost += weight[i]!;
    }
  }
  return { ...laid, residual, scale, unsolved: Int32Array.from(unsolved), worst, lost };
}

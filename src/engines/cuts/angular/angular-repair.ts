import { ConvexCutter } from "../../../geometry/convex-cut.ts";
import type { Ring, RingCells, WeightedTree } from "../../engine.ts";
import { CutTree } from "../cut-tree.ts";
import { FamilyCutter, type PartRoom } from "../family-cutter.ts";
import type { CutForest } from "../forest.ts";
import { partSearch } from "../part-search.ts";
import { THINNER_THAN_ALLOWED, THINNER_THAN_PROVEN, type ThinCellWatch } from "../thin-cells.ts";
import type { AngularGuarantee } from "./angular-guarantee.ts";
import { AngularPlanner } from "./angular-planner.ts";
import { EdgeDirections, SAME_DIRECTION } from "./edge-directions.ts";
import { afterLopsided, directionsOf, hasLone, isLopsidedPair, LopsidedCount } from "./lopsided-count.ts";

/** What has been promised for the cells of a repeated layout. */
export interface Promised {
  readonly guarantee: AngularGuarantee;
  /** The directions that count on the way to each node. */
  readonly promised: LopsidedCount;
  /** False where padding takes room from the cells, so that nothing is. */
  readonly isProven: boolean;
  readonly watch: ThinCellWatch;
}

const NOWHERE = -1;
/** What rounding and directions that count as the same may take off angles, in radians, of what was to be kept. */
const ANGLE_TOLERANCE = 10 * SAME_DIRECTION;
/** What rounding may take off the distance of parallel edges over the extent along them. */
const SPACING_TOLERANCE = 1e-8;

/**
 * Finds parts of a repeated layout, as small as possible, in which the proof of `angular` can begin anew so that
 * what it promises is kept and cells are as fat as their user wants them, and joins their cuts and all below them
 * anew, none of them planned.
 *
 * @param wrong - what is wrong with each cell
 * @param counted - counts on the way to each part; those of the cuts joined anew are written
 * @returns for each node, whether its family has such cuts
 */
export function angularRepair(
  { size, parent, firstChild, childCount }: WeightedTree,
  forest: CutForest,
  { guarantee, promised, isProven, watch }: Promised,
  cells: RingCells,
  wrong: Uint8Array,
  counted: LopsidedCount,
): Uint8Array {
  const { top } = forest;
  /** What is wrong with cells, those below wrong ones left out, and below cuts. */
  const toMend = new Uint8Array(2 * size);
  const searchParts = partSearch(forest, toMend);
  const cutter = new ConvexCutter();
  const directions = new EdgeDirections();
  const family = new CutTree();
  /** What would be counted, and cut, if the proof began in a part. */
  const trialCount = LopsidedCount.count(forest);
  const trialCutter = new FamilyCutter(forest, new AngularPlanner(guarantee, trialCount));
  /** What is counted at a part where the proof begins; or NOWHERE. */
  const beginnings = new Int32Array(2 * size).fill(NOWHERE);
  findBeginnings();
  return begin();

  /** Goes up from the wrong cells to where the proof can begin; what is wrong below a wrong cell goes with it. */
  function findBeginnings(): void {
    const isBelow = new Uint8Array(size);
    for (let i = 1; i < size; i++) {
      const p = parent[i]!;
      isBelow[i] = wrong[p]! | isBelow[p]!;
      if (isBelow[i] === 0) toMend[i] = wrong[i]!;
    }
    const room: Ring = { corners: 0, points: new Float64Array(0) };
    for (let i = size - 1; i >= 0; i--) {
      if (childCount[i] === 0 || top[i]! < 0) continue;
      cells.open(i, room);
      searchParts(i, room, (part, partRoom, before) => mend(i, part, partRoom, before));
      // If there is no beginning in a family, its own node becomes wrong.
      if (toMend[top[i]!] !== 0 && isProven) toMend[i] = THINNER_THAN_PROVEN;
    }
  }

  function mend(i: number, part: number, room: PartRoom, before: number): number {
    const isTop = part === top[i];
    const beginning = isTop ? beginAtTop(i, room) : beginAt(i, part, room);
    if (beginning === NOWHERE) return before;
    const mayBeThin = (before & THINNER_THAN_ALLOWED) !== 0 && !isTop;
    const staysThin = mayBeThin && isThin(i, part, room, beginning);
    if (staysThin && (before & THINNER_THAN_PROVEN) === 0) return before;
    beginnings[part] = beginning;
    return staysThin ? THINNER_THAN_ALLOWED : 0;
  }

  /** A whole family is cut as the proof has it, if its room keeps what the proof asks for; the container does. */
  function beginAtTop(i: number, room: PartRoom): number {
    const most = promised.stateOf(i);
    if (i === 0 || !isProven) return most;
    load(room);
    return beginningUpTo(most, () => true);
  }

  /** What to begin with in a part of a family so that no cell comes to count more than was promised for it. */
  function beginAt(i: number, part: number, room: PartRoom): number {
    forest.read(i, part, family);
    let most = Infinity;
    for (let k = 0; k < family.count; k++) most = Math.min(most, promised.stateOf(family.child[k]!));
    load(room);
    family.join("huffman");
    return beginningUpTo(most, fits);
  }

  /** The most, of what two less always fits, that may be counted at the room that is loaded. */
  function beginningUpTo(most: number, isFit: (state: number) => boolean): number {
    for (let state = most; state >= Math.max(0, most - 2); state--) {
      if (keeps(state) && isFit(state)) return state;
    }
    return NOWHERE;
  }

  /** Whether cells come out too thin for their user if the proof begins in a part. */
  function isThin(i: number, part: number, room: PartRoom, beginning: number): boolean {
    const places = forest.read(i, part, family);
    const restore = forest.remember(places);
    forest.rejoin(places, family.join("huffman"));
    trialCount.begin(part, beginning);
    for (let k = places.length - 1; k >= 0; k--) trialCount.divide(forest, places[k]!);
    let isSome = false;
    trialCutter.cut(room, part, {
      set(c, _x, _y, points, from, corners) {
        if (watch(c, points, from, corners) !== 0) isSome = true;
      },
    });
    restore();
    return isSome;
  }

  function load({ points, corners }: PartRoom): void {
    cutter.load(points, 0, corners);
    directions.load(cutter, guarantee.axisX, guarantee.axisY);
  }

  /** Whether a part may begin with so much counted: the invariants of docs/angular-bound.md, measured. */
  function keeps(state: number): boolean {
    const added = directionsOf(state);
    const spare = guarantee.directions(added) - directions.count;
    return (
      spare >= 0 &&
      // A cut that may bring no new direction needs one to spare, or an edge to go parallel to.
      (!hasLone(state) || spare > 0 || directions.loneEdge() >= 0) &&
      directions.leastAngle() >= guarantee.angle(added) - ANGLE_TOLERANCE &&
      directions.leastSpacing(cutter) >= guarantee.leastSpacing(added) - SPACING_TOLERANCE
    );
  }

  /** Whether no cell of Huffman's tree counts more than was promised if its root counts so much. */
  function fits(state: number): boolean {
    const { count, child, weight, first, second } = family;
    const states = new Int32Array(2 * count - 1).fill(state);
    for (let v = 2 * count - 2; v >= count; v--) {
      const [a, b] = [first[v - count]!, second[v - count]!];
      const isFirstLight = weight[a]! <= weight[b]!;
      const isLopsided = isLopsidedPair(weight[a]!, weight[b]!, (isFirstLight ? b : a) < count);
      states[a] = isLopsided ? afterLopsided(states[v]!, isFirstLight) : states[v]!;
      states[b] = isLopsided ? afterLopsided(states[v]!, !isFirstLight) : states[v]!;
    }
    for (let k = 0; k < count; k++) if (states[k]! > promised.stateOf(child[k]!)) return false;
    return true;
  }

  /** Joins all cuts below the beginnings anew; returns the families that have such cuts. */
  function begin(): Uint8Array {
    const isAnew = new Uint8Array(2 * size);
    const families = new Uint8Array(size);
    for (let i = 0; i < size; i++) {
      if (childCount[i] === 0 || top[i]! < 0) continue;
      if (isAnew[i] === 1) {
        families[i] = 1;
        forest.joinAnew(i, top[i]!, "huffman", family);
        counted.handDown(forest, i);
        isAnew.fill(1, firstChild[i], firstChild[i]! + childCount[i]!);
      } else if (beginIn(i, isAnew)) families[i] = 1;
    }
    return families;
  }

  /** Begins where it was found within a family; returns whether anywhere. */
  function beginIn(i: number, isAnew: Uint8Array): boolean {
    const { first, second } = forest;
    let isSome = false;
    if (top[i]! < size) return false;
    for (let part = top[i]!, left = forest.cutsIn(i); left > 0; left--, part--) {
      if (isAnew[part] === 0) {
        const beginning = beginnings[part]!;
        if (beginning === NOWHERE) continue;
        isSome = true;
        forest.joinAnew(i, part, "huffman", family);
        counted.begin(part, beginning);
      }
      counted.divide(forest, part);
      isAnew[first[part - size]!] = isAnew[second[part - size]!] = 1;
    }
    return isSome;
  }
}

import type { Box } from "../engine.ts";
import { TIE } from "../rectangles/sums.ts";
import type { FamilyRows } from "./family-rows.ts";
import { NONE } from "./parts.ts";

/** Ratios at which costs are known, per doubling of the ratio. */
export const STEPS = 4;
/** Levels of ratio for a single part: from 1 to 8, beyond which no rectangle may go. */
export const PART_LEVELS: number = 3 * STEPS + 1;
/** From here on costs stand for what is not allowed; all others are less, whatever the tree. */
export const NEVER = 1e12;
/** How much more the shape of an inner node counts than that of a leaf: it is seen before its leaves are. */
export const INNER = 2;
/** A ratio from which on every rectangle costs more, so that few are so long, */
const LONG = 4;
/** by so much for each unit of the ratio. */
const OVER = 4;

/** Levels of ratio for groups of parts: from 1 to 64. */
const GROUP_LEVELS = 6 * STEPS + 1;
/** Costs of a group are held for both ways it may lie, from 1 : 64 to 64 : 1, */
const ROOM = 2 * GROUP_LEVELS - 1;
/** those of a square in the middle. */
const MIDDLE = GROUP_LEVELS - 1;
/** Longer to shorter side that no part may exceed, unless a plan asks for less. */
export const LONGEST = 8;
/** Rounding of a ratio. */
const ROUNDING = 1 + 1e-9;
/** A leaf takes an L around the other members of its group if it has this share of it at least, */
const LEAST_ELL = 0.5;
/** and if the others have no more than this part of a square on the shorter side. */
const MOST_BESIDE = 0.5;
/** What an L costs for being none of the rectangles that are read most easily. */
const ELL = 0.25;
/** The line that is none: the first member takes an L. */
const NO_LINE = -1;
/** The cost of what is not allowed, so large that a small part of it, between two levels, is too. */
const FORBIDDEN = 1e6 * NEVER;

/** What a leaf's rectangle costs: its `box` and its `asp`. */
export function shapeCost(ratio: number): number {
  return 2 * ratio + 1 / ratio + OVER * Math.max(0, ratio - LONG);
}

/** The ratio of two sides, on the scale of levels. */
export function levelOf(width: number, height: number): number {
  return STEPS * Math.abs(Math.log2(width / height));
}

/** The ratio and what it costs, by level. */
const RATIO: Float64Array = /* @__PURE__ */ Float64Array.from(
  { length: PART_LEVELS },
  (_, level) => 2 ** (level / STEPS),
);
const SHAPE_COST: Float64Array = /* @__PURE__ */ RATIO.map(shapeCost);

/** How far families are searched for the slices that leave the fattest parts. */
export interface SlicePlan {
  /** Most members searched at once; longer families begin with rows. */
  readonly most: number;
  /** Most lines tried to divide a group of members. */
  readonly tries: number;
  /** Whether members are searched in a second order too. */
  readonly isTwice: boolean;
  /** Longer to shorter side that no part may exceed; 8 if left out. */
  readonly longest?: number;
}

/** Members by falling weight; or every other of them and then the rest back again, so that the ends are heavy. */
export type MemberOrder = "falling" | "ends";

/**
 * Divides a rectangle among some parts, with lines from side to side: the group in two, those in two, down to
 * single parts. Of all ways that keep the order it takes the cheapest, by what is foreseen for the parts. Costs of groups are worked out at some ratios of sides, and between them taken as straight.
 *
 * All of this is free: where a family has a rectangle to itself, any plain rectangles up to 8 : 1 keep the limits, and
 * so does an L for a leaf of half the weight of a group in such a rectangle.
 */
interface SliceSearch {
  /** Works out the costs of the members from `start` on, which must be few enough. */
  prepare(rows: FamilyRows, start: number): void;
  /** The cost of the members from `i` on in a rectangle. */
  costFrom(i: number, width: number, height: number): number;
  /** Writes the boxes of the members from `i` on, and tells whether none is too long. */
  lay(rows: FamilyRows, i: number, box: Readonly<Box>): boolean;
}

/**
 * @param table - what the layout of a part costs, below its own rectangle: rows of `PART_LEVELS` costs
 * @param rowOf - where the row of a part begins
 */
export function sliceSearch(
  plan: SlicePlan,
  table: Float64Array,
  rowOf: (part: number) => number,
  order: MemberOrder,
): SliceSearch {
  /** Those of the group at hand. */
  const bests = new Float64Array(GROUP_LEVELS);
  let members = 0;
  // The best line found.
  let line = 0;
  let acrossLonger = true;
  const { most, tries, longest = LONGEST } = plan;
  /** The cost of the group of members i to j, by level, around (i · most + j) · ROOM + MIDDLE. */
  const costs = new Float64Array(most * most * ROOM);
  /** What the group weighs. */
  const total = new Float64Array(most * most);
  /** The same on the scale of levels. */
  const log = new Float64Array(most * most);
  /** The place of each member among the parts. */
  const placeOf = new Int32Array(most);
  const isLeaf = new Uint8Array(most);
  // Groups still to divide.
  const openFrom = new Int32Array(most + 1);
  const openTo = new Int32Array(most + 1);
  const room = new Float64Array(4 * (most + 1));
  return { prepare, costFrom, lay };

  function prepare(rows: FamilyRows, start: number): void {
    const count = rows.count - start;
    members = count;
    for (let i = 0; i < count; i++) {
      const place = start + (order === "falling" ? i : outwards(i, count));
      placeOf[i] = place;
      total[i * most + i] = rows.weight[place]!;
      log[i * most + i] = STEPS * Math.log2(rows.weight[place]!);
      isLeaf[i] = rows.isLeaf[place]!;
      single(i, rows.isLeaf[place] === 1 ? NONE : rowOf(rows.part[place]!));
    }
    for (let length = 2; length <= count; length++) {
      for (let i = 0; i + length <= count; i++) {
        const j = i + length - 1;
        total[i * most + j] = total[i * most + j - 1]! + total[j * most + j]!;
        log[i * most + j] = STEPS * Math.log2(total[i * most + j]!);
        group(i, j);
      }
    }
  }

  function costFrom(i: number, width: number, height: number): number {
    return i === members ? 0 : costAt(i, members - 1, levelOf(width, height));
  }

  function single(i: number, row: number): void {
    const best = bests;
    best.fill(FORBIDDEN);
    for (let level = 0; level < PART_LEVELS; level++) {
      const shape = RATIO[level]! <= longest * ROUNDING ? SHAPE_COST[level]! : FORBIDDEN;
      best[level] = row === NONE ? shape : INNER * shape + table[row + level]!;
    }
    keep(i, i);
  }

  function group(i: number, j: number): void {
    const best = bests;
    best.fill(FORBIDDEN);
    const [low, high] = lines(i, j);
    for (let m = low; m <= high; m++) {
      part(i, m, j, true, 0, GROUP_LEVELS - 1);
      part(i, m, j, false, 0, GROUP_LEVELS - 1);
    }
    const others = besideEll(i, j);
    for (let level = 0; level < PART_LEVELS && mayBeEll(RATIO[level]!, others); level++) {
      const ell = SHAPE_COST[level]! / (1 - others) + ELL + costs[middleOf(i + 1, j) + level]!;
      if (ell < best[level]!) best[level] = ell;
    }
    keep(i, j);
  }

  /** Keeps the best costs of a group, for both ways it may lie. */
  function keep(i: number, j: number): void {
    const middle = middleOf(i, j);
    const [cost, best] = [costs, bests];
    for (let level = 0; level < GROUP_LEVELS; level++)
      cost[middle + level] = cost[middle - level] = best[level]!;
  }

  function middleOf(i: number, j: number): number {
    return (i * plan.most + j) * ROOM + MIDDLE;
  }

  /**
   * Tries a line after member m at the levels from `low` to `high`, each `part` of a step higher: across the longer side,
   * which makes levels fall by a shift, or along it. Keeps what costs less than the best.
   */
  function part(
    i: number,
    m: number,
    j: number,
    isAcross: boolean,
    low: number,
    high: number,
    part = 0,
  ): void {
    const cost = costs;
    const best = bests;
    const whole = log[i * most + j]!;
    const sign = isAcross ? -1 : 1;
    const shiftA = part + sign * (whole - log[i * most + m]!);
    const shiftB = part + sign * (whole - log[(m + 1) * most + j]!);
    const wholeA = Math.floor(shiftA);
    const wholeB = Math.floor(shiftB);
    const partA = shiftA - wholeA;
    const partB = shiftB - wholeB;
    const a = middleOf(i, m) + wholeA;
    const b = middleOf(m + 1, j) + wholeB;
    const first = Math.max(low, -MIDDLE - Math.min(wholeA, wholeB));
    const last = Math.min(high, MIDDLE - 1 - Math.max(wholeA, wholeB));
    for (let level = first; level <= last; level++) {
      const costA = cost[a + level]! * (1 - partA) + cost[a + level + 1]! * partA;
      const both = costA + cost[b + level]! * (1 - partB) + cost[b + level + 1]! * partB;
      if (both < best[level]!) best[level] = both;
    }
  }

  /** The share of the others if the first of the members i to j may take an L around them; else infinite. */
  function besideEll(i: number, j: number): number {
    if (isLeaf[i] === 0) return Infinity;
    const leaf = total[i * most + i]!;
    const others = total[(i + 1) * most + j]!;
    return leaf >= LEAST_ELL * (leaf + others) ? others / (leaf + others) : Infinity;
  }

  /** Whether a leaf may take an L in a rectangle of a ratio around what has a share of it. */
  function mayBeEll(ratio: number, others: number): boolean {
    if (others * ratio > MOST_BESIDE || ratio > LONGEST) return false;
    // Where less than the longest is asked for, an L must be as fat as the rectangles.
    const most = longest + 1 / longest;
    return longest === LONGEST || (ratio + 1 / ratio) / (1 - others) <= most;
  }

  /** The cost if the first of the members i to j takes an L, the others the notch, which has the shape of all. */
  function costOfEll(i: number, j: number, level: number): number {
    const others = besideEll(i, j);
    const ratio = 2 ** (level / STEPS);
    if (!mayBeEll(ratio, others)) return FORBIDDEN;
    return shapeCost(ratio) / (1 - others) + ELL + costAt(i + 1, j, level);
  }

  /** The first and the last member after which a line may part the members i to j. */
  function lines(i: number, j: number): readonly [low: number, high: number] {
    if (j - i <= tries) return [i, j - 1];
    // Around the half by weight, where both sides get fat.
    const half = total[i * most + j]! / 2;
    let m = i;
    while (m < j - 1 && total[i * most + m]! < half) m++;
    const low = Math.max(i, Math.min(m - (tries >> 1), j - tries));
    return [low, low + tries - 1];
  }

  /** A cost between two levels. */
  function costAt(i: number, j: number, level: number): number {
    const below = Math.floor(level);
    if (!(below < GROUP_LEVELS - 1)) return FORBIDDEN;
    const [cost, at, part] = [costs, middleOf(i, j) + below, level - below];
    return cost[at]! * (1 - part) + cost[at + 1]! * part;
  }

  function lay(rows: FamilyRows, i: number, { x, y, width, height }: Readonly<Box>): boolean {
    let open = 0;
    const push = (from: number, to: number, px: number, py: number, w: number, h: number): void => {
      openFrom[open] = from;
      openTo[open] = to;
      room[4 * open] = px;
      room[4 * open + 1] = py;
      room[4 * open + 2] = w;
      room[4 * open + 3] = h;
      open++;
    };
    if (i < members) push(i, members - 1, x, y, width, height);
    while (open > 0) {
      open--;
      const from = openFrom[open]!;
      const to = openTo[open]!;
      const [px, py, w, h] = [room[4 * open]!, room[4 * open + 1]!, room[4 * open + 2]!, room[4 * open + 3]!];
      if (from === to) {
        if (!(w <= longest * h && h <= longest * w)) return false;
        rows.write(placeOf[from]!, px, py, w, h);
        continue;
      }
      // Costs between levels are no more than near the truth, so that this may yet turn out not to be possible.
      if (choose(from, to, levelOf(w, h)) >= NEVER) return false;
      const m = line;
      if (m === NO_LINE) {
        const side = Math.sqrt(besideEll(from, to));
        rows.write(placeOf[from]!, px, py, w, h, side);
        push(from + 1, to, px + w - w * side, py + h - h * side, w * side, h * side);
        continue;
      }
      const a = total[from * most + m]!;
      const b = total[(m + 1) * most + to]!;
      const first = a / (a + b);
      const second = b / (a + b);
      if (w >= h * (1 - TIE) === acrossLonger) {
        push(m + 1, to, px + w * first, py, w * second, h);
        push(from, m, px, py, w * first, h);
      } else {
        push(m + 1, to, px, py + h * first, w, h * second);
        push(from, m, px, py, w, h * first);
      }
    }
    return true;
  }

  /** Finds the best line for the members i to j at a level of ratio, and returns its cost. */
  function choose(i: number, j: number, level: number): number {
    const [low, high] = lines(i, j);
    const best = bests;
    const below = Math.floor(level);
    line = NO_LINE;
    let least = costOfEll(i, j, level);
    if (!(below < GROUP_LEVELS)) return least;
    for (let m = low; m <= high; m++) {
      for (const isAcross of [true, false]) {
        best[below] = least * (1 - TIE);
        part(i, m, j, isAcross, below, below, level - below);
        if (best[below] === least * (1 - TIE)) continue;
        least = best[below];
        line = m;
        acrossLonger = isAcross;
      }
    }
    return least;
  }
}

/** Which member by falling weight comes at a place if the ends are heavy. */
function outwards(place: number, count: number): number {
  return 2 * place < count ? 2 * place : 2 * (count - place) - 1;
}

import type { WeightedTree } from "../engine.ts";
import { TIE } from "../rectangles/sums.ts";
import { FamilyRows, type RowLimits } from "./family-rows.ts";
import { NONE } from "./parts.ts";
import {
  INNER,
  levelOf,
  NEVER,
  PART_LEVELS,
  shapeCost,
  SliceSearch,
  STEPS,
  type Forecasts,
  type SlicePlan,
} from "./slice-search.ts";

/** No rectangle may be longer than this, whatever is won. */
const ROWS: RowLimits = { leaf: 8, inner: 8 };
/** What a leaf costs as a rule. */
const LEAF = 3.6;
/** What is added where a family's region must be cut apart. */
const TORN = 3;
/** Only families with an inner node of this share are cut apart if they need not be: others gain nothing by it. */
const HEAVY = 0.4;

/**
 * Lays families out in plain rectangles, with regard to what will lie in these.
 *
 * Foresees from the leaves upwards what the subtree of each inner node costs in rectangles of some ratios, as if
 * each had one to itself.
 */
export class FamilyPlanner implements Forecasts {
  readonly table: Float64Array;
  readonly #tree: WeightedTree;
  readonly #standing: Int32Array;
  /** The row of each node in the table. */
  readonly #row: Int32Array;
  readonly #plan: SlicePlan;
  readonly #search: SliceSearch;
  /** The same in another order, for families that need no rows. */
  readonly #second: SliceSearch | null;

  constructor(tree: WeightedTree, standing: Int32Array, plan: SlicePlan) {
    this.#tree = tree;
    this.#standing = standing;
    this.#plan = plan;
    this.#row = new Int32Array(tree.size).fill(NONE);
    let count = 1;
    for (let i = 0; i < tree.size; i++) {
      if (tree.childCount[i]! > 0 && standing[i] === i && tree.weight[i]! > 0)
        this.#row[i] = PART_LEVELS * count++;
    }
    this.table = new Float64Array(PART_LEVELS * count);
    this.#search = new SliceSearch(plan, this, "falling");
    this.#second = plan.isTwice ? new SliceSearch(plan, this, "ends") : null;
    const rows = new FamilyRows();
    // Children come after their parents.
    for (let i = tree.size - 1; i >= 0; i--) if (this.#row[i] !== NONE) this.#foresee(i, rows);
  }

  rowOf(part: number): number {
    // What is left of a node that was cut apart is no node: little is known about it.
    return part < this.#row.length ? this.#row[part]! : 0;
  }

  /** Plans boxes for some parts; tells whether all keep the limit and the region need not be cut apart. */
  plan(rows: FamilyRows, width: number, height: number): boolean {
    const searched = this.#prepare(rows);
    const cost = this.#cost(rows, searched, width, height);
    const second = this.#secondCost(rows, width, height);
    const least = Math.min(cost, second);
    if (least > this.#costIfTorn(rows) && (least >= NEVER || isHeavy(rows))) return false;
    if (second < cost * (1 - TIE)) return this.#second!.lay(rows, 0, { x: 0, y: 0, width, height });
    return this.#search.lay(rows, rows.planned - searched, rows.rest);
  }

  /** Prepares the search among the lightest, and returns the first of them. */
  #prepare(rows: FamilyRows): number {
    const searched = Math.max(0, rows.count - this.#plan.most);
    this.#search.prepare(rows, searched);
    if (searched === 0) this.#second?.prepare(rows, 0);
    return searched;
  }

  #secondCost(rows: FamilyRows, width: number, height: number): number {
    if (!this.#second || rows.count > this.#plan.most) return Infinity;
    return this.#second.costFrom(0, width, height);
  }

  /** The cost with the heaviest of many in rows and the others, among those from `searched` on, as is best. */
  #cost(rows: FamilyRows, searched: number, width: number, height: number): number {
    if (!rows.plan(width, height, ROWS, this.#plan.most)) return Infinity;
    const rest = this.#search.costFrom(rows.planned - searched, rows.rest.width, rows.rest.height);
    return this.#costOfRows(rows, rows.planned) + rest;
  }

  #foresee(node: number, rows: FamilyRows): void {
    const { table } = this;
    const base = this.#row[node]!;
    rows.takeFamily(this.#tree, this.#standing, node);
    rows.sort();
    const torn = this.#costIfTorn(rows);
    const mayBeTorn = isHeavy(rows);
    const searched = this.#prepare(rows);
    for (let level = 0; level < PART_LEVELS; level++) {
      const ratio = 2 ** (level / STEPS);
      const cost = Math.min(this.#cost(rows, searched, ratio, 1), this.#secondCost(rows, ratio, 1));
      table[base + level] = cost >= NEVER || (cost > torn && mayBeTorn) ? torn : cost;
    }
  }

  #costOfRows(rows: FamilyRows, end: number): number {
    let cost = 0;
    for (let k = 0; k < end; k++) {
      const level = levelOf(rows.box[4 * k + 2]!, rows.box[4 * k + 3]!);
      const shape = shapeCost(2 ** (level / STEPS));
      if (rows.isLeaf[k] === 1) cost += shape;
      else cost += INNER * shape + this.#below(this.rowOf(rows.part[k]!), level);
    }
    return cost;
  }

  #below(row: number, level: number): number {
    const low = Math.min(Math.floor(level), PART_LEVELS - 2);
    const part = Math.min(1, level - low);
    return this.table[row + low]! * (1 - part) + this.table[row + low + 1]! * part;
  }

  #costIfTorn(rows: FamilyRows): number {
    let cost = TORN;
    for (let k = 0; k < rows.count; k++) {
      if (rows.isLeaf[k] === 1) {
        cost += LEAF;
        continue;
      }
      const row = this.rowOf(rows.part[k]!);
      let least = Infinity;
      for (let level = 0; level < PART_LEVELS; level++) least = Math.min(least, this.table[row + level]!);
      cost += INNER * LEAF + least;
    }
    return cost;
  }
}

function isHeavy(rows: FamilyRows): boolean {
  return rows.isLeaf[0] === 0 && rows.weight[0]! >= HEAVY * rows.total();
}

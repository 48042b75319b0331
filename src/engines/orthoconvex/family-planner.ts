import type { WeightedTree } from "../engine.ts";
import { TIE } from "../rectangles/sums.ts";
import { FamilyRows, type RowLimits } from "./family-rows.ts";
import { NONE } from "./parts.ts";
import {
  INNER,
  levelOf,
  LONGEST,
  NEVER,
  PART_LEVELS,
  shapeCost,
  sliceSearch,
  STEPS,
  type SlicePlan,
} from "./slice-search.ts";

/** What a leaf costs as a rule. */
const LEAF = 3.6;
/** What is added where a family's region must be cut apart. */
const TORN = 3;
/** Only families with an inner node of this share are cut apart if they need not be: others gain nothing by it. */
const HEAVY = 0.4;

/** Plans boxes for some parts; tells whether all keep the limit and the region need not be cut apart. */
export type PlanFamily = (rows: FamilyRows, width: number, height: number) => boolean;

/**
 * Lays families out in plain rectangles, with regard to what will lie in these.
 *
 * Foresees from the leaves upwards what the subtree of each inner node costs in rectangles of some ratios, as if
 * each had one to itself.
 */
export function familyPlanner(tree: WeightedTree, standing: Int32Array, plan: SlicePlan): PlanFamily {
  /** No rectangle may be longer than this, whatever is won. */
  const { longest = LONGEST } = plan;
  const limits: RowLimits = { leaf: longest, inner: longest };
  /** The row of each node in the table. */
  const rowOfNode = new Int32Array(tree.size).fill(NONE);
  let count = 1;
  for (let i = 0; i < tree.size; i++) {
    if (tree.childCount[i]! > 0 && standing[i] === i && tree.weight[i]! > 0)
      rowOfNode[i] = PART_LEVELS * count++;
  }
  const table = new Float64Array(PART_LEVELS * count);
  // What is left of a node that was cut apart is no node: little is known about it.
  const rowOf = (part: number): number => (part < rowOfNode.length ? rowOfNode[part]! : 0);
  const search = sliceSearch(plan, table, rowOf, "falling");
  /** The same in another order, for families that need no rows. */
  const second = plan.isTwice ? sliceSearch(plan, table, rowOf, "ends") : null;
  const family = new FamilyRows();
  // Children come after their parents.
  for (let i = tree.size - 1; i >= 0; i--) if (rowOfNode[i] !== NONE) foresee(i, family);

  return (rows, width, height) => {
    const searched = prepare(rows);
    const cost = costIn(rows, searched, width, height);
    const costOfSecond = secondCost(rows, width, height);
    const least = Math.min(cost, costOfSecond);
    if (least > costIfTorn(rows) && (least >= NEVER || isHeavy(rows))) return false;
    if (costOfSecond < cost * (1 - TIE)) return second!.lay(rows, 0, { x: 0, y: 0, width, height });
    return search.lay(rows, rows.planned - searched, rows.rest);
  };

  /** Prepares the search among the lightest, and returns the first of them. */
  function prepare(rows: FamilyRows): number {
    const searched = Math.max(0, rows.count - plan.most);
    search.prepare(rows, searched);
    if (searched === 0) second?.prepare(rows, 0);
    return searched;
  }

  function secondCost(rows: FamilyRows, width: number, height: number): number {
    return second && rows.count <= plan.most ? second.costFrom(0, width, height) : Infinity;
  }

  /** The cost with the heaviest of many in rows and the others, among those from `searched` on, as is best. */
  function costIn(rows: FamilyRows, searched: number, width: number, height: number): number {
    if (!rows.plan(width, height, limits, plan.most)) return Infinity;
    return costOfRows(rows) + search.costFrom(rows.planned - searched, rows.rest.width, rows.rest.height);
  }

  function foresee(node: number, rows: FamilyRows): void {
    const base = rowOfNode[node]!;
    rows.takeFamily(tree, standing, node);
    rows.sort();
    const torn = costIfTorn(rows);
    const mayBeTorn = isHeavy(rows);
    const searched = prepare(rows);
    for (let level = 0; level < PART_LEVELS; level++) {
      const ratio = 2 ** (level / STEPS);
      const cost = Math.min(costIn(rows, searched, ratio, 1), secondCost(rows, ratio, 1));
      table[base + level] = cost >= NEVER || (cost > torn && mayBeTorn) ? torn : cost;
    }
  }

  function costOfRows(rows: FamilyRows): number {
    let cost = 0;
    for (let k = 0; k < rows.planned; k++) {
      const level = levelOf(rows.box[4 * k + 2]!, rows.box[4 * k + 3]!);
      const shape = shapeCost(2 ** (level / STEPS));
      cost += rows.isLeaf[k] === 1 ? shape : INNER * shape + costBelow(rowOf(rows.part[k]!), level);
    }
    return cost;
  }

  function costBelow(row: number, level: number): number {
    const low = Math.min(Math.floor(level), PART_LEVELS - 2);
    const part = Math.min(1, level - low);
    return table[row + low]! * (1 - part) + table[row + low + 1]! * part;
  }

  function costIfTorn(rows: FamilyRows): number {
    let cost = TORN;
    for (let k = 0; k < rows.count; k++) {
      if (rows.isLeaf[k] === 1) {
        cost += LEAF;
        continue;
      }
      const row = rowOf(rows.part[k]!);
      let least = Infinity;
      for (let level = 0; level < PART_LEVELS; level++) least = Math.min(least, table[row + level]!);
      cost += INNER * LEAF + least;
    }
    return cost;
  }
}

function isHeavy(rows: FamilyRows): boolean {
  return rows.isLeaf[0] === 0 && rows.weight[0]! >= HEAVY * rows.total();
}

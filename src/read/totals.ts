import type { BreadthFirst } from "../model/order.ts";
import { count } from "./faults.ts";
import type { ReadSettings } from "./options.ts";
import type { InnerWeight, Nodes } from "./reader.ts";

/** Weights by row, and how those of inner nodes are meant. */
export interface Judged {
  readonly weight: Float64Array;
  readonly innerWeight: InnerWeight;
  readonly notes: readonly string[];
}

/** What was found of the weights given to inner nodes. */
interface Inner {
  /** How many have a weight. */
  readonly given: number;
  /** How many of these weigh what lies in them. */
  readonly equal: number;
  /** How many weigh less, beyond rounding. */
  readonly less: number;
}

/**
 * Finds out what weights of inner nodes mean, where nobody has said it. They are totals if none is less than what
 * lies below: of weights of their own some would be.
 */
export function judgeInner(nodes: Nodes, order: BreadthFirst, settings: ReadSettings): Judged {
  const weight = Float64Array.from(nodes.weight, (value) => value ?? NaN);
  const { given, equal, less } = compare(nodes, order, weight, settings.tolerance);
  const said = settings.innerWeight ?? nodes.innerWeight;
  if (given === 0 || said !== undefined) return { weight, innerWeight: said ?? "sum", notes: [] };
  const inner = `the weights of ${count(given, "inner node")}`;
  if (less > 0) {
    const innerWeight = nodes.otherwise ?? "own";
    const meaning = innerWeight === "own" ? "count beside their children's" : "are not counted";
    return {
      weight,
      innerWeight,
      notes: [`${inner} are no totals and ${meaning}; innerWeight says otherwise`],
    };
  }
  if (equal === 0 && nodes.inDoubt !== undefined) return { weight, innerWeight: nodes.inDoubt, notes: [] };
  const doubt = equal > 0 ? "" : '; innerWeight: "own" adds them instead';
  return { weight, innerWeight: "total", notes: [`${inner} are taken as totals of what is in them${doubt}`] };
}

/** Compares the weight of each inner node with what lies below it. What differs by rounding alone is taken out. */
function compare(
  { rounding = { relative: 0, each: 0 } }: Nodes,
  { firstChild, childCount, source }: BreadthFirst,
  weight: Float64Array,
  tolerance: number,
): Inner {
  const size = childCount.length;
  const total = new Float64Array(size);
  const below = new Int32Array(size);
  let [given, equal, less] = [0, 0, 0];
  for (let i = size - 1; i >= 0; i--) {
    const row = source ? source[i]! : i;
    const own = weight[row]!;
    if (childCount[i] === 0) {
      total[i] = own >= 0 ? own : 0;
      continue;
    }
    let sum = 0;
    for (let c = firstChild[i]! + childCount[i]! - 1; c >= firstChild[i]!; c--) {
      sum += total[c]!;
      below[i]! += below[c]! + 1;
    }
    total[i] = sum;
    // A weight of 0 is how many tables leave it out.
    if (!(own > 0)) {
      if (own === 0) weight[row] = NaN;
      continue;
    }
    given++;
    const slack = tolerance * own + rounding.relative * sum + rounding.each * (below[i]! + 1);
    if (sum > own + slack) less++;
    else total[i] = own;
    // Of a single child the same weight says little.
    if (childCount[i]! > 1 && Math.abs(sum - own) <= Math.max(tolerance * own, rounding.relative * sum))
      equal++;
    if (sum > own && sum <= own + slack) {
      total[i] = sum;
      if (rounding.relative + rounding.each > 0) weight[row] = NaN;
    } else if (rounding.relative > 0 && own <= sum + slack) weight[row] = NaN;
  }
  return { given, equal, less };
}

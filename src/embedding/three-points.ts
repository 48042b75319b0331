import { readOptions } from "../options/read-options.ts";
import { condense, type DistanceMatrix } from "./from-distances.ts";
import { condensedPlace, spanningTree, type SpanningTree } from "../model/linkage.ts";
import { toleranceOptions, type UltrametricNewickOptions } from "./ultrametric.ts";

/** Three items that no ultrametric has: the distance of the outer two exceeds both others. */
export interface ThreePointViolation {
  /** Items i, j, k with d(i, k) > max(d(i, j), d(j, k)). */
  readonly triple: readonly [i: number, j: number, k: number];
  /** Their distances d(i, j), d(j, k), d(i, k). */
  readonly distances: readonly [ij: number, jk: number, ik: number];
  /** How far d(i, k) exceeds the greater of the others, relative to d(i, k). */
  readonly deviation: number;
}

/** Looks for three items that break the three-point condition; see {@link UltrametricBuilder}. */
export function findViolation(
  matrix: DistanceMatrix,
  options: UltrametricNewickOptions = {},
): ThreePointViolation | null {
  const owner = "ultrametric.check";
  const { tolerance } = readOptions<UltrametricNewickOptions, "tolerance">(owner, toleranceOptions, options);
  const condensed = condense(owner, matrix);
  const n = matrix.length;
  const at = (i: number, j: number): number => (i === j ? 0 : condensed[condensedPlace(n, i, j)]!);
  const tree = spanningTree(n, at);
  const worst = worstPair(n, tree, at);
  if (!(worst.deviation > tolerance)) return null;
  return tripleBetween(worst.i, worst.k, tree, at);
}

type Distance = (i: number, j: number) => number;

/** In an ultrametric the distance of two items is the longest step between them in a shortest tree, never more. */
function worstPair(n: number, tree: SpanningTree, at: Distance): { i: number; k: number; deviation: number } {
  const order = parentsFirst(tree);
  const longest = new Float64Array(n);
  let worst = { i: 0, k: 0, deviation: 0 };
  for (let i = 0; i < n; i++) {
    stepsFrom(i, tree, order, longest);
    for (let k = 0; k < n; k++) {
      const distance = at(i, k);
      const deviation = distance > 0 ? (distance - longest[k]!) / distance : 0;
      if (deviation > worst.deviation) worst = { i, k, deviation };
    }
  }
  return worst;
}

function parentsFirst({ parent }: SpanningTree): Int32Array {
  const n = parent.length;
  const depth = new Int32Array(n).fill(-1);
  depth[0] = 0;
  const way: number[] = [];
  for (let item = 0; item < n; item++) {
    for (let up = item; depth[up]! < 0; up = parent[up]!) way.push(up);
    for (let next = way.pop(); next !== undefined; next = way.pop()) depth[next] = depth[parent[next]!]! + 1;
  }
  return Int32Array.from({ length: n }, (_, k) => k).sort((a, b) => depth[a]! - depth[b]!);
}

/** Longest step on the way from an item to every other. */
function stepsFrom(
  from: number,
  { parent, height }: SpanningTree,
  order: Int32Array,
  longest: Float64Array,
): void {
  longest.fill(-1);
  longest[from] = 0;
  for (let up = from; parent[up]! >= 0; up = parent[up]!)
    longest[parent[up]!] = Math.max(longest[up]!, height[up]!);
  for (const k of order) if (longest[k]! < 0) longest[k] = Math.max(longest[parent[k]!]!, height[k]!);
}

/** On the way from i to k, the first item whose distance from i exceeds that of the one before and the last step. */
function tripleBetween(i: number, k: number, tree: SpanningTree, at: Distance): ThreePointViolation {
  const way = wayBetween(i, k, tree.parent);
  let worst: ThreePointViolation | undefined;
  for (let step = 2; step < way.length; step++) {
    const [j, next] = [way[step - 1]!, way[step]!];
    const distances = [at(i, j), at(j, next), at(i, next)] as const;
    const deviation = (distances[2] - Math.max(distances[0], distances[1])) / distances[2];
    if (!worst || deviation > worst.deviation) worst = { triple: [i, j, next], distances, deviation };
  }
  return worst!;
}

function wayBetween(i: number, k: number, parent: Int32Array): number[] {
  const up: number[] = [];
  for (let item = i; item >= 0; item = parent[item]!) up.push(item);
  const place = new Map(up.map((item, at) => [item, at]));
  const down: number[] = [];
  let item = k;
  for (; !place.has(item); item = parent[item]!) down.push(item);
  return [...up.slice(0, place.get(item)! + 1), ...down.reverse()];
}

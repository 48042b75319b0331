import { MarquetryError, show } from "../errors.ts";
import { CutTree } from "../engines/cuts/cut-tree.ts";
import type { CutForest } from "../engines/cuts/forest.ts";
import type { AskPlace, WeightedTree } from "../engines/engine.ts";

/**
 * Joins a family by where its children should lie: halves of about the same weight, on both sides of a line across the
 * direction in which their places are spread widest, and so on within these. The cuts get that direction as their
 * normals. False where no child has a place.
 */
export function joinByPlaces(tree: WeightedTree, node: number, forest: CutForest, ask: AskPlace): boolean {
  const family = new CutTree();
  const cuts = forest.read(node, forest.top[node]!, family);
  const places = placesOf(tree, family.child.subarray(0, family.count), ask);
  if (!places) return false;
  const { count, weight, first, second } = family;
  const normals: [number, number][] = [];
  const join = (parts: number[]): number => {
    if (parts.length === 1) return parts[0]!;
    const [nx, ny] = widest(parts, places, weight);
    const along = (k: number): number => nx * places[k]![0] + ny * places[k]![1];
    parts.sort((a, b) => along(a) - along(b) || a - b);
    const middle = halve(parts, weight);
    const [a, b] = [join(parts.slice(0, middle)), join(parts.slice(middle))];
    const k = normals.push([nx, ny]) - 1;
    [first[k], second[k], weight[count + k]] = [a, b, weight[a]! + weight[b]!];
    return count + k;
  };
  join(Array.from({ length: count }, (_, k) => k));
  forest.rejoin(cuts, family);
  normals.forEach(([nx, ny], k) => {
    forest.normalX[cuts[k]! - forest.cells] = nx;
    forest.normalY[cuts[k]! - forest.cells] = ny;
  });
  return true;
}

/** Places of some siblings, those that have none in the middle of the others; null if none has one. */
function placesOf(
  tree: WeightedTree,
  nodes: Int32Array,
  ask: AskPlace,
): (readonly [x: number, y: number])[] | null {
  const asked = Array.from(nodes, (node) => {
    const place: unknown = ask(tree.data(node), node) ?? null;
    if (place === null) return null;
    const [x, y] = (Array.isArray(place) ? place : []) as unknown[];
    if (Number.isFinite(x) && Number.isFinite(y)) return [x as number, y as number] as const;
    const path = tree.pathForMessage(node);
    const message = `voronoi's sites gave ${show(place)} for ${path}, not a pair of finite numbers or null`;
    throw new MarquetryError("bad-option", message, { path, value: place });
  });
  const known = asked.filter((place) => place !== null);
  if (known.length === 0) return null;
  const mean = (axis: 0 | 1): number => known.reduce((sum, place) => sum + place[axis], 0) / known.length;
  return asked.map((place) => place ?? [mean(0), mean(1)]);
}

/** The direction in which weighted places are spread widest: the principal axis. */
function widest(
  parts: readonly number[],
  places: readonly (readonly [number, number])[],
  weight: Float64Array,
): [number, number] {
  let [sum, mx, my] = [0, 0, 0];
  for (const k of parts) {
    sum += weight[k]!;
    mx += weight[k]! * places[k]![0];
    my += weight[k]! * places[k]![1];
  }
  let [xx, xy, yy] = [0, 0, 0];
  for (const k of parts) {
    const [dx, dy] = [places[k]![0] - mx / sum, places[k]![1] - my / sum];
    xx += weight[k]! * dx * dx;
    xy += weight[k]! * dx * dy;
    yy += weight[k]! * dy * dy;
  }
  const angle = Math.atan2(2 * xy, xx - yy) / 2;
  return [Math.cos(angle), Math.sin(angle)];
}

/** How many of the parts come first so that both halves weigh most nearly the same. */
function halve(parts: readonly number[], weight: Float64Array): number {
  const whole = parts.reduce((sum, k) => sum + weight[k]!, 0);
  let [best, least, before] = [1, Infinity, 0];
  for (let k = 1; k < parts.length; k++) {
    before += weight[parts[k - 1]!]!;
    const off = Math.abs(2 * before - whole);
    if (off < least) [best, least] = [k, off];
  }
  return best;
}

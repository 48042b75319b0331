import { MarquetryError, type WeightedTree } from "../index.ts";
import type { ReadInput } from "./input/read.ts";
import { cutAt } from "./prepare.ts";

/** One of the sizes that an input gives of its parts: by the nodes of the tree that was read. */
export interface Size {
  readonly name: string;
  readonly weight: readonly number[];
}

/** More columns than this are no choice any more, and each is read again. */
const MOST_SIZES = 8;

/** What else the input weighs its parts by, the size that was taken first; empty where there is no choice. */
export async function sizesOf(
  { tree, weights, again }: ReadInput,
  depth: number | undefined,
): Promise<Size[]> {
  const [first, ...others] = weights.slice(0, MOST_SIZES);
  if (first === undefined || others.length === 0 || !again) return [];
  const sizes: Size[] = [{ name: first, weight: Array.from(tree.weight) }];
  for (const name of others) {
    try {
      const other = cutAt(await again(name), depth);
      if (other.weight[0]! > 0) sizes.push({ name, weight: weightsOn(tree, other) });
    } catch (error) {
      // What has numbers below zero, or texts among them, is no size.
      if (!(error instanceof MarquetryError)) throw error;
    }
  }
  return sizes.length > 1 ? sizes : [];
}

/** The weights of a tree on the nodes of another that are called the same; what it has beyond is in remainders. */
function weightsOn(tree: WeightedTree, other: WeightedTree): number[] {
  const twin = new Int32Array(tree.size).fill(-1);
  const weight = new Array<number>(tree.size).fill(0);
  twin[0] = 0;
  weight[0] = other.weight[0]!;
  for (let i = 0; i < tree.size; i++) {
    const first = tree.firstChild[i]!;
    if (tree.childCount[i] === 0 || twin[i]! < 0) continue;
    const twins = childrenByLabel(other, twin[i]!);
    let left = weight[i]!;
    let rest = -1;
    for (let child = first; child < first + tree.childCount[i]!; child++) {
      const found = twins.get(tree.label(child))?.shift();
      if (tree.isRemainder(child)) rest = child;
      else if (found !== undefined) {
        twin[child] = found;
        weight[child] = other.weight[found]!;
        left -= weight[child]!;
      }
    }
    if (rest >= 0) weight[rest] = Math.max(0, left);
  }
  return weight;
}

function childrenByLabel(tree: WeightedTree, node: number): Map<string, number[]> {
  const found = new Map<string, number[]>();
  const first = tree.firstChild[node]!;
  for (let child = first; child < first + tree.childCount[node]!; child++) {
    const label = tree.label(child);
    const alike = found.get(label);
    if (alike) alike.push(child);
    else found.set(label, [child]);
  }
  return found;
}

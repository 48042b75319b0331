import type { WeightedTree } from "marquetry";
import { caterpillar, flatList, randomTree } from "marquetry/fixtures";

/** A tree in columns, as `weightedTree.fromColumns` takes it. */
export interface Columns {
  readonly parent: Int32Array;
  readonly weight: Float64Array;
}

/** The same tree as nested objects, as `d3.hierarchy` takes it. */
export interface Nested {
  readonly name: string;
  readonly value?: number;
  readonly children?: Nested[];
}

export type InputName = "flat, uniform" | "flat, lognormal" | "random tree" | "caterpillar";

/** The inputs by name: a number of leaves, or of levels, and a seed make a tree. */
export const inputs: Readonly<Record<InputName, (leaves: number, seed: number) => Columns>> = {
  "flat, uniform": (leaves, seed) => rows(flatList(leaves, { spread: "uniform", seed, sort: null })),
  "flat, lognormal": (leaves, seed) => rows(flatList(leaves, { seed, sort: null })),
  "random tree": (leaves, seed) => rows(randomTree(leaves, { seed, sort: null })),
  caterpillar: (depth) => rows(caterpillar(depth, { sort: null })),
};

/** The rows that a tree was made of. */
function rows(tree: WeightedTree): Columns {
  const parent = new Int32Array(tree.size);
  const weight = new Float64Array(tree.size);
  for (let i = 0; i < tree.size; i++) {
    const row = tree.source(i);
    parent[row] = i === 0 ? -1 : tree.source(tree.parent[i]!);
    weight[row] = tree.weight[i]!;
  }
  return { parent, weight };
}

/** The tree as nested objects, made in the order of the rows; parents stand before their children. */
export function nest({ parent, weight }: Columns): Nested {
  const isInner = new Uint8Array(parent.length);
  for (const p of parent) if (p >= 0) isInner[p] = 1;
  const nodes: Nested[] = [];
  for (let row = 0; row < parent.length; row++) {
    const name = `n${row}`;
    const node = isInner[row] ? { name, children: [] } : { name, value: weight[row]! };
    nodes.push(node);
    if (row > 0) nodes[parent[row]!]!.children!.push(node);
  }
  return nodes[0]!;
}

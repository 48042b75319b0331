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

/** The inputs by name: a number of leaves and a seed make a tree. */
export const inputs: Readonly<Record<InputName, (leaves: number, seed: number) => Columns>> = {
  "flat, uniform": (leaves, seed) => flat(leaves, uniform(generator(seed))),
  "flat, lognormal": (leaves, seed) => flat(leaves, lognormal(generator(seed))),
  "random tree": randomTree,
  caterpillar,
};

/** Numbers in (0, 1): the "minimal standard" generator of Park and Miller (1988). */
function generator(seed: number): () => number {
  let state = seed;
  return () => (state = (state * 48271) % 2147483647) / 2147483647;
}

/** Weights from 0.1 to 1. */
function uniform(random: () => number): () => number {
  return () => 0.1 + 0.9 * random();
}

/** Weights whose logarithms have a standard deviation of 1.5: about the spread of file sizes and populations. */
function lognormal(random: () => number): () => number {
  return () => Math.exp(1.5 * Math.sqrt(-2 * Math.log(random())) * Math.cos(2 * Math.PI * random()));
}

function flat(leaves: number, draw: () => number): Columns {
  const parent = new Int32Array(leaves + 1);
  parent[0] = -1;
  return { parent, weight: Float64Array.from(parent, (p) => (p < 0 ? 0 : draw())) };
}

/**
 * A tree with a given number of leaves: each inner node has 2 to 20 children, among which its leaves fall in
 * random shares. Rows stand in depth-first order, as listings and JSON files do. Weights are lognormal.
 */
function randomTree(leaves: number, seed: number): Columns {
  const random = generator(seed);
  const draw = lognormal(random);
  const parent: number[] = [];
  const weight: number[] = [];
  const open: [parent: number, leaves: number][] = [[-1, leaves]];
  for (let next = open.pop(); next; next = open.pop()) {
    const [above, count] = next;
    const row = parent.push(above) - 1;
    weight.push(count === 1 ? draw() : 0);
    if (count > 1) for (const share of shares(count, random)) open.push([row, share]);
  }
  return { parent: Int32Array.from(parent), weight: Float64Array.from(weight) };
}

/** Divides a count of leaves among 2 to 20 children, at least one for each. */
function shares(count: number, random: () => number): number[] {
  const children = Math.min(count, 2 + Math.floor(19 * random()));
  const draws = Array.from({ length: children }, random);
  const total = draws.reduce((sum, draw) => sum + draw, 0);
  const counts = draws.map((draw) => 1 + Math.floor(((count - children) * draw) / total));
  counts[0]! += count - counts.reduce((sum, share) => sum + share, 0);
  return counts;
}

/** A chain of so many levels in which every node but the last has one leaf beside it, of the weight of all that is below the node. */
function caterpillar(depth: number): Columns {
  const parent = [-1];
  const weight = [0];
  for (let level = 0, spine = 0; level < depth; level++) {
    parent.push(spine, spine);
    weight.push(2 ** -level, level === depth - 1 ? 2 ** -level : 0);
    spine = parent.length - 1;
  }
  return { parent: Int32Array.from(parent), weight: Float64Array.from(weight) };
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

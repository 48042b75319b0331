import fc from "fast-check";
import { weightedTree, type WeightedTree } from "marquetry";

/** A tree by its nodes in breadth-first order: parent of each, weight of each leaf, and whether to sort siblings. */
export interface TreePlan {
  readonly name: string;
  readonly parent: number[];
  readonly weight: number[];
  readonly sorted?: boolean;
}

type Spread = (u: number, v: number, k: number) => number;

/** How the weights of leaves are spread. `u` and `v` are uniform in (0, 1), `k` counts the leaves. */
export const spreads: Record<string, Spread> = {
  equal: () => 1,
  uniform: (u) => 0.1 + 0.9 * u,
  lognormal: (u, v) => Math.exp(1.5 * Math.sqrt(-2 * Math.log(u)) * Math.cos(2 * Math.PI * v)),
  geometric: (_u, _v, k) => 2 ** -(k % 40),
  "twelve decades": (u) => 10 ** (12 * u - 6),
  "one giant": (_u, _v, k) => (k === 0 ? 1e6 : 1),
  "with zeros": (u, v) => (u < 0.3 ? 0 : v + 0.01),
};

/** A random tree of up to `most` nodes; its weights have one of the {@link spreads}, and at least one is positive. */
export function treePlans(most: number): fc.Arbitrary<TreePlan> {
  return fc
    .record({
      spread: fc.constantFrom(...Object.keys(spreads)),
      shape: fc.constantFrom("list", "bushy", "mixed", "deep", "chain"),
      size: fc.integer({ min: 1, max: most }),
      seed: fc.integer({ min: 1, max: 2 ** 31 - 2 }),
      sorted: fc.boolean(),
    })
    .map(({ spread, shape, size, seed, sorted }) => {
      const plan = planTree(shape, spread, size, seed, sorted);
      // A failure shows the few words that make the tree again, not its arrays.
      return { ...plan, [fc.toStringMethod]: () => plan.name };
    });
}

/** Breadth-first: each node of the current front gets a number of children until the tree is as large as asked. */
export function planTree(
  shape: string,
  spread: string,
  size: number,
  seed: number,
  sorted = false,
): TreePlan {
  const random = generator(seed);
  const parent = [-1];
  for (let i = 0; i < parent.length && parent.length < size; i++) {
    const isLast = i === parent.length - 1;
    const count = Math.min(fanOut(shape, size, random, isLast), size - parent.length);
    for (let k = 0; k < count; k++) parent.push(i);
  }
  const isInner = new Set(parent);
  const weight: number[] = parent.map(() => 0);
  const leaves = parent.map((_, i) => i).filter((i) => !isInner.has(i));
  const draws = leaves.map((_, k) => spreads[spread]!(random(), random(), k));
  if (!draws.some((draw) => draw > 0)) draws[0] = 1;
  for (const [k, i] of leaves.entries()) weight[i] = draws[k]!;
  return {
    name: `${shape}, ${spread}, ${size} nodes, seed ${seed}${sorted ? ", sorted" : ""}`,
    parent,
    weight,
    sorted,
  };
}

function fanOut(shape: string, size: number, random: () => number, isLast: boolean): number {
  if (shape === "list") return size;
  if (shape === "chain") return isLast ? 1 : 0;
  if (shape === "deep") return isLast ? 2 : Math.floor(2 * random());
  const count = shape === "bushy" ? 2 + Math.floor(19 * random()) : Math.floor(7 * random() * random());
  return isLast ? Math.max(count, 1) : count;
}

/** The tree of a plan; `scale` multiplies all weights. */
export function plant({ parent, weight, sorted = false }: TreePlan, scale = 1): WeightedTree {
  return weightedTree.fromColumns(
    { parent: Int32Array.from(parent), weight: Float64Array.from(weight, (w) => w * scale) },
    { sort: sorted ? "descending" : null },
  );
}

/** A generator of uniform numbers in (0, 1): the "minimal standard" of Park and Miller (1988). */
export function generator(seed: number): () => number {
  let state = seed;
  return () => (state = (state * 48271) % 2147483647) / 2147483647;
}

/** Each inner node has a leaf of half its weight and goes on with the other half. */
export function halvingCaterpillar(depth: number): TreePlan {
  const parent = [-1];
  const weight = [0];
  for (let level = 1; level <= depth; level++) {
    const spine = parent.length - 1;
    parent.push(spine, spine);
    weight.push(2 ** -level, 0);
  }
  weight[weight.length - 1] = 2 ** -depth;
  return { name: `halving caterpillar of depth ${depth}`, parent, weight };
}

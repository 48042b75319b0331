import {
  circle,
  regularPolygon,
  weightedTree,
  type Container,
  type Engine,
  type WeightedTree,
} from "marquetry";

export const MOST_LEAVES = 60;

/** What an engine is to lay out: a tree, and one alike with every weight drawn again. */
interface ExtremeCase {
  readonly tree: WeightedTree;
  readonly container: Container;
  readonly next: () => WeightedTree;
}

/** Boxes as any engine takes them, and rings that only engines of polygons do. */
const BOXES: readonly Container[] = [
  [1, 1],
  [960, 600],
  [3e-6, 1e-6],
  [1e9, 4e8],
  [1e3, 1],
  [1, 2e5],
];
const RINGS: readonly Container[] = [
  regularPolygon(0, 0, 1, 3),
  regularPolygon(5, 5, 1e-3, 6),
  circle(0, 0, 100),
  [
    [0, 0],
    [1e4, 0],
    [1e4, 1],
  ],
  [
    [0, 0],
    [1, 1e-9],
    [2, 0],
    [2, 1],
    [0, 1],
  ],
];

/** The case of a seed: a tree of any shape and range of weights, in a container that the engine takes. */
export function extremeCase(seed: number, { shape }: Engine): ExtremeCase {
  const random = generator(seed);
  const containers = shape === "rect" ? BOXES : [...BOXES, ...RINGS];
  const parent = parents(random);
  const tree = plant(parent, random);
  const container = containers[Math.floor(random() * containers.length)]!;
  return { tree, container, next: () => plant(parent, random) };
}

/** Parents in breadth-first order: from a list to a chain, by how far back a node may hang. */
function parents(random: () => number): number[] {
  const nodes = 2 + Math.floor(2 * MOST_LEAVES * random());
  const back = random() < 0.3 ? 0 : random() < 0.5 ? 1 : random();
  const parent = [-1];
  let leaves = 1;
  for (let i = 1; i < nodes && leaves < MOST_LEAVES; i++) {
    const least = parent[i - 1]!;
    const up = Math.max(0, least, Math.floor(i * back * random()));
    if (parent.includes(up)) leaves++;
    parent.push(up);
  }
  return parent;
}

function plant(parent: readonly number[], random: () => number): WeightedTree {
  const isInner = new Set(parent);
  const top = 600 * random() - 300;
  const span = [0, 3, 40, 300, 600][Math.floor(5 * random())]!;
  const ties = random() < 0.3;
  const zeros = random() < 0.2 ? 0.3 : 0;
  const weight = Float64Array.from(parent, (_, i) => {
    if (isInner.has(i) || random() < zeros) return 0;
    const down = ties ? Math.floor(4 * random()) / 4 : random();
    return 10 ** Math.max(-323, top - span * down);
  });
  if (!weight.some((own) => own > 0)) weight[weight.length - 1] = 1;
  return weightedTree.fromColumns({ parent: Int32Array.from(parent), weight });
}

/** Uniform numbers in (0, 1): the "minimal standard" of Park and Miller (1988), from well-mixed beginnings. */
function generator(seed: number): () => number {
  let state = (Math.imul(seed, 0x9e3779b1) >>> 1) % 2147483646;
  state += 1;
  return () => (state = (state * 48271) % 2147483647) / 2147483647;
}

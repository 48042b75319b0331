import {
  circle,
  engines,
  greedy,
  layout,
  MarquetryError,
  orthoconvex,
  rectangles,
  regularPolygon,
  validate,
  voronoi,
  weightedTree,
  type Container,
  type Engine,
  type WeightedTree,
} from "marquetry";
import { heading, printTable } from "./support/table.ts";

const TREES = 5_000;
const QUICK_TREES = 300;
const MOST_LEAVES = 60;
/** A layout this long, in milliseconds, is told as one that hangs: the slowest engine takes less than 10. */
const HANGS = 2_000;

const EFFORTS: readonly (readonly [name: string, engine: Engine])[] = [
  ["greedy, balanced", greedy({ effort: "balanced" })],
  ["greedy, best", greedy({ effort: "best" })],
  ["orthoconvex, best", orthoconvex({ effort: "best" })],
  ["voronoi, best", voronoi({ effort: "best" })],
  ["rectangles, best", rectangles({ effort: "best" })],
];

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

interface Tally {
  layouts: number;
  refused: number;
  readonly wrong: string[];
  slowest: number;
}

/**
 * Lays out random trees of every shape and range of weights with every engine, afresh and by an update, and counts what
 * is neither a valid map nor an error that names its reason.
 */
export function fuzz(quick: boolean, options: ReadonlyMap<string, string>): void {
  const trees = Number(options.get("trees") ?? (quick ? QUICK_TREES : TREES));
  const first = Number(options.get("first") ?? 1);
  const only = options.get("engines")?.split(";");
  heading(
    `Fuzz: trees ${first} to ${first + trees - 1}, up to ${MOST_LEAVES} leaves, weights of up to 600 decades`,
  );
  const all: (readonly [string, Engine])[] = [
    ...Object.entries(engines).map(([name, make]) => [name, make()] as const),
    ...EFFORTS,
  ];
  printTable(
    ["", "valid maps", "refused", "wrong", "slowest, ms"],
    all
      .filter(([name]) => only === undefined || only.includes(name))
      .map(([name, engine]) => {
        const { layouts, refused, wrong, slowest } = run(engine, first, trees);
        for (const line of wrong.slice(0, 5)) console.log(`  ${name}: ${line}`);
        return [name, String(layouts), String(refused), String(wrong.length), slowest.toFixed(1)];
      }),
  );
}

function run(engine: Engine, first: number, trees: number): Tally {
  const tally: Tally = { layouts: 0, refused: 0, wrong: [], slowest: 0 };
  for (let seed = first; seed < first + trees; seed++) {
    const started = process.cpuUsage();
    tryOne(engine, seed, tally);
    const { user, system } = process.cpuUsage(started);
    const milliseconds = (user + system) / 1000;
    if (milliseconds > tally.slowest) tally.slowest = milliseconds;
    if (milliseconds > HANGS) tally.wrong.push(`tree ${seed} took ${Math.round(milliseconds)} ms`);
  }
  return tally;
}

/** The tree of a seed in one of the containers, then the same with every weight drawn again. */
function tryOne(engine: Engine, seed: number, tally: Tally): void {
  const random = generator(seed);
  const containers = engine.shape === "rect" ? BOXES : [...BOXES, ...RINGS];
  try {
    const parent = parents(random);
    const tree = plant(parent, random);
    const map = layout(tree, { engine, container: containers[Math.floor(random() * containers.length)]! });
    let issues = validate(map);
    if (issues.length === 0 && seed % 4 === 0) {
      issues = validate(map.update(plant(parent, random)));
    }
    if (issues.length === 0) tally.layouts++;
    else tally.wrong.push(`tree ${seed}: ${issues[0]!.message}`);
  } catch (error) {
    if (error instanceof MarquetryError && error.code !== "bad-engine") tally.refused++;
    else tally.wrong.push(`tree ${seed}: ${String(error)}`);
  }
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

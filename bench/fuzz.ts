import {
  engines,
  greedy,
  layout,
  MarquetryError,
  orthoconvex,
  rectangles,
  validate,
  voronoi,
  type Engine,
} from "marquetry";
import { extremeCase, MOST_LEAVES } from "./support/extreme-trees.ts";
import { heading, printTable } from "./support/table.ts";

const TREES = 5_000;
const QUICK_TREES = 300;
/** Of so many trees one is updated, too. */
const UPDATED = 4;
/** A layout this long, in milliseconds, is told as one that hangs: the slowest engine takes less than 10. */
const HANGS = 2_000;

const EFFORTS: readonly (readonly [name: string, engine: Engine])[] = [
  ["greedy, balanced", greedy({ effort: "balanced" })],
  ["greedy, best", greedy({ effort: "best" })],
  ["orthoconvex, best", orthoconvex({ effort: "best" })],
  ["voronoi, best", voronoi({ effort: "best" })],
  ["rectangles, best", rectangles({ effort: "best" })],
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
  try {
    const { tree, container, next } = extremeCase(seed, engine);
    const map = layout(tree, { engine, container });
    let issues = validate(map);
    if (issues.length === 0 && seed % UPDATED === 0) issues = validate(map.update(next()));
    if (issues.length === 0) tally.layouts++;
    else tally.wrong.push(`tree ${seed}: ${issues[0]!.message}`);
  } catch (error) {
    if (error instanceof MarquetryError && error.code !== "bad-engine") tally.refused++;
    else tally.wrong.push(`tree ${seed}: ${String(error)}`);
  }
}

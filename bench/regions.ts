import {
  angular,
  greedy,
  layout,
  MarquetryError,
  region,
  validate,
  voronoi,
  weightedTree,
  type Engine,
} from "marquetry";
import { faultsOf, numbersFrom, randomFamily, randomRegion } from "../test/regions/support.ts";
import { heading, printTable } from "./support/table.ts";

const SHAPES = 5_000;
const QUICK_SHAPES = 100;
const MOST_CORNERS = 60;
const MOST_HOLES = 3;
/** Of so many maps one is updated, too. */
const UPDATED = 4;
/** Places along either side at which it is asked which cells lie there. */
const STEPS = 20;

const ENGINES: Readonly<Record<string, () => Engine>> = { greedy, angular, voronoi };

/**
 * Fills random polygons with random families, and looks at the corners of all cells without trust in anything else: areas
 * to 1e-9, no cell that crosses itself, every place of a grid in one cell, none outside.
 */
export function regions(quick: boolean, options: ReadonlyMap<string, string>): void {
  const shapes = Number(options.get("shapes") ?? (quick ? QUICK_SHAPES : SHAPES));
  const first = Number(options.get("first") ?? 1);
  const only = options.get("engines")?.split(";");
  heading(
    `Random polygons ${first} to ${first + shapes - 1}, up to ${MOST_CORNERS} corners and ${MOST_HOLES} holes`,
  );
  printTable(
    ["", "maps", "holes in leaves", "refused", "wrong", "slowest, ms"],
    Object.entries(ENGINES)
      .filter(([name]) => only === undefined || only.includes(name))
      .map(([name, make]) => {
        const tally: Tally = { maps: 0, holes: 0, refused: 0, wrong: [], slowest: 0 };
        for (let seed = first; seed < first + shapes; seed++) tryOne(make(), seed, tally);
        for (const line of tally.wrong.slice(0, 20)) console.log(`  ${name}: ${line}`);
        return [
          name,
          tally.maps,
          tally.holes,
          tally.refused,
          tally.wrong.length,
          tally.slowest.toFixed(0),
        ].map(String);
      }),
  );
}

interface Tally {
  maps: number;
  holes: number;
  refused: number;
  readonly wrong: string[];
  slowest: number;
}

function tryOne(engine: Engine, seed: number, tally: Tally): void {
  const random = numbersFrom(seed);
  const rings = randomRegion(random, MOST_CORNERS, MOST_HOLES);
  if (!rings) return;
  const tree = weightedTree(randomFamily(random));
  try {
    const started = process.cpuUsage();
    const map = layout(tree, { engine, container: region(rings) });
    const { user, system } = process.cpuUsage(started);
    tally.slowest = Math.max(tally.slowest, (user + system) / 1000);
    // A family of few in a room with holes has cells round them.
    const isHole = (fault: string): boolean => /has \d+ rings/.test(fault);
    const faults = faultsOf(map, STEPS);
    tally.holes += faults.filter(isHole).length;
    const wrong = [
      ...faults.filter((fault) => !isHole(fault)),
      ...validate(map).map(({ message }) => message),
    ];
    if (wrong.length === 0 && seed % UPDATED === 0) {
      const next = map.update(tree.weight.map((weight) => weight * (0.5 + random())));
      wrong.push(
        ...faultsOf(next, STEPS).filter((fault) => !isHole(fault)),
        ...validate(next).map(({ message }) => message),
      );
    }
    if (wrong.length > 0) tally.wrong.push(`shape ${seed}: ${wrong[0]}`);
    else tally.maps++;
  } catch (error) {
    if (error instanceof MarquetryError && error.code === "bad-weight") tally.refused++;
    else tally.wrong.push(`shape ${seed}: ${String(error)}`);
  }
}

import {
  engines,
  greedy,
  layout,
  MarquetryError,
  orthoconvex,
  validate,
  voronoi,
  type Engine,
} from "marquetry";
import { describe, expect, it } from "vitest";
import { extremeCase } from "../../bench/support/extreme-trees.ts";

/** Seeds with which cells once came out dented, crossed or out of their place. */
const HARD: readonly number[] = [
  2184, 9072, 15682, 21324, 26780, 27784, 28814, 36226, 38478, 39695, 41812, 49612, 55926, 59304,
];
const TREES = 10_000;
/** Trees for each engine that takes milliseconds for one. */
const FEW = 60;
const SLOW: readonly string[] = ["slack", "voronoi", "voronoi, best", "orthoconvex, best"];

const tried: readonly (readonly [name: string, engine: Engine])[] = [
  ...Object.entries(engines).map(([name, make]) => [name, make()] as const),
  ["greedy, balanced", greedy({ effort: "balanced" })],
  ["greedy, best", greedy({ effort: "best" })],
  ["orthoconvex, best", orthoconvex({ effort: "best" })],
  ["voronoi, best", voronoi({ effort: "best" })],
];

/** Expects a valid map, also of an update, or a refusal that names its reason; returns whether there was a map. */
function check(engine: Engine, seed: number): boolean {
  try {
    const { tree, container, next } = extremeCase(seed, engine);
    const map = layout(tree, { engine, container });
    const issues = validate(map);
    if (issues.length === 0 && seed % 4 === 0) issues.push(...validate(map.update(next())));
    if (issues.length > 0) expect.fail(`tree ${seed}: ${issues[0]!.message}`);
    return true;
  } catch (error) {
    if (!(error instanceof MarquetryError) || error.code === "bad-engine") throw error;
    return false;
  }
}

describe("trees of any shape, with weights of up to 600 decades", () => {
  it.each(tried)("are laid out soundly or refused by %s", (name, engine) => {
    const count = SLOW.includes(name) ? FEW : Math.ceil(TREES / (tried.length - SLOW.length));
    let maps = 0;
    for (let seed = 1; seed <= count; seed++) if (check(engine, seed)) maps++;
    expect(maps).toBeGreaterThan(count / 4);
  });

  it.each(["greedy", "angular"] as const)("were hard for engines that cut, and are not for %s", (name) => {
    for (const seed of HARD) check(engines[name](), seed);
  });
});

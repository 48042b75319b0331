import { layout, type Container } from "../index.ts";
import { randomTree } from "../fixtures/index.ts";
import { orderFor, type Method } from "./methods.ts";

/** How long one method takes to lay out one tree. */
export interface TimePoint {
  readonly method: string;
  readonly leaves: number;
  readonly milliseconds: number;
}

const SEED = 20;
/** A layout is repeated this often at least, and until it has taken so many milliseconds in all. */
const ROUNDS = 3;
const LEAST_TIME = 40;
/** Above this many milliseconds for the first, one round will do. */
const LONG = 4000;

/** The least time of several layouts of a random tree: what else the machine did hardly counts. */
export function timeOf(
  { name, engine }: Method,
  leaves: number,
  container: Container,
  clock: () => number,
): TimePoint {
  const tree = randomTree(leaves, { seed: SEED, sort: orderFor(engine) });
  let least = Infinity;
  let spent = 0;
  for (let round = 0; (round < ROUNDS || spent < LEAST_TIME) && !(least > LONG && round > 0); round++) {
    const start = clock();
    layout(tree, { engine, container });
    const took = clock() - start;
    // A clock that stands still must not hold the work up for ever.
    spent += Math.max(took, 0.01);
    least = Math.min(least, took);
  }
  return { method: name, leaves, milliseconds: least };
}

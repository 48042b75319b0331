import { contenders, type ContenderName } from "./contenders.ts";
import { inputs, type InputName } from "./inputs.ts";

/** What the measuring process asks a worker for. Each request is answered by one number. */
export type Request =
  | { readonly ask: "prepare"; readonly input: InputName; readonly leaves: number; readonly seed: number }
  | { readonly ask: "time" }
  | { readonly ask: "held" }
  | { readonly ask: "length" };

/** A sample lasts at least this long, in milliseconds, by repeating what is measured. */
const LEAST_SAMPLE = 25;
/** Warming up takes at least this many milliseconds, and one run. */
const WARM_UP = 150;

const contender = contenders[process.argv[2] as ContenderName];
let run: () => unknown = () => undefined;
let repeats = 1;

process.on("message", (request: Request) => process.send!(answer(request)));

function answer(request: Request): number {
  switch (request.ask) {
    case "prepare":
      return prepare(request.input, request.leaves, request.seed);
    case "time":
      return time(repeats) / repeats;
    case "held":
      return held();
    case "length":
      return (run() as string).length;
  }
}

/** Makes the input and warms up; answers how often a sample repeats the run. */
function prepare(input: InputName, leaves: number, seed: number): number {
  run = contender(inputs[input](leaves, seed));
  let spent = 0;
  let last = 0;
  while (spent < WARM_UP) {
    last = time(1);
    // A run too short to measure still counts.
    spent += Math.max(last, 0.01);
  }
  repeats = Math.max(1, Math.ceil(LEAST_SAMPLE / Math.max(last, 0.01)));
  return repeats;
}

/**
 * Milliseconds of some runs together, with the collections of their own garbage that fall among them (forcing one
 * before each would throw away optimised code with the last objects it was made for). Counted is elapsed or
 * processor time, whichever is less: elapsed time holds the work of others on the machine, processor time that of
 * the garbage collector's helpers, who work at the same time.
 */
function time(count: number): number {
  const startCpu = process.cpuUsage();
  const start = performance.now();
  for (let k = 0; k < count; k++) run();
  const elapsed = performance.now() - start;
  const { user, system } = process.cpuUsage(startCpu);
  return Math.min(elapsed, (user + system) / 1000);
}

/** Bytes held by what a run returns, its input not counted. */
function held(): number {
  const before = bytes();
  const result = run();
  const after = bytes();
  // Used after the second reading, so that it cannot be collected before.
  return result === undefined ? 0 : after - before;
}

function bytes(): number {
  for (let k = 0; k < 3; k++) globalThis.gc?.();
  const { heapUsed, arrayBuffers } = process.memoryUsage();
  return heapUsed + arrayBuffers;
}

import { PerformanceObserver, constants } from "node:perf_hooks";
import { contenders, type ContenderName } from "./contenders.ts";
import { inputs, type InputName } from "./inputs.ts";
import { lesser, type Sample } from "./sample.ts";

/** What the measuring process asks a worker for. Each request is answered by one number, or by a sample. */
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

/** What Node tells of a collection beside its duration, which the types leave out. */
interface Collection {
  readonly detail: { readonly kind: number };
}

const collections = new PerformanceObserver(() => undefined);
collections.observe({ type: "gc" });

process.on("message", (request: Request) => process.send!(answer(request)));

function answer(request: Request): number | Sample {
  switch (request.ask) {
    case "prepare":
      return prepare(request.input, request.leaves, request.seed);
    case "time":
      return time(repeats);
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
    last = lesser(time(1));
    // A run too short to measure still counts.
    spent += Math.max(last, 0.01);
  }
  repeats = Math.max(1, Math.ceil(LEAST_SAMPLE / Math.max(last, 0.01)));
  return repeats;
}

/**
 * Measures some runs, with the collections of their own garbage that fall among them: forcing one before each would
 * throw away optimised code with the last objects it was made for, and make ratios some times as large.
 */
function time(count: number): Sample {
  collections.takeRecords();
  const startCpu = process.cpuUsage();
  const start = performance.now();
  for (let k = 0; k < count; k++) run();
  const elapsed = performance.now() - start;
  const { user, system } = process.cpuUsage(startCpu);
  const collected = collections.takeRecords();
  const full = collected.filter(
    (entry) => (entry as unknown as Collection).detail.kind === constants.NODE_PERFORMANCE_GC_MAJOR,
  );
  return {
    clock: elapsed / count,
    processor: (user + system) / 1000 / count,
    collecting: collected.reduce((sum, { duration }) => sum + duration, 0) / count,
    fullCollections: full.length / count,
  };
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

import { fork, type ChildProcess } from "node:child_process";
import { fileURLToPath } from "node:url";
import type { ContenderName } from "./contenders.ts";
import type { InputName } from "./inputs.ts";
import { lesser, type Sample } from "./sample.ts";
import type { Request } from "./worker.ts";

const WORKER = fileURLToPath(new URL("worker.ts", import.meta.url));
/** All inputs are made from this seed. */
export const SEED = 2013;

/** One contender in a process of its own, so that neither its heap nor its compiled code meets another's. */
export class Runner {
  readonly #child: ChildProcess;
  #answer: { resolve: (answer: unknown) => void; reject: (error: Error) => void } | null = null;

  constructor(name: ContenderName) {
    this.#child = fork(WORKER, [name], { execArgv: [...process.execArgv, "--expose-gc"] });
    this.#child.on("message", (answer) => this.#answer?.resolve(answer));
    this.#child.on("exit", (code) =>
      this.#answer?.reject(new Error(`the worker for ${name} ended with ${code}`)),
    );
  }

  /** Makes an input and warms up on it. */
  prepare(input: InputName, leaves: number): Promise<number> {
    return this.#ask({ ask: "prepare", input, leaves, seed: SEED });
  }

  /** What one run takes. */
  time(): Promise<Sample> {
    return this.#ask({ ask: "time" });
  }

  /** Bytes that the result of a run holds. */
  held(): Promise<number> {
    return this.#ask({ ask: "held" });
  }

  /** Length of the text that a run returns. */
  textLength(): Promise<number> {
    return this.#ask({ ask: "length" });
  }

  stop(): void {
    this.#child.kill();
  }

  #ask<Answer = number>(request: Request): Promise<Answer> {
    return new Promise((resolve, reject) => {
      this.#answer = { resolve: resolve as (answer: unknown) => void, reject };
      this.#child.send(request);
    });
  }
}

/** The times of several contenders on one input. */
export class Timing {
  readonly #samples: ReadonlyMap<ContenderName, readonly Sample[]>;

  constructor(samples: ReadonlyMap<ContenderName, readonly Sample[]>) {
    this.#samples = samples;
  }

  /** Median of the milliseconds by the clock or of the processor, whichever are less; or of what `of` takes. */
  ms(name: ContenderName, of: (sample: Sample) => number = lesser): number {
    return median(this.#samples.get(name)!.map(of));
  }

  /** How many times as long the peer takes: the median of the ratios round by round. */
  ratio(peer: ContenderName, ours: ContenderName): number {
    const times = this.#samples.get(ours)!.map(lesser);
    return median(this.#samples.get(peer)!.map((sample, round) => lesser(sample) / times[round]!));
  }
}

/** Starts the contenders, hands them to `use`, and stops them whatever happens. */
export async function withRunners<Name extends ContenderName>(
  names: readonly Name[],
  use: (runners: Map<Name, Runner>) => Promise<void>,
): Promise<void> {
  const runners = new Map(names.map((name) => [name, new Runner(name)]));
  try {
    await use(runners);
  } finally {
    for (const runner of runners.values()) runner.stop();
  }
}

/** Times all contenders on one input in turn, round after round: a slow moment of the machine meets all alike. */
export async function interleave(
  runners: ReadonlyMap<ContenderName, Runner>,
  input: InputName,
  leaves: number,
  rounds: number,
): Promise<Timing> {
  const samples = new Map([...runners.keys()].map((name) => [name, [] as Sample[]]));
  await Promise.all([...runners.values()].map((runner) => runner.prepare(input, leaves)));
  for (let round = 0; round < rounds; round++) {
    for (const [name, runner] of runners) samples.get(name)!.push(await runner.time());
  }
  return new Timing(samples);
}

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2;
}

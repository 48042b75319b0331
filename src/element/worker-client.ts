import {
  layoutAsync,
  MarquetryError,
  matchNodes,
  toEngine,
  updateAsync,
  type Engine,
  type ErrorCode,
  type PackedMap,
  type Partition,
  type WeightedTree,
} from "../index.ts";
import { Patience, PATIENCE } from "../threads/patience.ts";
import { packRegion } from "../partition/region.ts";
import { buffersOf, packMap, unpackMap } from "./library.ts";
import { complain, MOST_GROWN, type Job, type LaidOut } from "./on-page.ts";
import { WORKER_ENGINES, type WorkerMaker } from "./own-worker.ts";
import { withoutNames, type LayoutAnswer, type LayoutRequest } from "./pack.ts";
import { isPlain, isSame, type ScriptPolicy, type Spacing, type WorkerFactory } from "./settings.ts";

/** What came of asking a worker: its answer, or why there is none, and whether it had begun. */
type Outcome = Exclude<LayoutAnswer, "begun"> | { readonly lost: string; readonly hasBegun: boolean };

/** Has trees laid out in a worker, where one can do it. The next job, or `cancel`, ends the one before. */
export class WorkerClient {
  /** What is to make workers, and the ways of it that have not failed. */
  #wanted: WorkerFactory | readonly WorkerMaker[] | null = null;
  #policy: ScriptPolicy | null = null;
  #ways: readonly WorkerMaker[] = [];
  #worker: Worker | null = null;
  /** Counts jobs, so that one that was cancelled goes no further. */
  #job = 0;
  #isBusy = false;
  /** Ends what is laid out on the page. */
  #slices: AbortController | undefined;
  readonly #patience: Patience = new Patience();
  /** Why there is no worker; undefined as long as there may be. */
  #refusal: string | undefined;

  /** Lays a tree out: in a worker, or on the page where none can; never settles if the job is cancelled. */
  async run(job: Job): Promise<LaidOut> {
    this.cancel();
    const engine = toEngine(job.engine);
    this.#choose(job);
    const reason = (this.#ways.length > 0 ? undefined : this.#refusal) ?? whyOnPage(job, engine);
    return reason === undefined ? this.#inWorker(job, engine) : this.#onPage(job, engine, reason);
  }

  /** Ends the job that a worker is at. */
  cancel(): void {
    this.#job++;
    this.#slices?.abort();
    // A layout hears no messages while it computes, so its whole thread has to go.
    if (this.#isBusy) this.dispose();
  }

  /** Ends the worker too. */
  dispose(): void {
    this.#job++;
    this.#slices?.abort();
    this.#patience.end();
    this.#worker?.terminate();
    this.#worker = null;
    this.#isBusy = false;
  }

  /** Begins with all ways to a worker anew where others are wanted. */
  #choose({ workerFactory, ownWorkers, trustedTypes }: Job): void {
    const wanted = workerFactory ?? ownWorkers;
    if (wanted === this.#wanted && trustedTypes === this.#policy) return;
    this.dispose();
    this.#wanted = wanted;
    this.#policy = trustedTypes;
    this.#ways = workerFactory ? [workerFactory] : ownWorkers;
    this.#refusal = undefined;
  }

  async #inWorker(job: Job, engine: Engine): Promise<LaidOut> {
    const number = this.#job;
    this.#isBusy = true;
    let outcome: Outcome | undefined;
    while (this.#ways.length > 0) {
      outcome = await this.#ask(job, engine, this.#ways[0]!, number);
      if (number !== this.#job) return new Promise(() => {});
      if (!("lost" in outcome)) break;
      this.#refusal ??= outcome.lost;
      // Who began and was lost would be lost again.
      this.#ways = outcome.hasBegun ? [] : this.#ways.slice(1);
      this.#worker?.terminate();
      this.#worker = null;
    }
    this.#isBusy = false;
    if (!outcome || "lost" in outcome) return this.#onPage(job, engine, this.#refusal);
    if ("packed" in outcome) {
      return { map: mapOf(outcome.packed, job), where: "worker", reason: undefined };
    }
    if (outcome.code === "unknown-engine")
      return this.#onPage(job, engine, `in the worker: ${outcome.message}`);
    throw failureOf(job.tree, outcome);
  }

  /** Lays a tree out on the page, in slices between which that does other things. */
  async #onPage(job: Job, engine: Engine, reason: string | undefined): Promise<LaidOut> {
    complain(job.tree, reason);
    const { tree, container, spacing, before } = job;
    const { signal } = (this.#slices = new AbortController());
    try {
      const map = await (before
        ? updateAsync(before, tree, { container, maxAspectGrowth: MOST_GROWN, signal })
        : layoutAsync(tree, { ...spacing, engine, container, workers: 0, signal }));
      return { map, where: "page", reason };
    } catch (error) {
      if (signal.aborted) return new Promise(() => {});
      throw error;
    }
  }

  async #ask(job: Job, engine: Engine, make: WorkerMaker, number: number): Promise<Outcome> {
    try {
      const made = this.#worker ?? (await make(this.#policy));
      if (number !== this.#job) made.terminate();
      else this.#worker = made;
    } catch (error) {
      return { lost: `no worker could be made: ${String(error)}`, hasBegun: false };
    }
    return number === this.#job ? this.#send(job, engine, this.#worker!) : new Promise(() => {});
  }

  /** What a worker answers. */
  #send(job: Job, engine: Engine, worker: Worker): Promise<Outcome> {
    return new Promise((resolve, reject) => {
      const { leafCount } = job.tree;
      let hasBegun = false;
      const end = (outcome: Outcome): void => {
        this.#patience.end();
        resolve(outcome);
      };
      const lose = (lost: string): void => end({ lost, hasBegun });
      this.#patience.wait(PATIENCE, () => lose(`the worker did not begin within ${PATIENCE / 1000} seconds`));
      worker.onmessage = ({ data }: MessageEvent<LayoutAnswer>) => {
        if (data !== "begun") {
          end(data);
          return;
        }
        hasBegun = true;
        // The page would hang as well, so it does not try.
        this.#patience.endure("marquetry-map", leafCount, (error) => {
          this.dispose();
          reject(error);
        });
      };
      worker.onerror = ({ message }) => {
        const what = hasBegun ? "the worker broke off" : "the worker could not be loaded";
        lose(message ? `${what}: ${message}` : what);
      };
      worker.onmessageerror = () => lose("the worker's answer could not be read");
      try {
        const request = requestFor(job, engine);
        worker.postMessage(request, buffersOf(request));
      } catch (error) {
        lose(`the worker could not be asked: ${String(error)}`);
      }
    });
  }
}

/** The map that a worker made: its branches are numbered here, where names, and numbers given before, are known. */
function mapOf(packed: PackedMap, { tree, before }: Job): Partition {
  return unpackMap(packed, tree, before && { map: before, match: matchNodes(tree, before.tree) });
}

/** Why a large tree has to be laid out on the page; undefined if a worker can do it. */
function whyOnPage({ spacing, workerFactory, engine: given }: Job, engine: Engine): string | undefined {
  const { name, options } = engine;
  if (!isPlain(toPlain(spacing))) return "the spacing holds a function";
  if (!WORKER_ENGINES.includes(name) && !workerFactory)
    return `the engine ${name} is none of the library's: a worker that knows it is for workerFactory to make`;
  if (typeof given === "string") return undefined;
  let again: Engine;
  try {
    again = toEngine(name, options);
  } catch {
    return `the engine ${name} is not known by its name: call registerEngine`;
  }
  if (!isPlain(options) || !isSame(engine, again))
    return `the engine ${name} is more than its options tell, so that no other thread can make it`;
  return undefined;
}

/** Spacing with the rule for areas by its name, by which a worker knows it too. */
function toPlain({ areas, ...spacing }: Spacing): Spacing {
  if (areas === undefined) return spacing;
  const isKnown = typeof areas === "object" && areas.name === "leaf-exact";
  return { ...spacing, areas: isKnown ? "leaf-exact" : areas };
}

function requestFor({ tree, container, spacing, before, ...job }: Job, engine: Engine): LayoutRequest {
  const isNamed = typeof job.engine === "string";
  return {
    parent: tree.parent.slice(),
    weight: tree.weight.slice(),
    engine: isNamed ? (job.engine as string) : engine.name,
    engineOptions: isNamed ? undefined : engine.options,
    container: "adapt" in container ? { ...packRegion(container), ring: container.ring.slice() } : container,
    spacing: toPlain(spacing),
    before: before && { map: withoutNames(packMap(before)), match: matchNodes(tree, before.tree) },
    maxAspectGrowth: MOST_GROWN,
  };
}

/** The worker's tree has no names: the page's own tells the path of the node, which the last name of a path numbers. */
function failureOf(
  tree: WeightedTree,
  { code, message, path }: Exclude<LayoutAnswer, { packed: unknown } | "begun">,
): Error {
  const node = Number(/#(\d+)$/.exec(path ?? "")?.[1] ?? 0);
  if (path === undefined || !(node < tree.size)) return new MarquetryError(code as ErrorCode, message);
  const place = tree.pathForMessage(node);
  return new MarquetryError(
    code as ErrorCode,
    message.replace(path, () => place),
    { path: place },
  );
}

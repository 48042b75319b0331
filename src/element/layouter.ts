import {
  buffersOf,
  engines,
  layout,
  leafExact,
  MarquetryError,
  matchNodes,
  packMap,
  toEngine,
  unpackMap,
  type Container,
  type Engine,
  type ErrorCode,
  type Partition,
  type WeightedTree,
} from "../index.ts";
import { withoutNames, type LayoutAnswer, type LayoutRequest } from "./pack.ts";
import { isPlain, isSame, type Spacing, type WorkerFactory } from "./settings.ts";

/** A part of a map kept in place is laid out anew where a cell got so many times thinner. */
const MOST_GROWN = 2;
/** A worker that does not begin within so many milliseconds is given up: it could not be loaded, or is none of ours. */
const PATIENCE = 10_000;

/** What is to be laid out. */
export interface Job {
  readonly tree: WeightedTree;
  readonly engine: Engine | string;
  readonly container: Container;
  readonly spacing: Spacing;
  /** Trees with more leaves are laid out in a worker. */
  readonly workerAbove: number;
  readonly workerFactory: WorkerFactory | null;
  /** A map of the same engine, container and spacing, whose cells are to stay where they are as far as they can. */
  readonly before: Partition | null;
}

/** A map, where it was made, and why not in a worker. */
export interface LaidOut {
  readonly map: Partition;
  readonly where: "page" | "worker";
  readonly reason: string | undefined;
}

/** The worker beside this file: bundlers see it here, and bundle it. */
function ownWorker(): Worker {
  return new Worker(new URL("./worker.js", import.meta.url), { type: "module" });
}

/** Lays trees out: small ones at once, large ones in a worker. The next job, or `cancel`, ends the one before. */
export class Layouter {
  #factory: WorkerFactory | null = null;
  #worker: Worker | null = null;
  #isBusy = false;
  #patience: ReturnType<typeof setTimeout> | undefined;
  /** Why this factory gives no worker; undefined as long as it may. */
  #refusal: string | undefined;

  /** Lays a tree out; a promise where a worker does it, which never settles if the job is cancelled. */
  run(job: Job): LaidOut | Promise<LaidOut> {
    this.cancel();
    const engine = toEngine(job.engine);
    if (job.tree.leafCount <= job.workerAbove) return onPage(job, engine);
    if (job.workerFactory !== this.#factory) {
      this.dispose();
      this.#factory = job.workerFactory;
      this.#refusal = undefined;
    }
    const reason = this.#refusal ?? whyOnPage(job, engine);
    if (reason !== undefined) return onPage(job, engine, reason);
    try {
      this.#worker ??= (this.#factory ?? ownWorker)();
    } catch (error) {
      this.#refusal = `no worker could be made: ${String(error)}`;
      return onPage(job, engine, this.#refusal);
    }
    return this.#inWorker(job, engine, this.#worker);
  }

  /** Ends the job that a worker is at. */
  cancel(): void {
    // A layout hears no messages while it computes, so its whole thread has to go.
    if (this.#isBusy) this.dispose();
  }

  /** Ends the worker too. */
  dispose(): void {
    clearTimeout(this.#patience);
    this.#worker?.terminate();
    this.#worker = null;
    this.#isBusy = false;
  }

  async #inWorker(job: Job, engine: Engine, worker: Worker): Promise<LaidOut> {
    this.#isBusy = true;
    const answer = await this.#ask(worker, requestFor(job, engine));
    this.#isBusy = false;
    if (typeof answer === "string") {
      this.dispose();
      this.#refusal = answer;
      return onPage(job, engine, answer);
    }
    if ("packed" in answer) {
      return { map: unpackMap(answer.packed, job.tree), where: "worker", reason: undefined };
    }
    if (answer.code === "unknown-engine") return onPage(job, engine, `in the worker: ${answer.message}`);
    throw failureOf(job.tree, answer);
  }

  /** What a worker answers, or why it does not. */
  #ask(worker: Worker, request: LayoutRequest): Promise<Exclude<LayoutAnswer, "begun"> | string> {
    return new Promise((resolve) => {
      this.#patience = setTimeout(
        () => resolve(`the worker did not begin within ${PATIENCE / 1000} seconds`),
        PATIENCE,
      );
      worker.onmessage = ({ data }: MessageEvent<LayoutAnswer>) => {
        clearTimeout(this.#patience);
        if (data !== "begun") resolve(data);
      };
      worker.onerror = ({ message }) => {
        clearTimeout(this.#patience);
        resolve(`the worker could not be loaded${message ? `: ${message}` : ""}`);
      };
      worker.postMessage(request, buffersOf(request));
    });
  }
}

/** Why a large tree has to be laid out on the page; undefined if a worker can do it. */
function whyOnPage({ spacing, workerFactory, engine: given }: Job, engine: Engine): string | undefined {
  const { name, options } = engine;
  if (!isPlain({ ...spacing, areas: areasOf(spacing) })) return "the spacing holds a function";
  if (!(name in engines) && !workerFactory)
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

/** The rule of areas by its name, if a worker knows it by that. */
function areasOf({ areas }: Spacing): Spacing["areas"] {
  return areas === leafExact ? "leaf-exact" : areas;
}

function requestFor({ tree, container, spacing, before, ...job }: Job, engine: Engine): LayoutRequest {
  const isNamed = typeof job.engine === "string";
  return {
    parent: tree.parent.slice(),
    weight: tree.weight.slice(),
    engine: isNamed ? (job.engine as string) : engine.name,
    engineOptions: isNamed ? undefined : engine.options,
    container,
    spacing: spacing.areas === undefined ? spacing : { ...spacing, areas: areasOf(spacing)! },
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

function onPage({ tree, container, spacing, before }: Job, engine: Engine, reason?: string): LaidOut {
  const map = before
    ? before.update(tree, { maxAspectGrowth: MOST_GROWN })
    : layout(tree, { ...spacing, engine, container });
  return { map, where: "page", reason };
}

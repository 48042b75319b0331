import {
  engines,
  layout,
  MarquetryError,
  unpackMap,
  type Container,
  type Engine,
  type ErrorCode,
  type Partition,
  type SpacingOptions,
  type WeightedTree,
} from "../index.ts";
import { plainSpacing, type LayoutAnswer, type LayoutRequest } from "./pack.ts";

/** A family of a map kept in place is laid out anew where a cell got so many times thinner. */
const MOST_GROWN = 2;

/** What is to be laid out. */
export interface Job {
  readonly tree: WeightedTree;
  readonly engine: Engine | string;
  readonly container: Container;
  readonly spacing: SpacingOptions;
  /** Trees with more leaves are laid out in a worker. */
  readonly workerAbove: number;
  /** A map of the same engine, container and spacing, whose cells are to stay where they are as far as they can. */
  readonly before: Partition | null;
}

/** A map, and where it was made. */
export interface LaidOut {
  readonly map: Partition;
  readonly where: "page" | "worker";
  readonly reason: string | undefined;
}

/** Makes a worker that runs the module `marquetry/element/worker`. */
export type WorkerFactory = () => Worker;

/** The worker beside this file: bundlers see it here, and bundle it. */
function ownWorker(): Worker {
  return new Worker(new URL("./worker.js", import.meta.url), { type: "module" });
}

/** Lays trees out: small ones at once, large ones in a worker. The next job, or `cancel`, ends the one before. */
export class Layouter {
  /** Makes the worker; the one beside this file if null. */
  factory: WorkerFactory | null = null;
  #worker: Worker | null = null;
  #isBusy = false;
  /** Why no worker can be had; undefined as long as one may. */
  #refusal: string | undefined;

  /** Lays a tree out; a promise where a worker does it, which never settles if the job is cancelled. */
  run(job: Job): LaidOut | Promise<LaidOut> {
    this.cancel();
    if (job.tree.leafCount <= job.workerAbove) return onPage(job, undefined);
    const spacing = plainSpacing(job.spacing);
    if (typeof job.engine !== "string") return onPage(job, "the engine is an object, not a name");
    if (!spacing) return onPage(job, "the spacing is a function");
    if (!(job.engine in engines) || this.#refusal !== undefined) return onPage(job, this.#refusal);
    try {
      this.#worker ??= (this.factory ?? ownWorker)();
    } catch (error) {
      this.#refusal = `no worker could be made: ${String(error)}`;
      return onPage(job, this.#refusal);
    }
    return this.#inWorker(job, job.engine, spacing, this.#worker);
  }

  /** Ends the job that a worker is at. */
  cancel(): void {
    if (!this.#isBusy) return;
    // A layout hears no messages while it computes, so its whole thread has to go.
    this.#worker?.terminate();
    this.#worker = null;
    this.#isBusy = false;
  }

  /** Ends the worker too. */
  dispose(): void {
    this.#worker?.terminate();
    this.#worker = null;
    this.#isBusy = false;
  }

  /** Tries a worker again, made by another factory. */
  reset(factory: WorkerFactory | null): void {
    this.dispose();
    this.factory = factory;
    this.#refusal = undefined;
  }

  #inWorker(job: Job, engine: string, spacing: Record<string, number>, worker: Worker): Promise<LaidOut> {
    const { tree, container } = job;
    const request: LayoutRequest = {
      parent: tree.parent.slice(),
      weight: tree.weight.slice(),
      engine,
      container,
      spacing,
    };
    this.#isBusy = true;
    return new Promise((resolve, reject) => {
      worker.onmessage = ({ data }: MessageEvent<LayoutAnswer>) => {
        this.#isBusy = false;
        if (!("packed" in data)) {
          reject(failureOf(tree, data));
          return;
        }
        const map = unpackMap(data.packed, tree);
        resolve({ map, where: "worker", reason: undefined });
      };
      worker.onerror = (event) => {
        event.preventDefault();
        this.dispose();
        this.#refusal = `the worker could not be loaded${event.message ? `: ${event.message}` : ""}`;
        try {
          resolve(onPage(job, this.#refusal));
        } catch (error) {
          reject(error instanceof Error ? error : new Error(String(error)));
        }
      };
      worker.postMessage(request, [request.parent.buffer, request.weight.buffer] as ArrayBuffer[]);
    });
  }
}

/** The worker's tree has no names: where the job fails, the page's own tree tells the path. */
function failureOf(
  tree: WeightedTree,
  { code, message, path }: Exclude<LayoutAnswer, { packed: unknown }>,
): Error {
  return new MarquetryError(
    code as ErrorCode,
    message,
    path === undefined ? {} : { path: tree.pathForMessage(0) },
  );
}

function onPage({ tree, engine, container, spacing, before }: Job, reason: string | undefined): LaidOut {
  const map = before
    ? before.update(tree, { maxAspectGrowth: MOST_GROWN })
    : layout(tree, { engine, container, ...spacing });
  return { map, where: "page", reason };
}

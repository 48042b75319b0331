import { toEngine, type Engine } from "../index.ts";
import { loadLater } from "./lazy.ts";
import { onPage, type Job, type LaidOut } from "./on-page.ts";
import type { WorkerClient } from "./worker-client.ts";

/** Lays trees out: small ones at once, large ones in a worker. The next job, or `cancel`, ends the one before. */
export class Layouter {
  #client: WorkerClient | null = null;
  /** Counts jobs, so that one that was cancelled goes no further. */
  #job = 0;

  /** Lays a tree out; a promise where a worker does it, which never settles if the job is cancelled. */
  run(job: Job): LaidOut | Promise<LaidOut> {
    this.cancel();
    const engine = toEngine(job.engine);
    // What is loaded in parts is laid out in parts, and what loads it is here.
    const isSmall = job.tree.leafCount <= job.workerAbove || job.tree.lookup.lazy;
    return isSmall ? onPage(job, engine) : this.#inWorker(job, engine);
  }

  /** Ends the job that a worker is at. */
  cancel(): void {
    this.#job++;
    this.#client?.cancel();
  }

  /** Ends the worker too. */
  dispose(): void {
    this.#job++;
    this.#client?.dispose();
  }

  async #inWorker(job: Job, engine: Engine): Promise<LaidOut> {
    const number = this.#job;
    let failure: string | undefined;
    try {
      const { WorkerClient: Client } = await loadLater();
      this.#client ??= new Client();
    } catch (error) {
      failure = `a part of the element could not be loaded: ${String(error)}`;
    }
    if (number !== this.#job) return new Promise(() => {});
    return this.#client ? this.#client.run(job) : onPage(job, engine, failure);
  }
}

import {
  familyReplayer,
  readTapes,
  WaysNotKnown,
  withHelp,
  type Tapes,
} from "../engines/cuts/family-help.ts";
import { toEngine } from "../engines/register.ts";
import { MarquetryError, show } from "../errors.ts";
import { checkTree } from "../model/check-tree.ts";
import type { WeightedTree } from "../model/weighted-tree.ts";
import {
  callback,
  merged,
  object,
  wholeNumber,
  type OptionHelp,
  type OptionTable,
} from "../options/option.ts";
import { readOptions } from "../options/read-options.ts";
import type { Partition } from "../partition/partition.ts";
import { inSlices } from "./in-slices.ts";
import { layOut, layOutInSteps, type LayoutSpec } from "../layout/lay-out.ts";
import { layoutHelp, layoutOptions, readSpec, type LayoutOptions } from "../layout/layout.ts";
import type { ThreadAnswer, ThreadRequest } from "./layout-thread.ts";
import { Patience, PATIENCE } from "./patience.ts";
import { packSpec, unpackMap, type PackedMap } from "../layout/pack-map.ts";
import { shareOut } from "./share-out.ts";

/** How far a layout is that other threads make. */
export interface LayoutProgress {
  /** Engines that compare several ways of dividing go through the tree as many times: which time it is, from 1. */
  readonly round: number;
  /** Part of the nodes that are placed in this round, 0 to 1. */
  readonly share: number;
}

/** How {@link layoutAsync} lays a tree out. */
export interface LayoutAsyncOptions extends LayoutOptions {
  /** Number of threads beside this one; as many as there are processors, four at most, by default, and 0 for none. */
  readonly workers?: number;
  /** Makes a worker of `marquetry/layout-worker`, where a bundler or an engine of your own asks for it. */
  readonly worker?: () => unknown;
  /** Ends the work: the promise is rejected with the signal's reason, and the threads are gone. */
  readonly signal?: AbortSignal;
  /** Is told how far the work is. */
  readonly onProgress?: (progress: LayoutProgress) => void;
}

/** Engines whose families other threads can divide. */
const SHARED: readonly string[] = ["greedy", "voronoi"];
const MOST_WORKERS = 64;
const USUAL_WORKERS = 4;

export const layoutAsyncOptions: OptionTable<LayoutAsyncOptions> = /* @__PURE__ */ merged(layoutOptions, {
  workers: /* @__PURE__ */ wholeNumber({ min: 0, max: MOST_WORKERS }),
  worker: /* @__PURE__ */ callback(),
  signal: /* @__PURE__ */ object("an AbortSignal", undefined, ["aborted", "addEventListener"]),
  onProgress: /* @__PURE__ */ callback(),
});

export const layoutAsyncHelp: OptionHelp<LayoutAsyncOptions> = /* @__PURE__ */ merged(layoutHelp, {
  workers: "threads beside this one; as many as there are processors, four at most, by default",
  worker: "makes a worker of marquetry/layout-worker, where a bundler asks for it",
  signal: "ends the work where it is aborted",
  onProgress: "is told how far the work is",
});

/**
 * Lays a tree out as {@link layout} does, cell for cell and bit for bit, in other threads.
 *
 * `greedy` and `voronoi` divide the tree among all of them: each has subtrees of its own, and what has to be compared
 * over the whole tree is compared here. A layout of any other engine, of a tree that is one wide family, or with
 * `areas: "leaf-exact"` in a padded map, is made in one thread, and this one stays free meanwhile. Where there is no
 * worker, or where a function takes part in the layout, it is made here: by `greedy`, `angular` and `voronoi` in slices
 * of 12 milliseconds, between which a page answers and `signal` is heeded, as long as no single family takes longer;
 * at once by other engines, in regions of any shape, and for exact areas of leaves in a padded map.
 *
 * In Node, and in pages that load the library's own modules, workers are found by themselves. In the bundle of a page
 * `worker` has to make them, in words that bundlers know: see the example.
 *
 * @throws MarquetryError as `layout` does, by a rejected promise; `bad-option` where a worker of `worker` does not begin
 * within 10 seconds, `bad-engine` where one is silent for more than a minute and 10 milliseconds a leaf; the reason of
 * `signal` where it is aborted
 * @example
 * const given = new AbortController(); // given.abort() ends the work
 * const map = await layoutAsync(tree, { engine: voronoi(), container: [960, 600], signal: given.signal });
 */
export async function layoutAsync<T>(
  tree: WeightedTree<T>,
  options: LayoutAsyncOptions,
): Promise<Partition<T>> {
  checkTree("layoutAsync", tree);
  const { workers, worker, signal, onProgress, ...asked } = readOptions<LayoutAsyncOptions>(
    "layoutAsync",
    layoutAsyncOptions,
    options,
  );
  const spec = readSpec(Object.fromEntries(Object.entries(asked).filter(([, value]) => value !== undefined)));
  signal?.throwIfAborted();
  const count = workers ?? usualWorkers();
  const packed = count > 0 && tree.weight[0]! > 0 ? dataOf(spec) : null;
  const here = (): Promise<Partition<T>> => inSlices(layOutInSteps(tree, spec, null), signal);
  if (!packed) return here();
  const threads = startThreads(worker, signal);
  try {
    return await threads.layOut(tree, spec, packed, count, onProgress);
  } catch (error) {
    signal?.throwIfAborted();
    if (!(error instanceof Lost)) throw error;
    // What another thread could not do fails here in the same way, with the names of the nodes.
    threads.end();
    return await here();
  } finally {
    threads.end();
  }
}

/** That a thread is gone, or has failed. */
class Lost extends Error {}

/** The part of a worker of Node, or of a browser, that is used. */
interface AnyWorker {
  postMessage(request: ThreadRequest): void;
  terminate(): unknown;
  on?(type: string, listen: (value: ThreadAnswer) => void): void;
  addEventListener?(type: string, listen: (event: { readonly data: ThreadAnswer }) => void): void;
}

/** The part of Node and of browsers that is used. */
interface Surroundings {
  readonly navigator?: { readonly hardwareConcurrency?: number };
  readonly process?: { readonly getBuiltinModule?: (name: string) => unknown };
  readonly Worker?: new (url: URL, options: { type: "module" }) => AnyWorker;
}

const surroundings = globalThis as unknown as Surroundings;

/** A module of Node's own; undefined elsewhere. */
function builtIn<Module>(name: string): Module | undefined {
  return surroundings.process?.getBuiltinModule?.(name) as Module | undefined;
}

/** The module of a thread, as it lies beside this one. */
const OWN_WORKER = "./layout-worker.js";

/** Where this module lies. Asked for in one breath with the thread's, webpack would take in whatever lies beside it. */
const ownAddress = (): string => import.meta.url;

function ownWorker(): AnyWorker {
  const url = new URL(OWN_WORKER, ownAddress());
  const node = builtIn<{ Worker: new (url: URL) => AnyWorker }>("node:worker_threads");
  return node ? new node.Worker(url) : new surroundings.Worker!(url, { type: "module" });
}

function usualWorkers(): number {
  const node = builtIn<{ availableParallelism(): number }>("node:os");
  const processors = node?.availableParallelism() ?? surroundings.navigator?.hardwareConcurrency ?? 1;
  return Math.min(processors, USUAL_WORKERS);
}

/** What is asked for as data; null where a function takes part, or where no other thread would make the same engine. */
function dataOf(spec: LayoutSpec): PackedMap["asked"] | null {
  const { engine } = spec;
  try {
    const again = toEngine(engine.name, engine.options);
    if (textOf(again) !== textOf(engine) || engine.options === undefined) return null;
    return packSpec(spec);
  } catch {
    return null;
  }
}

/** The text of what lays out: another engine of the same name has another. */
function textOf(engine: object): string {
  const { partition, steps } = engine as Readonly<Record<string, unknown>>;
  return `${String(partition)}\n${String(steps)}`;
}

/** Threads that are started when they are needed, until the end. */
function startThreads(make: (() => unknown) | undefined, signal: AbortSignal | undefined) {
  const workers: AnyWorker[] = [];
  const patience: Patience[] = [];
  /** What to do with the next outcome of each, or with its loss. */
  const awaited: ({ resolve(answer: ThreadAnswer): void; reject(error: unknown): void } | undefined)[] = [];
  let isLost = false;
  let tell: (placed: number) => void = () => undefined;
  const giveUp = (): void => {
    for (const waiting of awaited) waiting?.reject(signal!.reason);
  };
  signal?.addEventListener("abort", giveUp);
  return { layOut: layOutShared, end };

  function end(): void {
    signal?.removeEventListener("abort", giveUp);
    for (const each of patience) each.end();
    for (const worker of workers) void worker.terminate();
  }

  async function layOutShared<T>(
    tree: WeightedTree<T>,
    spec: LayoutSpec,
    asked: PackedMap["asked"],
    count: number,
    onProgress: LayoutAsyncOptions["onProgress"],
  ): Promise<Partition<T>> {
    const isPadded = Object.values(spec.padding).some((padding) => padding !== undefined && padding !== 0);
    const canShare = count > 1 && SHARED.includes(spec.engine.name) && !(spec.areas && isPadded);
    const marks = canShare ? shareOut(tree, count) : null;
    const rounds = countRounds(tree.size - 1, onProgress);
    if (!marks) return whole(tree, asked, rounds);
    const known = new Map<number, Tapes>();
    for (;;) {
      try {
        // Until it is known in which ways the engine divides families, it tells by what it lacks.
        return withHelp(familyReplayer(tree, known), () => layOut(tree, spec, null));
      } catch (error) {
        if (!(error instanceof WaysNotKnown)) throw error;
        start(tree, asked, count);
        rounds();
        const { ways } = error;
        const answers = await Promise.all(marks.map((mark, k) => ask(k, { ways, marks: mark })));
        const found = answers as { tapes: Float64Array[] }[];
        tell(tree.size);
        for (const [k, way] of ways.entries())
          known.set(
            way,
            readTapes(
              tree,
              found.map(({ tapes }) => tapes[k]!),
            ),
          );
      }
    }
  }

  async function whole<T>(
    tree: WeightedTree<T>,
    asked: PackedMap["asked"],
    round: () => void,
  ): Promise<Partition<T>> {
    start(tree, asked, 1);
    round();
    const { packed } = (await ask(0, "all")) as { packed: PackedMap };
    tell(tree.size - 1);
    return unpackMap(packed, tree);
  }

  /** Begins a round each time it is called. */
  function countRounds(nodes: number, onProgress: LayoutAsyncOptions["onProgress"]): () => void {
    let round = 0;
    return () => {
      round++;
      let placed = 0;
      tell = (more) => {
        placed += more;
        onProgress?.({ round, share: nodes > 0 ? Math.min(1, placed / nodes) : 1 });
      };
    };
  }

  function start(
    { parent, firstChild, childCount, weight, leafCount }: WeightedTree,
    asked: PackedMap["asked"],
    count: number,
  ): void {
    if (workers.length > 0) return;
    const source = Int32Array.from(parent, (_, i) => i);
    const tree = { parent, firstChild, childCount, weight, source, label: [], id: [] };
    for (let k = 0; k < count; k++) {
      const worker = hire(k, leafCount);
      worker.postMessage({ task: { tree, asked } });
    }
  }

  function hire(k: number, leaves: number): AnyWorker {
    let worker: AnyWorker;
    try {
      worker = (make ?? ownWorker)() as AnyWorker;
    } catch (error) {
      throw new Lost(String(error));
    }
    if (typeof worker?.postMessage !== "function" || typeof worker.terminate !== "function") {
      const message = `layoutAsync: worker must return a Worker, not ${show(worker)}`;
      throw new MarquetryError("bad-option", message, { value: worker });
    }
    workers.push(worker);
    const lose = (): void => {
      isLost = true;
      awaited[k]?.reject(new Lost("a worker is lost"));
    };
    const reject = (error: Error): void => awaited[k]?.reject(error);
    const waiting = (patience[k] = new Patience());
    waiting.wait(PATIENCE, () => reject(silent()));
    const hear = (answer: ThreadAnswer): void => {
      waiting.endure("layoutAsync", leaves, reject);
      if ("placed" in answer) tell(answer.placed);
      else if ("failed" in answer) awaited[k]?.reject(new Lost(answer.failed));
      else awaited[k]?.resolve(answer);
    };
    if (worker.on) {
      worker.on("message", hear);
      worker.on("error", lose);
      worker.on("exit", lose);
    } else {
      worker.addEventListener!("message", ({ data }) => hear(data));
      worker.addEventListener!("error", lose);
      worker.addEventListener!("messageerror", lose);
    }
    return worker;
  }

  /** What is said of a worker that does not begin: who made it can mend it; without it there is another way. */
  function silent(): Error {
    const message = `layoutAsync: the worker that worker made did not begin within ${PATIENCE / 1000} seconds; it has to be one of marquetry/layout-worker`;
    return make ? new MarquetryError("bad-option", message) : new Lost(message);
  }

  function ask(k: number, request: ThreadRequest): Promise<ThreadAnswer> {
    if (isLost) throw new Lost("a worker is lost");
    return new Promise((resolve, reject) => {
      awaited[k] = { resolve, reject };
      workers[k]!.postMessage(request);
    });
  }
}

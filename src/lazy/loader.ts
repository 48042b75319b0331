import { MarquetryError } from "../errors.ts";
import { readChildren, type Asked, type LazyNode, type LazySource, type Others } from "./source.ts";

/** How {@link lazyTree} asks its source. */
export interface LazyOptions {
  /** The most children that are loaded of a node, the heaviest; the others become one. 500 by default. */
  readonly limit?: number;
  /** Part of a node's weight below which its children need not be loaded one by one; 0 by default. */
  readonly minShare?: number;
  /** How often a request that failed is made once more; 2 by default. */
  readonly retries?: number;
  /** What is awaited before the first, second … such attempt, as a pause; nothing by default. */
  readonly pause?: (attempt: number) => Promise<unknown>;
  /** The most nodes that are kept: parts that nobody looked at for longest are let go. 50,000 by default. */
  readonly maxNodes?: number;
}

export type LazySettings = LazyOptions & Required<Omit<LazyOptions, "pause">>;
export type Children = readonly LazyNode[];

/** A request that is under way, and those who wait for it. */
interface Request {
  readonly answer: Promise<Children>;
  readonly abort: AbortController;
  waiting: number;
}

/** Asks a source: once for each node however many wait, and again where that failed. */
export class Loader {
  readonly source: LazySource;
  readonly settings: LazySettings;
  /** Why nodes could not be loaded, by id. */
  readonly failures: Map<string, MarquetryError> = new Map();
  readonly #requests = new Map<string, Request>();
  /** Answers, that asked for last at the end. */
  readonly #answers = new Map<string, Children>();
  #kept = 0;
  /** When nodes were looked at last, by id. */
  readonly #seen = new Map<string, number>();
  #now = 0;

  constructor(source: LazySource, settings: LazySettings) {
    this.source = source;
    this.settings = settings;
  }

  /** The children of a node; of one that stands for others, the next of them. */
  async load(
    node: LazyNode | Others,
    weight: number,
    path: string,
    isKnown: (id: string) => boolean,
    signal?: AbortSignal,
  ): Promise<Children> {
    signal?.throwIfAborted();
    const known = this.#answers.get(node.id);
    if (known) return known;
    let request = this.#requests.get(node.id);
    if (!request) {
      const abort = new AbortController();
      const [id, offset] = "of" in node ? [node.of, node.offset] : [node.id, 0];
      const { leaves } = node;
      const asked = { id, offset, weight, leaves, path, isKnown, limit: this.settings.limit };
      request = { answer: this.#ask(node.id, asked, abort.signal), abort, waiting: 0 };
      this.#requests.set(node.id, request);
    }
    request.waiting++;
    try {
      return await (signal ? orAborted(request.answer, signal) : request.answer);
    } finally {
      request.waiting--;
      if (request.waiting === 0) {
        request.abort.abort();
        if (this.#requests.get(node.id) === request) this.#requests.delete(node.id);
      }
    }
  }

  /** Notes that nodes are looked at. */
  see(ids: readonly string[]): void {
    this.#now++;
    for (const id of ids) this.#seen.set(id, this.#now);
  }

  /** When a node was looked at last, as a number that grows. */
  seen(id: string): number {
    return this.#seen.get(id) ?? 0;
  }

  /** Forgets when a node was looked at. */
  forget(id: string): void {
    this.#seen.delete(id);
  }

  /** @param id - of the node that waits for its children */
  async #ask(id: string, asked: Asked, signal: AbortSignal): Promise<Children> {
    const { retries, pause } = this.settings;
    const { limit, offset, path } = asked;
    // Who asks for others wants them one by one, however light they are.
    const minShare = offset > 0 ? 0 : this.settings.minShare;
    for (let attempt = 0; ; attempt++) {
      try {
        const given = await orAborted(
          this.source.children(asked.id, { limit, offset, minShare, signal }),
          signal,
        );
        const children = readChildren(given, asked);
        this.failures.delete(id);
        this.#keep(id, children);
        return children;
      } catch (error) {
        if (signal.aborted) throw error;
        const failure = failureOf(error, path);
        if (attempt >= retries) {
          this.failures.set(id, failure);
          throw failure;
        }
        await orAborted(pause?.(attempt + 1), signal);
      }
    }
  }

  /** Keeps an answer, and lets go those that were asked for first where there are too many nodes. */
  #keep(id: string, children: Children): void {
    this.#answers.set(id, children);
    this.#kept += children.length;
    for (const [old, { length }] of this.#answers) {
      if (this.#kept <= this.settings.maxNodes || old === id) break;
      this.#answers.delete(old);
      this.#kept -= length;
    }
  }
}

function failureOf(error: unknown, path: string): MarquetryError {
  if (error instanceof MarquetryError && error.code === "bad-source") return error;
  // A refused connection has several reasons, and no message of its own.
  const { code } = (error ?? {}) as { code?: string };
  const why = error instanceof Error ? error.message || (code ?? error.name) : String(error);
  const message = `the source could not give what is below ${path}: ${why}`;
  return new MarquetryError("source-failed", message, { path, cause: error });
}

/** What is awaited, unless a signal comes before it: a source that does not heed the signal holds nobody up. */
async function orAborted<R>(awaited: R | Promise<R>, signal: AbortSignal): Promise<R> {
  signal.throwIfAborted();
  let end = (): void => {};
  const aborted = new Promise<never>((_, reject) => {
    end = () => reject(signal.reason as Error);
    signal.addEventListener("abort", end);
  });
  try {
    return await Promise.race([awaited, aborted]);
  } finally {
    signal.removeEventListener("abort", end);
  }
}

import type { LazyFound, WeightedTree } from "../index.ts";

/** Nodes that a source is asked for at most. */
const MOST_SOUGHT = 200;

/** What the source of a tree that is loaded in parts has found in all of it. */
export class Seeker {
  /** Null as long as nothing is known but what is loaded. */
  found: readonly LazyFound[] | null = null;
  #abort: AbortController | null = null;

  /** Whether there may be more than was asked for. */
  get isCut(): boolean {
    return this.found !== null && this.found.length >= MOST_SOUGHT;
  }

  /** Asks for a text in place of the one before, and tells when an answer has come. */
  seek(tree: WeightedTree | null, text: string, tell: () => void): void {
    this.#abort?.abort();
    this.found = null;
    const search = tree?.lookup.lazy?.search;
    if (!search || text.trim() === "") return;
    const abort = (this.#abort = new AbortController());
    search(text.trim(), { limit: MOST_SOUGHT, signal: abort.signal }).then(
      (given) => {
        if (abort.signal.aborted || !Array.isArray(given)) return;
        this.found = given.filter(isFound).slice(0, MOST_SOUGHT);
        tell();
      },
      // What is loaded was searched, and the words say so.
      () => undefined,
    );
  }

  /** The nodes that were found, or those that they lie in as far as these are loaded. */
  nodesIn(tree: WeightedTree): number[] {
    return (this.found ?? []).map(({ id, path }) => {
      const way = [...path, id].map((step) => tree.find(step)).filter((node) => node >= 0);
      return way.at(-1) ?? 0;
    });
  }
}

function isFound(given: unknown): given is LazyFound {
  const { id, path } = (given ?? {}) as Partial<LazyFound>;
  return typeof id === "string" && Array.isArray(path) && path.every((step) => typeof step === "string");
}

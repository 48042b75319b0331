/**
 * What the page of `marquetry serve` does: it makes a source of what the server tells, and a map of that. The library
 * comes before it as the global `marquetry`.
 *
 * @module
 */
import type * as Library from "../element/script.ts";

declare const marquetry: typeof Library;

/** What the command writes into the page. */
export interface WalkSettings {
  readonly engine: Library.EngineName;
  readonly format?: Library.NumberFormat;
}

const settings = JSON.parse(document.getElementById("settings")!.textContent) as WalkSettings;
const map = document.querySelector<Library.MarquetryMap>("marquetry-map")!;
map.engine = settings.engine;
if (settings.format !== undefined) map.drawing = { format: settings.format };

const line = document.getElementById("state")!;
/** What the line above the map has to say, what matters most first. */
const told = { gone: "", failed: "", reading: "" };

function tell(kind: keyof typeof told, text: string): void {
  told[kind] = text;
  const shown = told.gone || told.failed || told.reading;
  // What is said again is not read out again.
  if (line.textContent !== shown) line.textContent = shown;
  line.hidden = shown === "";
}

const GONE =
  "The server does not answer. If it has ended, run marquetry serve again and open the address that it prints; if it comes back, this page goes on by itself.";
const OTHER =
  "The server of this page has ended, and another one is in its place: open the address that marquetry serve printed.";
/** Milliseconds before a server that does not answer is asked again, and before one that does is asked whether it is there. */
const PATIENCE = 1000;
const LOOK = 2000;

const pause = (ms: number): Promise<void> => new Promise((done) => setTimeout(done, ms));

/** Asks the server; where it is gone, until it is back. */
async function ask<Answer>(
  path: string,
  values: Readonly<Record<string, string | number>> = {},
  signal?: AbortSignal,
): Promise<Answer> {
  const query = new URLSearchParams(Object.entries(values).map(([name, value]) => [name, String(value)]));
  for (;;) {
    const reply = await fetch(`${path}?${query.toString()}`, signal ? { signal } : {})
      .then(async (response) => ({ response, text: await response.text() }))
      .catch(() => null);
    signal?.throwIfAborted();
    if (reply?.response.ok === true) {
      tell("gone", "");
      return JSON.parse(reply.text) as Answer;
    }
    // Other servers know nothing of this page, and answer in a way of their own.
    if (reply && reply.response.headers.get("content-type")?.includes("json") === true)
      throw new Error((JSON.parse(reply.text) as { readonly error: string }).error);
    tell("gone", reply ? OTHER : GONE);
    await pause(PATIENCE);
    signal?.throwIfAborted();
  }
}

/** The root of what is served; of a folder that is still being read, with the number of its state. */
type Root = Library.LazyNode & { readonly state?: number; readonly isGrowing?: boolean };

function sourceOf(root: Root): Library.LazySource {
  const { state = 0 } = root;
  return {
    root,
    async children(id, { limit, offset, minShare, signal }) {
      try {
        const family = await ask<readonly Library.LazyNode[]>(
          "children",
          { id, limit, offset, minShare, state },
          signal,
        );
        tell("failed", "");
        return family;
      } catch (error) {
        // Of a state that is gone, the next one is at hand.
        if (!signal.aborted && told.reading === "")
          tell("failed", `What is below ⚠ could not be read, and is tried again: ${messageOf(error)}`);
        throw error;
      }
    },
    search: (words, { limit, signal }) => ask("search", { words, limit, state }, signal),
  };
}

/** The tree of a later state, opened as far as the one before was. */
async function openedAlike(tree: Library.WeightedTree): Promise<Library.WeightedTree> {
  const before = map.map?.tree;
  let next = marquetry.layout(tree, { engine: "slice", container: [1000, 1000] });
  for (let i = 0; before && i < before.size; i++) {
    const node = before.isLeaf(i) ? -1 : next.tree.find(before.id(i));
    if (node >= 0 && !next.tree.isLoaded(node)) next = await next.expand(node);
  }
  return next.tree;
}

/** Milliseconds between two looks at a folder that is still being read, and the longest that this comes to. */
const SOON = 500;
const LATE = 4000;

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

/** Shows what is served, follows it as it grows, and then sees whether the server is there. */
async function follow(): Promise<never> {
  let shown: number | undefined = -1;
  for (let wait = SOON; ; wait = Math.min(2 * wait, LATE)) {
    const root = await ask<Root>("root");
    const isGrowing = root.isGrowing === true;
    if (isGrowing) tell("reading", `Still reading: ${(root.leaves ?? 0).toLocaleString("en")} files so far`);
    if (root.state !== shown) {
      // A state may be gone while it is opened: the next one is at hand.
      const tree = await openedAlike(marquetry.lazyTree(sourceOf(root))).catch(() => null);
      if (tree) {
        map.data = tree;
        await map.ready;
        shown = root.state;
      }
    }
    const isWhole = !isGrowing && root.state === shown;
    if (isWhole) tell("reading", "");
    await pause(isWhole ? LOOK : wait);
  }
}

// A server that opened the page itself ends with it.
addEventListener("pagehide", () => navigator.sendBeacon("leave"));
follow().catch((error: unknown) => tell("failed", messageOf(error)));

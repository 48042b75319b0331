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

async function ask<Answer>(
  path: string,
  values: Readonly<Record<string, string | number>> = {},
  signal?: AbortSignal,
): Promise<Answer> {
  const query = new URLSearchParams(Object.entries(values).map(([name, value]) => [name, String(value)]));
  const response = await fetch(`${path}?${query.toString()}`, signal ? { signal } : {});
  const answer = (await response.json()) as Answer & { readonly error?: string };
  if (!response.ok) throw new Error(answer.error ?? response.statusText);
  return answer;
}

/** The root of what is served; of a folder that is still being read, with the number of its state. */
type Root = Library.LazyNode & { readonly state?: number; readonly isGrowing?: boolean };

function sourceOf(root: Root): Library.LazySource {
  const { state = 0 } = root;
  return {
    root,
    children: (id, { limit, offset, minShare, signal }) =>
      ask("children", { id, limit, offset, minShare, state }, signal),
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
const LATE = 8000;

async function begin(): Promise<void> {
  const told = document.getElementById("state")!;
  let shown: number | undefined = -1;
  for (let pause = SOON; ; pause = Math.min(2 * pause, LATE)) {
    const root = await ask<Root>("root");
    told.hidden = root.isGrowing !== true;
    told.textContent = `Still reading: ${(root.leaves ?? 0).toLocaleString("en")} files so far`;
    if (root.state !== shown) {
      // A state may be gone while it is opened: the next one is at hand.
      const tree = await openedAlike(marquetry.lazyTree(sourceOf(root))).catch(() => null);
      if (tree) map.data = tree;
      if (tree) shown = root.state;
    }
    if (root.isGrowing !== true && root.state === shown) return;
    await new Promise((done) => setTimeout(done, pause));
  }
}

begin().catch((error: unknown) => {
  document.querySelector("h1")!.textContent = error instanceof Error ? error.message : String(error);
});

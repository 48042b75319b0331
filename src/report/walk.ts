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

async function begin(): Promise<void> {
  const source: Library.LazySource = {
    root: await ask<Library.LazyNode>("root"),
    children: (id, { limit, offset, minShare, signal }) =>
      ask("children", { id, limit, offset, minShare }, signal),
    search: (words, { limit, signal }) => ask("search", { words, limit }, signal),
  };
  map.data = marquetry.lazyTree(source);
}

begin().catch((error: unknown) => {
  document.querySelector("h1")!.textContent = error instanceof Error ? error.message : String(error);
});

import { basename } from "node:path";
import type { LazyFound, LazyNode, LazySource } from "../index.ts";
import type { Console } from "./console.ts";
import { UsageError } from "./failure.ts";
import { GrowingColumns, readFolder } from "./input/folder.ts";
import type { Io } from "./io.ts";

/** States that are kept for pages that still ask for what is below one of them. */
const KEPT = 4;
/** Milliseconds between two looks whether anything was found yet. */
const SOON = 5;

/** What is served: a source, or the states of one that grows. */
export interface ServedSource {
  /** The source as it is now; a state of one that grows has a number, which tells it apart. */
  latest(): { readonly source: LazySource; readonly state?: number; readonly isGrowing?: boolean };
  /** An earlier state, unless it is no longer at hand. */
  at(state: number): LazySource | undefined;
}

/** A folder that is being read. */
export interface FolderScan {
  readonly source: ServedSource;
  /** Ends the reading. */
  stop(): void;
}

/**
 * Begins to read a folder, and tells of what was found by then: each state is whole in itself, with exact sums of what
 * it holds.
 *
 * @throws UsageError where there is nothing in it that weighs anything
 */
export async function scanFolder(path: string, shown: string, io: Io, console: Console): Promise<FolderScan> {
  const columns = new GrowingColumns(basename(path) || path);
  const progress = { isGrowing: true, isStopped: false };
  const stop = (): void => void (progress.isStopped = true);
  // Between two steps of a scan that was stopped, none is left to take.
  const readdir = ((...args: Parameters<Io["fs"]["readdir"]>) =>
    progress.isStopped ? Promise.resolve([]) : io.fs.readdir(...args)) as Io["fs"]["readdir"];
  const reading = readFolder(path, shown, { ...io.fs, readdir }, console, columns).finally(
    () => (progress.isGrowing = false),
  );
  reading.then(
    async ({ notes }) => {
      if (!progress.isStopped) for (const note of notes) await console.note(note);
    },
    () => undefined,
  );
  while (progress.isGrowing && !columns.weight.some((weight) => weight > 0))
    await Promise.race([reading, new Promise((done) => setTimeout(done, SOON))]);
  if (!columns.weight.some((weight) => weight > 0)) {
    await reading;
    throw new UsageError(`${shown} holds no files that weigh anything`);
  }
  const states = new Map<number, LazySource>();
  const source: ServedSource = {
    latest() {
      const state = columns.label.length;
      const { isGrowing } = progress;
      const known = states.get(state) ?? stateOf(columns);
      states.set(state, known);
      for (const old of states.keys()) if (states.size > KEPT) states.delete(old);
      return { source: known, state, isGrowing };
    },
    at: (state) => states.get(state) ?? (state === 0 ? source.latest().source : undefined),
  };
  return { source, stop };
}

/** What was found by now, as a source that stays as it is. */
function stateOf({ parent, weight, label }: GrowingColumns): LazySource {
  const size = label.length;
  const total = Float64Array.from(weight, (own) => own || 0);
  const leaves = new Float64Array(size);
  const first = new Int32Array(size);
  const count = new Int32Array(size);
  for (let row = size - 1; row >= 0; row--) {
    if (count[row] === 0) leaves[row] = 1;
    const above = parent[row]!;
    if (above < 0) continue;
    total[above]! += total[row]!;
    leaves[above]! += leaves[row]!;
    first[above] = row;
    count[above]!++;
  }

  /** The names on the way to a row. */
  function namesTo(row: number): string[] {
    const names: string[] = [];
    for (let up = row; up > 0; up = parent[up]!) names.push(label[up]!);
    return names.reverse();
  }

  function rowOf(id: string): number {
    let row = 0;
    for (const name of id === "" ? [] : id.split("/")) {
      const end = first[row]! + count[row]!;
      let child = first[row]!;
      while (child < end && label[child] !== name) child++;
      if (child === end) return -1;
      row = child;
    }
    return row;
  }

  const nodeOf = (row: number, id: string): LazyNode => ({
    id,
    label: label[row]!,
    weight: total[row]!,
    leaves: leaves[row]!,
    hasChildren: count[row]! > 0,
  });

  return {
    root: nodeOf(0, ""),

    children(id, { limit, offset, minShare }) {
      const row = rowOf(id);
      if (row < 0) return [];
      const family = Array.from({ length: count[row]! }, (_, k) => first[row]! + k);
      family.sort((a, b) => total[b]! - total[a]! || a - b);
      const least = minShare * total[row]!;
      const kept = family
        .slice(offset, offset + limit)
        .filter((child, k) => k === 0 || total[child]! >= least)
        .map((child) => nodeOf(child, id === "" ? label[child]! : `${id}/${label[child]!}`));
      const others = family.length - offset - kept.length;
      return others > 0 ? [...kept, { id: `${id}/…`, weight: 0, others }] : kept;
    },

    search(words, { limit }): LazyFound[] {
      const wanted = words.toLowerCase();
      const rows: number[] = [];
      for (let row = 1; row < size; row++) if (label[row]!.toLowerCase().includes(wanted)) rows.push(row);
      rows.sort((a, b) => total[b]! - total[a]! || a - b);
      return rows.slice(0, limit).map((row) => {
        const names = namesTo(row);
        const ids = names.map((_, k) => names.slice(0, k + 1).join("/"));
        return { id: ids.at(-1)!, label: label[row]!, path: ids.slice(0, -1) };
      });
    },
  };
}

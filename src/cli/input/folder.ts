import type { Dirent, Stats } from "node:fs";
import { basename, join } from "node:path";
import type { Console } from "../console.ts";
import { reason, unreadable } from "../failure.ts";
import type { Files } from "../io.ts";
import { count } from "../text.ts";
import { GrowingColumns, type Source } from "./source.ts";

/** Files asked about at once: enough to keep the four threads of Node busy, far from the limit of open files. */
const AT_ONCE = 64;
const MOST_SHOWN = 10;
const MEGABYTE = 1e6;

/**
 * Reads a folder: every file with its size in bytes. Symbolic links are not followed, so there are no loops; a
 * file with several names counts once, under the one nearest to the top; what cannot be read is told and counted.
 */
export async function readFolder(
  path: string,
  shown: string,
  files: Files,
  console: Console,
): Promise<Source> {
  const columns = new GrowingColumns(basename(path) || path);
  const seen = new Set<string>();
  const missed: string[] = [];
  const found = { files: 0, bytes: 0, links: 0, others: 0, repeated: 0, missed: 0 };
  const miss = (where: string, error: unknown): void => {
    if (found.missed++ < MOST_SHOWN) missed.push(`cannot read ${where}: ${reason(error)}`);
  };
  const addFile = (row: number, name: string, { dev, ino, nlink, size }: Stats): void => {
    const key = `${dev}:${ino}`;
    if (nlink > 1 && seen.has(key)) {
      found.repeated++;
      return;
    }
    if (nlink > 1) seen.add(key);
    columns.add(row, name, size);
    found.files++;
    found.bytes += size;
  };
  const open: [path: string, row: number][] = [[path, 0]];
  for (let k = 0; k < open.length; k++) {
    const [folder, row] = open[k]!;
    // What is done with is let go: the queue may grow to millions.
    open[k] = undefined as never;
    const before = columns.label.length;
    const plain: string[] = [];
    for (const entry of await list(folder)) {
      if (entry.isDirectory()) open.push([join(folder, entry.name), columns.add(row, entry.name)]);
      else if (entry.isFile()) plain.push(entry.name);
      else if (entry.isSymbolicLink()) found.links++;
      else found.others++;
    }
    for (let first = 0; first < plain.length; first += AT_ONCE) {
      const names = plain.slice(first, first + AT_ONCE);
      const told = await Promise.allSettled(names.map((name) => files.lstat(join(folder, name))));
      for (const [i, file] of told.entries()) {
        if (file.status === "fulfilled") addFile(row, names[i]!, file.value);
        else miss(join(folder, names[i]!), file.reason);
      }
      await console.progress(() => `${found.files} files, ${megabytes(found.bytes)}: ${folder}`);
    }
    if (columns.label.length === before) columns.weight[row] = 0;
  }

  /** The order of a listing is the file system's own; the picture must not depend on it. */
  async function list(folder: string): Promise<Dirent[]> {
    try {
      const entries = await files.readdir(folder, { withFileTypes: true });
      return entries.sort((a, b) => (a.name < b.name ? -1 : 1));
    } catch (error) {
      if (folder === path) throw unreadable(shown, error);
      miss(folder, error);
      return [];
    }
  }

  return { builder: "columns", ...columns.finish(), notes: notesOf(found, missed) };
}

/** What a user should know of how the folder was read. */
function notesOf(
  found: Readonly<Record<"files" | "bytes" | "links" | "others" | "repeated" | "missed", number>>,
  missed: readonly string[],
): string[] {
  const notes = [`${count(found.files, "file")}, ${megabytes(found.bytes)}`];
  if (found.links > 0) notes.push(`${count(found.links, "symbolic link")} not followed`);
  if (found.repeated > 0)
    notes.push(`${count(found.repeated, "hard link")} to files counted already left out`);
  if (found.others > 0)
    notes.push(`${count(found.others, "device, pipe or socket", "devices, pipes or sockets")} left out`);
  notes.push(...missed);
  if (found.missed > missed.length) notes.push(`and ${found.missed - missed.length} more`);
  if (found.missed > 0)
    notes.push(`${count(found.missed, "entry", "entries")} could not be read and weigh nothing here`);
  return notes;
}

function megabytes(bytes: number): string {
  return bytes < MEGABYTE ? `${bytes} bytes` : `${(bytes / MEGABYTE).toFixed(1)} MB`;
}

import type { Dirent, Stats } from "node:fs";
import { basename, join, sep } from "node:path";
import type { Columns } from "../../index.ts";
import type { Console } from "../console.ts";
import { reason } from "../failure.ts";
import { unreadable } from "../faults.ts";
import type { Files } from "../io.ts";
import { count, megabytes } from "../text.ts";

/** Files between two looks at the clock. */
const AT_ONCE = 256;
const MOST_SHOWN = 10;

/**
 * Reads a folder: every file with its size in bytes. Symbolic links are not followed, so there are no loops; a
 * file with several names counts once, under the one nearest to the top; what cannot be read is told and counted.
 *
 * @param columns - what is found goes there as it is found, the children of a folder one after the other
 */
export async function readFolder(
  path: string,
  shown: string,
  files: Files,
  console: Console,
  columns: GrowingColumns = new GrowingColumns(basename(path) || path),
): Promise<FolderRead> {
  const seen = new Set<string>();
  const missed: string[] = [];
  const found = { files: 0, bytes: 0, links: 0, others: 0, repeated: 0, missed: 0 };
  const miss = (where: string, error: unknown): void => {
    if (found.missed++ < MOST_SHOWN) missed.push(`cannot read ${where}: ${reason(error)}`);
  };
  const addFile = (row: number, name: string, { dev, ino, nlink, size, mtimeMs }: Stats): void => {
    const key = `${dev}:${ino}`;
    if (nlink > 1 && seen.has(key)) {
      found.repeated++;
      return;
    }
    if (nlink > 1) seen.add(key);
    columns.add(row, name, size, mtimeMs);
    found.files++;
    found.bytes += size;
  };
  const open: [path: Path, row: number][] = [[path, 0]];
  for (let k = 0; k < open.length; k++) {
    const [folder, row] = open[k]!;
    // What is done with is let go: the queue may grow to millions.
    open[k] = undefined as never;
    const before = columns.label.length;
    const plain: Named[] = [];
    for (const { entry, name, path } of await list(folder)) {
      if (entry.isDirectory()) open.push([path, columns.add(row, name)]);
      else if (entry.isFile()) plain.push({ name, path });
      else if (entry.isSymbolicLink()) found.links++;
      else found.others++;
    }
    for (const [i, { name, path }] of plain.entries()) {
      try {
        addFile(row, name, files.lstatSync(path));
      } catch (error) {
        miss(shownPath(path), error);
      }
      if ((i + 1) % AT_ONCE === 0 || i + 1 === plain.length)
        await console.progress(() => `${found.files} files, ${megabytes(found.bytes)}: ${shownPath(folder)}`);
    }
    if (columns.label.length === before) columns.weight[row] = 0;
  }

  /** The order of a listing is the file system's own; the picture must not depend on it. */
  async function list(folder: Path): Promise<Listed[]> {
    try {
      return (await listed(folder, files)).sort((a, b) => (a.name < b.name ? -1 : 1));
    } catch (error) {
      if (folder === path) throw unreadable(shown, error);
      miss(shownPath(folder), error);
      return [];
    }
  }

  return { columns: columns.finish(), modified: columns.modified, notes: notesOf(found, missed) };
}

/** What a folder holds, as `weightedTree.fromColumns` takes it. */
export interface FolderRead {
  readonly columns: Columns;
  /** When each row was last written to, in milliseconds since 1970; NaN for folders. */
  readonly modified: ArrayLike<number>;
  readonly notes: readonly string[];
}

/** A path as text, or as bytes that are no text. */
type Path = string | Buffer;

interface Named {
  readonly name: string;
  readonly path: Path;
}

interface Listed extends Named {
  readonly entry: Pick<Dirent, "isDirectory" | "isFile" | "isSymbolicLink">;
}

/** What stands in a decoded name for bytes that are no UTF-8. */
const REPLACED = "\ufffd";

/** The entries of a folder. Only where a name is no UTF-8 are names kept as bytes, which takes longer. */
async function listed(folder: Path, files: Files): Promise<Listed[]> {
  if (typeof folder === "string") {
    const entries = await files.readdir(folder, { withFileTypes: true });
    if (!entries.some(({ name }) => name.includes(REPLACED)))
      return entries.map((entry) => ({ entry, name: entry.name, path: join(folder, entry.name) }));
  }
  const entries = await files.readdir(folder, { withFileTypes: true, encoding: "buffer" });
  const start = Buffer.concat([Buffer.from(folder), Buffer.from(sep)]);
  return entries.map((entry) => ({
    entry,
    name: shownName(entry.name),
    path: Buffer.concat([start, entry.name]),
  }));
}

/** A name, with each byte that is no text as `\xNN`: different names stay different. */
function shownName(bytes: Buffer): string {
  const text = bytes.toString("utf8");
  if (!text.includes(REPLACED)) return text;
  return Array.from(bytes, (byte) =>
    byte < 0x80 ? String.fromCharCode(byte) : `\\x${byte.toString(16)}`,
  ).join("");
}

function shownPath(path: Path): string {
  return typeof path === "string" ? path : shownName(path);
}

/** Columns of nodes that are found one by one, the root first. A weight of NaN stands for none. */
export class GrowingColumns {
  readonly parent: number[] = [-1];
  readonly weight: number[] = [NaN];
  readonly modified: number[] = [NaN];
  readonly label: string[];

  constructor(root: string) {
    this.label = [root];
  }

  /** Adds a node and returns its row. */
  add(parent: number, label: string, weight: number = NaN, modified: number = NaN): number {
    this.parent.push(parent);
    this.weight.push(weight);
    this.modified.push(modified);
    return this.label.push(label) - 1;
  }

  finish(): Columns {
    const { parent, weight, label } = this;
    return { parent: Int32Array.from(parent), weight: Float64Array.from(weight), label };
  }
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

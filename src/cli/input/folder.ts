import type { Dirent } from "node:fs";
import { basename, join } from "node:path";
import { MarquetryError } from "../../index.ts";
import type { Console } from "../console.ts";
import { reason } from "../reason.ts";
import type { Files } from "../io.ts";
import { GrowingColumns } from "./growing.ts";
import type { Source } from "./source.ts";

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
  const scan = new Scan(files, console);
  await scan.run(path, shown);
  return { builder: "columns", ...scan.columns.finish(), notes: scan.notes() };
}

interface Folder {
  readonly path: string;
  readonly row: number;
}

class Scan {
  readonly columns: GrowingColumns = new GrowingColumns();
  readonly #files: Files;
  readonly #console: Console;
  readonly #seen = new Set<string>();
  readonly #unreadable: string[] = [];
  #unreadableCount = 0;
  #fileCount = 0;
  #bytes = 0;
  #links = 0;
  #others = 0;
  #repeated = 0;

  constructor(files: Files, console: Console) {
    this.#files = files;
    this.#console = console;
  }

  async run(path: string, shown: string): Promise<void> {
    const open: Folder[] = [{ path, row: this.columns.add(-1, basename(path) || path, NaN) }];
    for (let k = 0; k < open.length; k++) {
      const folder = open[k]!;
      let entries: Dirent[];
      try {
        entries = await this.#files.readdir(folder.path, { withFileTypes: true });
      } catch (error) {
        if (k === 0)
          throw new MarquetryError("unreadable", `cannot read ${shown}: ${reason(error)}`, { cause: error });
        this.columns.weigh(folder.row, 0);
        this.#miss(folder.path, error);
        continue;
      }
      const before = this.columns.size;
      await this.#readEntries(folder, entries.sort(byName), open);
      if (this.columns.size === before) this.columns.weigh(folder.row, 0);
      // What is done with is let go: the queue may grow to millions.
      open[k] = undefined as unknown as Folder;
    }
  }

  /** What a user should know of how the folder was read. */
  notes(): string[] {
    const notes = [`${count(this.#fileCount, "file")}, ${megabytes(this.#bytes)}`];
    if (this.#links > 0) notes.push(`${count(this.#links, "symbolic link")} not followed`);
    if (this.#repeated > 0)
      notes.push(`${count(this.#repeated, "hard link")} to files counted already left out`);
    if (this.#others > 0)
      notes.push(`${count(this.#others, "device, pipe or socket", "devices, pipes or sockets")} left out`);
    for (const line of this.#unreadable) notes.push(`cannot read ${line}`);
    const more = this.#unreadableCount - this.#unreadable.length;
    if (more > 0) notes.push(`and ${more} more`);
    if (this.#unreadableCount > 0)
      notes.push(
        `${count(this.#unreadableCount, "entry", "entries")} could not be read and weigh nothing here`,
      );
    return notes;
  }

  async #readEntries(folder: Folder, entries: readonly Dirent[], open: Folder[]): Promise<void> {
    const plain: string[] = [];
    for (const entry of entries) {
      if (entry.isDirectory()) {
        open.push({
          path: join(folder.path, entry.name),
          row: this.columns.add(folder.row, entry.name, NaN),
        });
      } else if (entry.isFile()) plain.push(entry.name);
      else if (entry.isSymbolicLink()) this.#links++;
      else this.#others++;
    }
    for (let first = 0; first < plain.length; first += AT_ONCE) {
      const names = plain.slice(first, first + AT_ONCE);
      const found = await Promise.allSettled(names.map((name) => this.#files.lstat(join(folder.path, name))));
      for (const [k, name] of names.entries()) this.#addFile(folder, name, found[k]!);
      await this.#console.progress(
        () => `${this.#fileCount} files, ${megabytes(this.#bytes)}: ${folder.path}`,
      );
    }
  }

  #addFile(folder: Folder, name: string, found: PromiseSettledResult<FileStats>): void {
    if (found.status === "rejected") {
      this.#miss(join(folder.path, name), found.reason);
      return;
    }
    const { dev, ino, nlink, size } = found.value;
    if (nlink > 1) {
      const key = `${dev}:${ino}`;
      if (this.#seen.has(key)) {
        this.#repeated++;
        return;
      }
      this.#seen.add(key);
    }
    this.columns.add(folder.row, name, size);
    this.#fileCount++;
    this.#bytes += size;
  }

  #miss(path: string, error: unknown): void {
    this.#unreadableCount++;
    if (this.#unreadable.length < MOST_SHOWN) this.#unreadable.push(`${path}: ${reason(error)}`);
  }
}

interface FileStats {
  readonly dev: number;
  readonly ino: number;
  readonly nlink: number;
  readonly size: number;
}

/** The order of a listing is the file system's own; the picture must not depend on it. */
function byName(a: Dirent, b: Dirent): number {
  return a.name < b.name ? -1 : 1;
}

function count(n: number, one: string, many: string = `${one}s`): string {
  return `${n} ${n === 1 ? one : many}`;
}

function megabytes(bytes: number): string {
  return bytes < MEGABYTE ? `${bytes} bytes` : `${(bytes / MEGABYTE).toFixed(1)} MB`;
}

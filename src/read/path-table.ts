import { grown } from "../geometry/growing.ts";

/** Slots of a table, for a start. */
const FIRST_SLOTS = 1024;

/** A copy of a text: a part of a text that is read would keep the whole of it in memory. */
export function ownText(text: string): string {
  // Engines copy what is shorter, and write what is joined of several afresh.
  return text.length < 13 ? text : [text.slice(0, 8), text.slice(8)].join("");
}

/** Texts, each kept once, found again without being cut out of what they stand in: open addressing by a hash. */
export class Names {
  readonly texts: string[] = [];
  #hashes: Int32Array = new Int32Array(FIRST_SLOTS);
  /** Numbers of texts, from 1; 0 for a free slot. */
  #slots: Int32Array = new Int32Array(FIRST_SLOTS);

  /** The number of a part of a text. */
  number(text: string, start: number = 0, end: number = text.length): number {
    let code = end - start;
    for (let k = start; k < end; k++) code = (Math.imul(code, 31) + text.charCodeAt(k)) | 0;
    const hash = mixed(code);
    const slots = this.#slots;
    const mask = slots.length - 1;
    let slot = hash & mask;
    for (let found = slots[slot]!; found !== 0; found = slots[slot]!) {
      if (this.#hashes[found - 1] === hash && isPart(text, start, end, this.texts[found - 1]!))
        return found - 1;
      slot = (slot + 1) & mask;
    }
    slots[slot] = this.texts.push(ownText(text.slice(start, end)));
    this.#hashes = grown(this.#hashes, this.texts.length);
    this.#hashes[this.texts.length - 1] = hash;
    if (2 * this.texts.length > slots.length) this.#grow();
    return this.texts.length - 1;
  }

  #grow(): void {
    const slots = new Int32Array(2 * this.#slots.length);
    const mask = slots.length - 1;
    for (let k = 0; k < this.texts.length; k++) {
      let slot = this.#hashes[k]! & mask;
      while (slots[slot] !== 0) slot = (slot + 1) & mask;
      slots[slot] = k + 1;
    }
    this.#slots = slots;
  }
}

function isPart(text: string, start: number, end: number, name: string): boolean {
  return name.length === end - start && text.startsWith(name, start);
}

function mixed(code: number): number {
  const first = Math.imul(code ^ (code >>> 16), 0x45d9f3b);
  return first ^ (first >>> 15);
}

/**
 * The files and folders of a set of paths, in order of first mention; row 0 is the root, above all paths. It takes some
 * twenty bytes a row beside the names, of which each is kept once.
 */
export class PathTable {
  parent: number[] = [-1];
  #names: Names = new Names();
  /** Number of the name of a row. */
  #name: number[] = [-1];
  /** Rows by their parents and names: open addressing, 0 for a free slot. */
  #slots: Int32Array = new Int32Array(FIRST_SLOTS);
  readonly #separator: string;
  /** The deepest level that is kept. */
  #deepest = Infinity;
  /** The folder of the path opened last, with the separator at its end. */
  #folder = "";
  #folderRow = 0;
  #folderDepth = 0;

  constructor(separator: string) {
    this.#separator = separator;
  }

  get size(): number {
    return this.parent.length;
  }

  /** The deepest level that is kept; what lies deeper is its folder on that level. */
  get deepest(): number {
    return this.#deepest;
  }

  /** The row that a path leads to, made where it is missing. Empty names count for nothing. */
  open(path: string): number {
    const known = this.#openSibling(path);
    if (known >= 0) return known;
    const separator = this.#separator;
    let [row, depth, start] = [0, 0, 0];
    for (let end = path.indexOf(separator); end >= 0; end = path.indexOf(separator, start)) {
      if (end > start && depth < this.#deepest) {
        row = this.child(row, path, start, end);
        depth++;
      }
      start = end + separator.length;
    }
    this.#folder = path.slice(0, start);
    this.#folderRow = row;
    this.#folderDepth = depth;
    return start === path.length || depth >= this.#deepest ? row : this.child(row, path, start);
  }

  /** The row of a path in the folder of the path before, as most are in a list of files; −1 if it is elsewhere. */
  #openSibling(path: string): number {
    const start = this.#folder.length;
    if (start === 0 || start === path.length || !path.startsWith(this.#folder)) return -1;
    if (path.includes(this.#separator, start)) return -1;
    return this.#folderDepth < this.#deepest ? this.child(this.#folderRow, path, start) : this.#folderRow;
  }

  /** The row below a row of the name that a part of a text is, made where it is missing. */
  child(row: number, text: string, start: number = 0, end: number = text.length): number {
    const number = this.#names.number(text, start, end);
    const slots = this.#slots;
    const mask = slots.length - 1;
    let slot = hash(row, number) & mask;
    for (let found = slots[slot]!; found !== 0; found = slots[slot]!) {
      if (this.#name[found] === number && this.parent[found] === row) return found;
      slot = (slot + 1) & mask;
    }
    const child = this.parent.push(row) - 1;
    this.#name.push(number);
    slots[slot] = child;
    if (2 * child > slots.length) this.#grow();
    return child;
  }

  #grow(): void {
    const slots = new Int32Array(2 * this.#slots.length);
    const mask = slots.length - 1;
    for (let row = 1; row < this.parent.length; row++) {
      let slot = hash(this.parent[row]!, this.#name[row]!) & mask;
      while (slots[slot] !== 0) slot = (slot + 1) & mask;
      slots[slot] = row;
    }
    this.#slots = slots;
  }

  /** The name of a row; of the root, "". */
  label(row: number): string {
    return this.#names.texts[this.#name[row]!] ?? "";
  }

  /** The names from below the root down to a row. */
  path(row: number): string {
    const names: string[] = [];
    for (let up = row; up > 0; up = this.parent[up]!) names.push(this.label(up));
    return names.reverse().join(this.#separator);
  }

  /**
   * Leaves the deepest levels out, so that no more than `most` rows are left if possible, from now on too. Returns for
   * each row which one stands for it now; undefined where nothing can be left out.
   */
  shorten(most: number): Int32Array | undefined {
    const depths = new Int32Array(this.size);
    const counts: number[] = [1];
    for (let row = 1; row < depths.length; row++) {
      const depth = (depths[row] = depths[this.parent[row]!]! + 1);
      counts[depth] = (counts[depth] ?? 0) + 1;
    }
    let deepest = counts.length - 1;
    for (let left = this.size; deepest > 1 && left > most; deepest--) left -= counts[deepest]!;
    if (deepest === counts.length - 1) return undefined;
    const kept = new PathTable(this.#separator);
    const to = new Int32Array(this.size);
    for (let row = 1; row < to.length; row++) {
      const up = to[this.parent[row]!]!;
      to[row] = depths[row]! > deepest ? up : kept.child(up, this.label(row));
    }
    this.parent = kept.parent;
    this.#names = kept.#names;
    this.#name = kept.#name;
    this.#slots = kept.#slots;
    this.#folder = "";
    this.#deepest = deepest;
    return to;
  }
}

function hash(row: number, name: number): number {
  return mixed(Math.imul(row, 0x9e3779b1) ^ name);
}

/**
 * The files and folders of a set of paths, in order of first mention; row 0 is the root, above all paths.
 *
 * Names are keys of a Map, so that `__proto__` and `constructor` are names like others.
 */
export class PathTable<Entry> {
  readonly parent: number[] = [-1];
  readonly label: string[] = [""];
  /** What was given for the path of a row; undefined for a folder that only other paths mention. */
  readonly entry: (Entry | undefined)[] = [undefined];
  readonly #children: (Map<string, number> | undefined)[] = [undefined];
  readonly #separator: string;
  /** The folder of the path opened last, with the separator at its end. */
  #folder = "";
  #folderRow = 0;

  constructor(separator: string) {
    this.#separator = separator;
  }

  /** Whether no path was opened. */
  get isEmpty(): boolean {
    return this.parent.length === 1 && this.entry[0] === undefined;
  }

  /** The row that a path leads to, made where it is missing. Empty names count for nothing. */
  open(path: string): number {
    const known = this.#openSibling(path);
    if (known >= 0) return known;
    const names = path.split(this.#separator);
    const name = names.pop()!;
    let row = 0;
    for (const folder of names) if (folder !== "") row = this.#child(row, folder);
    this.#folder = path.slice(0, path.length - name.length);
    this.#folderRow = row;
    return name === "" ? row : this.#child(row, name);
  }

  /** The row of a path in the folder of the path before, as most are in a list of files; −1 if it is elsewhere. */
  #openSibling(path: string): number {
    const start = this.#folder.length;
    if (start === 0 || start === path.length || !path.startsWith(this.#folder)) return -1;
    return path.includes(this.#separator, start) ? -1 : this.#child(this.#folderRow, path.slice(start));
  }

  #child(row: number, name: string): number {
    const children = (this.#children[row] ??= new Map<string, number>());
    const known = children.get(name);
    if (known !== undefined) return known;
    const child = this.parent.length;
    children.set(name, child);
    this.parent.push(row);
    this.label.push(name);
    this.entry.push(undefined);
    this.#children.push(undefined);
    return child;
  }
}

import { MarquetryError, show } from "../errors.ts";

/** A tree as Newick text tells it: rows in the order of the text, so parents come before their children. */
export interface NewickRows {
  /** Row of the parent; −1 for the root, which is row 0. */
  readonly parent: Int32Array;
  /** Name of each row; undefined where the text has none. */
  readonly name: readonly (string | undefined)[];
  /** Length of the branch above each row; NaN where the text has none. */
  readonly length: Float64Array;
}

/**
 * What the current row may still get: children, a name or a length when it has just begun; a name or a length when
 * its children are read; a length when it is named; nothing when it is measured.
 */
type State = "begun" | "closed" | "named" | "measured";

/** What ends a name or a number without quotes. */
const DELIMITER = /[\s(),:;[\]']/g;
const NUMBER = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?$/;
const WHOLE_NUMBER = /^[+-]?\d+$/;
/** What a decimal comma may leave behind. */
const DECIMALS = /^\d+(?:[eE][+-]?\d+)?$/;
const BLANK = /^\s$/;
/** Characters shown before and after the place of an error. */
const EXCERPT = 16;

/**
 * Reads one tree in Newick form. Quoted names, in which `''` stands for one quote; comments in brackets, which
 * may hold brackets; lengths in any notation of numbers; any number of children. Names keep their underscores.
 * The `;` at the end may be missing, since a parenthesis tells whether a tree is whole. Time: O(text).
 *
 * @throws MarquetryError `bad-newick` with line, column and what stands there; `empty-tree`
 */
export function readNewick(text: string): NewickRows {
  const parents: number[] = [];
  const names: (string | undefined)[] = [];
  const lengths: number[] = [];
  /** Where the parenthesis of each open row stands. */
  const opened: number[] = [];
  let at = 0;
  let row = 0;
  let state: State = "begun";
  /** Where a whole length ends. */
  let wholeEnd = -1;
  /** The comma between a whole length and a name of digits alone, as in `a:0,5`; −1 if there is none. */
  let decimalComma = -1;

  if (typeof text !== "string") {
    const message = `a tree in Newick form is a text, not ${show(text)}`;
    throw new MarquetryError("bad-input", message, { value: text });
  }
  skip();
  if (at === text.length) throw new MarquetryError("empty-tree", "the text holds no tree in Newick form");
  if (text.startsWith("#", at))
    throw error("this is no Newick text: of a NEXUS file, give what follows the = of one tree");
  begin(-1);
  while (step()) skip();
  return {
    parent: Int32Array.from(parents),
    name: names,
    length: Float64Array.from(lengths),
  };

  /** Reads one token; false at the end of the tree. */
  function step(): boolean {
    switch (text[at]) {
      case undefined:
      case ";":
        endTree();
        return false;
      case "(":
        if (state !== "begun") throw error('"(" cannot stand here: a "," is missing before it');
        opened.push(at++);
        begin(row);
        return true;
      case ",":
        if (opened.length === 0) throw error('"," stands outside all parentheses');
        checkComma();
        begin(parents[row]!);
        if (wholeEnd === at) decimalComma = at;
        at++;
        return true;
      case ")":
        if (opened.pop() === undefined) throw error('")" has no "(" before it');
        checkComma();
        at++;
        row = parents[row]!;
        state = "closed";
        return true;
      case ":":
        readLength();
        return true;
      case "]":
        throw error('"]" has no "[" before it');
      default:
        readLabel();
        return true;
    }
  }

  function begin(parent: number): void {
    row = parents.length;
    parents.push(parent);
    names.push(undefined);
    lengths.push(NaN);
    state = "begun";
    decimalComma = -1;
  }

  /** A name of digits without a length, right after a whole length, is what a decimal comma makes of a number. */
  function checkComma(): void {
    if (state !== "named" || decimalComma < 0) return;
    at = decimalComma;
    throw error('a decimal comma: write "." in numbers, or quote a name that is a number');
  }

  function readLabel(): void {
    if (state === "named") throw error("a node has two names: quote a name that holds blanks");
    if (state === "measured") throw error("a name comes before the length, not after it");
    const start = at;
    const name = text[start] === "'" ? readQuoted() : readWord();
    const isRest = start === decimalComma + 1 && DECIMALS.test(text.slice(start, at));
    if (!isRest) decimalComma = -1;
    names[row] = name;
    state = "named";
  }

  function readLength(): void {
    if (state === "measured") throw error("a branch has two lengths");
    at++;
    skip();
    const start = at;
    const word = readWord();
    if (!NUMBER.test(word) || !Number.isFinite(Number(word))) {
      at = start;
      throw error("a branch length must be a finite number");
    }
    lengths[row] = Number(word);
    state = "measured";
    wholeEnd = WHOLE_NUMBER.test(word) ? at : -1;
  }

  function endTree(): void {
    const open = opened.at(-1);
    if (open !== undefined) {
      at = open;
      throw error('"(" is never closed');
    }
    if (at === text.length) return;
    at++;
    skip();
    if (at < text.length) throw error("something follows the end of the tree: give one tree");
  }

  /** What stands up to the next delimiter. */
  function readWord(): string {
    DELIMITER.lastIndex = at;
    const end = DELIMITER.exec(text)?.index ?? text.length;
    const word = text.slice(at, end);
    at = end;
    return word;
  }

  function readQuoted(): string {
    const start = at;
    let name = "";
    for (let from = start + 1; ;) {
      const end = text.indexOf("'", from);
      if (end < 0) throw error("a quote is never closed");
      name += text.slice(from, end);
      if (text[end + 1] !== "'") {
        at = end + 1;
        return name;
      }
      name += "'";
      from = end + 2;
    }
  }

  /** Skips blanks and comments. */
  function skip(): void {
    for (; at < text.length; at++) {
      const char = text[at]!;
      if (char === "[") skipComment();
      else if (!BLANK.test(char) && char !== "\ufeff") return;
    }
  }

  /** Goes to the bracket that ends a comment. */
  function skipComment(): void {
    const start = at;
    for (let depth = 0; at < text.length; at++) {
      const char = text[at];
      if (char === "[") depth++;
      else if (char === "]" && --depth === 0) return;
    }
    at = start;
    throw error("a comment is never closed");
  }

  function error(message: string): MarquetryError {
    const before = text.slice(0, at);
    const line = before.split("\n").length;
    const column = at - (before.lastIndexOf("\n") + 1) + 1;
    const from = Math.max(0, at - EXCERPT);
    const excerpt = text.slice(from, at + EXCERPT).replace(/\s+/g, " ");
    const place = `line ${line}, column ${column}, near ${JSON.stringify(excerpt)}`;
    return new MarquetryError("bad-newick", `${place}: ${message}`, { value: at });
  }
}

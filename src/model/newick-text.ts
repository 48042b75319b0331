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
 * Reads one tree in Newick form. Quoted names, in which `''` stands for one quote; comments in brackets, which
 * may hold brackets; lengths in any notation of numbers; any number of children. Names keep their underscores.
 * The `;` at the end may be missing, since a parenthesis tells whether a tree is whole. Time: O(text).
 *
 * @throws MarquetryError `bad-newick` with line, column and what stands there; `empty-tree`
 */
export function readNewick(text: string): NewickRows {
  return new Reader(text).read();
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

class Reader {
  readonly #text: string;
  readonly #parent: number[] = [];
  readonly #name: (string | undefined)[] = [];
  readonly #length: number[] = [];
  /** Where the parenthesis of each open row stands. */
  readonly #open: number[] = [];
  #at = 0;
  #row = 0;
  #state: State = "begun";
  /** Where a whole length ends. */
  #wholeEnd = -1;
  /** The comma between a whole length and a name of digits alone, as in `a:0,5`; −1 if there is none. */
  #decimalComma = -1;

  constructor(text: string) {
    this.#text = text;
  }

  read(): NewickRows {
    if (typeof this.#text !== "string") {
      const message = `a tree in Newick form is a text, not ${show(this.#text)}`;
      throw new MarquetryError("bad-input", message, { value: this.#text });
    }
    this.#skip();
    if (this.#at === this.#text.length)
      throw new MarquetryError("empty-tree", "the text holds no tree in Newick form");
    if (this.#text.startsWith("#", this.#at))
      throw this.#error("this is no Newick text: of a NEXUS file, give what follows the = of one tree");
    this.#begin(-1);
    while (this.#step()) this.#skip();
    return {
      parent: Int32Array.from(this.#parent),
      name: this.#name,
      length: Float64Array.from(this.#length),
    };
  }

  /** Reads one token; false at the end of the tree. */
  #step(): boolean {
    switch (this.#text[this.#at]) {
      case undefined:
      case ";":
        this.#end();
        return false;
      case "(":
        if (this.#state !== "begun") throw this.#error('"(" cannot stand here: a "," is missing before it');
        this.#open.push(this.#at++);
        this.#begin(this.#row);
        return true;
      case ",":
        if (this.#open.length === 0) throw this.#error('"," stands outside all parentheses');
        this.#checkComma();
        this.#begin(this.#parent[this.#row]!);
        if (this.#wholeEnd === this.#at) this.#decimalComma = this.#at;
        this.#at++;
        return true;
      case ")":
        if (this.#open.pop() === undefined) throw this.#error('")" has no "(" before it');
        this.#checkComma();
        this.#at++;
        this.#row = this.#parent[this.#row]!;
        this.#state = "closed";
        return true;
      case ":":
        this.#measure();
        return true;
      case "]":
        throw this.#error('"]" has no "[" before it');
      default:
        this.#label();
        return true;
    }
  }

  #begin(parent: number): void {
    this.#row = this.#parent.length;
    this.#parent.push(parent);
    this.#name.push(undefined);
    this.#length.push(NaN);
    this.#state = "begun";
    this.#decimalComma = -1;
  }

  /** A name of digits without a length, right after a whole length, is what a decimal comma makes of a number. */
  #checkComma(): void {
    if (this.#state !== "named" || this.#decimalComma < 0) return;
    this.#at = this.#decimalComma;
    throw this.#error('a decimal comma: write "." in numbers, or quote a name that is a number');
  }

  #label(): void {
    if (this.#state === "named") throw this.#error("a node has two names: quote a name that holds blanks");
    if (this.#state === "measured") throw this.#error("a name comes before the length, not after it");
    const start = this.#at;
    const name = this.#text[start] === "'" ? this.#quoted() : this.#word();
    const isRest = start === this.#decimalComma + 1 && DECIMALS.test(this.#text.slice(start, this.#at));
    if (!isRest) this.#decimalComma = -1;
    this.#name[this.#row] = name;
    this.#state = "named";
  }

  #measure(): void {
    if (this.#state === "measured") throw this.#error("a branch has two lengths");
    this.#at++;
    this.#skip();
    const start = this.#at;
    const word = this.#word();
    if (!NUMBER.test(word) || !Number.isFinite(Number(word))) {
      this.#at = start;
      throw this.#error("a branch length must be a finite number");
    }
    this.#length[this.#row] = Number(word);
    this.#state = "measured";
    this.#wholeEnd = WHOLE_NUMBER.test(word) ? this.#at : -1;
  }

  #end(): void {
    const open = this.#open.at(-1);
    if (open !== undefined) {
      this.#at = open;
      throw this.#error('"(" is never closed');
    }
    if (this.#at === this.#text.length) return;
    this.#at++;
    this.#skip();
    if (this.#at < this.#text.length)
      throw this.#error("something follows the end of the tree: give one tree");
  }

  /** What stands up to the next delimiter. */
  #word(): string {
    DELIMITER.lastIndex = this.#at;
    const end = DELIMITER.exec(this.#text)?.index ?? this.#text.length;
    const word = this.#text.slice(this.#at, end);
    this.#at = end;
    return word;
  }

  #quoted(): string {
    const start = this.#at;
    let name = "";
    for (let from = start + 1; ;) {
      const end = this.#text.indexOf("'", from);
      if (end < 0) throw this.#error("a quote is never closed");
      name += this.#text.slice(from, end);
      if (this.#text[end + 1] !== "'") {
        this.#at = end + 1;
        return name;
      }
      name += "'";
      from = end + 2;
    }
  }

  /** Skips blanks and comments. */
  #skip(): void {
    for (; this.#at < this.#text.length; this.#at++) {
      const char = this.#text[this.#at]!;
      if (char === "[") this.#comment();
      else if (!BLANK.test(char) && char !== "\ufeff") return;
    }
  }

  /** Goes to the bracket that ends a comment. */
  #comment(): void {
    const start = this.#at;
    for (let depth = 0; this.#at < this.#text.length; this.#at++) {
      const char = this.#text[this.#at];
      if (char === "[") depth++;
      else if (char === "]" && --depth === 0) return;
    }
    this.#at = start;
    throw this.#error("a comment is never closed");
  }

  #error(message: string): MarquetryError {
    const before = this.#text.slice(0, this.#at);
    const line = before.split("\n").length;
    const column = this.#at - (before.lastIndexOf("\n") + 1) + 1;
    const from = Math.max(0, this.#at - EXCERPT);
    const excerpt = this.#text.slice(from, this.#at + EXCERPT).replace(/\s+/g, " ");
    const place = `line ${line}, column ${column}, near ${JSON.stringify(excerpt)}`;
    return new MarquetryError("bad-newick", `${place}: ${message}`, { value: this.#at });
  }
}

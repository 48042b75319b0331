import { badFile } from "../faults.ts";
import { findJsonFault } from "./json-place.ts";

/** An object whose list is handed over in parts: what of its text stands before, in and behind that list. */
export interface Owner {
  readonly above: Owner | undefined;
  /** A number that whoever takes the parts may give it. */
  row: number | undefined;
  before: string;
  elements: string;
  after: string;
  /** Depth at which the list stands; 0 for none. */
  list: number;
  /** Whether the list is closed, and whether a part of it was handed over. */
  isDone: boolean;
  isCut: boolean;
}

/** Takes what a {@link JsonCutter} cuts. */
export interface CutTaker {
  /** Whether a list under this name is handed over; undefined for a list that is the whole. */
  readonly isCut: (key: string | undefined, owner: Owner) => boolean;
  /** Some elements of the list of an owner, in their order. */
  readonly elements: (elements: readonly unknown[], owner: Owner) => void;
  /** An owner of which a part was handed over, without these. */
  readonly owner: (item: unknown, owner: Owner) => void;
}

/** So that what is parsed is short beside what is kept of it. */
const PART = 2 ** 20;

const QUOTE = 34;
const BACKSLASH = 92;
const [OPEN_LIST, CLOSE_LIST, OPEN_OBJECT, CLOSE_OBJECT] = [91, 93, 123, 125] as const;

/**
 * Takes JSON in pieces, finds where its lists begin and end, and has their elements parsed by the language a million
 * characters at a time: neither the whole text nor all of its objects are there at once.
 */
export class JsonCutter {
  readonly #name: string;
  readonly #taker: CutTaker;
  readonly #part: number;
  /** Openings that are not closed. */
  readonly #open: number[] = [];
  /** The innermost object that text goes to. */
  #owner: Owner;
  readonly #root: Owner;
  #left = "";
  /** The last text that was a string, which names what follows. */
  #key = "";

  /** @param part - characters of elements that are parsed at a time */
  constructor(name: string, taker: CutTaker, part: number = PART) {
    this.#part = part;
    this.#name = name;
    this.#taker = taker;
    this.#root = this.#owner = ownerIn(undefined);
  }

  take(piece: string): void {
    const text = this.#left + piece;
    this.#left = "";
    let mark = 0;
    let [keyStart, keyEnd] = [0, 0];
    const key = (): string => (keyEnd > 0 ? text.slice(keyStart, keyEnd) : this.#key);
    const save = (end: number): void => {
      this.#save(text.slice(mark, end));
      mark = end;
    };
    for (let k = 0; k < text.length; k++) {
      const code = text.charCodeAt(k);
      if (code === QUOTE) {
        const end = endOfString(text, k + 1);
        if (end < 0) {
          save(k);
          this.#left = text.slice(k);
          this.#key = key();
          return;
        }
        [keyStart, keyEnd] = [k + 1, end];
        k = end;
      } else if (code === OPEN_OBJECT || code === OPEN_LIST) {
        const isInObject = this.#open.at(-1) === OPEN_OBJECT;
        this.#open.push(code);
        const { length: depth } = this.#open;
        if (
          code === OPEN_OBJECT &&
          (depth === 1 || (depth - 1 === this.#owner.list && !this.#owner.isDone))
        ) {
          save(k);
          if (depth > 1) this.#owner = ownerIn(this.#owner);
        } else if (code === OPEN_LIST && this.#opensCut(depth, isInObject ? key() : undefined)) {
          save(k + 1);
          this.#owner.list = depth;
        }
      } else if (code === CLOSE_OBJECT || code === CLOSE_LIST) {
        const depth = this.#open.length;
        if (this.#open.pop() !== code - 2) throw this.#fault(text.slice(Math.max(mark, k - 40), k + 1));
        if (depth === this.#owner.list && !this.#owner.isDone) {
          save(k);
          this.#owner.isDone = true;
        } else if (code === CLOSE_OBJECT && this.#owner.above?.list === depth - 1) {
          save(k + 1);
          this.#closeOwner();
        }
      }
    }
    save(text.length);
    this.#key = key();
  }

  end(): void {
    if (this.#left !== "" || this.#open.length > 0)
      throw badFile(this.#name, "the text ends before its last bracket is closed");
    this.#finish(this.#root);
  }

  /** Whether a list at this depth is the one of the innermost object that is handed over. */
  #opensCut(depth: number, key: string | undefined): boolean {
    const owner = this.#owner;
    if (owner.list > 0) return false;
    const isOwn = owner.above ? depth === owner.above.list + 2 : depth <= 2;
    return isOwn && (key !== undefined || depth === 1) && this.#taker.isCut(key, owner);
  }

  #save(text: string): void {
    const owner = this.#owner;
    if (owner.list === 0) owner.before += text;
    else if (owner.isDone) owner.after += text;
    else owner.elements += text;
  }

  #closeOwner(): void {
    const owner = this.#owner;
    const above = owner.above!;
    this.#owner = above;
    if (owner.isCut) this.#finish(owner);
    else above.elements += owner.before + owner.elements + owner.after;
    if (above.elements.length >= this.#part) this.#handOver(above);
  }

  /**
   * Hands over the elements that are whole, those of the objects above first, so that all keep their order.
   *
   * @param isInside - whether an element goes on, of which a part is handed over next
   */
  #handOver(owner: Owner, isInside: boolean = false): void {
    if (owner.above && !owner.isCut) this.#handOver(owner.above, true);
    let text = owner.elements.trim();
    owner.elements = "";
    const isFirst = !owner.isCut;
    owner.isCut = true;
    if (text === "" && (isFirst || !isInside)) return;
    // What was handed over before stands before a comma, and what goes on behind one.
    if (!isFirst) {
      if (!text.startsWith(",")) throw this.#fault(`[]${text}`);
      text = text.slice(1).trim();
      if (text === "" && !isInside) throw this.#fault("[,");
    }
    if (isInside && text !== "") {
      if (!text.endsWith(",")) throw this.#fault(`[${text}{`);
      text = text.slice(0, -1);
    }
    if (text !== "") this.#taker.elements(this.#parsed(`[${text}]`) as unknown[], owner);
  }

  #finish(owner: Owner): void {
    if (owner.list > 0 && owner.elements.trim() !== "") this.#handOver(owner);
    this.#taker.owner(this.#parsed(owner.before + owner.after), owner);
  }

  #parsed(text: string): unknown {
    try {
      return JSON.parse(text) as unknown;
    } catch (error) {
      if (!(error instanceof SyntaxError)) throw error;
      throw this.#fault(text);
    }
  }

  #fault(text: string): Error {
    const { offset, message } = findJsonFault(text);
    const near = text.slice(Math.max(0, offset - 20), offset + 20);
    return badFile(this.#name, `near ${JSON.stringify(near)}: ${message}`);
  }
}

function ownerIn(above: Owner | undefined): Owner {
  return { above, row: undefined, before: "", elements: "", after: "", list: 0, isDone: false, isCut: false };
}

/** Where the quote is that ends a string; −1 where it is not there yet. */
function endOfString(text: string, start: number): number {
  for (let end = text.indexOf('"', start); end >= 0; end = text.indexOf('"', end + 1)) {
    let escapes = 0;
    while (text.charCodeAt(end - 1 - escapes) === BACKSLASH && end - 1 - escapes >= start) escapes++;
    if (escapes % 2 === 0) return end;
  }
  return -1;
}

/** The beginning of a JSON text as a value: up to the end of the last element of a list, with all closed that is open. */
export function beginningOf(text: string): unknown {
  const open: number[] = [];
  let [end, closing] = [0, ""];
  for (let k = 0; k < text.length; k++) {
    const code = text.charCodeAt(k);
    if (code === QUOTE) {
      const close = endOfString(text, k + 1);
      if (close < 0) break;
      k = close;
    } else if (code === OPEN_OBJECT || code === OPEN_LIST) open.push(code);
    else if (code === CLOSE_OBJECT || code === CLOSE_LIST) {
      open.pop();
      if (open.at(-1) !== OPEN_LIST) continue;
      end = k + 1;
      closing = open
        .map((one) => String.fromCharCode(one + 2))
        .reverse()
        .join("");
    }
  }
  try {
    return JSON.parse(text.slice(0, end) + closing) as unknown;
  } catch {
    return undefined;
  }
}

/** Where a JSON text goes wrong and what is wrong there. */
export interface JsonFault {
  readonly offset: number;
  readonly message: string;
}

const SPACE = /[ \t\n\r]*/y;
const NUMBER = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y;
const WORD = /true|false|null/y;
// eslint-disable-next-line no-control-regex
const PLAIN = /[^"\\\u0000-\u001f]*/y;
const ESCAPE = /\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4})/y;

/** What comes next in a JSON text. */
type Next = "value" | "name" | "comma" | JsonFault;

/**
 * Finds the first fault of a text that is not JSON. The parser of the language reports it in words that differ
 * by version and often without a place.
 */
export function findJsonFault(text: string): JsonFault {
  const scanner = new Scanner(text);
  let next: Next = "value";
  for (;;) {
    if (typeof next === "object") return next;
    else if (next === "value") next = scanner.value();
    else if (next === "name") next = scanner.name();
    else next = scanner.comma();
  }
}

class Scanner {
  readonly #text: string;
  readonly #open: ("}" | "]")[] = [];
  #at = 0;

  constructor(text: string) {
    this.#text = text;
  }

  /** Reads a value; of an object or array only how it begins. */
  value(): Next {
    this.#skip(SPACE);
    if (this.#text[this.#at] === '"') return this.#string() ?? "comma";
    if (this.#take("{")) return this.#begin("}", "name");
    if (this.#take("[")) return this.#begin("]", "value");
    return this.#skip(NUMBER) || this.#skip(WORD) ? "comma" : this.#fault("expected a value");
  }

  /** Reads the name of a member and the colon after it. */
  name(): Next {
    this.#skip(SPACE);
    if (this.#text[this.#at] !== '"') return this.#fault("expected a name in double quotes");
    const fault = this.#string();
    if (fault) return fault;
    this.#skip(SPACE);
    return this.#take(":") ? "value" : this.#fault('expected ":"');
  }

  /** Reads on after a value. */
  comma(): Next {
    this.#skip(SPACE);
    const close = this.#open.at(-1);
    if (close === undefined) return this.#fault("expected the end, for the value is complete");
    if (this.#take(close)) {
      this.#open.pop();
      return "comma";
    }
    if (!this.#take(",")) return this.#fault(`expected "," or "${close}"`);
    return close === "}" ? "name" : "value";
  }

  #begin(close: "}" | "]", content: "name" | "value"): Next {
    this.#skip(SPACE);
    if (this.#take(close)) return "comma";
    this.#open.push(close);
    return content;
  }

  #string(): JsonFault | undefined {
    this.#at++;
    do this.#skip(PLAIN);
    while (this.#skip(ESCAPE));
    if (this.#take('"')) return undefined;
    const isEscape = this.#text[this.#at] === "\\";
    return this.#fault(isEscape ? "expected an escape that JSON knows" : "expected the end of the string");
  }

  /** Moves on over what matches here; false if nothing does. */
  #skip(pattern: RegExp): boolean {
    pattern.lastIndex = this.#at;
    const length = pattern.exec(this.#text)?.[0].length ?? 0;
    this.#at += length;
    return length > 0;
  }

  #take(character: string): boolean {
    if (this.#text[this.#at] !== character) return false;
    this.#at++;
    return true;
  }

  #fault(expected: string): JsonFault {
    const found = this.#text.codePointAt(this.#at);
    const what =
      found === undefined ? "the text ends" : `found ${JSON.stringify(String.fromCodePoint(found))}`;
    return { offset: this.#at, message: `${expected}, but ${what}` };
  }
}

/** The line and column of a place in a text, both from 1. */
export function lineAndColumn(text: string, offset: number): [line: number, column: number] {
  let line = 1;
  let start = 0;
  for (let feed = text.indexOf("\n"); feed >= 0 && feed < offset; feed = text.indexOf("\n", start)) {
    line++;
    start = feed + 1;
  }
  return [line, offset - start + 1];
}

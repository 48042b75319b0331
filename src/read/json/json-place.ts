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

/** What comes next in a JSON text, or what was expected and is not there. */
type Next = "value" | "name" | "comma" | { readonly expected: string };

/**
 * Finds the first fault of a text that is not JSON. The parser of the language reports it in words that differ
 * by version and often without a place.
 */
export function findJsonFault(text: string): JsonFault {
  const open: ("}" | "]")[] = [];
  let at = 0;
  let next: Next = "value";
  while (typeof next === "string") {
    skip(SPACE);
    next = next === "value" ? value() : next === "name" ? name() : comma();
  }
  const found = text.codePointAt(at);
  const what = found === undefined ? "the text ends" : `found ${JSON.stringify(String.fromCodePoint(found))}`;
  return { offset: at, message: `expected ${next.expected}, but ${what}` };

  /** Reads a value; of an object or array only how it begins. */
  function value(): Next {
    if (text[at] === '"') return string("comma");
    if (take("{")) return begin("}", "name");
    if (take("[")) return begin("]", "value");
    return skip(NUMBER) || skip(WORD) ? "comma" : { expected: "a value" };
  }

  /** Reads the name of a member and the colon after it. */
  function name(): Next {
    if (text[at] !== '"') return { expected: "a name in double quotes" };
    const after = string("value");
    skip(SPACE);
    return after !== "value" || take(":") ? after : { expected: '":"' };
  }

  /** Reads on after a value. */
  function comma(): Next {
    const close = open.at(-1);
    if (close === undefined) return { expected: "the end, for the value is complete" };
    if (take(close)) {
      open.pop();
      return "comma";
    }
    if (!take(",")) return { expected: `"," or "${close}"` };
    return close === "}" ? "name" : "value";
  }

  function begin(close: "}" | "]", content: Next): Next {
    skip(SPACE);
    if (take(close)) return "comma";
    open.push(close);
    return content;
  }

  function string(after: Next): Next {
    at++;
    do skip(PLAIN);
    while (skip(ESCAPE));
    if (take('"')) return after;
    return { expected: text[at] === "\\" ? "an escape that JSON knows" : "the end of the string" };
  }

  /** Moves on over what matches here; false if nothing does. */
  function skip(pattern: RegExp): boolean {
    pattern.lastIndex = at;
    const length = pattern.exec(text)?.[0].length ?? 0;
    at += length;
    return length > 0;
  }

  function take(character: string): boolean {
    if (text[at] !== character) return false;
    at++;
    return true;
  }
}

/** The line and column of a place in a text, both from 1. */
export function lineAndColumn(text: string, offset: number): [line: number, column: number] {
  const before = text.slice(0, offset);
  let line = 1;
  for (let feed = before.indexOf("\n"); feed >= 0; feed = before.indexOf("\n", feed + 1)) line++;
  return [line, offset - before.lastIndexOf("\n")];
}

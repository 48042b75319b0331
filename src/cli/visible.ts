/**
 * Control characters, which could steer a terminal, and the marks that turn the direction of text round, with
 * which a name could pass for another.
 */
// eslint-disable-next-line no-control-regex
const UNSEEN = /[\u0000-\u001f\u007f-\u009f\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff]/g;

/** Text from the outside made fit for a terminal: on one line, nothing in it but what can be seen. */
export function visible(text: string): string {
  return text.replace(UNSEEN, escape);
}

/** As {@link visible}, for text of several lines. */
export function visibleLines(text: string): string {
  return text.split("\n").map(visible).join("\n");
}

/** The escapes are JSON's own, so that a JSON text stays one. */
function escape(character: string): string {
  return `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`;
}

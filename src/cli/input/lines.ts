/** The lines of a text with their numbers, from 1; blank lines are left out. */
export function* lines(text: string): Generator<readonly [line: string, number: number]> {
  let number = 0;
  for (let start = 0; start < text.length;) {
    const feed = text.indexOf("\n", start);
    const end = feed < 0 ? text.length : feed;
    const line = text.slice(start, text[end - 1] === "\r" ? end - 1 : end);
    start = end + 1;
    number++;
    if (line.trim() !== "") yield [line, number];
  }
}

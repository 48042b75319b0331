import { branchColours, type Partition } from "../index.ts";
import { visible } from "./text.ts";

/** Rows of characters that leave the command on the screen too. */
const MOST_ROWS = 24;
const MOST_COLUMNS = 120;
/** Two pixels, one above the other, in one character: its upper half is drawn, its ground is the lower. */
const UPPER_HALF = "▀";
const RESET = "\u001b[0m";
const BLACK = "0;0;0";
const WHITE = "255;255;255";
/** How dark the pixels at the left and upper side of a cell are. */
const EDGE = 0.82;

/** Draws a map in coloured characters, as broad as the terminal. */
export function terminalPicture(map: Partition, columns: number): string {
  const { leaves, width, height } = sampled(map, columns);
  const colour = branchColours();
  const pixel = (x: number, y: number): string => {
    const leaf = leaves[y * width + x]!;
    if (leaf < 0) return WHITE;
    const atEdge =
      leaves[y * width + x - Math.min(x, 1)] !== leaf || leaves[Math.max(0, y - 1) * width + x] !== leaf;
    return channels(colour(leaf, map), atEdge ? EDGE : 1);
  };
  const letters = placeLabels(map, leaves, width, height);
  let text = "";
  for (let y = 0; y < height; y += 2) {
    for (let x = 0; x < width; x++) {
      const letter = letters[(y / 2) * width + x];
      const ink = letter === undefined ? pixel(x, y) : BLACK;
      text += `\u001b[38;2;${ink};48;2;${pixel(x, y + 1)}m${letter ?? UPPER_HALF}`;
    }
    text += `${RESET}\n`;
  }
  return text;
}

/** The leaf under the middle of each pixel, row by row; −1 for none. */
function sampled(map: Partition, columns: number): { leaves: Int32Array; width: number; height: number } {
  const { x0, y0, x1, y1 } = map.bounds(0);
  const ratio = (y1 - y0) / (x1 - x0);
  const width = Math.max(1, Math.min(columns, MOST_COLUMNS, Math.floor((2 * MOST_ROWS) / ratio)));
  const height = 2 * Math.max(1, Math.round((width * ratio) / 2));
  const leaves = new Int32Array(width * height);
  for (let y = 0, k = 0; y < height; y++) {
    for (let x = 0; x < width; x++, k++)
      leaves[k] = map.at(x0 + ((x + 0.5) / width) * (x1 - x0), y0 + ((y + 0.5) / height) * (y1 - y0));
  }
  return { leaves, width, height };
}

/**
 * A letter for each character that is one. Leaves are named that are wide enough for their whole name; where none of a
 * group's is, the group is.
 */
function placeLabels({ tree }: Partition, leaves: Int32Array, width: number, height: number): Letters {
  const letters: Letters = [];
  const named = new Set<number>();
  const owners = leaves.slice();
  for (let depth = tree.height; depth > 0; depth--) {
    for (const [node, run] of longestRuns(owners, letters, width, height)) {
      if (tree.depth(node) !== depth || named.has(node)) continue;
      if (!write(tree.label(node), run, letters)) continue;
      for (let above = node; above > 0; above = tree.parent[above]!) named.add(above);
    }
    // One level up: what was named stays out of the way.
    for (const [k, node] of owners.entries())
      if (node >= 0 && tree.depth(node) === depth) owners[k] = tree.parent[node]!;
  }
  return letters;
}

type Letters = (string | undefined)[];

/** Characters side by side: the first of them, and how many. */
interface Run {
  readonly first: number;
  readonly length: number;
}

/** Writes a label in the middle of a run, with a column free at either side; false if it is too broad. */
function write(label: string, { first, length }: Run, letters: Letters): boolean {
  const written = Array.from(visible(label));
  if (written.length > length - 2 || !written.every(isNarrow)) return false;
  const start = first + ((length - written.length) >> 1);
  written.forEach((letter, k) => (letters[start + k] = letter));
  return true;
}

/** For each node, where the most characters lie side by side in it; of rows alike, the one in the middle. */
function longestRuns(owners: Int32Array, letters: Letters, width: number, height: number): Map<number, Run> {
  const runs = new Map<number, Run[]>();
  for (let row = 0; row < height / 2; row++) {
    const upper = 2 * row * width;
    const isFree = (x: number, node: number): boolean =>
      owners[upper + x] === node &&
      owners[upper + width + x] === node &&
      letters[row * width + x] === undefined;
    for (let from = 0; from < width;) {
      const node = owners[upper + from]!;
      let length = 0;
      while (from + length < width && isFree(from + length, node)) length++;
      const first = row * width + from;
      from += Math.max(1, length);
      const best = runs.get(node);
      if (node < 0 || length < (best?.[0]?.length ?? 1)) continue;
      if (best?.[0]?.length === length) best.push({ first, length });
      else runs.set(node, [{ first, length }]);
    }
  }
  return new Map([...runs].map(([node, alike]) => [node, alike[alike.length >> 1]!]));
}

/** Whether a terminal gives a character one column. */
function isNarrow(letter: string): boolean {
  return letter.length === 1 && letter < "\u0300";
}

/** The channels of `#rrggbb`, made darker. */
function channels(colour: string, light: number): string {
  const value = Number.parseInt(colour.slice(1), 16);
  return [value >> 16, (value >> 8) & 255, value & 255]
    .map((channel) => Math.round(channel * light))
    .join(";");
}

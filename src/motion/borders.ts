/** One border of an outline: x of its corners, and at which part of the height they lie, from 0 on top to 1. */
export interface Border {
  count: number;
  level: Float64Array;
  x: Float64Array;
}

/** Room for the border of a ring of so many corners. */
export function makeBorder(corners: number): Border {
  return { count: 0, level: new Float64Array(corners + 1), x: new Float64Array(corners + 1) };
}

/** Splits a ring at its top and its bottom into a left and a right border, both downwards; returns top and height. */
export function readBorders(
  ring: Float64Array,
  count: number,
  [left, right]: readonly [Border, Border],
): [top: number, height: number] {
  const end = 2 * count;
  let [top, bottom] = [Infinity, -Infinity];
  for (let k = 1; k < end; k += 2) {
    top = Math.min(top, ring[k]!);
    bottom = Math.max(bottom, ring[k]!);
  }
  const height = bottom - top;
  // The ring runs from right to left along its top, down, from left to right along its bottom, and up.
  const isLast = (k: number, y: number) => ring[k + 1] === y && ring[k + 3 < end ? k + 3 : 1] !== y;
  let first = 0;
  while (!isLast(first, top)) first += 2;
  left.count = right.count = 0;
  let k = first;
  for (; ; k = k + 2 < end ? k + 2 : 0) {
    append(left, ring[k]!, (ring[k + 1]! - top) / height);
    if (ring[k + 1] === bottom) break;
  }
  let last = k;
  while (!isLast(last, bottom)) last = last + 2 < end ? last + 2 : 0;
  // From the end of the top's run against the ring's sense, to where the bottom's run ends.
  let start = first;
  for (let before = first; ring[before + 1] === top;) {
    start = before;
    before = before > 0 ? before - 2 : end - 2;
    if (before === first) break;
  }
  for (k = start; ; k = k > 0 ? k - 2 : end - 2) {
    append(right, ring[k]!, (ring[k + 1]! - top) / height);
    if (k === last) break;
  }
  return [top, height];
}

/** Rounding may let a border rise by a hair; it stays on the level then. */
function append(border: Border, x: number, level: number): void {
  const { count } = border;
  border.x[count] = x;
  border.level[count] = count === 0 ? 0 : Math.max(border.level[count - 1]!, level);
  border.count++;
}

/** x of a border at a level after its corner i and not after the next one. */
export function between({ level, x, count }: Border, i: number, at: number): number {
  if (i + 1 === count || at <= level[i]!) return x[i]!;
  const part = (at - level[i]!) / (level[i + 1]! - level[i]!);
  return x[i]! + part * (x[i + 1]! - x[i]!);
}

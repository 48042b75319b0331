import type { Change, Dissection, Sides } from "./dissection.ts";

/** Sides by their place in the list: the lower and the upper end along an axis, and along the other one. */
const ALONG = [
  { low: 0, high: 1, lowAcross: 2, highAcross: 3 },
  { low: 2, high: 3, lowAcross: 0, highAcross: 1 },
] as const;

/**
 * The local moves that change a rectangle: flips of a segment between it and one other, and stretches of it past the end
 * of a segment at its side, or of its neighbour past it.
 */
export function localChanges(dissection: Dissection, k: number): Change[] {
  const { sides } = dissection;
  const changes: Change[] = [];
  const own = sides[k]!;
  for (const axis of ALONG) {
    for (const at of [axis.low, axis.high]) {
      const segment = own[at];
      if (segment < 2) continue;
      const before = numbersOf(sides, axis.high, segment);
      const after = numbersOf(sides, axis.low, segment);
      if (before.length === 1 && after.length === 1)
        changes.push(...flips(dissection, axis, before[0]!, after[0]!));
      else changes.push(...stretches(sides, axis, before, after, k));
    }
  }
  return changes;
}

type Axis = (typeof ALONG)[number];

function numbersOf(sides: readonly Sides[], side: number, segment: number): number[] {
  return sides.flatMap((one, k) => (one[side] === segment ? [k] : []));
}

/** Two rectangles on the two sides of a segment, laid the other way, in both orders. */
function flips(dissection: Dissection, axis: Axis, a: number, b: number): Change[] {
  const { sides } = dissection;
  const segment = dissection.newSegment();
  return [
    [a, b],
    [b, a],
  ].map(([first, second]) => {
    const [upper, lower]: [Sides, Sides] = [[...sides[a]!], [...sides[b]!]];
    for (const one of [upper, lower]) {
      one[axis.low] = sides[a]![axis.low]!;
      one[axis.high] = sides[b]![axis.high]!;
    }
    upper[axis.highAcross] = segment;
    lower[axis.lowAcross] = segment;
    return new Map([
      [first!, upper],
      [second!, lower],
    ]);
  });
}

/**
 * At each end of a segment one of the last two rectangles at it may stretch to the far side of the other, which draws back
 * behind it; the segment then ends at the first one's own end. One that is alone on its side of the segment cannot.
 */
function stretches(
  sides: readonly Sides[],
  axis: Axis,
  before: readonly number[],
  after: readonly number[],
  k: number,
): Change[] {
  const changes: Change[] = [];
  const { low, high, lowAcross, highAcross } = axis;
  for (const [end, other] of [
    [lowAcross, highAcross],
    [highAcross, lowAcross],
  ] as const) {
    const isLast = (j: number, among: readonly number[]): boolean =>
      !among.some((one) => sides[one]![other] === sides[j]![end]);
    const a = before.find((j) => isLast(j, before));
    const b = after.find((j) => isLast(j, after));
    if (a === undefined || b === undefined || (a !== k && b !== k)) continue;
    const [first, second] = [sides[a]!, sides[b]!];
    if (before.length > 1) changes.push(stretch(a, b, first, second, high, end, other));
    if (after.length > 1) changes.push(stretch(b, a, second, first, low, end, other));
  }
  return changes;
}

/** The first rectangle stretches to the far side of the second, which draws back to where the first ends. */
function stretch(
  a: number,
  b: number,
  first: Sides,
  second: Sides,
  far: number,
  end: number,
  other: number,
): Change {
  const [longer, shorter]: [Sides, Sides] = [[...first], [...second]];
  longer[far] = second[far]!;
  shorter[end] = first[other]!;
  return new Map([
    [a, longer],
    [b, shorter],
  ]);
}

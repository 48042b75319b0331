import fc from "fast-check";
import { hilbert, layout, moore, weightedTree, type Partition, type RectEngine } from "marquetry";
import { describe, expect, it } from "vitest";

type Box = [x0: number, y0: number, x1: number, y1: number];
type Vector = readonly [x: number, y: number];

/** A room as the curve sees it: the corner where it begins, the sides along and across its way from begin to end. */
interface Room {
  readonly corner: Vector;
  readonly along: Vector;
  readonly across: Vector;
}

const times = ([x, y]: Vector, k: number): Vector => [k * x, k * y];
const plus = (...vectors: Vector[]): Vector => [
  vectors.reduce((sum, [x]) => sum + x, 0),
  vectors.reduce((sum, [, y]) => sum + y, 0),
];

/** The room that begins at the far end of both sides. */
const fromEnd = ({ corner, along, across }: Room): Room => ({
  corner: plus(corner, along, across),
  along: times(along, -1),
  across: times(across, -1),
});
const swapped = ({ corner, along, across }: Room): Room => ({ corner, along: across, across: along });

/** Hilbert's curve: out along the side across, over, and back. */
const turnsOfHilbert = [
  swapped,
  (room: Room) => room,
  (room: Room) => room,
  (room: Room) => swapped(fromEnd(room)),
];
/** Moore's: two curves upwards, turned to one another, and two downwards. */
const upwards = ({ corner, along, across }: Room): Room => ({
  corner: plus(corner, along),
  along: across,
  across: times(along, -1),
});
const turnsOfMoore = [
  upwards,
  upwards,
  (room: Room) => upwards(fromEnd(room)),
  (room: Room) => upwards(fromEnd(room)),
];

function sum(list: readonly number[]): number {
  return list.reduce((a, b) => a + b, 0);
}

/** How many of a list are in its first half, where its halves weigh most nearly the same. */
function halfOf(list: readonly number[]): number {
  let best = 1;
  for (let k = 2; k < list.length; k++) {
    const off = (at: number) => Math.abs(2 * sum(list.slice(0, at)) - sum(list));
    if (off(k) < off(best)) best = k;
  }
  return best;
}

/** Both halves of a list, with their parts of a side. */
function halves(list: readonly number[]): { part: readonly number[]; from: number; share: number }[] {
  const [head, tail] = [list.slice(0, halfOf(list)), list.slice(halfOf(list))];
  const share = sum(head) / sum(list);
  return [
    { part: head, from: 0, share },
    { part: tail, from: share, share: 1 - share },
  ];
}

/** The cells of a list along a curve, by the definition. */
function curve(list: readonly number[], room: Room, turns: readonly ((room: Room) => Room)[]): Box[] {
  if (list.length === 1) {
    const [a, b] = [room.corner, plus(room.corner, room.along, room.across)];
    return [[Math.min(a[0], b[0]), Math.min(a[1], b[1]), Math.max(a[0], b[0]), Math.max(a[1], b[1])]];
  }
  return halves(list).flatMap(({ part, from, share }, half) => {
    const { corner, along, across } = room;
    const side: Room = { corner: plus(corner, times(along, from)), along: times(along, share), across };
    if (part.length === 1) return curve(part, side, turnsOfHilbert);
    return halves(part).flatMap((each, k) => {
      const start = half === 0 ? each.from : 1 - each.from - each.share;
      const quarter: Room = {
        corner: plus(side.corner, times(across, start)),
        along: side.along,
        across: times(across, each.share),
      };
      return curve(each.part, turns[2 * half + k]!(quarter), turnsOfHilbert);
    });
  });
}

function boxes(engine: RectEngine, list: readonly number[], width: number, height: number): Box[] {
  const tree = weightedTree({ children: list.map((value) => ({ value })) }, { sort: null });
  const map: Partition = layout(tree as never, { engine, container: [width, height] });
  return list.map((_, k) => {
    const { x0, y0, x1, y1 } = map.bounds(k + 1);
    return [x0, y0, x1, y1];
  });
}

describe.each([
  ["hilbert", hilbert, turnsOfHilbert],
  ["moore", moore, turnsOfMoore],
] as const)("%s", (_, make, turns) => {
  it("leads through quarters of quarters as its curve is defined, whatever the weights", () => {
    // Drawn from a continuum, so that no two cuts are equally near to half.
    const weights = fc.array(fc.noBias(fc.double({ min: 0.1, max: 9, noNaN: true })), {
      minLength: 1,
      maxLength: 70,
    });
    fc.assert(
      fc.property(
        weights,
        fc.integer({ min: 1, max: 90 }),
        fc.integer({ min: 1, max: 90 }),
        (list, width, height) => {
          const expected = curve(list, { corner: [0, 0], along: [width, 0], across: [0, height] }, turns);
          for (const [k, box] of boxes(make(), list, width, height).entries())
            for (const [j, side] of box.entries()) expect(side).toBeCloseTo(expected[k]![j]!, 9);
        },
      ),
    );
  });

  it("is the same for an engine that has laid out longer lists before", () => {
    const engine = make();
    const list = [3, 1, 4, 1, 5, 9, 2, 6];
    const before = boxes(engine, list, 80, 50);
    boxes(engine, Array.from({ length: 900 }, (_, k) => 1 + (k % 7)), 90, 10); // prettier-ignore
    expect(boxes(engine, list, 80, 50)).toEqual(before);
  });
});

import fc from "fast-check";
import { weightedTree } from "marquetry";
import { describe, expect, it } from "vitest";
import { ringArea, ringBounds } from "../../src/geometry/ring.ts";
import { boxCells } from "../../src/partition/box-cells.ts";
import { convexCells } from "../../src/partition/convex-cells.ts";
import { Padding, type PaddingOptions } from "../../src/partition/padding.ts";
import { rectilinearCells } from "../../src/partition/rectilinear-cells.ts";
import type { Ring, RingCells } from "../../src/partition/ring-cells.ts";
import { convexRings } from "../support/rings.ts";

const tree = weightedTree({
  name: "r",
  children: [
    { name: "a", children: [{ value: 2 }, { value: 1 }] },
    { name: "b", value: 1 },
  ],
});
const factories = { convex: convexCells, rectilinear: rectilinearCells };
type Kind = keyof typeof factories;

function cellsOf(kind: Kind, options: PaddingOptions = {}): RingCells {
  const region = factories[kind].readContainer({ x0: 10, y0: 20, x1: 110, y1: 60 }, "greedy");
  return factories[kind].makeCells(tree, region, new Padding(tree, options));
}

/** The corners of cell i in the frame of its parent. */
function ringOf(cells: RingCells, i: number): [x: number, y: number][] {
  const out = new Float64Array(2 * Math.max(cells.mostCorners, 1));
  const corners = cells.ring(i, out);
  return pairs(out, corners).map(([x, y]) => [x + cells.originX(i), y + cells.originY(i)]);
}

function pairs(points: Float64Array, corners: number): [x: number, y: number][] {
  return Array.from({ length: corners }, (_, k) => [points[2 * k]!, points[2 * k + 1]!]);
}

/** The bounding box of a ring with upright and level sides, and whether it fills it. */
function boxOf(ring: readonly (readonly [number, number])[]): number[] {
  const xs = ring.map(([x]) => x);
  const ys = ring.map(([, y]) => y);
  return [Math.min(...xs), Math.min(...ys), Math.max(...xs), Math.max(...ys)].map(
    (at) => Math.round(at * 1e9) / 1e9,
  );
}

function opened(cells: RingCells, i: number): Ring {
  const room: Ring = { corners: 0, points: new Float64Array(0) };
  cells.open(i, room);
  return room;
}

const roomBox = (cells: RingCells, i: number): number[] => {
  const { points, corners } = opened(cells, i);
  return corners === 0 ? [] : boxOf(pairs(points, corners));
};

const box = (x0: number, y0: number, x1: number, y1: number) =>
  Float64Array.of(x0, y0, x0, y1, x1, y1, x1, y0);

describe.each<[Kind]>([["convex"], ["rectilinear"]])("%s cells", (kind) => {
  it("begin with the container as the root's, and nothing is proven of them", () => {
    const cells = cellsOf(kind);
    expect(boxOf(ringOf(cells, 0))).toEqual([10, 20, 110, 60]);
    expect([cells.area(0), cells.corners(0), cells.mostCorners]).toEqual([4000, 4, 4]);
    for (const i of [1, 2, 3, 4]) expect([cells.corners(i), cells.area(i)]).toEqual([0, 0]);
    expect([cells.shape, factories[kind].shape]).toEqual([kind, kind]);
    expect(factories[kind].bound(tree, [1, 1])).toBeNull();
  });

  it("take the first corner as origin, wherever the ring was written", () => {
    const cells = cellsOf(kind);
    cells.set(1, 100, 200, Float64Array.of(99, 99, ...box(1, 2, 4, 8)), 2, 4);
    expect([cells.originX(1), cells.originY(1)]).toEqual([101, 202]);
    const out = new Float64Array(8);
    expect(cells.ring(1, out)).toBe(4);
    expect([...out]).toEqual([...box(0, 0, 3, 6)]);
    expect([cells.corners(1), cells.area(1)]).toEqual([4, 18]);
  });

  it("drop corners that coincide, at the end too", () => {
    const cells = cellsOf(kind);
    const points = Float64Array.of(1, 1, 1, 1, 1, 5, 1, 5, 6, 5, 6, 1, 1, 1, 1, 1);
    cells.set(1, 0, 0, points, 0, 8);
    expect(ringOf(cells, 1)).toEqual([[1, 1], [1, 5], [6, 5], [6, 1]]); // prettier-ignore
    expect([cells.area(1), cells.mostCorners]).toEqual([20, 4]);
    cells.set(2, 0, 0, Float64Array.of(3, 4, 3, 4, 3, 4), 0, 3);
    expect(ringOf(cells, 2)).toEqual([[3, 4]]);
    cells.set(3, 0, 0, box(0, 0, 2, 2), 0, 4);
    expect([cells.corners(3), cells.area(3)]).toEqual([4, 4]);
  });

  it("without corners are empty, and keep their place", () => {
    const cells = cellsOf(kind);
    cells.set(1, 7, 9, Float64Array.of(1, 2, 3, 4), 2, 0);
    expect([cells.corners(1), cells.originX(1), cells.originY(1)]).toEqual([0, 7, 9]);
    expect([cells.contains(1, 0, 0), cells.area(1), cells.roomArea(1)]).toEqual([false, 0, 0]);
  });

  it("hold what lies within their borders and on them", () => {
    const cells = cellsOf(kind);
    cells.set(1, 0, 0, box(0, 0, 5, 6), 0, 4);
    for (const [x, y] of [
      [0.1, 0.1],
      [4.9, 5.9],
      [0.1, 3],
      [2, 3],
      [0, 0],
      [5, 6],
      [0, 6],
      [5, 0],
      [0, 3],
      [5, 3],
      [2, 0],
      [2, 6],
    ] as const)
      // prettier-ignore
      expect(cells.contains(1, x, y)).toBe(true);
    for (const [x, y] of [
      [-0.1, 3],
      [5.1, 3],
      [2, -0.1],
      [2, 6.1],
    ] as const)
      // prettier-ignore
      expect(cells.contains(1, x, y)).toBe(false);
  });

  it("have room for as many corners as they get", () => {
    const cells = cellsOf(kind);
    const sides = 100;
    const stairs = Array.from({ length: sides }, (_, k) => [2 * k, 2 * k, 2 * k, 2 * k + 2]).flat();
    const points = Float64Array.from([...stairs, 2 * sides, 2 * sides, 2 * sides, 0]);
    cells.set(1, 0, 0, points, 0, points.length / 2);
    cells.set(2, 0, 0, box(0, 0, 1, 2), 0, 4);
    expect(cells.mostCorners).toBe(2 * sides + 2);
    expect(ringOf(cells, 1).flat()).toEqual([...points]);
    expect(boxOf(ringOf(cells, 0))).toEqual([10, 20, 110, 60]);
    expect(cells.area(2)).toBe(2);
  });

  it("are packed as copies, and made again of them", () => {
    const cells = cellsOf(kind);
    cells.set(1, 3, 4, box(0, 0, 5, 6), 0, 4);
    const packed = cells.pack();
    expect(packed["points"]).toHaveLength(16);
    const again = factories[kind].unpackCells(tree, cells.padding, packed);
    cells.set(1, 0, 0, Float64Array.of(0, 0, 0, 1, 1, 1), 0, 3);
    expect([boxOf(ringOf(again, 0)), boxOf(ringOf(again, 1))]).toEqual([[10, 20, 110, 60], [3, 4, 8, 10]]); // prettier-ignore
    expect([again.mostCorners, again.padding]).toEqual([4, cells.padding]);
    again.set(2, 0, 0, box(0, 0, 2, 2), 0, 4);
    expect([again.area(2), again.area(1), again.area(0)]).toEqual([4, 30, 4000]);
  });

  it("are all room without padding, and closing changes nothing", () => {
    const cells = cellsOf(kind);
    expect(roomBox(cells, 0)).toEqual([0, 0, 100, 40]);
    expect([cells.roomArea(0), opened(cells, 1).corners]).toEqual([4000, 0]);
    cells.set(1, 0, 0, box(0, 0, 60, 40), 0, 4);
    cells.close(0);
    expect(boxOf(ringOf(cells, 1))).toEqual([0, 0, 60, 40]);
  });

  it("leave each side its own distance, and half the room between children off every child", () => {
    const cells = cellsOf(kind, {
      paddingLeft: 1,
      paddingTop: 2,
      paddingRight: 5,
      paddingBottom: 9,
      paddingInner: 6,
    });
    expect(roomBox(cells, 0)).toEqual([-2, -1, 98, 34]);
    expect(cells.roomArea(0)).toBeCloseTo(100 * 35, 8);
    cells.set(1, 0, 0, box(-2, -1, 60, 34), 0, 4);
    cells.set(2, 0, 0, box(60, -1, 98, 34), 0, 4);
    cells.set(3, 0, 0, box(10, 10, 20, 20), 0, 4);
    const before = [cells.originX(1) + cells.originX(3), cells.originY(1) + cells.originY(3)];
    cells.close(0);
    expect(boxOf(ringOf(cells, 1))).toEqual([1, 2, 57, 31]);
    expect(boxOf(ringOf(cells, 2))).toEqual([63, 2, 95, 31]);
    const after = [cells.originX(1) + cells.originX(3), cells.originY(1) + cells.originY(3)];
    expect(after).toEqual(before);
  });

  it("have each side moved by its own distance, whichever is the least", () => {
    for (const least of [0, 1, 2, 3]) {
      const [left, top, right, bottom] = [3, 4, 5, 6].map((d, k) => (k === least ? 1 : d)) as [
        number,
        number,
        number,
        number,
      ];
      const cells = cellsOf(kind, {
        paddingLeft: left,
        paddingTop: top,
        paddingRight: right,
        paddingBottom: bottom,
      });
      expect(roomBox(cells, 0)).toEqual([left, top, 100 - right, 40 - bottom]);
    }
  });

  it("have no room where padding takes it all, and children that padding leaves nothing are empty", () => {
    expect(roomBox(cellsOf(kind, { paddingTop: 50 }), 0)).toEqual([]);
    expect(cellsOf(kind, { padding: 50 }).roomArea(0)).toBe(0);
    const cells = cellsOf(kind, { paddingInner: 6 });
    cells.set(1, 0, 0, box(0, 0, 95, 40), 0, 4);
    cells.set(2, 0, 0, box(95, 0, 100, 40), 0, 4);
    cells.close(0);
    expect([cells.corners(1), cells.corners(2)]).toEqual([4, 0]);
    expect([cells.originX(2), cells.originY(2)].every(Number.isFinite)).toBe(true);
  });

  it("write no more than there was when a closed ring takes its old place", () => {
    const cells = cellsOf(kind, { paddingInner: 6 });
    cells.set(1, 0, 0, box(0, 0, 60, 40), 0, 4);
    cells.set(2, 0, 0, box(60, 0, 100, 40), 0, 4);
    cells.close(0);
    expect(cells.pack()["points"]).toHaveLength(24);
    expect([...cells.pack()["start"]!]).toEqual([0, 8, 16, 0, 0]);
  });

  it("reuse the room they are opened into", () => {
    const cells = cellsOf(kind, { paddingOuter: 5 });
    const room: Ring = { corners: 9, points: new Float64Array(40) };
    const { points } = room;
    cells.open(0, room);
    expect(room.points).toBe(points);
    expect(boxOf(pairs(room.points, room.corners))).toEqual([5, 5, 95, 35]);
    cells.open(1, room);
    expect([room.corners, cells.roomArea(1)]).toEqual([0, 0]);
  });
});

describe("convex cells", () => {
  const triangle = Float64Array.of(0, 0, 0, 60, 80, 30);

  it("keep slanted sides at the least distance, and the others from the bounding box", () => {
    const cells = cellsOf("convex", { padding: 0, paddingOuter: 2, paddingTop: 20 });
    cells.set(1, 0, 0, triangle, 0, 3);
    const { points, corners } = opened(cells, 1);
    const room = pairs(points, corners);
    const [x0, y0] = boxOf(room);
    expect([x0, y0]).toEqual([2, 20]);
    // The slanted sides run through (0, 0) and (0, 60) to (80, 30).
    const slant = Math.hypot(30, 80);
    const gaps = room.flatMap(([x, y]) => [(80 * y - 30 * x) / slant, (80 * (60 - y) - 30 * x) / slant]);
    expect(Math.min(...gaps)).toBeCloseTo(2, 9);
    expect(cells.roomArea(1)).toBeLessThan(cells.area(1));
  });

  it("may get more corners than fit where they are opened into", () => {
    const cells = cellsOf("convex", { paddingTop: 8, paddingLeft: 5, paddingBottom: 9 });
    cells.set(1, 0, 0, Float64Array.of(0, 20, 40, 60, 50, 0), 0, 3);
    const room: Ring = { corners: 0, points: new Float64Array(6) };
    cells.open(1, room);
    expect(room.corners).toBe(6);
    // Seen from the first corner, which lies 20 below the top.
    expect(boxOf(pairs(room.points, room.corners)).slice(0, 2)).toEqual([5, 8 - 20]);
    expect(ringArea(room.points, 0, room.corners)).toBeCloseTo(cells.roomArea(1), 9);
  });

  it("are cut at the line above which no text may stand", () => {
    const cells = cellsOf("convex");
    const out = new Float64Array(20);
    const corners = cells.convexPart(triangle, 3, 30, out);
    expect(boxOf(pairs(out, corners))).toEqual([0, 0, 80, 30]);
    expect(cells.convexPart(triangle, 3, 100, out)).toBe(3);
    expect(cells.convexPart(triangle, 3, -1, out)).toBe(0);
    expect(cells.convexPart(triangle, 3, 0, out)).toBe(0);
    expect(cells.convexPart(Float64Array.of(0, 0, 0, 9, 9, 9, 9, 0, 5, 0), 5, 0, out)).toBe(0);
  });
});

describe("rectilinear cells", () => {
  /** An L: 60 wide and 40 high, without the 40 × 25 at the upper right. */
  const corner = Float64Array.of(0, 0, 0, 40, 60, 40, 60, 25, 20, 25, 20, 0);

  it("move every side by its own distance, inwards", () => {
    const cells = cellsOf("rectilinear", {
      paddingLeft: 1,
      paddingTop: 2,
      paddingRight: 3,
      paddingBottom: 4,
    });
    cells.set(1, 0, 0, corner, 0, 6);
    const { points, corners } = opened(cells, 1);
    expect(corners).toBe(6);
    expect(boxOf(pairs(points, corners))).toEqual([1, 2, 57, 36]);
    expect(cells.roomArea(1)).toBeCloseTo(16 * 34 + 40 * 9, 9);
  });

  it("move every side by its own distance, outwards", () => {
    const cells = cellsOf("rectilinear", { paddingInner: 6 });
    cells.set(1, 0, 0, corner, 0, 6);
    const { points, corners } = opened(cells, 1);
    expect(boxOf(pairs(points, corners))).toEqual([-3, -3, 63, 43]);
    expect(cells.roomArea(1)).toBeCloseTo(26 * 46 + 40 * 21, 9);
  });

  it("move some sides in and others out", () => {
    const cells = cellsOf("rectilinear", { paddingInner: 6, paddingLeft: 4, paddingTop: 5 });
    cells.set(1, 0, 0, corner, 0, 6);
    const { points, corners } = opened(cells, 1);
    expect(boxOf(pairs(points, corners))).toEqual([1, 2, 63, 43]);
    expect(cells.roomArea(1)).toBeCloseTo(22 * 41 + 40 * 16, 9);
  });

  it("keep what their children wrote far enough from the sides around them", () => {
    const cells = cellsOf("rectilinear", {
      paddingLeft: 1,
      paddingTop: 2,
      paddingRight: 3,
      paddingBottom: 4,
    });
    cells.set(1, 5, 6, corner, 0, 6);
    cells.set(3, 0, 0, box(0, 0, 60, 40), 0, 4);
    cells.set(4, 0, 0, box(30, 10, 50, 30), 0, 4);
    cells.close(1);
    expect(cells.area(3)).toBeCloseTo(16 * 34 + 40 * 9, 9);
    expect(boxOf(ringOf(cells, 3))).toEqual([1, 2, 57, 36]);
    expect(boxOf(ringOf(cells, 4))).toEqual([30, 27, 50, 30]);
    // A ring that got more corners than it had stands behind the others.
    expect([cells.corners(3), cells.pack()["start"]![3]! >= cells.pack()["start"]![4]!]).toEqual([6, true]);
  });

  it("hold what lies within their sides and on them, wherever the ring begins", () => {
    const places = pairs(corner, 6);
    const inside = (x: number, y: number) => x >= 0 && y >= 0 && x <= 60 && y <= 40 && (x <= 20 || y >= 25);
    for (let first = 0; first < 6; first++) {
      const cells = cellsOf("rectilinear");
      const ring = [...places.slice(first), ...places.slice(0, first)].flat();
      cells.set(1, 0, 0, Float64Array.from(ring), 0, 6);
      cells.set(2, 0, 0, box(0, 0, 100, 100), 0, 4);
      for (let x = -5; x <= 65; x += 5)
        for (let y = -5; y <= 45; y += 5)
          expect([x, y, cells.contains(1, x - ring[0]!, y - ring[1]!)]).toEqual([x, y, inside(x, y)]);
    }
  });

  it("have as text's place the largest box above a line", () => {
    const cells = cellsOf("rectilinear");
    const out = new Float64Array(16);
    const kept = cells.convexPart(corner, 6, 40, out);
    expect(boxOf(pairs(out, kept))).toEqual([0, 25, 60, 40]);
    const above = cells.convexPart(corner, 6, 25, out);
    expect(boxOf(pairs(out, above))).toEqual([0, 0, 20, 25]);
    expect(cells.convexPart(corner, 6, 0, out)).toBe(0);
  });
});

describe.each<[Kind]>([["convex"], ["rectilinear"]])("%s rings that begin like earlier ones", (kind) => {
  const corners = pairs(box(2, 3, 12, 8), 4);
  const turned = (by: number) => Float64Array.from([...corners.slice(by), ...corners.slice(0, by)].flat());

  /** Node 1 with its ring begun at a corner, and a cell in it. */
  function begun(by: number): RingCells {
    const cells = cellsOf(kind);
    cells.set(1, 20, 5, turned(by), 0, 4);
    cells.set(3, 20 - cells.originX(1) + 4, 5 - cells.originY(1) + 4, box(0, 0, 3, 2), 0, 4);
    return cells;
  }

  /** The corners of node 1 in its parent's frame, and those of the cell in it. */
  const placesOf = (cells: RingCells) => {
    const inner = ringOf(cells, 3).map(([x, y]) => [x + cells.originX(1), y + cells.originY(1)]);
    return [ringOf(cells, 1), inner];
  };

  it("take its first corner, and nothing moves, wherever both began", () => {
    for (const by of [0, 1, 2, 3]) {
      for (const earlier of [0, 1, 2, 3]) {
        const cells = begun(by);
        cells.beginLike(begun(earlier), Int32Array.of(0, 1, 2, 3, 4));
        expect(placesOf(cells)).toEqual(placesOf(begun(earlier)));
        const own = new Float64Array(8);
        cells.ring(1, own);
        expect([...own.subarray(0, 2)]).toEqual([0, 0]);
        expect([cells.area(1), cells.area(3), cells.corners(1)]).toEqual([50, 6, 4]);
        expect(boxOf(ringOf(cells, 0))).toEqual([10, 20, 110, 60]);
      }
    }
  });

  it("may lie elsewhere, be of another size, and be another node", () => {
    const earlier = cellsOf(kind);
    earlier.set(
      2,
      70,
      0,
      Float64Array.from(turned(2), (at) => 3 * at),
      0,
      4,
    );
    const cells = begun(0);
    cells.beginLike(earlier, Int32Array.of(-1, 2, -1, -1, -1));
    expect(placesOf(cells)).toEqual(placesOf(begun(2)));
    cells.set(2, 1, 2, turned(3), 0, 4);
    const before = ringOf(cells, 2);
    cells.beginLike(earlier, Int32Array.of(-1, -1, 2, -1, -1));
    expect(ringOf(cells, 2)).toEqual([...before.slice(3), ...before.slice(0, 3)]);
  });

  it("stay as they are without an earlier one, and where either is empty", () => {
    for (const [earlier, match] of [
      [begun(2), -1],
      [begun(2), 2],
      [cellsOf(kind), 1],
    ] as const) {
      const cells = begun(1);
      cells.beginLike(earlier, Int32Array.of(-1, match, -1, -1, -1));
      expect(placesOf(cells)).toEqual(placesOf(begun(1)));
    }
    const empty = cellsOf(kind);
    empty.beginLike(begun(2), Int32Array.of(0, 1, 2, 3, 4));
    expect([empty.corners(1), empty.originX(1)]).toEqual([0, 0]);
  });

  it("begin at the upper left where the earlier ones were boxes", () => {
    const region = boxCells.readContainer({ x0: 10, y0: 20, x1: 110, y1: 60 }, "dice");
    const boxes = boxCells.makeCells(tree, region, new Padding(tree));
    boxes.set(1, 50, 10, 20, 30);
    for (const by of [0, 1, 2, 3]) {
      const cells = begun(by);
      cells.beginLike(boxes, Int32Array.of(0, 1, -1, -1, -1));
      expect(placesOf(cells)).toEqual(placesOf(begun(0)));
    }
  });
});

describe("the room in convex cells", () => {
  const leaf = weightedTree({ name: "r", children: [{ value: 1 }] });
  const distance = fc.double({ min: 0, max: 0.3, noNaN: true });
  const sides = fc.record({
    paddingInner: fc.constantFrom(0, 0.1, 0.4),
    paddingLeft: distance,
    paddingTop: distance,
    paddingRight: distance,
    paddingBottom: distance,
  });

  it("is what the moved sides and the moved bounding box have in common", () => {
    fc.assert(
      fc.property(convexRings, sides, (ring, padding) => {
        const cells = convexCells.makeCells(leaf, convexCells.readContainer(pairs(ring, ring.length / 2), ""), new Padding(leaf, padding)); // prettier-ignore
        const outline = pairs(...ringAndCorners(cells, 0));
        const half = padding.paddingInner / 2;
        const [left, top, right, bottom] = [
          padding.paddingLeft - half,
          padding.paddingTop - half,
          padding.paddingRight - half,
          padding.paddingBottom - half,
        ] as const;
        const { x0, y0, x1, y1 } = ringBounds(ring, 0, ring.length / 2);
        const [ox, oy] = [cells.originX(0), cells.originY(0)];
        const around = Math.min(left, top, right, bottom);
        let expected: [x: number, y: number][] = pairs(box(-99, -99, 99, 99), 4);
        for (const [k, [ax, ay]] of outline.entries()) {
          const [bx, by] = outline[(k + 1) % outline.length]!;
          const length = Math.hypot(bx - ax, by - ay);
          const [nx, ny] = [(ay - by) / length, (bx - ax) / length];
          expected = halfPlane(expected, nx, ny, nx * ax + ny * ay - around);
        }
        if (left > around) expected = halfPlane(expected, -1, 0, ox - x0 - left);
        if (top > around) expected = halfPlane(expected, 0, -1, oy - y0 - top);
        if (right > around) expected = halfPlane(expected, 1, 0, x1 - ox - right);
        if (bottom > around) expected = halfPlane(expected, 0, 1, y1 - oy - bottom);
        const area = ringArea(Float64Array.from(expected.flat()), 0, expected.length);
        // Sharp corners that are moved outwards reach far.
        fc.pre(expected.every((corner) => corner.every((at) => Math.abs(at) < 90)));
        expect(cells.roomArea(0)).toBeCloseTo(area, 7);
      }),
    );
  });

  it("is none where rounding alone makes it", () => {
    for (const [width, height] of [
      [100, 1],
      [1, 100],
    ] as const)
      // prettier-ignore
      for (const first of [0, 1, 2, 3]) {
        const all = pairs(box(0, 0, width, height), 4);
        const ring = Float64Array.from([...all.slice(first), ...all.slice(0, first)].flat());
        const sidesOf = (left: number) => (width > height ? { paddingLeft: left } : { paddingTop: left });
        const areaOf = (left: number) => {
          const cells = cellsOf("convex", sidesOf(left));
          cells.set(1, 0, 0, ring, 0, 4);
          return cells.roomArea(1);
        };
        expect(areaOf(100 - 0.9e-8)).toBe(0);
        expect(areaOf(100 - 1.1e-8)).toBeCloseTo(1.1e-8, 12);
      }
  });
});

function ringAndCorners(cells: RingCells, i: number): [points: Float64Array, corners: number] {
  const points = new Float64Array(2 * cells.mostCorners);
  return [points, cells.ring(i, points)];
}

/** The part of a convex ring where nx · x + ny · y ≤ limit. */
function halfPlane(
  ring: [x: number, y: number][],
  nx: number,
  ny: number,
  limit: number,
): [x: number, y: number][] {
  const over = ring.map(([x, y]) => nx * x + ny * y - limit);
  return ring.flatMap((corner, k) => {
    const next = (k + 1) % ring.length;
    const own: [x: number, y: number][] = over[k]! <= 0 ? [corner] : [];
    if (over[k]! < 0 === over[next]! < 0) return own;
    const t = over[k]! / (over[k]! - over[next]!);
    own.push([corner[0] + t * (ring[next]![0] - corner[0]), corner[1] + t * (ring[next]![1] - corner[1])]);
    return own;
  });
}

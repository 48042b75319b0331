import { weightedTree } from "marquetry";
import { describe, expect, it } from "vitest";
import { areBoxes, boxCells, type BoxCells } from "../../src/partition/box-cells.ts";
import { convexCells } from "../../src/partition/convex-cells.ts";
import { Padding, type PaddingOptions } from "../../src/partition/padding.ts";

const tree = weightedTree({
  name: "r",
  children: [
    { name: "a", children: [{ value: 2 }, { value: 1 }] },
    { name: "b", value: 1 },
  ],
});
const region = boxCells.readContainer({ x0: 10, y0: 20, x1: 110, y1: 60 }, "dice");

function cellsWith(options: PaddingOptions = {}): BoxCells {
  return boxCells.makeCells(tree, region, new Padding(tree, options));
}

const boxOf = (cells: BoxCells, i: number) => [...cells.boxes.subarray(4 * i, 4 * i + 4)];

function roomOf(cells: BoxCells, i: number): number[] {
  const room = { x: NaN, y: NaN, width: NaN, height: NaN };
  cells.open(i, room);
  return [room.x, room.y, room.width, room.height];
}

describe("cells that are boxes", () => {
  it("begin with the container as the root's, and nothing is proven of them", () => {
    const cells = cellsWith();
    expect(boxOf(cells, 0)).toEqual([10, 20, 100, 40]);
    expect([...cells.boxes.subarray(4)]).toEqual(new Array(16).fill(0));
    expect([cells.shape, boxCells.shape, cells.mostCorners]).toEqual(["rect", "rect", 4]);
    expect(boxCells.bound(tree, [1, 1])).toBeNull();
    const convex = convexCells.makeCells(tree, region, cells.padding);
    expect([areBoxes(cells), areBoxes(convex)]).toEqual([true, false]);
  });

  it("tell corner, area and outline of each", () => {
    const cells = cellsWith();
    cells.set(1, 3, 4, 5, 6);
    const out = new Float64Array(8).fill(NaN);
    expect([cells.originX(1), cells.originY(1), cells.area(1), cells.corners(1)]).toEqual([3, 4, 30, 4]);
    expect(cells.ring(1, out)).toBe(4);
    expect([...out]).toEqual([0, 0, 0, 6, 5, 6, 5, 0]);
  });

  it("are empty without width or height", () => {
    const cells = cellsWith();
    for (const [width, height] of [
      [0, 6],
      [5, 0],
      [0, 0],
    ] as const) {
      // prettier-ignore
      cells.set(1, 3, 4, width, height);
      expect([cells.corners(1), cells.ring(1, new Float64Array(8)), cells.area(1)]).toEqual([0, 0, 0]);
    }
  });

  it("hold their borders", () => {
    const cells = cellsWith();
    cells.set(1, 3, 4, 5, 6);
    for (const [x, y] of [
      [0, 0],
      [5, 6],
      [0, 6],
      [5, 0],
      [2, 3],
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

  it("are cut short at a line below which no text may stand", () => {
    const cells = cellsWith();
    const points = Float64Array.of(1, 2, 1, 8, 6, 8, 6, 2);
    const out = new Float64Array(10);
    expect(cells.convexPart(points, 4, 5, out)).toBe(4);
    expect([...out]).toEqual([1, 2, 1, 5, 6, 5, 6, 2, 0, 0]);
    expect(cells.convexPart(points, 4, 50, out)).toBe(4);
    expect([...out.subarray(0, 8)]).toEqual([...points]);
    expect(cells.convexPart(points, 4, 2, out)).toBe(0);
    expect(cells.convexPart(points, 4, 1, out)).toBe(0);
  });

  it("are packed as copies, and made again of them", () => {
    const cells = cellsWith();
    cells.set(1, 3, 4, 5, 6);
    const packed = cells.pack();
    const again = boxCells.unpackCells(tree, cells.padding, packed);
    cells.set(1, 0, 0, 0, 0);
    expect(boxOf(again, 1)).toEqual([3, 4, 5, 6]);
    expect(again.padding).toBe(cells.padding);
    expect(Object.keys(packed)).toEqual(["boxes"]);
  });
});

describe("the room for children", () => {
  it("is the whole cell without padding", () => {
    const cells = cellsWith();
    expect(roomOf(cells, 0)).toEqual([0, 0, 100, 40]);
    expect(cells.roomArea(0)).toBe(4000);
    cells.set(1, 3, 4, 5, 6);
    cells.close(0);
    expect(boxOf(cells, 1)).toEqual([3, 4, 5, 6]);
  });

  it("leaves each side its own distance, and is widened by half of what lies between the children", () => {
    const cells = cellsWith({
      paddingLeft: 1,
      paddingTop: 2,
      paddingRight: 4,
      paddingBottom: 8,
      paddingInner: 6,
    });
    expect(roomOf(cells, 0)).toEqual([-2, -1, 101, 36]);
    expect(cells.roomArea(0)).toBe(101 * 36);
    cells.set(1, 0, 0, 60, 36);
    cells.set(2, 60, 16, 41, 20);
    cells.set(3, 1, 1, 50, 30);
    cells.close(0);
    expect(boxOf(cells, 1)).toEqual([1, 2, 54, 30]);
    expect(boxOf(cells, 2)).toEqual([61, 18, 35, 14]);
    expect(boxOf(cells, 3)).toEqual([1, 1, 50, 30]);
  });

  it("shrinks to a line in the middle where sides would pass each other", () => {
    expect(roomOf(cellsWith({ paddingLeft: 90, paddingRight: 30 }), 0)).toEqual([80, 0, 0, 40]);
    expect(roomOf(cellsWith({ paddingTop: 30, paddingBottom: 20 }), 0)).toEqual([0, 25, 100, 0]);
    expect(roomOf(cellsWith({ paddingLeft: 50, paddingRight: 50 }), 0)).toEqual([50, 0, 0, 40]);
  });

  it("is not made by padding in an empty cell", () => {
    const cells = cellsWith({ paddingInner: 6 });
    cells.set(1, 3, 4, 0, 6);
    expect(roomOf(cells, 1)).toEqual([0, 0, 0, 6]);
    expect(cells.roomArea(1)).toBe(0);
  });
});

describe("rounding", () => {
  it("brings every side to the nearest whole number, where touching cells still touch", () => {
    const cells = boxCells.makeCells(
      tree,
      boxCells.readContainer({ x0: 0.4, y0: 0.6, x1: 9.4, y1: 4.6 }, "dice"),
      new Padding(tree),
    );
    cells.set(1, 0, 0, 4.6, 4);
    cells.set(2, 4.6, 0, 4.4, 4);
    cells.set(3, 0, 0, 4.6, 1.7);
    cells.set(4, 0, 1.7, 4.6, 2.3);
    cells.round();
    // The absolute sides are 0.4, 5.0 and 9.4 across, and 0.6, 2.3 and 4.6 down.
    expect(boxOf(cells, 0)).toEqual([0, 1, 9, 4]);
    expect(boxOf(cells, 1)).toEqual([0, 0, 5, 4]);
    expect(boxOf(cells, 2)).toEqual([5, 0, 4, 4]);
    expect(boxOf(cells, 3)).toEqual([0, 0, 5, 1]);
    expect(boxOf(cells, 4)).toEqual([0, 1, 5, 3]);
  });

  it("takes halves, and what hardly differs from them, upwards", () => {
    const cells = cellsWith();
    cells.set(1, 0.5, 0.5 - 1e-12, 2, 1.9);
    cells.round();
    expect(boxOf(cells, 1)).toEqual([1, 1, 2, 1]);
    cells.set(1, 0.5 - 1e-6, 0.49, 2, 2);
    cells.round();
    expect(boxOf(cells, 1)).toEqual([0, 0, 2, 2]);
  });
});

import { circle, MarquetryError, regularPolygon, type Container } from "marquetry";
import { describe, expect, it } from "vitest";
import { readConvex } from "../../src/partition/convex-cells.ts";
import { cornersOf, readBox, readCorners } from "../../src/partition/region.ts";
import { errorOf } from "../model/invariants.ts";

const box = (container: unknown) => readBox(container as Container, "squarify");
const convex = (container: unknown) => readConvex(container as Container);

describe("a box", () => {
  it.each<[string, unknown]>([
    ["a box", { x0: -10, y0: 5, x1: 90, y1: 25 }],
    ["its corners", [[-10, 5], [-10, 25], [90, 25], [90, 5]]], // prettier-ignore
    ["its corners the other way round", [[-10, 5], [90, 5], [90, 25], [-10, 25]]], // prettier-ignore
    ["the region of a map", readBox({ x0: -10, y0: 5, x1: 90, y1: 25 }, "dice")],
  ])("is the same region, written as %s", (_, container) => {
    const ring = [-10, 5, -10, 25, 90, 25, 90, 5];
    const region = { x0: -10, y0: 5, x1: 90, y1: 25, isBox: true };
    expect({ ...box(container), ring: [...box(container).ring] }).toEqual({ ...region, ring });
    const read = convex(container);
    expect(read).toMatchObject(region);
    expect([...read.ring].sort()).toEqual([...ring].sort());
  });

  it("of a size starts at the origin", () => {
    expect(box([300, 200])).toMatchObject({ x0: 0, y0: 0, x1: 300, y1: 200 });
    expect(convex([300, 200])).toMatchObject({ x0: 0, y0: 0, x1: 300, y1: 200, isBox: true });
  });

  it("may be turned by rounding alone, not more", () => {
    const corners = (dent: number) => [[0, 0], [0, 10], [10, 10], [10 - dent, 0]]; // prettier-ignore
    expect(box(corners(1e-13)).x1).toBe(10);
    expect(errorOf(() => box(corners(1e-9)))).toMatchObject({
      code: "container-not-rectangle",
      message:
        "squarify lays out rectangles, so its container must be one; a convex engine takes any convex polygon",
      value: corners(1e-9),
    });
  });

  it("has sides neither too short nor too long to multiply", () => {
    for (const sides of [[1e-150, 1e150], [1e150, 1e-150]]) expect(box(sides).isBox).toBe(true); // prettier-ignore
    for (const [width, height] of [
      [9e-151, 1],
      [1, 9e-151],
      [2e150, 1],
      [1, 2e150],
    ]) {
      // prettier-ignore
      expect(errorOf(() => box([width, height]))).toMatchObject({
        code: "bad-container",
        message: `width and height of a container must lie from 1e-150 to 1e+150, not ${width} × ${height}`,
        value: [width, height],
      });
      const [w, h] = [width!, height!];
      const corners = [[0, 0], [0, h], [w, h], [w, 0]]; // prettier-ignore
      expect(errorOf(() => convex(corners)).message).toContain(`not ${width} × ${height}`);
    }
    expect(errorOf(() => box({ x0: 10, y0: 20, x1: 5, y1: 50 })).message).toContain("not -5 × 30");
  });
});

describe("what is no container", () => {
  it.each<[unknown, string]>([
    [undefined, "a container cannot be undefined"],
    [null, "a container cannot be null"],
    ["600x400", 'a container cannot be "600x400"'],
    [42, "a container cannot be 42"],
    [[600, NaN], "a container needs finite numbers, not 0, 0, 600, NaN"],
    [[Infinity, 400], "a container needs finite numbers, not 0, 0, Infinity, 400"],
    [[600, "400"], 'a container needs finite numbers, not 0, 0, 600, "400"'],
    [{ x0: 0, y0: 1, x1: 9 }, "a container needs finite numbers, not 0, 1, 9, undefined"],
    [[[0, 0], 7], "corner 1 of the container is not a pair of finite numbers"],
    [[7, [0, 0]], "corner 0 of the container is not a pair of finite numbers"],
    [[1, 2, 3], "corner 0 of the container is not a pair of finite numbers"],
    [[[0, 0], [1, NaN], [1, 1]], "corner 1 of the container is not a pair of finite numbers"], // prettier-ignore
    [[[0, 0], [1, 0], ["1", 1]], "corner 2 of the container is not a pair of finite numbers"], // prettier-ignore
    [[[0, 0], [1, 1], [2, 2]], "a container of 3 corners without area"], // prettier-ignore
    [[], "a container of 0 corners without area"],
  ])("%j: %s", (container, message) => {
    for (const read of [box, convex]) {
      const error = errorOf(() => read(container));
      expect([error.code, error.message]).toEqual(["bad-container", message]);
    }
  });

  it("is handed back with the error, or the corner that is none", () => {
    expect(errorOf(() => box(42)).value).toBe(42);
    expect(errorOf(() => box([[0, 0], "x", [1, 1]])).value).toBe("x");
    const line: [number, number][] = [[0, 0], [1, 1], [2, 2]]; // prettier-ignore
    expect(errorOf(() => readCorners(line)).value).toBe(line);
  });
});

describe("a polygon", () => {
  const triangle: [number, number][] = [[0, 0], [0, 6], [8, 3]]; // prettier-ignore

  it("has its bounding box, and is none", () => {
    expect(convex(triangle)).toEqual({
      x0: 0,
      y0: 0,
      x1: 8,
      y1: 6,
      ring: Float64Array.of(0, 0, 0, 6, 8, 3),
      isBox: false,
    });
  });

  it("is read again from its region", () => {
    const region = convex(triangle);
    expect(cornersOf(region)).toEqual(triangle);
    expect(convex(region)).toEqual(region);
    expect(errorOf(() => box(region)).code).toBe("container-not-rectangle");
  });

  it("of four corners is a box only along the axes", () => {
    const isBox = (corners: [number, number][]) => convex(corners).isBox;
    const rectangle: [number, number][] = [[1, 2], [1, 5], [9, 5], [9, 2]]; // prettier-ignore
    for (let turn = 0; turn < 4; turn++) {
      expect(isBox([...rectangle.slice(turn), ...rectangle.slice(0, turn)])).toBe(true);
      for (const axis of [0, 1] as const) {
        const moved = rectangle.map((corner, k) => {
          const [x, y] = corner;
          if (k !== turn) return corner;
          return axis === 0 ? [x + (x - 5) / 8, y] : [x, y + (y - 3.5) / 8];
        });
        for (let first = 0; first < 4; first++)
          expect(isBox([...moved.slice(first), ...moved.slice(0, first)] as [number, number][])).toBe(false);
      }
    }
    expect(isBox([[0, 1], [1, 2], [2, 1], [1, 0]])).toBe(false); // prettier-ignore
    expect(isBox([[0, 0], [0, 4], [9, 4], [6, 0]])).toBe(false); // prettier-ignore
    expect(isBox([[0, 0], [2, 4], [9, 4], [7, 0]])).toBe(false); // prettier-ignore
    expect(isBox([[0, 0], [0, 4], [9, 7], [9, 3]])).toBe(false); // prettier-ignore
  });
});

describe("a regular polygon", () => {
  it("has its corners at one distance and one angle, the first at the top", () => {
    const corners = regularPolygon(10, 20, 5, 4);
    const expected = [[10, 15], [5, 20], [10, 25], [15, 20]]; // prettier-ignore
    for (const [k, [x, y]] of corners.entries()) {
      expect(x).toBeCloseTo(expected[k]![0]!, 12);
      expect(y).toBeCloseTo(expected[k]![1]!, 12);
    }
    const turned = regularPolygon(10, 20, 5, 3, 0);
    expect(turned[0]).toEqual([15, 20]);
    expect(turned).toHaveLength(3);
  });

  it("has 3 to 10000 sides", () => {
    expect(regularPolygon(0, 0, 1, 3)).toHaveLength(3);
    expect(regularPolygon(0, 0, 1, 10_000)).toHaveLength(10_000);
    for (const sides of [2, 10_001, 3.5, NaN]) {
      const { code, message, value } = errorOf(() => regularPolygon(0, 0, 1, sides));
      expect([code, value]).toEqual(["bad-option", sides]);
      expect(message).toBe(`a polygon needs 3 to 10000 sides, not ${sides}`);
    }
  });

  it("names the number that is none", () => {
    const errors: [() => unknown, string, unknown][] = [
      [() => regularPolygon(NaN, 0, 1, 3), "cx of a polygon must be a number, not NaN", NaN],
      [() => regularPolygon(0, Infinity, 1, 3), "cy of a polygon must be a number, not Infinity", Infinity],
      [() => regularPolygon(0, 0, 0, 3), "r of a polygon must be a positive number, not 0", 0],
      [() => regularPolygon(0, 0, -1, 3), "r of a polygon must be a positive number, not -1", -1],
      [() => regularPolygon(0, 0, 1, 3, NaN), "turn of a polygon must be a number, not NaN", NaN],
    ];
    for (const [make, message, value] of errors) {
      expect(make).toThrow(MarquetryError);
      expect(errorOf(make)).toMatchObject({ code: "bad-option", message, value });
    }
    expect(regularPolygon(-1, -2, 1, 3, -1)).toHaveLength(3);
  });

  it("with 64 sides stands for a circle", () => {
    expect(circle(1, 2, 3)).toEqual(regularPolygon(1, 2, 3, 64));
    expect(circle(1, 2, 3, 12)).toEqual(regularPolygon(1, 2, 3, 12));
  });
});

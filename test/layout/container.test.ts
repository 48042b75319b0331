import { circle, greedy, layout, regularPolygon, squarify, weightedTree, type Container } from "marquetry";
import { describe, expect, it } from "vitest";
import { readConvex } from "../../src/partition/convex-cells.ts";

const tree = weightedTree({ children: [{ value: 1 }, { value: 2 }] });
const lay = (container: unknown) => () =>
  layout(tree, { engine: squarify(), container: container as Container });
const layConvex = (container: unknown) => () =>
  layout(tree, { engine: greedy(), container: container as Container });
const code = (code: string): unknown => expect.objectContaining({ name: "MarquetryError", code });

describe("rectangular containers", () => {
  it.each([
    [[300, 200], 0, 0, 300, 200],
    [{ x0: -10, y0: 5, x1: 90, y1: 25 }, -10, 5, 90, 25],
    [
      [
        [0, 0],
        [0, 20],
        [10, 20],
        [10, 0],
      ],
      0,
      0,
      10,
      20,
    ],
    [
      [
        [0, 0],
        [10, 0],
        [10, 20],
        [0, 20],
      ],
      0,
      0,
      10,
      20,
    ],
    [
      [
        [0, 0],
        [5, 0],
        [10, 0],
        [10, 20],
        [0, 20],
        [0, 7],
      ],
      0,
      0,
      10,
      20,
    ],
  ])("%j is one", (container, x0, y0, x1, y1) => {
    const map = lay(container)();
    expect(map.cell(0)).toEqual({ kind: "rect", x0, y0, x1, y1 });
    expect(map.area(1) + map.area(2)).toBeCloseTo((x1 - x0) * (y1 - y0), 9);
  });
});

describe("containers that are none", () => {
  it.each<[unknown]>(
    (
      [
        undefined,
        null,
        "600x400",
        42,
        [],
        [600],
        [600, NaN],
        [600, Infinity],
        [600, -400],
        [0, 400],
        [600, "400"],
        {},
        { x0: 0, y0: 0, x1: 10 },
        { x0: 10, y0: 0, x1: 0, y1: 10 },
        [
          [0, 0],
          [1, 1],
        ],
        [
          [0, 0],
          [1, 1],
          [2, NaN],
        ],
        [[0, 0], [1, 1], null],
        [
          [0, 0],
          [1, 1],
          [2, 2],
        ],
        [
          [0, 0],
          [1, 1],
          [1, 1],
          [0, 0],
        ],
        [
          [0, 0],
          [4, 0],
          [0, 0],
          [4, 0],
        ],
      ] as unknown[]
    ).map((container) => [container]),
  )("%j is refused", (container) => {
    expect(layConvex(container)).toThrow(code("bad-container"));
    expect(lay(container)).toThrow(/container/);
  });

  it("an area beyond the greatest number is refused", () => {
    expect(lay([1e200, 1e200])).toThrow(code("bad-container"));
    expect(lay({ x0: -1.7e308, y0: 0, x1: 1.7e308, y1: 1 })).toThrow(code("bad-container"));
  });
});

describe("polygons that are not convex", () => {
  const star = Array.from({ length: 5 }, (_, k) => {
    const angle = (4 * Math.PI * k) / 5;
    return [Math.cos(angle), Math.sin(angle)];
  });
  it.each([
    [
      "a dent",
      [
        [0, 0],
        [4, 0],
        [2, 1],
        [4, 4],
        [0, 4],
      ],
    ],
    [
      "a bow tie",
      [
        [0, 0],
        [4, 4],
        [4, 0],
        [0, 3],
      ],
    ],
    ["a pentagram", star],
    ["a pentagram the other way round", [...star].reverse()],
    [
      "a spike",
      [
        [0, 0],
        [4, 0],
        [8, 0],
        [4, 0],
        [4, 4],
        [0, 4],
      ],
    ],
  ])("%s is refused", (_, points) => {
    expect(layConvex(points)).toThrow(code("container-not-convex"));
  });

  it("the message names the corner that turns the wrong way", () => {
    expect(
      layConvex([
        [0, 0],
        [4, 0],
        [2, 1],
        [4, 4],
        [0, 4],
      ]),
    ).toThrow(/corner 2 at \(2, 1\)/);
  });
});

describe("convex polygons", () => {
  it("an engine of rectangles wants a rectangle, and says so", () => {
    expect(
      lay([
        [0, 0],
        [4, 0],
        [0, 4],
      ]),
    ).toThrow(code("container-not-rectangle"));
    expect(
      lay([
        [0, 1],
        [1, 0],
        [2, 1],
        [1, 2],
      ]),
    ).toThrow(/squarify/);
  });

  it("either orientation gives the same ring: counter-clockwise as drawn", () => {
    const points: [number, number][] = [
      [0, 0],
      [4, 0],
      [5, 3],
      [0, 4],
    ];
    const ring = readConvex(points).ring;
    const turned = readConvex([...points].reverse()).ring;
    const corners = (r: Float64Array) => points.map((_, k) => `${r[2 * k]} ${r[2 * k + 1]}`).sort();
    expect(corners(turned)).toEqual(corners(ring));
    for (const r of [ring, turned]) {
      let twice = 0;
      for (let k = 0; k < 8; k += 2) twice += r[k + 1]! * r[(k + 2) % 8]! - r[k]! * r[(k + 3) % 8]!;
      expect(twice).toBe(32);
    }
  });

  it("regular polygons and circles are accepted whatever their place and size", () => {
    for (const r of [1e-6, 1, 1e6]) {
      for (const at of [0, -3 * r, 1e3 * r]) {
        expect(readConvex(regularPolygon(at, at, r, 7)).ring).toHaveLength(14);
        expect(readConvex(circle(at, at, r)).ring).toHaveLength(128);
      }
    }
    expect(() => regularPolygon(0, 0, 1, 2)).toThrow(code("bad-option"));
    expect(() => regularPolygon(0, 0, 1, 3.5)).toThrow(code("bad-option"));
  });
});

import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  angular,
  circle,
  drawCanvas,
  engines,
  geoRegion,
  greedy,
  interpolateMaps,
  layout,
  packMap,
  quality,
  region,
  squarify,
  stability,
  svgPathRegion,
  toSVG,
  unpackMap,
  validate,
  voronoi,
  weightedTree,
  type CanvasContext,
  type RegionRing,
} from "../../src/index.ts";
import { ringArea } from "../../src/geometry/ring.ts";
import { SHAPES } from "./shapes.ts";
import { faultsOf } from "./support.ts";

const tree = weightedTree({
  name: "all",
  children: [
    { name: "a", children: [{ value: 3 }, { value: 2 }, { value: 2 }] },
    { name: "b", value: 4 },
    { name: "c", children: Array.from({ length: 20 }, (_, k) => ({ value: 1 + (k % 3) })) },
    { name: "none", value: 0 },
  ],
});
const U: RegionRing = SHAPES["U"]![0]!;
const areaOf = ({ ring }: { ring: Float64Array }): number => ringArea(ring, 0, ring.length / 2);

describe("region", () => {
  it("takes rings either way round, closed or not", () => {
    const usual = layout(tree, { engine: greedy(), container: region(U) });
    const others = [region([...U].reverse()), region([...U, U[0]!]), region([U])];
    for (const container of others) {
      expect(areaOf(container)).toBeCloseTo(areaOf(usual.region), 9);
      expect(validate(layout(tree, { engine: greedy(), container }))).toEqual([]);
    }
  });

  it("tells holes and islands by what lies in what", () => {
    const rings = [circle(0, 0, 9), circle(0, 0, 6), circle(0, 0, 3), circle(20, 0, 2)];
    const sum = [1, -1, 1, 1].reduce(
      (total, sign, k) => total + sign * Math.abs(areaOf(region(rings[k]!))),
      0,
    );
    expect(areaOf(region(rings))).toBeCloseTo(sum, 9);
    const largest = region(rings, { islands: "largest" });
    expect(areaOf(largest)).toBeCloseTo(areaOf(region(rings.slice(0, 2))), 9);
  });

  it("fits into a box", () => {
    const { x0, y0, x1, y1 } = region(U, { fit: [200, 100] });
    expect([x0, y0, x1, y1]).toEqual([50, 0, 150, 100]);
  });

  it("lays convex shapes out as their corners are", () => {
    const hexagon = circle(300, 300, 300, 6);
    const [a, b] = [hexagon, region(hexagon)].map((container) =>
      layout(tree, { engine: greedy(), container }),
    );
    for (const i of a!) expect(b!.area(i)).toBeCloseTo(a!.area(i), 6);
    expect(quality(b!).leaves.asp.mean).toBeCloseTo(quality(a!).leaves.asp.mean, 6);
  });

  it.each<[string, unknown, string]>([
    ["no list", 5, "takes the corners of a polygon"],
    ["an empty list", [], "takes the corners of a polygon"],
    ["a corner that is none", [[0, 0], [1, NaN], [0, 1]], "corner 1 of the polygon"], // prettier-ignore
    ["no area", [[0, 0], [1, 1], [2, 2]], "no area"], // prettier-ignore
    ["a crossing", [[0, 0], [10, 10], [10, 0], [0, 10]], "crosses itself at (5, 5)"], // prettier-ignore
    ["a touching corner", [[0, 0], [4, 0], [2, 2], [4, 4], [0, 4], [2, 2]], "touches itself at (2, 2)"], // prettier-ignore
    ["a spike", [[0, 0], [0, 4], [4, 4], [4, 9], [4, 2], [4, 0]], "at (4, 4)"], // prettier-ignore
    ["rings that touch", [[[0, 0], [0, 4], [4, 4], [4, 0]], [[4, 1], [4, 3], [6, 2]]], "touches itself, or another ring, at (4, 1)"], // prettier-ignore
  ])("refuses %s, with the place", (_, rings, message) => {
    expect(() => region(rings as RegionRing)).toThrow(message);
  });

  it("tells engines of rectangles what is wrong", () => {
    const container = region(U);
    expect(() => layout(tree, { engine: squarify(), container })).toThrow("its container must be a box");
  });
});

describe("a map in a region", () => {
  const container = region(SHAPES["ring"]!);
  const map = layout(tree, { engine: greedy(), container });

  it("answers, is drawn and measured as others are", () => {
    expect(map.at(300, 300)).toBe(-1);
    for (const i of map.leaves()) if (!map.isEmpty(i)) expect(map.at(...map.centroid(i))).toBe(i);
    const { leaves, area } = quality(map);
    expect(leaves.asp.mean).toBeLessThan(3);
    expect(leaves.round.mean).toBeGreaterThan(1);
    expect(area.maxError).toBeLessThan(1e-9);
  });

  it("shows a hole as a second ring of its outline", () => {
    const calls: string[] = [];
    map.trace(0, {
      moveTo: () => calls.push("M"),
      lineTo: () => calls.push("L"),
      closePath: () => calls.push("Z"),
    });
    expect(calls.join("")).toMatch(/^ML{63}ZML{63}Z$/);
    const picture = toSVG(layout(weightedTree({ value: 1 }), { engine: greedy(), container }), {
      label: false,
    });
    expect(/ d="([^"]*)"/.exec(picture)![1]!.replace(/[^MLZ]/g, "")).toMatch(/^ML{63}ZML{63}Z$/);
  });

  it("is packed, unpacked and updated", () => {
    expect(Object.keys(engines)).toContain("greedy");
    const again = unpackMap(structuredClone(packMap(map)), tree);
    expect(toSVG(again)).toBe(toSVG(map));
    const next = again.update(tree.weight.map((weight, i) => weight * (1 + (i % 2))));
    expect(faultsOf(next)).toEqual([]);
    expect(stability(map, again).jaccard.min).toBe(1);
    const moved = map.update(tree, { container: region(U) });
    expect(validate(moved)).toEqual([]);
    expect(validate(map.update(tree, { container: [300, 300] }))).toEqual([]);
  });

  it("is drawn on a canvas", () => {
    const context = new Proxy({}, { get: () => () => ({ width: 5 }), set: () => true });
    expect(() => drawCanvas(map, context as CanvasContext)).not.toThrow();
  });

  it("moves to its own update, every cell whole on the way, and to no other map", () => {
    const next = map.update(tree.weight.map((weight, i) => weight * (1 + 0.2 * (i % 3))));
    const frame = interpolateMaps(map, next);
    expect([frame(0), frame(1)]).toEqual([map, next]);
    for (const t of [0.01, 0.3, 0.5, 0.99]) {
      expect(faultsOf(frame(t), 20)).toEqual([]);
      expect(validate(frame(t))).toEqual([]);
    }
    expect(stability(frame(0.999), next).jaccard.mean).toBeGreaterThan(0.98);
    expect(stability(map, frame(0.001)).jaccard.mean).toBeGreaterThan(0.98);
    expect(() => interpolateMaps(map, layout(tree, { engine: greedy(), container: region(U) }))).toThrow(
      "its own update",
    );
  });

  it("moves with nodes that come and go", () => {
    const other = weightedTree({
      name: "all",
      children: [
        { name: "a", children: [{ value: 3 }, { value: 2 }, { value: 2 }, { value: 1 }] },
        { name: "c", children: Array.from({ length: 20 }, (_, k) => ({ value: 1 + (k % 3) })) },
        { name: "d", value: 3 },
      ],
    });
    const frame = interpolateMaps(map, map.update(other));
    for (const t of [0.01, 0.5, 0.99]) expect(validate(frame(t))).toEqual([]);
  });
});

describe("islands", () => {
  it("keep families together where little is left over, with all areas scaled alike", () => {
    const map = layout(tree, { engine: voronoi(), container: region(SHAPES["archipelago"]!) });
    expect(map.engine.hasGaps).toBe(true);
    expect(quality(map).area.maxError).toBeLessThan(1e-9);
    expect(validate(map)).toEqual([]);
  });

  it("tear a family rather than leave an island empty", () => {
    const container = region([circle(0, 0, 10), circle(30, 0, 10)]);
    const one = weightedTree({
      children: [{ name: "only", children: Array.from({ length: 40 }, () => ({ value: 1 })) }],
    });
    const map = layout(one, { engine: greedy(), container });
    const filled = [...map.leaves()].reduce((sum, i) => sum + map.area(i), 0);
    expect(filled / map.area(0)).toBeGreaterThan(0.99);
    expect(validate(map)).toEqual([]);
    const ends = [map.at(0.1, 0.1), map.at(30.1, 0.1)];
    expect(ends.every((i) => i > 1)).toBe(true);
  });
});

it("leaves raised to a share have it of all islands, what stays empty of them included", () => {
  const container = region([circle(0, 0, 10), circle(30, 0, 9), circle(60, 0, 4)]);
  const few = weightedTree({ children: [9, 8, 8, 7, 5, 4, 3, 1, 1].map((value) => ({ value })) });
  const map = layout(few, { engine: greedy(), container, minShare: 0.05 });
  expect(quality(map).slack.waste).toBeGreaterThan(0.005);
  for (const i of map.raised) expect(map.area(i) / map.area(0)).toBeGreaterThan(0.05 * (1 - 1e-9));
  expect(map.raised.length).toBeGreaterThan(0);
  expect(validate(map)).toEqual([]);
});

it.each([1e-70, 1e-30, 1e30, 5e68])("regions of the size %s are laid out and updated as others", (size) => {
  const rings = [
    circle(0, 0, size),
    circle(0.3 * size, 0, 0.2 * size, 7),
    circle(-0.4 * size, 0, 0.1 * size),
  ];
  const next = tree.weight.map((weight, i) => weight * (1 + (i % 3)));
  for (const engine of [greedy(), angular(), voronoi()]) {
    const map = layout(tree, { engine, container: region(rings) });
    for (const one of [map, map.update(next)]) {
      expect(validate(one), engine.name).toEqual([]);
      expect(quality(one).area.maxError).toBeLessThan(1e-9);
    }
  }
});

it("refuses sizes at which the digits of areas are lost", () => {
  expect(() => region(circle(0, 0, 1e-100))).toThrow("must lie from 1e-70 to 1e+70");
});

describe("geoRegion", () => {
  const polygon = { type: "Polygon", coordinates: [[[10, 40], [20, 40], [20, 50], [10, 50], [10, 40]]] }; // prettier-ignore

  it("takes geometries and features, in true proportions about", () => {
    const shapes = [
      polygon,
      { type: "MultiPolygon", coordinates: [polygon.coordinates] },
      { type: "Feature", geometry: polygon },
      { type: "FeatureCollection", features: [{ type: "Feature", geometry: polygon }] },
    ];
    for (const shape of shapes) {
      const { x0, x1, y0, y1 } = geoRegion(shape, { fit: [100, 100] });
      expect(y1 - y0).toBeCloseTo(100, 9);
      expect(x1 - x0).toBeCloseTo(100 * Math.cos(Math.PI / 4), 9);
    }
  });

  it("takes a projection, and says where it has no place", () => {
    const { x0, y1 } = geoRegion(polygon, { projection: ([longitude, latitude]) => [longitude, -latitude] });
    expect([x0, y1]).toEqual([10, -40]);
    expect(() => geoRegion(polygon, { projection: () => null })).toThrow("longitude 10, latitude 40");
    expect(() => geoRegion({ type: "Point", coordinates: [1, 2] })).toThrow('not "Point"');
  });

  it("says what lies beyond a pole, or holds itself", () => {
    const beyond = { type: "Polygon", coordinates: [[[10, 40], [20, 95], [20, 40]]] }; // prettier-ignore
    expect(() => geoRegion(beyond)).toThrow("longitude 20, latitude 95 lies beyond a pole");
    expect(geoRegion(beyond, { projection: (place) => place }).y1).toBe(95);
    const endless = { type: "FeatureCollection", features: [] as unknown[] };
    endless.features.push(endless, endless);
    expect(() => geoRegion(endless)).toThrow("one may hold itself");
  });
});

describe("svgPathRegion", () => {
  it.each([
    ["M0 0L10 0L10 10L0 10Z", 100],
    ["m0,0 10,0 0,10 -10,0z", 100],
    ["M0 0H10V10H0Z M2 2H4V4H2Z", 96],
    ["M0 0h10v10h-10zm2 2h2v2h-2z", 96],
    ["M0 10A10 10 0 0 1 20 10A10 10 0 0 1 0 10Z", 100 * Math.PI],
    ["M0 10a10 10 0 0120 0a10 10 0 01-20 0", 100 * Math.PI],
    ["M0 0Q5 10 10 0Z", 100 / 3],
    ["M0 0Q5 10 10 0T20 0V20H0Z", 400],
    ["M0 0C0 10 10 10 10 0S20 -10 20 0V20H0Z", 400],
  ])("reads %s", (d, area) => {
    expect(areaOf(svgPathRegion(d, { tolerance: 1e-4 })) / area).toBeCloseTo(1, 3);
  });

  it("says where a text is no path", () => {
    expect(() => svgPathRegion("L0 0")).toThrow("a path begins with M");
    expect(() => svgPathRegion("M0 0L5")).toThrow("one is missing at character 7");
    expect(() => svgPathRegion("M0 0X5")).toThrow("no command X");
  });
});

it("a path that encloses nothing is told", () => {
  for (const d of ["", "M0 0"])
    expect(() => svgPathRegion(d, { fit: [9, 9] })).toThrow(`the path ${JSON.stringify(d)} encloses nothing`);
});

it("no node lies at infinity", () => {
  const map = layout(tree, { engine: greedy(), container: region(U) });
  for (const [x, y] of [
    [Infinity, 0],
    [0, -Infinity],
    [NaN, 1],
    [1e308, -1e308],
  ] as const)
    expect(map.at(x, y)).toBe(-1);
});

describe("chords beside a wall that runs as they do", () => {
  const staircases = fc.array(fc.tuple(fc.integer({ min: 10, max: 70 }), fc.integer({ min: 10, max: 50 })), {
    minLength: 1,
    maxLength: 4,
  });
  const weights = fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 2, maxLength: 12 });

  it("part an L as weights ask", () => {
    const L: RegionRing = [[0, 0], [120, 0], [120, 100], [20, 100], [20, 79], [0, 79]]; // prettier-ignore
    const four = weightedTree({ children: [2, 1, 7, 4].map((value) => ({ value })) });
    for (const engine of [greedy(), angular()])
      expect(quality(layout(four, { engine, container: region(L) })).area.maxError).toBeLessThan(1e-9);
  });

  it("part stairs as weights ask", () => {
    fc.assert(
      fc.property(staircases, weights, (steps, values) => {
        let [x, y] = [0, 0];
        const corners: [number, number][] = [[0, 0]];
        for (const [across, down] of [...steps, [20, 15] as const]) {
          corners.push([(x += across), y], [x, (y += down)]);
        }
        const container = region([...corners, [0, y]]);
        const stairs = weightedTree({
          children: values.map((value) => ({ children: [{ value }, { value: 2 }] })),
        });
        for (const engine of [greedy(), angular()]) {
          const map = layout(stairs, { engine, container });
          expect(quality(map).area.maxError).toBeLessThan(1e-9);
          expect(validate(map)).toEqual([]);
        }
      }),
      { numRuns: 60 },
    );
  });
});

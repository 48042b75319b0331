import { describe, expect, it } from "vitest";
import flare from "../../examples/data/flare.json" with { type: "json" };
import {
  angular,
  disk,
  greedy,
  interpolateMaps,
  layout,
  packMap,
  quality,
  region,
  squarify,
  toSVG,
  unpackMap,
  validate,
  voronoi,
  weightedTree,
  type Partition,
  type WeightedTree,
} from "../../src/index.ts";
import { numbersFrom } from "./support.ts";

const random = numbersFrom(6);
const TREES: Readonly<Record<"flare" | "random" | "halves" | "one", WeightedTree>> = {
  flare: weightedTree.fromRows(flare, { weight: "size" }),
  random: weightedTree({ children: Array.from({ length: 1000 }, () => ({ value: 0.1 + random() })) }),
  halves: weightedTree({ children: [{ value: 1 }, { value: 1 }] }),
  one: weightedTree({ value: 1 }),
};
const DISKS = { circle: disk(300, 300, 300), ellipse: disk(1000, -50, 400, 100) };
const ENGINES = [greedy(), angular(), voronoi({ effort: "fast" })];

/** The worst relative error of areas, as the arc has them. */
function worstArea(map: Partition, whole: number): number {
  const { tree } = map;
  const errors = Array.from(tree.weight, (weight, i) => map.area(i) / whole / (weight / tree.weight[0]!) - 1);
  return Math.max(...errors.map(Math.abs));
}

/** Area of the outline that a path of lines and arcs draws, by its own numbers. */
function areaOfPath(d: string): number {
  let [x, y, twice] = [0, 0, 0];
  let [startX, startY] = [0, 0];
  for (const [, command, list] of d.matchAll(/([MLAZ])([^MLAZ]*)/g)) {
    const n = list!.trim().split(/\s+/).map(Number);
    if (command === "Z") twice += y * startX - x * startY;
    if (command === "Z") continue;
    const [px, py] = n.slice(-2) as [number, number];
    if (command === "M") [startX, startY] = [px, py];
    else twice += y * px - x * py;
    if (command === "A") {
      const [rx, ry] = n as [number, number];
      const half = Math.min(1, Math.hypot((px - x) / rx, (py - y) / ry) / 2);
      const span = 2 * Math.asin(half);
      twice += rx * ry * (span - Math.sin(span));
    }
    [x, y] = [px, py];
  }
  return twice / 2;
}

describe.each(Object.entries(DISKS))("a disk, %s", (_, container) => {
  const { rx, ry } = container.ellipse!;
  const whole = Math.PI * rx * ry;

  it.each(Object.keys(TREES))("is filled with %s, areas by the arc to 1e-12", (name) => {
    for (const engine of ENGINES) {
      const map = layout(TREES[name as "flare"], { engine, container });
      expect(worstArea(map, whole), engine.name).toBeLessThan(1.1e-12);
      expect(validate(map), engine.name).toEqual([]);
      expect(quality(map).area.maxError).toBeLessThan(1e-11);
    }
  });

  it("is found everywhere, up to the arc and no farther", () => {
    const map = layout(TREES.random, { engine: greedy(), container });
    const { cx, cy } = container.ellipse!;
    for (let k = 0; k < 1000; k++) {
      const angle = (2 * Math.PI * k) / 1000;
      const at = (part: number): number =>
        map.at(cx + part * rx * Math.cos(angle), cy + part * ry * Math.sin(angle));
      expect(at(1 - 1e-9)).toBeGreaterThan(0);
      expect(at(1 + 1e-9)).toBe(-1);
    }
  });
});

describe("leaves lighter than what an arc adds", () => {
  const families: Readonly<Record<string, object[]>> = {
    "one far lighter": [{ value: 1 }, { value: 1e-11 }],
    "ever lighter": Array.from({ length: 16 }, (_, k) => ({ value: 10 ** -k })),
    "many alike": [{ value: 1 }, ...Array.from({ length: 300 }, () => ({ value: 1e-12 }))],
    "in families": Array.from({ length: 6 }, (_, k) => ({
      children: Array.from({ length: 8 }, () => ({ value: 10 ** (-2 * k - 3 * random()) })),
    })),
  };

  it.each(Object.keys(families))("have their areas: %s", (name) => {
    const light = weightedTree({ children: families[name]! });
    for (const engine of ENGINES) {
      const map = layout(light, { engine, container: DISKS.circle });
      expect(validate(map), engine.name).toEqual([]);
      const error = quality(map).area.maxError;
      expect(error, engine.name).toBeLessThan(1e-9);
    }
  });
});

describe("padding in a disk", () => {
  it.each(["flare", "random"] as const)("%s: cells end in arcs of smaller circles", (name) => {
    for (const engine of ENGINES) {
      const map = layout(TREES[name], { engine, container: DISKS.circle, padding: 2, paddingTop: 5 });
      expect(validate(map), engine.name).toEqual([]);
      const first = map.tree.firstChild[0]!;
      expect(map.cells.ellipse!(first).rx).toBeCloseTo(298, 2);
      // Nothing lies nearer to the border than padding, and something lies that near.
      let [least, most] = [Infinity, 0];
      for (let c = first; c < first + map.tree.childCount[0]!; c++) {
        if (map.isEmpty(c)) continue;
        for (const [x, y] of (map.cell(c) as { points: [number, number][] }).points) {
          most = Math.max(most, Math.hypot(x - 300, y - 300));
          least = Math.min(least, Math.hypot(x - 300, y - 300));
        }
      }
      expect(most).toBeGreaterThan(297.99);
      expect(most).toBeLessThan(298.0001);
    }
  });

  it("keeps areas in proportion, before padding goes off them, and behind it where that is asked for", () => {
    const few = weightedTree({ children: [3, 2, 2, 1, 1, 1].map((value) => ({ value })) });
    for (const engine of ENGINES) {
      const gross = layout(few, { engine, container: DISKS.circle, paddingInner: 4 });
      expect(validate(gross)).toEqual([]);
      const map = layout(few, { engine, container: DISKS.circle, padding: 4, areas: "leaf-exact" });
      expect(quality(map).area.maxError, engine.name).toBeLessThan(1e-6);
      expect(validate(map), engine.name).toEqual([]);
    }
  });

  it("leaves an ellipse, behind which there is none", () => {
    const map = layout(TREES.flare, { engine: greedy(), container: DISKS.ellipse, padding: 3 });
    expect(validate(map)).toEqual([]);
    expect(map.cells.ellipse!(1).rx).toBeNaN();
    expect(toSVG(map)).toContain("<path");
  });

  it("is drawn with arcs of its own, and goes into packed maps", () => {
    const map = layout(TREES.flare, { engine: greedy(), container: DISKS.circle, padding: 10 });
    const svg = toSVG(map, { precision: 3 });
    expect(svg).toContain("A300 300 0");
    expect(svg).toMatch(/A290 290 0|A289\.99\d 289\.99\d 0/);
    const again = unpackMap(structuredClone(packMap(map)), map.tree);
    expect(toSVG(again, { precision: 3 })).toBe(svg);
  });
});

it("draws arcs, whose own areas are those of the weights", () => {
  const map = layout(TREES.random, { engine: greedy(), container: DISKS.circle });
  const svg = toSVG(map, { precision: 6, minArea: 0 });
  const paths = [...svg.matchAll(/class="leaf[^>]* d="([^"]*)"/g)].map(([, d]) => d!);
  expect(paths).toHaveLength(1000);
  const areas = paths.map(areaOfPath);
  expect(paths.filter((d) => d.includes("A")).length).toBeGreaterThan(50);
  expect(areas.reduce((sum, area) => sum + area, 0)).toBeCloseTo(Math.PI * 300 * 300, 2);
  const wanted = Array.from({ length: 1000 }, (_, k) => map.area(k + 1)).sort((a, b) => a - b);
  areas.sort((a, b) => a - b).forEach((area, k) => expect(area).toBeCloseTo(wanted[k]!, 2));
});

it("gives arcs to contexts that take them, and sides of the polygon to others", () => {
  const map = layout(TREES.halves, { engine: greedy(), container: DISKS.circle });
  const calls: string[] = [];
  const note = (name: string) => () => void calls.push(name);
  const lines = { moveTo: note("move"), lineTo: note("line"), closePath: note("close") };
  map.trace(1, { ...lines, ellipse: note("arc") });
  expect(calls.filter((name) => name === "arc").length).toBeGreaterThan(0);
  expect(calls.length).toBeLessThan(10);
  calls.length = 0;
  map.trace(1, lines);
  expect(calls.length).toBeGreaterThan(500);
});

it("draws the same arcs in a part of the map, in its own frame", () => {
  const map = layout(TREES.flare, { engine: greedy(), container: DISKS.circle });
  const root = map.tree.firstChild[0]!;
  const svg = toSVG(map, { root, precision: 4, minArea: 0 });
  const scale = Number(/A(\S+)/.exec(svg)![1]) / 300;
  const areas = [...svg.matchAll(/class="leaf[^>]* d="([^"]*)"/g)].map(([, d]) => areaOfPath(d!));
  expect(areas.reduce((sum, area) => sum + area, 0) / scale ** 2).toBeCloseTo(map.area(root), 0);
});

it("is packed and unpacked whole", () => {
  const map = layout(TREES.flare, { engine: greedy(), container: DISKS.ellipse });
  const again = unpackMap(structuredClone(packMap(map)), map.tree);
  expect(again.region.ellipse).toEqual(map.region.ellipse);
  expect(toSVG(again)).toBe(toSVG(map));
  expect(again.update(TREES.flare).area(5)).toBe(map.area(5));
});

it("says what it cannot do", () => {
  const container = DISKS.circle;
  expect(() => disk(0, 0, -1)).toThrow("rx of a disk must be a number from 1e-150 to 1e150, not -1");
  expect(() => disk(0, NaN, 1)).toThrow("cy of a disk must be a number, not NaN");
  expect(() => disk(1e5, 0, 1)).toThrow(
    "cx of a disk must be at most 1000 times its radius of 1 from 0, not 100000",
  );
  expect(() => disk(0, 0, 1e6, 1)).toThrow("within 1000 times each other");
  expect(() => layout(TREES.one, { engine: squarify(), container })).toThrow(
    "squarify lays out rectangles, so its container must be a box",
  );
  const map = layout(TREES.halves, { engine: greedy(), container });
  const other = layout(TREES.halves, { engine: greedy(), container: DISKS.ellipse });
  expect(() => interpolateMaps(map, other)).toThrow("cells in a region of any shape move");
});

describe("an update into another kind of container", () => {
  const few = weightedTree({
    children: [{ value: 1 }, { value: 2 }, { children: [{ value: 1 }, { value: 2 }] }],
  });
  const CONTAINERS = {
    disk: DISKS.circle,
    ellipse: DISKS.ellipse,
    box: [9, 6] as const,
    hexagon: [[0, 0], [4, 0], [6, 3], [4, 6], [0, 6]] as const, // prettier-ignore
    U: region([[0, 0], [30, 0], [30, 30], [20, 30], [20, 10], [10, 10], [10, 30], [0, 30]]), // prettier-ignore
  };
  const pairs = Object.keys(CONTAINERS).flatMap((from) =>
    Object.keys(CONTAINERS).map((to) => [from, to] as const),
  );

  it.each(pairs)("from %s to %s fills that one, and keeps areas", (from, to) => {
    for (const engine of [greedy(), voronoi(), angular()]) {
      const [first, second] = [from, to].map((name) => CONTAINERS[name as keyof typeof CONTAINERS]);
      const map = layout(few, { engine, container: first! }).update(few, { container: second! });
      expect(validate(map)).toEqual([]);
      expect(quality(map).area.maxError).toBeLessThan(1e-9);
    }
  });
});

import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { polygonArea } from "d3-polygon";
import { expect, test } from "vitest";
import { folderWith, marquetry } from "./support.ts";

const INPUT =
  '{"name":"r","children":[{"name":"a","value":3},{"name":"b","value":2},{"name":"c","value":1}]}';

const square = (name: string, x: number, y: number, side: number) => ({
  type: "Feature",
  id: name.length,
  properties: { name },
  geometry: {
    type: "Polygon",
    coordinates: [[[x, y], [x + side, y], [x + side, y + side], [x, y + side], [x, y]]], // prettier-ignore
  },
});
const FILES = {
  "two.geojson": JSON.stringify({
    type: "FeatureCollection",
    features: [square("Larger", 0, 0, 4), square("Small", 9, 0, 1)],
  }),
  "two.json": JSON.stringify({ type: "Topology", objects: {} }),
  "bad.json": "{",
  "ring.svg": '<svg><g transform="rotate(45)"><circle r="10"/><circle id="hole" r="4"/></g></svg>',
  "empty.svg": "<svg><text>A</text></svg>",
};

async function drawn(...argv: string[]): Promise<string> {
  const cwd = await folderWith(FILES);
  const { code, out, err } = await marquetry(["draw", "-", "-q", "--size", "400x200", ...argv], {
    stdin: INPUT,
    cwd,
  });
  expect([code, err]).toEqual([0, ""]);
  return out;
}

async function failure(container: string): Promise<string> {
  const cwd = await folderWith(FILES);
  const { code, err } = await marquetry(["draw", "-", "-c", container], { stdin: INPUT, cwd });
  expect(code).toBeGreaterThan(0);
  return err.split("\n")[0]!;
}

const viewBox = (svg: string): number[] => /viewBox="([^"]*)"/.exec(svg)![1]!.split(" ").map(Number);

test("a path, corners, a drawing and GeoJSON are containers, as large as fits", async () => {
  expect(viewBox(await drawn("-c", "M0 0H8V8L4 4Z"))).toEqual([100, 0, 200, 200]);
  expect(viewBox(await drawn("-c", "0,0 300,0 150,50 0,300"))).toEqual([0, 0, 300, 300]);
  expect(viewBox(await drawn("-c", "ring.svg"))).toEqual([100, 0, 200, 200]);
  expect(viewBox(await drawn("-c", "two.geojson#Small"))[3]).toBe(200);
});

test("a disk and an ellipse end in arcs", async () => {
  const disk = await drawn("-c", "disk");
  expect(viewBox(disk)).toEqual([100, 0, 200, 200]);
  expect(disk).toContain("A100 100 0 0 0 ");
  expect(await drawn("-c", "ellipse")).toContain("A200 100 0 0 0 ");
});

test("of islands, all are filled, or the largest alone", async () => {
  const [, , wide] = viewBox(await drawn("-c", "two.geojson"));
  expect(wide).toBe(400);
  expect(viewBox(await drawn("-c", "two.geojson", "--islands", "largest"))[3]).toBe(200);
});

test("all commands that lay out take them", async () => {
  const cwd = await folderWith({ ...FILES, "t.json": INPUT });
  const measured = await marquetry(["measure", "t.json", "-c", "ring.svg", "--json"], { cwd });
  const { engines } = JSON.parse(measured.out) as { engines: { engine: string }[] };
  expect(engines.map(({ engine }) => engine)).toContain("voronoi");
  expect(engines.map(({ engine }) => engine)).not.toContain("squarify");
  const { code } = await marquetry(["diff", "t.json", "t.json", "-c", "ring.svg", "-o", "d.svg"], { cwd });
  expect(code).toBe(0);
});

test("what is wrong with a shape is told with its file and place", async () => {
  expect(await failure("empty.svg")).toBe(
    "marquetry: empty.svg: svgRegion: there is no path, polygon, rect, circle or ellipse in the drawing",
  );
  expect(await failure("ring.svg#hat")).toContain('with or within the id "hat"');
  expect(await failure("two.geojson#Smal")).toContain(
    'no feature has "Smal" as its id or as a property; did you mean Small?',
  );
  expect(await failure("two.json")).toContain("two.json: it is TopoJSON, not GeoJSON");
  expect(await failure("none.svg")).toBe("marquetry: cannot read none.svg: no such file or folder");
  expect(await failure("bad.json")).toContain("bad.json: it is no JSON");
});

test("completion names containers", async () => {
  expect((await marquetry(["completion", "bash"])).out).toContain("hexagon octagon circle disk ellipse");
});

test("GeoJSON has holes and islands as its own", async () => {
  const cwd = await folderWith({ ...FILES, "t.json": INPUT });
  const path = "M0 0H9V9H0Z M2 2H7V7H2Z M3 3H4V4H3Z M20 0H29V9H20Z";
  const { code } = await marquetry(["draw", "t.json", "-c", path, "-o", "t.geojson"], { cwd });
  expect(code).toBe(0);
  const { features } = JSON.parse(await readFile(join(cwd, "t.geojson"), "utf8")) as {
    features: {
      properties: { share: number };
      geometry: { type: string; coordinates: [number, number][][][] };
    }[];
  };
  const { type, coordinates } = features[0]!.geometry;
  expect(type).toBe("MultiPolygon");
  expect(coordinates.map((rings) => rings.length).sort()).toEqual([1, 1, 2]);
  for (const [outer, ...holes] of coordinates) {
    expect(polygonArea(outer!)).toBeLessThan(0);
    for (const hole of holes) expect(polygonArea(hole)).toBeGreaterThan(0);
  }
  const whole = coordinates.flat().reduce((sum, ring) => sum - polygonArea(ring), 0);
  expect(whole / (960 / 29) ** 2).toBeCloseTo(81 - 25 + 1 + 81, 6);
});

import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { polygonArea } from "d3-polygon";
import { expect, test } from "vitest";
import { folderWith, marquetry } from "./support.ts";

const DATA = 'path,size\n"src/a, b.js",3\nsrc/c.js,1\nREADME,4\nempty,0\n';

async function written(name: string, ...argv: string[]): Promise<string> {
  const cwd = await folderWith({ "in.csv": DATA });
  const flags = ["draw", "in.csv", "-q", "-s", "80x60", "-o", name, ...argv];
  expect(await marquetry(flags, { cwd })).toEqual({ code: 0, out: "", err: "" });
  return await readFile(join(cwd, name), "utf8");
}

interface CellText {
  id: string;
  parent: string | null;
  label: string;
  isLeaf: boolean;
  weight: number;
  share: number;
  x0: number;
  y0: number;
  x1: number;
  y1: number;
  points?: [number, number][];
}

test.each(["squarify", "voronoi"])("JSON has each cell with its id, parent and shape: %s", async (engine) => {
  const {
    engine: named,
    box,
    cells,
  } = JSON.parse(await written("cells.json", "-e", engine)) as {
    engine: string;
    box: number[];
    cells: CellText[];
  };
  expect([named, box]).toEqual([engine, [0, 0, 80, 60]]);
  expect(cells).toHaveLength(6);
  for (const { share, points, x0, x1, y0, y1 } of cells) {
    const area = points ? (points.length > 2 ? polygonArea(points) : 0) : (x1 - x0) * (y1 - y0);
    expect(area).toBeCloseTo(share * 80 * 60, 6);
  }
  const ids = new Set(cells.map(({ id }) => id));
  expect(cells.filter(({ parent }) => parent !== null && !ids.has(parent))).toEqual([]);
  expect(
    cells
      .filter(({ isLeaf }) => isLeaf)
      .map(({ label }) => label)
      .sort(),
  ).toEqual(["README", "a, b.js", "c.js", "empty"]);
});

test("CSV has a line for each cell, its texts quoted", async () => {
  const [head, ...lines] = (await written("cells.csv")).trim().split("\n");
  expect(head).toBe("id,parent,label,depth,leaf,weight,share,area,x0,y0,x1,y1,cx,cy");
  expect(lines).toHaveLength(6);
  const line = lines.find((text) => text.includes('"a, b.js"'))!;
  expect(line).toMatch(/^"src\/a, b\.js",src,"a, b\.js",2,1,3,0\.375,1800,/);
});

test.each(["squarify", "greedy"])(
  "GeoJSON has closed rings, counter-clockwise with y upwards: %s",
  async (engine) => {
    const { type, features } = JSON.parse(await written("cells.geojson", "-e", engine)) as {
      type: string;
      features: {
        id: string;
        properties: CellText;
        geometry: { coordinates: [number, number][][] } | null;
      }[];
    };
    expect([type, features.length]).toEqual(["FeatureCollection", 6]);
    for (const { id, properties, geometry } of features) {
      expect(properties.id).toBe(id);
      expect(geometry === null).toBe(properties.weight === 0);
      if (!geometry) continue;
      const [ring] = geometry.coordinates;
      expect(ring!.at(-1)).toEqual(ring![0]);
      // d3's sign is that of y downwards.
      expect(-polygonArea(ring!.slice(1))).toBeCloseTo(properties.share * 80 * 60, 6);
      for (const [x, y] of ring!)
        expect(x >= -1e-9 && x <= 80 + 1e-9 && y >= -1e-9 && y <= 60 + 1e-9).toBe(true);
    }
  },
);

test("what ends otherwise is refused, with all that there is", async () => {
  const { code, err } = await marquetry(["draw", "in.csv", "-o", "map.tiff"]);
  expect(code).toBe(2);
  expect(err).toContain(".svg, .png, .pdf, .html, .json, .csv, .map, or .geojson, not map.tiff");
});

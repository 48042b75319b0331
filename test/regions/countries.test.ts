import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { geoConicConformal, geoEqualEarth, geoPath } from "d3-geo";
import { feature } from "topojson-client";
import { expect, it } from "vitest";
import usa from "../../examples/data/usa.json" with { type: "json" };
import {
  geoRegion,
  greedy,
  layout,
  svgPathRegion,
  validate,
  weightedTree,
  type GeoShape,
} from "../../src/index.ts";
import { ringArea } from "../../src/geometry/ring.ts";

type Topology = Parameters<typeof feature>[0];

function featuresOf(file: string, name: string): GeoShape[] {
  const path = createRequire(import.meta.url).resolve(file);
  const topology = JSON.parse(readFileSync(path, "utf8")) as Topology;
  const found = feature(topology, topology.objects[name]!) as unknown as { features: GeoShape[] };
  return found.features;
}

const nameOf = (shape: GeoShape): string =>
  (shape as GeoShape & { properties: { name: string } }).properties.name;
const tree = weightedTree({ children: Array.from({ length: 60 }, (_, k) => ({ value: 1 + (k % 9) })) });

it.each(["France", "Nigeria", "Chile", "Norway", "South Africa"])(
  "%s is a container, by d3's projections",
  (name) => {
    const country = featuresOf("world-atlas/countries-50m.json", "countries").find(
      (one) => nameOf(one) === name,
    )!;
    for (const projection of [geoConicConformal(), geoEqualEarth()]) {
      const container = geoRegion(country, { projection, fit: [600, 600], islands: "largest" });
      expect(Math.max(container.x1 - container.x0, container.y1 - container.y0)).toBeCloseTo(600, 6);
      expect(validate(layout(tree, { engine: greedy(), container }))).toEqual([]);
    }
  },
);

it("the outline of the example is that of its source, and its people are those of the census", () => {
  const [nation] = featuresOf("us-atlas/states-albers-10m.json", "nation");
  const mainland = geoRegion(nation!, { projection: (place) => place, islands: "largest" });
  const drawn = svgPathRegion(usa.outline);
  const [own, source] = [drawn, mainland].map(({ ring }) => ringArea(ring, 0, ring.length / 2));
  expect(own! / source!).toBeCloseTo(1, 4);
  const places = featuresOf("us-atlas/states-albers-10m.json", "states");
  const path = geoPath();
  for (const { name, at } of usa.children) {
    const [x, y] = path.centroid(places.find((one) => nameOf(one) === name) as never);
    expect(Math.hypot(x - at[0]!, y - at[1]!), name).toBeLessThan(1);
  }
  // Without Alaska and Hawaii.
  const people = usa.children.reduce((sum, { population }) => sum + population, 0);
  expect(people).toBe(331_449_281 - 733_391 - 1_455_271);
});

import "marquetry/element";
import { quality, voronoi, weightedTree } from "marquetry";
import type { MarquetryMap } from "marquetry/element";
import usa from "../data/usa.json" with { type: "json" };
import { hierarchies } from "../support/hierarchies.ts";
import { byId, choice, markPage } from "./support/dom.ts";
import { short } from "./support/figures.ts";
import { shapes } from "./support/shapes.ts";

/** The country, or a state with its place in the outline. */
interface Place {
  readonly name: string;
  readonly population?: number;
  readonly at?: readonly number[];
  readonly children?: readonly Place[];
}

markPage();
const map = byId<MarquetryMap>("map");
const flare = hierarchies.find(({ name }) => name === "flare")!.tree;
const country = weightedTree<Place>(usa, { weight: (d) => d.population });
const outline = shapes["country"]!();

/** States go to their places in the outline, which the map magnifies to fit. */
function placeOf({ at }: Place): [number, number] | null {
  if (!at) return null;
  const { width, height } = map.getBoundingClientRect();
  const [wide, high] = [outline.x1 - outline.x0, outline.y1 - outline.y0];
  const scale = Math.min(width / wide, height / high);
  return [
    (at[0]! - outline.x0) * scale + (width - scale * wide) / 2,
    (at[1]! - outline.y0) * scale + (height - scale * high) / 2,
  ];
}

function show(): void {
  const isCountry = shape.value === "country";
  map.data = isCountry ? country : flare;
  map.container = shapes[shape.value]!();
  map.engine =
    isCountry && engine.value === "voronoi"
      ? voronoi({ sites: (d) => placeOf(d as Place) })
      : (engine.value as "greedy");
}

const shape = choice("Container", Object.keys(shapes), show);
const engine = choice("Engine", ["voronoi", "greedy", "angular"], show);
map.addEventListener("marquetry-layout", ({ detail }) => {
  const { leaves, area } = quality(detail.map);
  const corners = detail.map.region.ring.length / 2;
  byId("said").textContent =
    `${corners.toLocaleString("en-GB")} corners; diameter² / area of the leaves: ${short(leaves.asp.mean)} on average, ${short(leaves.asp.max)} at the worst; areas wrong by ${area.maxError.toExponential(0)} at the most`;
});
show();

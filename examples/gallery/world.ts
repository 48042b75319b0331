import "marquetry/element";
import type { MarquetryMap } from "marquetry/element";
import { hierarchies } from "../support/hierarchies.ts";
import { byId, choice, markPage } from "./support/dom.ts";

markPage();
const map = byId<MarquetryMap>("map");
map.drawing = {
  title: "8 billion people",
  subtitle: "Population by country, 2024",
  caption: "Territories are counted with the continent that they lie in.",
  source: "Source: World Bank",
  format: { notation: "compact", maximumSignificantDigits: 3 },
  value: true,
};
map.data = hierarchies.find(({ name }) => name === "world")!.tree;

choice("Shape", ["rectangle", "circle"], (shape) => {
  map.engine = shape === "circle" ? "voronoi" : "greedy";
  map.container = shape === "circle" ? "circle" : "fill";
});

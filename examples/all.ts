import { caterpillar } from "./caterpillar.ts";
import { clusters } from "./clusters.ts";
import { country } from "./country.ts";
import { d3 } from "./d3.ts";
import { files } from "./files.ts";
import { flare } from "./flare.ts";
import { growth } from "./growth.ts";
import { hexagon } from "./hexagon.ts";
import { motion } from "./motion.ts";
import { boundedWorld } from "./slack.ts";
import { ownEngine } from "./spiral.ts";
import { tradeoff } from "./tradeoff.ts";
import { lettering } from "./word.ts";
import { world } from "./world.ts";
import { zoom } from "./zoom.ts";

/** A picture and what it shows. */
export interface Example {
  /** Name of the file with the code, and of the picture. */
  readonly name: string;
  /** One line for those who look at the picture. */
  readonly caption: string;
  /** The picture as SVG. */
  readonly draw: () => string;
}

/** All examples but the million leaves, which need a canvas. */
export const examples: readonly Example[] = [
  { name: "world", caption: "The people of the world in 2024, by country", draw: world },
  { name: "zoom", caption: "The same layout with Europe as the root", draw: zoom },
  { name: "growth", caption: "The same people in rectangles, coloured by growth since 1994", draw: growth },
  { name: "flare", caption: "The classes of a library: squarify beside greedy", draw: flare },
  { name: "caterpillar", caption: "A tree of 60 levels: squarify, greedy, orthoconvex", draw: caterpillar },
  {
    name: "files",
    caption: "The files of a package: padding and headers, and exact areas within them",
    draw: files,
  },
  { name: "slack", caption: "The people of the world in rectangles within 2 : 1", draw: boundedWorld },
  {
    name: "tradeoff",
    caption: "Area lost to gaps, by the ratio of sides allowed, for three hierarchies",
    draw: tradeoff,
  },
  { name: "hexagon", caption: "A polygon as the container, with gaps between the cells", draw: hexagon },
  {
    name: "country",
    caption: "The states of a country by their people, within its outline and near their places",
    draw: country,
  },
  { name: "word", caption: "The letters of a word as the container", draw: lettering },
  { name: "clusters", caption: "A clustering of countries as points in the plane", draw: clusters },
  {
    name: "motion",
    caption: "Stills of a film: the people of the world in greedy, voronoi and squarify",
    draw: motion,
  },
  { name: "d3", caption: "One hierarchy of d3: a tile of strips, and polygons on its nodes", draw: d3 },
  { name: "spiral", caption: "An engine of one's own, in a few lines", draw: ownEngine },
];

import { greedy, interpolateMaps, layout, squarify, toSVG, voronoi, weightedTree } from "marquetry";
import data from "./data/world.json" with { type: "json" };
import { sideBySide } from "./support/side-by-side.ts";

/**
 * Five stills of a film: from the cells of greedy to those of voronoi, and on to those of squarify.
 *
 * Half-way every cell has its area still. It is convex between convex cells, and a part of the world goes with its
 * continent. Texts would run into each other, so there are none on the way.
 */
export function motion(): string {
  const tree = weightedTree<Place>(data, { children: partsOf, weight: people });
  const size = [250, 250] as const;
  const [first, second, third] = [greedy(), voronoi(), squarify()].map((engine) =>
    layout(tree, { engine, container: size }),
  );
  const there = interpolateMaps(first!, second!);
  const onwards = interpolateMaps(second!, third!);
  const stills = [
    { caption: "greedy", map: there(0) },
    { caption: "half-way", map: there(0.5) },
    { caption: "voronoi", map: there(1) },
    { caption: "half-way", map: onwards(0.5) },
    { caption: "squarify", map: onwards(1) },
  ];
  const draw = ({ caption, map }: (typeof stills)[number], k: number) =>
    toSVG(map, {
      idPrefix: `still-${k}-`,
      precision: 1,
      fontSize: 14,
      minFontSize: 7,
      ...(caption === "half-way" && { label: false }),
    });
  return sideBySide(
    stills.map((still, k) => ({ caption: still.caption, svg: draw(still, k) })),
    size,
  );
}

/** A continent, a part of one, or a country. */
interface Place {
  name: string;
  population?: number;
  children?: Place[];
}

/** The parts of the continents are not divided into their countries. */
function partsOf({ children = [] }: Place): Place[] {
  return children.some((child) => child.children) ? children : [];
}

function people({ population = 0, children = [] }: Place): number {
  return children.reduce((sum, child) => sum + people(child), population);
}

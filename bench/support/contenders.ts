import { hierarchy, treemap, type HierarchyNode, type HierarchyRectangularNode } from "d3-hierarchy";
import { greedy, layout, squarify, toSVG, weightedTree, type Engine, type Partition } from "marquetry";
import { nest, type Columns, type Nested } from "./inputs.ts";

/** Prepares an input, outside the measurement, and returns what is to be measured. */
export type Contender = (input: Columns) => () => unknown;

export type ContenderName =
  | "d3 from objects"
  | "d3 layout alone"
  | "squarify from objects"
  | "squarify from columns"
  | "squarify layout alone"
  | "greedy from objects"
  | "greedy layout alone"
  | "SVG of squarify"
  | "SVG without titles"
  | "SVG of greedy"
  | "SVG of d3 by hand";

const container: [width: number, height: number] = [1600, 1000];

/** Everything that is timed or weighed, by name. */
export const contenders: Readonly<Record<ContenderName, Contender>> = {
  "d3 from objects": (input) => {
    const data = nest(input);
    return () => d3Treemap(d3Hierarchy(data));
  },
  "d3 layout alone": (input) => {
    const root = d3Hierarchy(nest(input));
    return () => d3Treemap(root);
  },
  "squarify from objects": (input) => {
    const data = nest(input);
    return () => divide(weightedTree(data), squarify());
  },
  "squarify from columns": (input) => () => divide(weightedTree.fromColumns(input), squarify()),
  "squarify layout alone": (input) => {
    const tree = weightedTree(nest(input));
    return () => divide(tree, squarify());
  },
  "greedy from objects": (input) => {
    const data = nest(input);
    return () => divide(weightedTree(data), greedy());
  },
  "greedy layout alone": (input) => {
    const tree = weightedTree(nest(input));
    return () => divide(tree, greedy());
  },
  "SVG of squarify": (input) => {
    const map = divide(weightedTree(nest(input)), squarify());
    return () => toSVG(map);
  },
  "SVG without titles": (input) => {
    const map = divide(weightedTree(nest(input)), squarify());
    return () => toSVG(map, { tooltip: false });
  },
  "SVG of greedy": (input) => {
    const map = divide(weightedTree(nest(input)), greedy());
    return () => toSVG(map);
  },
  "SVG of d3 by hand": (input) => {
    const root = d3Treemap(d3Hierarchy(nest(input)));
    return () => rects(root);
  },
};

/** d3-hierarchy's squarified treemap, in the way its documentation shows. */
export function d3Treemap(root: HierarchyNode<Nested>): HierarchyRectangularNode<Nested> {
  return treemap<Nested>().size(container)(root);
}

export function d3Hierarchy(data: Nested): HierarchyNode<Nested> {
  return hierarchy(data)
    .sum((d) => d.value ?? 0)
    .sort((a, b) => b.value! - a.value!);
}

function divide<T>(tree: Parameters<typeof layout<T>>[0], engine: Engine): Partition<T> {
  return layout(tree, { engine, container });
}

/** The least that a drawing needs: a rect a leaf, coordinates at full length, no labels, no titles. */
function rects(root: HierarchyRectangularNode<Nested>): string {
  let body = "";
  for (const { x0, y0, x1, y1 } of root.leaves()) {
    body += `<rect x="${x0}" y="${y0}" width="${x1 - x0}" height="${y1 - y0}" fill="#ccc"/>`;
  }
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1600 1000">${body}</svg>`;
}

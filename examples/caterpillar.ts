import { depthColours, greedy, layout, squarify, toSVG, weightedTree } from "marquetry";
import { sideBySide } from "./support/side-by-side.ts";

/** Levels of the tree. */
const DEPTH = 60;

/**
 * A tree that goes down step by step: each node has one leaf and one child that goes on.
 *
 * All 60 leaves weigh the same. Rectangles become strips, the thinner the deeper the tree; convex polygons need not.
 */
export function caterpillar(): string {
  const parent = new Int32Array(2 * DEPTH + 1);
  const weight = new Float64Array(2 * DEPTH + 1);
  parent[0] = -1;
  for (let level = 0; level < DEPTH; level++) {
    const leaf = 2 * level + 1;
    parent[leaf] = parent[leaf + 1] = 2 * level;
    weight[leaf] = 1;
  }
  weight[2 * DEPTH] = 1;
  const tree = weightedTree.fromColumns({ parent, weight });
  const size = [470, 470] as const;
  const draw = (engine: ReturnType<typeof squarify | typeof greedy>) =>
    toSVG(layout(tree, { engine, container: size }), {
      idPrefix: `${engine.name}-`,
      colour: depthColours({ colour: "#225588", lighten: 0.04 }),
      strokeWidth: 0.5,
      label: false,
    });
  return sideBySide(
    { caption: "squarify", svg: draw(squarify()) },
    { caption: "greedy", svg: draw(greedy()) },
    size,
  );
}

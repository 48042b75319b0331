import {
  depthColours,
  greedy,
  layout,
  orthoconvex,
  quality,
  squarify,
  toSVG,
  weightedTree,
  type Engine,
} from "marquetry";
import { sideBySide, type Panel } from "./support/side-by-side.ts";

/** Levels of the tree. */
const DEPTH = 60;
const SIZE = [310, 310] as const;

/**
 * A tree that goes down step by step: each node has one leaf and one child that goes on.
 *
 * All 61 leaves weigh the same. Rectangles become strips, the thinner the deeper the tree; convex polygons get longer
 * far more slowly, cells of orthoconvex regions not at all.
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
  const panel = (engine: Engine): Panel => {
    const map = layout(tree, { engine, container: SIZE });
    const svg = toSVG(map, {
      idPrefix: `${engine.name}-`,
      colour: depthColours({ colour: "#225588", lighten: 0.04 }),
      strokeWidth: 0.5,
      label: false,
    });
    const worst = quality(map).leaves.box.max;
    return { caption: engine.name, svg, note: `longest side² / area: ${worst.toFixed(1)} at most` };
  };
  return sideBySide([squarify(), greedy(), orthoconvex()].map(panel), SIZE);
}

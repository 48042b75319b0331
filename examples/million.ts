import { branchColours, drawCanvas, greedy, layout, weightedTree, type CanvasContext } from "marquetry";

/** Leaves of the tree. */
const LEAVES = 1_000_000;
/** Nodes above them. */
const FOLDERS = 5_000;

/**
 * A million leaves on a canvas.
 *
 * The tree comes in two columns, so no object is made for a node. Cells below a pixel are not drawn one by one:
 * the fill of their parent stands for them, and nothing is left blank.
 */
export function million(context: CanvasContext): void {
  const random = generator(1);
  const parent = new Int32Array(FOLDERS + LEAVES);
  const weight = new Float64Array(FOLDERS + LEAVES);
  parent[0] = -1;
  for (let i = 1; i < FOLDERS; i++) parent[i] = Math.floor(i * random());
  for (let i = 0; i < LEAVES; i++) {
    // One leaf for each folder first, so that none is left without.
    parent[FOLDERS + i] = i < FOLDERS ? i : Math.floor(FOLDERS * random());
    weight[FOLDERS + i] = 1 / (0.0001 + random());
  }
  const tree = weightedTree.fromColumns({ parent, weight });
  const map = layout(tree, { engine: greedy(), container: [960, 600] });
  drawCanvas(map, context, { label: false, colour: branchColours({ lighten: 0.07 }) });
}

/** Numbers from 0 to 1 that look random, the same at each run: a linear congruential generator. */
function generator(seed: number): () => number {
  let state = seed;
  return () => (state = (Math.imul(1664525, state) + 1013904223) >>> 0) / 2 ** 32;
}

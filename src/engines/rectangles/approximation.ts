import { grown } from "../../geometry/growing.ts";
import { descendingSort } from "../../model/sort.ts";
import { readOptions } from "../../options/read-options.ts";
import type { RectEngine } from "../engine.ts";
import { rowEngine } from "../family-engine.ts";
import { layHalves } from "./binary.ts";
import { halvesBound } from "./halves-bound.ts";
import { OpenRuns } from "./runs.ts";

/**
 * Halves of nearly equal weight from heavy to light, cut across the longer side: rectangles whose ratio of sides has
 * a proven limit.
 *
 * No cell is longer to its shorter side than the greatest of the container's ratio, of 3, and of 1 + the greatest
 * quotient of a weight and the next lighter one among siblings above it: near 3 where weights fall slowly. `bound`
 * has it for each node. Of a tree sorted by weight it makes the cells of {@link binary}; the order of others is not
 * kept. The paper takes the first cut beyond a third of the weight, here it is the cut nearest to half.
 *
 * Time: n log n in the number of children.
 *
 * Source: Nagamochi, Abe, *An approximation algorithm for dissecting a rectangle into rectangles with specified
 * areas* (2007).
 *
 * @throws MarquetryError `bad-option`: it has no options
 * @example approximation().bound(weightedTree({ children: [{ value: 6 }, { value: 4 }] }), [960, 600]).value; // 3
 */
export function approximation(options?: Record<string, never>): RectEngine {
  const runs = new OpenRuns();
  let sorted: Float64Array = new Float64Array(0);
  let nodes: Int32Array = new Int32Array(0);
  return rowEngine({
    name: "approximation",
    description: "halves of nearly equal weight from heavy to light; a proven limit of the ratio of sides",
    options: readOptions("approximation", {}, options),
    bound: (tree, container) => halvesBound("approximation", tree, container, true),
    divide({ width, height }, weights, first, end, cells) {
      let count = 0;
      let isSorted = true;
      sorted = grown(sorted, end - first);
      nodes = grown(nodes, end - first);
      // Cells that nobody writes are empty.
      for (let i = first; i < end; i++) {
        if (weights[i] === 0) continue;
        if (weights[i]! > sorted[count - 1]!) isSorted = false;
        sorted[count] = weights[i]!;
        nodes[count++] = i;
      }
      if (!isSorted) descendingSort(sorted, nodes, count)(0, count);
      runs.begin(sorted, 0, count, width, height);
      layHalves(runs, cells, nodes);
    },
  });
}

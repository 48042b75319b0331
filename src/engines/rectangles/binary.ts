import { readOptions } from "../../options/read-options.ts";
import type { BoxCells, RectEngine } from "../engine.ts";
import { boxEngine } from "../family-engine.ts";
import { halvesBound } from "./halves-bound.ts";
import { OpenRuns } from "./runs.ts";
import { TIE } from "./sums.ts";

/**
 * Cuts the children into two runs of nearly equal weight, across the longer side, again and again:
 * d3-hierarchy's `treemapBinary`.
 *
 * Order is kept: neighbours in the list stay near each other. Expect a longer to shorter side of about 2 for
 * like weights, more where weights differ much. Where every family is sorted by falling weight, as trees are by
 * default, the limit of {@link approximation} holds, and `bound` has it for each node. Where two cuts are equally near
 * to half, d3 lets the rounding of its sums decide; here the child in the middle goes to the first run.
 *
 * Time: n log n in the number of children.
 *
 * @throws MarquetryError `bad-option`: it has no options
 * @example layout(tree, { engine: binary(), container: [960, 600] });
 */
export function binary(options?: Record<string, never>): RectEngine {
  return halvesEngine("binary", options);
}

/**
 * {@link binary} under the name that the literature has for it.
 *
 * Source: Engdahl, *Ordered and unordered treemap algorithms and their applications on handheld devices* (2005).
 *
 * @throws MarquetryError `bad-option`: it has no options
 * @example layout(tree, { engine: split(), container: [960, 600] });
 */
export function split(options?: Record<string, never>): RectEngine {
  return halvesEngine("split", options);
}

function halvesEngine(name: string, options: object | undefined): RectEngine {
  const runs = new OpenRuns();
  return boxEngine({
    name,
    description: "halves of nearly equal weight; order kept, fair shapes, a limit where sorted by weight",
    options: readOptions(name, {}, options),
    bound: (tree, container) => halvesBound(name, tree, container, false),
    divide({ width, height }, weights, first, end, cells) {
      runs.begin(weights, first, end, width, height);
      layHalves(runs, cells);
    },
  });
}

/**
 * Cuts runs across the longer side into halves until each is one child.
 *
 * @param nodes - the node that each child of the runs stands for; itself by default
 */
export function layHalves(runs: OpenRuns, cells: BoxCells, nodes?: Int32Array): void {
  while (runs.size > 0) {
    const { first, end } = runs;
    if (end - first === 1) {
      runs.place(cells, nodes ? nodes[first] : first);
      continue;
    }
    const at = runs.middle();
    // The longer part waits, so that at most one waits for each halving.
    runs.cut(at, runs.width > runs.height * (1 + TIE), at - first > end - at);
  }
}

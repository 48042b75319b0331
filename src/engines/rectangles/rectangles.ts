import type { WeightedTree } from "../../model/weighted-tree.ts";
import { choice, type OptionHelp, type OptionTable } from "../../options/option.ts";
import { readOptions } from "../../options/read-options.ts";
import { BoxCells, type Box } from "../../partition/box-cells.ts";
import type { RectEngine } from "../engine.ts";
import { eachFamily, rowEngine } from "../family-engine.ts";
import { FamilySearch } from "./family-search.ts";

/** Options of {@link rectangles}. */
export interface RectanglesOptions {
  /**
   * "fast", the default, seeks rows and columns; "best" cuts parts off before, and looks one level ahead, which takes
   * twenty to a hundred times as long.
   */
  readonly effort?: "fast" | "best";
}

export const rectanglesOptions: OptionTable<RectanglesOptions> = {
  effort: /* @__PURE__ */ choice(["fast", "best"], "fast"),
};

export const rectanglesHelp: OptionHelp<RectanglesOptions> = {
  effort: "how much is tried for fat rectangles: a little, or also cuts and the level below",
};

/** Quantile of the asp of the leaves that must not be worse than squarify's, beside the mean. */
const TAIL = 0.95;
/** Bins by which tails are told apart, mostly. */
const BINS = 8192;

/**
 * The fattest rectangles that can be found: for each family the best division into rows or columns, or squarify's rows
 * if they are better; equal children as a grid. With more effort parts are cut off first, and a family is divided as
 * its children's families need it.
 *
 * No family is worse than {@link squarify} with `ratio: 1` makes it in the same room, by the mean of asp = diameter² /
 * area. Of the whole tree the leaves have neither a worse mean nor a worse 95th percentile: where they would, all is
 * laid out by squarify. Order is not kept. There is no limit: two children of weight 1 and 1e-6 have a ratio of a million.
 *
 * Time: for each family of n children the width of a row times n; rows are not sought for more than 24 children unless
 * they are equal, with "best" for more than three thousand.
 *
 * Source: the rows are those of Bruls, Huizing, van Wijk, *Squarified Treemaps* (2000); seeking them by dynamic
 * programming is ours.
 *
 * @throws MarquetryError `bad-option`
 * @example layout(tree, { engine: rectangles({ effort: "best" }), container: [960, 600] });
 */
export function rectangles(options?: RectanglesOptions): RectEngine {
  const settled = readOptions<RectanglesOptions, "effort">("rectangles", rectanglesOptions, options);
  const isBest = settled.effort === "best";
  const search = new FamilySearch();
  let differs = false;
  const engine = rowEngine({
    name: "rectangles",
    description:
      "the fattest rows, columns and cuts that are found; order not kept, never worse than squarify",
    options: settled,
    divide({ width, height }, weights, first, end, cells) {
      search.read(weights, first, end, isBest ? undefined : cells);
      if (isBest) {
        search.layParts(width, height);
        search.write(cells);
      } else search.layRows(width, height);
      differs ||= !search.isSquarified;
    },
  });
  return {
    ...engine,
    partition(tree, region, cells, earlier) {
      if (earlier) return engine.partition(tree, region, cells, earlier);
      differs = false;
      const memory = engine.partition(tree, region, cells);
      if (!differs && !isBest) return memory;
      const squarified = layTree(tree, cells, ({ width, height }, first, end, into) =>
        search.squarifyInto(width, height, tree.weight, first, end, into),
      );
      const limit = new ShapesOfLeaves(tree, squarified);
      const trials = [cells];
      if (isBest) {
        trials.push(
          layTree(tree, cells, ({ width, height }, first, end, into) => {
            search.read(tree.weight, first, end, into);
            search.layRows(width, height);
          }),
        );
        trials.push(layAhead(tree, cells, search));
      }
      let best = squarified;
      let least = Infinity;
      for (const trial of trials) {
        const shapes = new ShapesOfLeaves(tree, trial);
        if (!(shapes.mean < least) || !shapes.isNoWorse(limit)) continue;
        least = shapes.mean;
        best = trial;
      }
      if (best !== cells) cells.boxes.set(best.boxes);
      return memory;
    },
  };
}

/** Lays a tree out in cells of its own. */
function layTree(
  tree: WeightedTree,
  { boxes, padding }: BoxCells,
  lay: (room: Box, first: number, end: number, cells: BoxCells) => void,
): BoxCells {
  const cells = new BoxCells(tree, padding, new Float64Array(4 * tree.size));
  cells.boxes.set(boxes.subarray(0, 4));
  const room: Box = { x: 0, y: 0, width: 0, height: 0 };
  eachFamily(tree, (i, first, end) => {
    cells.open(i, room);
    if (room.width > 0 && room.height > 0) lay(room, first, end, cells);
    cells.close(i);
  });
  return cells;
}

/** Lays each family out as makes the leaves below fattest, as far as one level ahead tells. */
function layAhead(tree: WeightedTree, cells: BoxCells, search: FamilySearch): BoxCells {
  const { firstChild, childCount, parent } = tree;
  const leaves = Float64Array.from(childCount, (count) => (count === 0 ? 1 : 0));
  for (let i = tree.size - 1; i > 0; i--) leaves[parent[i]!]! += leaves[i]!;
  const below = new FamilySearch();

  /** The sum of the asp of the leaves, where all below a child are as fat as its children. */
  const costAhead = (): number => {
    let sum = 0;
    for (let k = 0; k < search.count; k++) {
      const i = search.nodes[k]!;
      const [width, height] = [search.boxes[4 * k + 2]!, search.boxes[4 * k + 3]!];
      let mean = width / height + height / width;
      if (childCount[i]! > 0) {
        below.read(tree.weight, firstChild[i]!, firstChild[i]! + childCount[i]!);
        mean = below.layRows(width, height) / below.count;
      }
      sum += leaves[i]! * mean;
    }
    return sum;
  };
  return layTree(tree, cells, ({ width, height }, first, end, into) => {
    search.read(tree.weight, first, end);
    let least = Infinity;
    let best: Float64Array | null = null;
    for (const way of [
      () => search.squarify(width, height),
      () => search.layRows(width, height),
      () => search.layParts(width, height),
    ]) {
      way();
      const cost = costAhead();
      if (!(cost < least)) continue;
      least = cost;
      best = search.boxes.slice(0, 4 * search.count);
    }
    if (best) search.boxes.set(best);
    search.write(into);
  });
}

/** The shapes of the leaves of a layout: the mean of asp, and how many leaves lie in each bin of 1 / asp. */
class ShapesOfLeaves {
  readonly mean: number;
  readonly #tree: WeightedTree;
  readonly #boxes: Float64Array;
  readonly #bins: Int32Array = new Int32Array(BINS + 1);
  readonly #count: number;

  constructor(tree: WeightedTree, { boxes }: BoxCells) {
    this.#tree = tree;
    this.#boxes = boxes;
    const { size, childCount } = tree;
    const bins = this.#bins;
    let count = 0;
    let sum = 0;
    for (let i = 0; i < size; i++) {
      if (childCount[i] !== 0) continue;
      const asp = aspAt(boxes, i);
      // A leaf without area has none.
      if (!(asp > 0)) continue;
      count++;
      sum += asp;
      bins[binOf(asp)]!++;
    }
    this.mean = sum / count;
    this.#count = count;
  }

  /** Whether neither the mean nor the tail is worse than another's. */
  isNoWorse(other: ShapesOfLeaves): boolean {
    if (!(this.mean <= other.mean)) return false;
    const place = TAIL * (other.#count - 1);
    return [Math.floor(place), Math.ceil(place)].every((at) => {
      const [own, limit] = [this.#binAt(at), other.#binAt(at)];
      return own.bin === limit.bin ? this.#aspIn(own) <= other.#aspIn(limit) : own.bin > limit.bin;
    });
  }

  /** The bin of the leaf that has this place in the order of asp, and its place in the bin. */
  #binAt(place: number): { bin: number; rank: number } {
    let bin = BINS;
    let rank = place;
    while (bin > 0 && rank >= this.#bins[bin]!) rank -= this.#bins[bin--]!;
    return { bin, rank };
  }

  #aspIn({ bin, rank }: { bin: number; rank: number }): number {
    const asps = new Float64Array(this.#bins[bin]!);
    let count = 0;
    for (let i = 0; i < this.#tree.size; i++) {
      const asp = this.#tree.childCount[i] === 0 ? aspAt(this.#boxes, i) : 0;
      if (asp > 0 && binOf(asp) === bin) asps[count++] = asp;
    }
    return asps.sort()[rank] ?? Infinity;
  }
}

/** The asp of the box of a node; NaN if it has no area. */
function aspAt(boxes: Float64Array, i: number): number {
  const width = boxes[4 * i + 2]!;
  const height = boxes[4 * i + 3]!;
  return width * height > 0 ? width / height + height / width : NaN;
}

function binOf(asp: number): number {
  return Math.floor((2 * BINS) / asp);
}

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
      search.read(weights, first, end);
      if (isBest) search.layParts(width, height);
      else search.layRows(width, height);
      differs ||= !search.isSquarified;
      search.write(cells);
    },
  });
  return {
    ...engine,
    partition(tree, region, cells, earlier) {
      if (earlier) return engine.partition(tree, region, cells, earlier);
      differs = false;
      const memory = engine.partition(tree, region, cells);
      if (!differs && !isBest) return memory;
      const squarified = layTree(tree, cells, (room) => search.squarify(room.width, room.height), search);
      const limit = new ShapesOfLeaves(tree, squarified);
      const trials = [cells];
      if (isBest) {
        trials.push(layTree(tree, cells, (room) => search.layRows(room.width, room.height), search));
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

/** Lays a tree out in cells of its own, each family by what `search` has read of it. */
function layTree(
  tree: WeightedTree,
  { boxes, padding }: BoxCells,
  lay: (room: Box) => void,
  search: FamilySearch,
): BoxCells {
  const cells = new BoxCells(tree, padding, new Float64Array(4 * tree.size));
  cells.boxes.set(boxes.subarray(0, 4));
  const room: Box = { x: 0, y: 0, width: 0, height: 0 };
  eachFamily(tree, (i, first, end) => {
    cells.open(i, room);
    if (room.width > 0 && room.height > 0) {
      search.read(tree.weight, first, end);
      lay(room);
      search.write(cells);
    }
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
  const lay = ({ width, height }: Box): void => {
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
  };
  return layTree(tree, cells, lay, search);
}

/** The shapes of the leaves of a layout. */
class ShapesOfLeaves {
  readonly mean: number;
  readonly #asps: Float64Array;
  /** The asps between which the tail's quantile lies, and their places in order. */
  readonly #places: readonly [number, number];

  constructor({ size, childCount }: WeightedTree, { boxes }: BoxCells) {
    const asps = new Float64Array(size);
    let count = 0;
    let sum = 0;
    for (let i = 0; i < size; i++) {
      const width = boxes[4 * i + 2]!;
      const height = boxes[4 * i + 3]!;
      if (childCount[i] !== 0 || !(width * height > 0)) continue;
      asps[count] = width / height + height / width;
      sum += asps[count++]!;
    }
    this.mean = sum / count;
    this.#asps = asps.subarray(0, count);
    const place = TAIL * (count - 1);
    this.#places = [Math.floor(place), Math.ceil(place)];
  }

  /** Whether neither the mean nor the tail is worse than another's. */
  isNoWorse(other: ShapesOfLeaves): boolean {
    if (!(this.mean <= other.mean)) return false;
    return this.#places.every((place, k) => this.#countUpTo(other.#asp(other.#places[k]!)) > place);
  }

  #countUpTo(limit: number): number {
    let count = 0;
    for (const asp of this.#asps) if (asp <= limit) count++;
    return count;
  }

  /** The asp that has this place in order (Hoare's selection). */
  #asp(place: number): number {
    const asps = this.#asps;
    let from = 0;
    let to = asps.length - 1;
    while (from < to) {
      const pivot = asps[(from + to) >> 1]!;
      let low = from;
      let high = to;
      while (low <= high) {
        while (asps[low]! < pivot) low++;
        while (asps[high]! > pivot) high--;
        if (low > high) break;
        const asp = asps[low]!;
        asps[low++] = asps[high]!;
        asps[high--] = asp;
      }
      if (place <= high) to = high;
      else if (place >= low) from = low;
      else break;
    }
    return asps[place] ?? 0;
  }
}

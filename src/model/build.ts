import { fromColumns, type Columns } from "./columns.ts";
import { fromNested, type NestedOptions } from "./nested.ts";
import { fromNewick, type NewickNode, type NewickOptions } from "./newick.ts";
import type { TreeOptions } from "./tree-options.ts";
import { fromPaths, type PathOptions, type PathWeight } from "./paths.ts";
import { fromRows, type RowOptions } from "./rows.ts";
import type { WeightedTree } from "./weighted-tree.ts";

/** Inner nodes weigh what their children do, so that there are no remainders: every node has a datum. */
interface Sums {
  readonly innerWeight?: "sum";
}

/** A node of `d3.hierarchy`, whose totals may exceed what its children have. */
interface HierarchyNode {
  readonly data: unknown;
  readonly depth: number;
  readonly height: number;
  readonly eachBefore: (...given: never) => unknown;
}

/** Reads nested objects or `d3.hierarchy` nodes; see {@link weightedTree}. */
interface ObjectBuilder {
  <T>(data: T, options: NestedOptions<T> & Required<Sums>): WeightedTree<T>;
  <T extends HierarchyNode>(data: T, options?: NestedOptions<T>): WeightedTree<T | undefined>;
  <T>(data: T, options?: NestedOptions<T> & Sums): WeightedTree<T>;
  <T>(data: T, options?: NestedOptions<T>): WeightedTree<T | undefined>;
}

/**
 * The type of {@link weightedTree}: a function that carries the builders for other forms of input.
 *
 * The type of the tree holds `undefined` where `tree.data(i)` may be undefined: where there may be remainders, by
 * `innerWeight` or of a `d3.hierarchy`, and for paths, of which folders need not be given.
 */
export interface TreeBuilder extends ObjectBuilder {
  /**
   * Reads rows that name their parents, in any order.
   *
   * Exactly one row, the root, has no parent: null, undefined or `""`. Ids are compared as text. The rows stay
   * untouched; `tree.data(i)` is a row and `tree.source(i)` its number. Whatever becomes of the rows and their list
   * later, ids, labels and order stay as they were read.
   *
   * @throws MarquetryError `missing-id`, `duplicate-id`, `missing-parent`, `several-roots`, `cycle`, `empty-tree`,
   * `bad-input`, and those of {@link weightedTree} for weights
   * @example
   * weightedTree.fromRows([{ id: "all" }, { id: "a", parent: "all", size: 3 }], { weight: "size" });
   */
  readonly fromRows: {
    <T>(rows: Iterable<T>, options?: RowOptions<T> & Sums): WeightedTree<T>;
    <T>(rows: Iterable<T>, options?: RowOptions<T>): WeightedTree<T | undefined>;
  };

  /**
   * Reads paths with weights; the folders on the way are made.
   *
   * All paths start at a root of their own, so `"/a"` and `"a"` are the same; so are `"a//b/"` and `"a/b"`, as
   * for files. A path that is also a folder is a folder, and by default its weight becomes a remainder in it.
   * The id of a node is its path as given, without separators before and after; `tree.data(i)` is the pair
   * given, undefined for a folder that only other paths mention; `tree.source(i)` counts files and folders in
   * order of first mention.
   *
   * @throws MarquetryError `duplicate-id` for a path given twice, unless `duplicates` is `"add"`; `bad-path` if it
   * is empty or no text; `empty-tree`, `bad-input`, and those of {@link weightedTree} for weights
   * @example
   * weightedTree.fromPaths([["src/index.ts", 120], ["src/errors.ts", 80], ["README.md", 30]]);
   */
  readonly fromPaths: (
    entries: Iterable<PathWeight>,
    options?: PathOptions,
  ) => WeightedTree<PathWeight | undefined>;

  /**
   * Reads columns: `parent[i]` is the row of the parent of row i, −1 for the root. Rows may stand in any order;
   * `tree.source(i)` is the row of node i.
   *
   * The columns are never changed, and copied: they may change afterwards.
   * Time: O(n) for order and sums, O(n log n) for sorting; below 0.1 µs a row.
   *
   * @throws MarquetryError `missing-parent` if a parent is no row; `duplicate-id`, `several-roots`, `cycle`,
   * `empty-tree`, `bad-input`, and those of {@link weightedTree} for weights
   * @example
   * weightedTree.fromColumns({ parent: Int32Array.of(-1, 0, 0), weight: Float64Array.of(0, 1, 2) });
   */
  readonly fromColumns: (columns: Columns, options?: TreeOptions<undefined>) => WeightedTree<undefined>;

  /**
   * Reads one tree in Newick form, as `((a:1,b:1):2,c:3);`: quoted names, comments in brackets, any number of
   * children, names and lengths or none.
   *
   * Leaves weigh 1 unless the option `weight` says otherwise. The root is where the text has it: of an unrooted
   * tree that is a node with three children or more, and stays one. `tree.data(i)` is `{ name, length }`,
   * `tree.source(i)` the place in the text, parents before children, and `tree.find(name)` finds a leaf. Names
   * keep their underscores. A decimal comma, as in `a:0,5`, is an error. Time: O(text).
   *
   * @throws MarquetryError `bad-newick` with line, column and what stands there; `empty-tree`, `bad-input`, and
   * those of {@link weightedTree} for weights
   * @example
   * weightedTree.fromNewick("((human:6,chimpanzee:6):2,gorilla:8);").weight[0]; // 3
   */
  readonly fromNewick: (text: string, options?: NewickOptions) => WeightedTree<NewickNode>;
}

/**
 * Reads a weighted tree from nested objects, by default `{ name, value, children }`, or a `d3.hierarchy` node.
 *
 * Other fields are named by the options, or read by functions. Children are sorted by weight, the heaviest first, and
 * inner nodes weigh the sum of their leaves, unless the
 * options say otherwise. Leaves need a weight: a finite number, not negative; only a node with an empty list of
 * children may do without and weighs 0. A subtree may stand in several places. Nothing is written to the
 * objects; `tree.data(i)` is the user's object, and `tree.source(i)` its place in breadth-first order of input. What
 * is done to the objects later changes nothing else of the tree.
 *
 * Of a `d3.hierarchy` node, itself the datum that accessors and `tree.data(i)` see, the weight is `value` where
 * `sum` or `count` has set it, else `data.value`. `innerWeight` is then `"total"` by default: where `sum` counted inner
 * nodes too, what they weigh themselves becomes a remainder. The order of its children is kept, `sort` is null by
 * default. Nodes of a `rollup` are called by their keys, those of `stratify().path(…)` by the last parts of their paths.
 *
 * Time: O(n) for reading, O(n log n) for sorting; about 0.2 µs a leaf. Depth and width have no limit but memory.
 *
 * @throws MarquetryError `missing-weight`, `bad-weight` for anything but a number (text is not converted) and for
 * negative numbers, NaN and infinity; `weight-overflow` if a sum is no longer finite; `total-mismatch`;
 * `cycle` if a node is its own ancestor; `duplicate-id` if the option `id` gives two nodes the same;
 * `bad-input` for anything but a root, with what to do with it, and for children that are no list; `bad-option`
 * @example
 * const tree = weightedTree({
 *   name: "fruit",
 *   children: [{ name: "apples", value: 3 }, { name: "citrus", children: [{ name: "limes", value: 1 }] }],
 * });
 * tree.label(1); // "apples"
 * @example weightedTree(folder, { children: "files", weight: (d) => d.bytes ?? 0, sort: null });
 */
export const weightedTree: TreeBuilder = /* @__PURE__ */ Object.assign(
  <T>(data: T, options?: NestedOptions<T>): WeightedTree<T> => fromNested(data, options),
  { fromRows, fromPaths, fromColumns, fromNewick },
);

/**
 * {@link weightedTree} for objects alone. These functions are its builders each by itself: a bundle carries those that
 * it names, and not the others.
 *
 * @throws MarquetryError as {@link weightedTree}
 * @example const tree = treeFromObjects({ children: [{ name: "apples", value: 5 }, { name: "pears", value: 3 }] });
 */
export const treeFromObjects: ObjectBuilder = fromNested;
/**
 * `weightedTree.fromRows` by itself; see {@link TreeBuilder}.
 *
 * @example treeFromRows([{ id: "all" }, { id: "a", parent: "all", weight: 3 }]);
 */
export const treeFromRows: TreeBuilder["fromRows"] = fromRows as TreeBuilder["fromRows"];
/**
 * `weightedTree.fromPaths` by itself; see {@link TreeBuilder}.
 *
 * @example treeFromPaths([["src/index.ts", 120], ["README.md", 30]]);
 */
export const treeFromPaths: TreeBuilder["fromPaths"] = fromPaths as TreeBuilder["fromPaths"];
/**
 * `weightedTree.fromColumns` by itself; see {@link TreeBuilder}.
 *
 * @example treeFromColumns({ parent: Int32Array.of(-1, 0, 0), weight: Float64Array.of(0, 1, 2) });
 */
export const treeFromColumns: TreeBuilder["fromColumns"] = fromColumns;
/**
 * `weightedTree.fromNewick` by itself; see {@link TreeBuilder}.
 *
 * @example treeFromNewick("((human:6,chimpanzee:6):2,gorilla:8);");
 */
export const treeFromNewick: TreeBuilder["fromNewick"] = fromNewick;

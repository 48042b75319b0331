import type { NewickNode } from "../model/newick.ts";
import type { WeightedTree } from "../model/weighted-tree.ts";
import {
  ultrametricFromDistances,
  ultrametricFromPoints,
  type DistanceMatrix,
  type LinkageOptions,
} from "./from-distances.ts";
import { ultrametricFromNewick, ultrametricFromTree, type UltrametricTreeOptions } from "./from-tree.ts";
import { findViolation, type ThreePointViolation } from "./three-points.ts";
import type { UltrametricNewickOptions, Ultrametric } from "./ultrametric.ts";

/** The type of {@link ultrametric}. */
export interface UltrametricBuilder {
  /**
   * Reads a tree in Newick form whose leaves are all as deep as each other; the distance of two leaves is the length
   * of the way between them. Branches of length 0 and nodes of any number of children are allowed.
   *
   * @throws MarquetryError `not-ultrametric`, naming the leaf farthest off and the spread of depths, or a branch
   * without a length or with a negative one; `bad-newick`, `empty-tree`, `bad-option`
   * @example ultrametric.fromNewick("((a:1,b:1):2,c:3);").distance(0, 2); // 6
   */
  readonly fromNewick: (text: string, options?: UltrametricNewickOptions) => Ultrametric<NewickNode>;

  /**
   * Clusters the items of a distance matrix: by single linkage into the greatest ultrametric below it, by average
   * linkage, or by complete. A matrix that is an ultrametric stays as it is, by any of them. Time: O(n²).
   *
   * @throws MarquetryError `bad-distance` naming two items, `bad-input`, `bad-option`, `empty-tree`
   * @example ultrametric.fromDistances([[0, 1, 4], [1, 0, 5], [4, 5, 0]], { linkage: "single" }).distance(1, 2); // 4
   */
  readonly fromDistances: (matrix: DistanceMatrix, options?: LinkageOptions) => Ultrametric;

  /**
   * Clusters points by their Euclidean distances. Time: O(n²); memory: n²/2 numbers, but for single linkage n.
   *
   * @throws MarquetryError `bad-distance` naming a coordinate, `bad-input`, `bad-option`, `empty-tree`
   * @example ultrametric.fromPoints([[0, 0], [1, 0], [5, 5]], { linkage: "complete" });
   */
  readonly fromPoints: (points: DistanceMatrix, options?: LinkageOptions) => Ultrametric;

  /**
   * Takes a tree whose inner nodes have heights that do not increase downwards.
   *
   * @throws MarquetryError `not-ultrametric` or `bad-distance` with the node's path, `bad-input`
   * @example ultrametric.fromTree(tree, { height: "age" });
   */
  readonly fromTree: <T>(tree: WeightedTree<T>, options?: UltrametricTreeOptions<T>) => Ultrametric<T>;

  /**
   * Three items of a distance matrix that break the three-point condition, or null if it is an ultrametric up to a
   * relative tolerance, 1e-6 by default. Time: O(n²).
   *
   * @throws MarquetryError `bad-distance`, `bad-input`, `bad-option`
   * @example ultrametric.check([[0, 1, 4], [1, 0, 5], [4, 5, 0]])?.triple; // [1, 0, 2]
   */
  readonly check: (matrix: DistanceMatrix, options?: UltrametricNewickOptions) => ThreePointViolation | null;
}

/** Makes an {@link Ultrametric} of a tree, of distances or of points, and checks distances. */
export const ultrametric: UltrametricBuilder = {
  fromNewick: ultrametricFromNewick,
  fromDistances: ultrametricFromDistances,
  fromPoints: ultrametricFromPoints,
  fromTree: ultrametricFromTree,
  check: findViolation,
};

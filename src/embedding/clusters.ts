import { leafCounts } from "../model/subtree.ts";
import type { Ultrametric } from "./ultrametric.ts";

/** A tree, and of each of its nodes the distance of two leaves that meet there. */
export type Distances = Pick<Ultrametric, "tree" | "diameter">;

/**
 * What an embedding sees of an ultrametric: a tree whose inner nodes have two children or more and a diameter
 * above 0, less than their parent's. Its leaves are sites: leaves of the ultrametric at distance 0 share one.
 *
 * Nodes are in breadth-first order, children contiguous. Sites are numbered depth first, so that those of a
 * cluster are contiguous.
 */
export interface Clusters {
  readonly size: number;
  readonly parent: Int32Array;
  readonly firstChild: Int32Array;
  readonly childCount: Int32Array;
  /** Distance of two sites that meet at the node; 0 for a site. */
  readonly diameter: Float64Array;
  /** The least distance of two sites that meet at the node, or at one dissolved into it. */
  readonly least: Float64Array;
  /** The sites of a node are `firstSite[i] … endSite[i] − 1`. */
  readonly firstSite: Int32Array;
  readonly endSite: Int32Array;
  /** Node of the ultrametric's tree that each node stands for. */
  readonly node: Int32Array;
}

/**
 * The clusters of an ultrametric, in which a node whose diameter is within a factor of that of the cluster above
 * is dissolved into it: its children then count as farther apart than they are, by less than the factor.
 *
 * @param factor - 1 dissolves only nodes of the same diameter
 */
export function clustersOf(u: Distances, factor: number = 1): Clusters {
  const { tree, diameter } = u;
  const room = tree.size;
  const parent = new Int32Array(room);
  const firstChild = new Int32Array(room);
  const childCount = new Int32Array(room);
  const node = new Int32Array(room);
  const least = new Float64Array(room);
  node[0] = descend(u, 0);
  parent[0] = -1;
  let size = 1;
  const open: number[] = [];
  for (let i = 0; i < size; i++) {
    const top = node[i]!;
    firstChild[i] = size;
    least[i] = diameter[top]!;
    if (diameter[top] === 0) continue;
    pushChildren(u, top, open);
    for (let next = open.pop(); next !== undefined; next = open.pop()) {
      const child = descend(u, next);
      if (diameter[child]! > 0 && diameter[child]! * factor >= diameter[top]!) {
        least[i] = Math.min(least[i]!, diameter[child]!);
        pushChildren(u, child, open);
      } else {
        parent[size] = i;
        node[size++] = child;
      }
    }
    childCount[i] = size - firstChild[i]!;
  }
  const own = Float64Array.from({ length: size }, (_, i) => diameter[node[i]!]!);
  const shape = { parent: parent.slice(0, size), firstChild, childCount, size };
  return {
    ...shape,
    ...numberSites(shape),
    diameter: own,
    least: least.slice(0, size),
    node: node.slice(0, size),
  };
}

/** The first node on the way down that has a choice. */
function descend({ tree, diameter }: Distances, from: number): number {
  let i = from;
  while (tree.childCount[i] === 1 && diameter[i]! > 0) i = tree.firstChild[i]!;
  return i;
}

function pushChildren({ tree }: Distances, i: number, open: number[]): void {
  const first = tree.firstChild[i]!;
  for (let c = first + tree.childCount[i]! - 1; c >= first; c--) open.push(c);
}

function numberSites(
  shape: Pick<Clusters, "size" | "parent" | "firstChild" | "childCount">,
): Pick<Clusters, "firstSite" | "endSite"> {
  const { size, firstChild, childCount } = shape;
  const count = leafCounts(shape);
  const firstSite = new Int32Array(size);
  const endSite = new Int32Array(size);
  endSite[0] = count[0]!;
  for (let i = 0; i < size; i++) {
    let next = firstSite[i]!;
    for (let c = firstChild[i]!; c < firstChild[i]! + childCount[i]!; c++) {
      firstSite[c] = next;
      next += count[c]!;
      endSite[c] = next;
    }
  }
  return { firstSite, endSite };
}

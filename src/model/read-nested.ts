import { MarquetryError, show } from "../errors.ts";
import { cycleIn } from "./object-cycle.ts";
import { runningSum } from "./order.ts";
import { unsortedTree, type Outline } from "./outline.ts";
import type { NodeNames, WeightedTree } from "./weighted-tree.ts";
import { isAbsent, isWeight, weightError } from "./weight-errors.ts";

/** Accessors as they are called: what they return is checked, whatever their type says. */
export interface Accessors<T> {
  readonly children: (d: T) => unknown;
  readonly weight: (d: T) => unknown;
  readonly id: (d: T) => unknown;
  readonly label: (d: T) => unknown;
}

/** Room for this many nodes to begin with. */
const FIRST_CAPACITY = 64;

/**
 * Reads nested objects breadth first: `nodes`, which holds the root, is the queue and in the end holds them all.
 *
 * @param readInner - whether to read the weights of inner nodes too
 */
export function readNested<T>(
  nodes: T[],
  { children, weight, label }: Accessors<T>,
  names: NodeNames<T>,
  readInner: boolean,
): Outline {
  let counts: Int32Array = new Int32Array(FIRST_CAPACITY);
  let weights: Float64Array = new Float64Array(FIRST_CAPACITY);
  let inner: Set<T> | null = new Set<T>();
  const soFar = (i: number): WeightedTree<T> => treeSoFar(i, nodes.length, counts, names);
  for (let i = 0; i < nodes.length; i++) {
    if (i === counts.length) {
      counts = grown(counts, new Int32Array(Math.max(2 * i, nodes.length)));
      weights = grown(weights, new Float64Array(counts.length));
    }
    const d = nodes[i]!;
    if (d === null || d === undefined) throw noNode(d, i, soFar(i));
    const below = children(d);
    const hasList = below !== null && below !== undefined;
    if (hasList) {
      const count = Array.isArray(below)
        ? append(nodes, below)
        : appendIterable(nodes, below, () => soFar(i).place(i));
      counts[i] = count;
      if (count > 0 && inner) {
        if (!inner.has(d)) inner.add(d);
        else {
          const cycle = cycleIn(nodes[0]!, children, label);
          if (cycle) throw cycle;
          // Subtrees are shared, but nothing is its own ancestor: no need to look again.
          inner = null;
        }
      }
    }
    if (counts[i] === 0 || readInner) {
      const value = weight(d);
      if (isWeight(value)) weights[i] = value;
      else if (isAbsent(value) && hasList) weights[i] = counts[i]! > 0 ? NaN : 0;
      else throw weightError(value, soFar(i).place(i));
    }
  }
  const childCount = counts.slice(0, nodes.length);
  return { firstChild: runningSum(childCount, 1), childCount, weight: weights.slice(0, nodes.length) };
}

function grown<A extends Int32Array | Float64Array>(from: A, to: A): A {
  to.set(from);
  return to;
}

function append<T>(nodes: T[], children: readonly T[]): number {
  for (let k = 0; k < children.length; k++) nodes.push(children[k]!);
  return children.length;
}

function appendIterable<T>(nodes: T[], children: unknown, place: () => string): number {
  if (typeof children !== "object" || !(Symbol.iterator in (children as object))) {
    const path = place();
    const message = `the children of ${path} are ${show(children)}: they must be an array or something iterable`;
    throw new MarquetryError("bad-input", message, { path, value: children });
  }
  const before = nodes.length;
  for (const child of children as Iterable<T>) nodes.push(child);
  return nodes.length - before;
}

/** The nodes read before node i, to name one of them or node i. */
function treeSoFar<T>(i: number, size: number, counts: Int32Array, names: NodeNames<T>): WeightedTree<T> {
  const childCount = new Int32Array(size);
  childCount.set(counts.subarray(0, i));
  const weight = new Float64Array(size);
  return unsortedTree({ firstChild: runningSum(childCount, 1), childCount, weight }, names);
}

/** No accessor can be asked for the name of such a node, so its place in its family must do. */
function noNode<T>(value: unknown, i: number, tree: WeightedTree<T>): MarquetryError {
  const parent = tree.parent[i]!;
  if (parent < 0) return new MarquetryError("bad-input", `the data is ${show(value)}, not a node`, { value });
  const path = `${tree.place(parent)}/#${i - tree.firstChild[parent]!}`;
  return new MarquetryError("bad-input", `the node ${path} is ${show(value)}`, { path, value });
}

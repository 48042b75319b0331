/** Which distance of two clusters counts: of their nearest items, of their farthest, or the mean over all pairs. */
export type Linkage = "single" | "average" | "complete";

/** Merges of items 0 … n − 1, in ascending order of height: merge k makes cluster n + k. */
export interface Dendrogram {
  readonly first: Int32Array;
  readonly second: Int32Array;
  /** Distance of the two that merge. */
  readonly height: Float64Array;
}

/** Place of the distance of two items in a condensed matrix: the part above its diagonal, row by row. */
export function condensedPlace(n: number, i: number, j: number): number {
  const row = Math.min(i, j);
  return row * n - (row * (row + 1)) / 2 + Math.max(i, j) - row - 1;
}

/**
 * Clusters by the chain of nearest neighbours: each step goes from a cluster to its nearest, until two are each
 * other's nearest and merge. For these linkages that gives the same tree as merging the nearest two of all.
 * Time: O(n²). Memory: the matrix, which is overwritten.
 *
 * Murtagh, A survey of recent advances in hierarchical clustering algorithms (1983).
 *
 * @param distance - condensed matrix of n items
 */
export function chainLinkage(distance: Float64Array, n: number, linkage: Linkage): Dendrogram {
  const size = new Int32Array(n).fill(1);
  const active = Int32Array.from({ length: n }, (_, i) => i);
  const pairs = { a: new Int32Array(n - 1), b: new Int32Array(n - 1), height: new Float64Array(n - 1) };
  const chain = new Int32Array(n);
  let length = 0;
  let left = n;
  const between = (i: number, j: number): number => condensedPlace(n, i, j);
  for (let made = 0; made < n - 1;) {
    if (length === 0) chain[length++] = active[0]!;
    const top = chain[length - 1]!;
    const before = length > 1 ? chain[length - 2]! : -1;
    // Among equals the one before in the chain, or the chain would never end.
    let nearest = before;
    let least = before < 0 ? Infinity : distance[between(top, before)]!;
    for (let k = 0; k < left; k++) {
      const other = active[k]!;
      if (other === top) continue;
      const d = distance[between(top, other)]!;
      if (d < least || nearest < 0) [least, nearest] = [d, other];
    }
    if (nearest !== before) {
      chain[length++] = nearest;
      continue;
    }
    length -= 2;
    const kept = Math.min(top, before);
    const gone = Math.max(top, before);
    pairs.a[made] = kept;
    pairs.b[made] = gone;
    pairs.height[made++] = least;
    let put = 0;
    for (let k = 0; k < left; k++) if (active[k] !== gone) active[put++] = active[k]!;
    left = put;
    for (let k = 0; k < left; k++) {
      const other = active[k]!;
      if (other === kept) continue;
      const place = between(kept, other);
      distance[place] = combined(
        distance[place]!,
        distance[between(gone, other)]!,
        size[kept]!,
        size[gone]!,
        linkage,
      );
    }
    size[kept]! += size[gone]!;
  }
  return toDendrogram(n, pairs);
}

function combined(a: number, b: number, sizeA: number, sizeB: number, linkage: Linkage): number {
  if (linkage === "single") return Math.min(a, b);
  if (linkage === "complete") return Math.max(a, b);
  return a + (b - a) * (sizeB / (sizeA + sizeB));
}

/** A shortest tree over all items: item k hangs on `parent[k]`, at `height[k]`; item 0 hangs on none. */
export interface SpanningTree {
  readonly parent: Int32Array;
  readonly height: Float64Array;
}

/** Grows a shortest spanning tree from item 0, by Prim's method. Time: O(n²). Memory: O(n). */
export function spanningTree(n: number, distance: (i: number, j: number) => number): SpanningTree {
  const parent = new Int32Array(n).fill(-1);
  const height = new Float64Array(n).fill(Infinity);
  const open = Int32Array.from({ length: n - 1 }, (_, k) => k + 1);
  let last = 0;
  for (let left = n - 1; left > 0; left--) {
    let best = 0;
    for (let k = 0; k < left; k++) {
      const i = open[k]!;
      const d = distance(last, i);
      if (d < height[i]!) {
        height[i] = d;
        parent[i] = last;
      }
      if (height[i]! < height[open[best]!]!) best = k;
    }
    last = open[best]!;
    open[best] = open[left - 1]!;
  }
  height[0] = 0;
  return { parent, height };
}

export function singleLinkage({ parent, height }: SpanningTree): Dendrogram {
  const n = parent.length;
  const b = Int32Array.from({ length: n - 1 }, (_, k) => k + 1);
  return toDendrogram(n, { a: b.map((i) => parent[i]!), b, height: height.slice(1) });
}

/** Brings merges of items into ascending order, and names the clusters that they join. */
function toDendrogram(
  n: number,
  { a, b, height }: { a: Int32Array; b: Int32Array; height: Float64Array },
): Dendrogram {
  const order = Int32Array.from({ length: n - 1 }, (_, k) => k).sort(
    (p, q) => height[p]! - height[q]! || p - q,
  );
  const first = new Int32Array(n - 1);
  const second = new Int32Array(n - 1);
  const sorted = new Float64Array(n - 1);
  const set = Int32Array.from({ length: 2 * n - 1 }, (_, k) => k);
  const find = (item: number): number => {
    let top = item;
    while (set[top] !== top) top = set[top]!;
    for (let up = item; up !== top;) {
      const next = set[up]!;
      set[up] = top;
      up = next;
    }
    return top;
  };
  order.forEach((pair, k) => {
    first[k] = find(a[pair]!);
    second[k] = find(b[pair]!);
    set[first[k]] = set[second[k]] = n + k;
    sorted[k] = height[pair]!;
  });
  return { first, second, height: sorted };
}

/**
 * A binary tree over weights: parts 0 … count − 1 are given, then come the joined, parts before wholes, the root
 * last. Those of part v are `first[v − count]` and `second[v − count]`.
 */
export interface JoinedParts {
  readonly weight: Float64Array;
  readonly first: Int32Array;
  readonly second: Int32Array;
}

/**
 * Joins the two lightest parts again and again, the lighter as the first: Huffman's tree, in which few parts lie
 * deep. Time: linear.
 *
 * @param parts - `weight` holds those of the given parts, from heavy to light, and has room for 2 · count − 1
 * @param weigh - weight of a joined part, no less than its parts'; their sum by default
 */
export function joinLightest(
  { weight, first, second }: JoinedParts,
  count: number,
  weigh?: (a: number, b: number) => number,
): void {
  // Two queues, each sorted by itself: the parts given, from the end, and the joined in the order they are made.
  let given = count - 1;
  let joined = count;
  for (let made = count; made < 2 * count - 1; made++) {
    const a = given >= 0 && (joined === made || weight[given]! <= weight[joined]!) ? given-- : joined++;
    const b = given >= 0 && (joined === made || weight[given]! <= weight[joined]!) ? given-- : joined++;
    weight[made] = weigh ? weigh(a, b) : weight[a]! + weight[b]!;
    first[made - count] = a;
    second[made - count] = b;
  }
}

/**
 * The first part of the second half of the run `from … end − 1`, two parts or more, cut where its halves weigh most
 * nearly the same. Time: logarithmic.
 *
 * @param before - running sum of the weights of all parts before each
 * @param base - the sum before the run, if another than `before[from]`
 * @param lead - part of the run's weight by which the later of two cuts is preferred; of equal ones it is taken
 */
export function halveRun(
  before: Float64Array,
  from: number,
  end: number,
  base: number = before[from]!,
  lead: number = 0,
): number {
  const half = (base + before[end]!) / 2;
  let low = from + 1;
  let high = end - 1;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (before[middle]! < half) low = middle + 1;
    else high = middle;
  }
  if (low === from + 1) return low;
  const below = half - before[low - 1]!;
  const above = before[low]! - half;
  return below < above - lead * (before[end]! - base) ? low - 1 : low;
}

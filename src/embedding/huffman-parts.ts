/** A binary tree over weights: parts 0 … n − 1 are those given, then come the joined, parts before wholes. */
export interface HuffmanParts {
  /** The lighter and the heavier part of each joined one, counted from n. */
  readonly light: Int32Array;
  readonly heavy: Int32Array;
  /** Weight of every part. */
  readonly weight: Float64Array;
}

/** Joins the two lightest parts again and again. Time: O(n log n). */
export function huffmanParts(weights: Float64Array): HuffmanParts {
  const count = weights.length;
  const weight = new Float64Array(2 * count - 1);
  weight.set(weights);
  const sorted = Int32Array.from({ length: count }, (_, k) => k).sort((a, b) => weights[a]! - weights[b]!);
  const light = new Int32Array(count - 1);
  const heavy = new Int32Array(count - 1);
  // Two queues, each sorted by itself: the weights given, and the joined in the order they are made.
  let given = 0;
  let joined = count;
  const next = (made: number): number =>
    given < count && (joined === made || weight[sorted[given]!]! <= weight[joined]!)
      ? sorted[given++]!
      : joined++;
  for (let made = count; made < 2 * count - 1; made++) {
    const a = next(made);
    const b = next(made);
    light[made - count] = a;
    heavy[made - count] = b;
    weight[made] = weight[a]! + weight[b]!;
  }
  return { light, heavy, weight };
}

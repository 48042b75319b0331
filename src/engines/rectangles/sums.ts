/**
 * Relative difference below which two sides or two scores count as equal. Equal weights make many ties, and
 * what comes of one must not hang on the last bit: the layout of a scaled container is the scaled layout.
 */
export const TIE = 1e-12;

/**
 * Summands added up before their sum joins the next level. Two levels of about a thousand keep the error of a
 * million equal weights at 2e-13, where one running sum drifts by 1e-11, and cost nothing.
 */
const BLOCK = 1024;

/** Sum of `weights[first … end − 1]`, to about 2e-13 for a million weights. */
export function sumOf(weights: Float64Array, first: number, end: number): number {
  let total = 0;
  for (let from = first; from < end; from += BLOCK) {
    const to = Math.min(from + BLOCK, end);
    let block = 0;
    for (let i = from; i < to; i++) block += weights[i]!;
    total += block;
  }
  return total;
}

/**
 * Writes to `out[k]` the sum of `weights[first + k … end − 1]`, as exactly as {@link sumOf}. Each is a sum of
 * its own, never a difference: what is left after a weight of 1 may be 1e-20.
 */
export function suffixSums(weights: Float64Array, first: number, end: number, out: Float64Array): void {
  let after = 0;
  for (let to = end; to > first; to -= BLOCK) {
    const from = Math.max(to - BLOCK, first);
    let block = 0;
    for (let i = to - 1; i >= from; i--) {
      block += weights[i]!;
      out[i - first] = after + block;
    }
    after += block;
  }
}

/** Ratios are sought up to here. */
const GREATEST_RATIO = 2 ** 20;
const LEAST_RATIO = 2;
/** Halvings, of the logarithm, of the interval between a ratio that is too small and twice that. */
const HALVINGS = 7;

/**
 * The least ratio at which what is lost is within a limit, to within half a percent, or Infinity if there is none up
 * to a million. The loss falls with the ratio on the whole, not at every step; the ratio returned keeps the limit.
 */
export function leastRatio(loss: (ratio: number) => number, limit: number): number {
  let high = LEAST_RATIO;
  while (!(loss(high) <= limit)) {
    high *= 2;
    if (high > GREATEST_RATIO) return Infinity;
  }
  if (high === LEAST_RATIO) return high;
  let low = high / 2;
  for (let halving = 0; halving < HALVINGS; halving++) {
    const middle = Math.sqrt(low * high);
    if (loss(middle) <= limit) high = middle;
    else low = middle;
  }
  return high;
}

/** Ratios at which costs are known, per doubling of the ratio. */
export const STEPS = 4;
/** Levels of ratio for a single part: from 1 to 8, beyond which no rectangle may go. */
export const PART_LEVELS: number = 3 * STEPS + 1;
/** From here on costs stand for what is not allowed; all others are less, whatever the tree. */
export const NEVER = 1e12;
/** How much more the shape of an inner node counts than that of a leaf: it is seen before its leaves are. */
export const INNER = 2;
/** A ratio from which on every rectangle costs more, so that few are so long, */
const LONG = 4;
/** by so much for each unit of the ratio. */
const OVER = 4;

/** What a leaf's rectangle costs: its `box` and its `asp`. */
export function shapeCost(ratio: number): number {
  return 2 * ratio + 1 / ratio + OVER * Math.max(0, ratio - LONG);
}

/** The ratio of two sides, on the scale of levels. */
export function levelOf(width: number, height: number): number {
  return STEPS * Math.abs(Math.log2(width / height));
}

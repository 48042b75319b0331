/** No rectangle of a construction gets longer than this, or than the container. */
const LONGEST = 8;
/** What the rest of a leaf with a notch may take at most, as a part of a square on the shorter side. */
const MOST_BESIDE = 0.5;
/** What the region of an inner node has at most, in a container that is not longer than {@link LONGEST}, */
const MOST = 9;
/** and in a longer one, as a multiple of its ratio. */
const MOST_OF_RATIO = 8 / 7;

// docs/orthoconvex-bound.md proves both.

/** The limit of (longest side of the bounding box)² / area of a leaf, in a container of a ratio ≥ 1. */
export function boundOfLeaves(ratio: number): number {
  const longest = Math.max(LONGEST, ratio);
  return longest ** 2 / (longest - MOST_BESIDE);
}

/** The same of an inner node. */
export function boundOfNodes(ratio: number): number {
  return ratio <= LONGEST ? MOST : MOST_OF_RATIO * ratio;
}

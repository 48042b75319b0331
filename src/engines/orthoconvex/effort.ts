/** How much thought goes into where the parts of a tree lie. */
export type OrthoconvexEffort = "fast" | "balanced" | "best";

/** How far families are searched for the slices that leave the fattest parts. */
export interface SlicePlan {
  /** Most members searched at once; longer families begin with rows. */
  readonly most: number;
  /** Most lines tried to divide a group of members. */
  readonly tries: number;
  /** Whether members are searched in a second order too. */
  readonly isTwice: boolean;
}

/** What an effort means; with null families are laid in rows as they come. */
export const SLICE_PLANS: Readonly<Record<OrthoconvexEffort, SlicePlan | null>> = {
  fast: null,
  balanced: { most: 10, tries: 4, isTwice: false },
  best: { most: 24, tries: 24, isTwice: true },
};

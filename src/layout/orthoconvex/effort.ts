/** How much thought goes into where the parts of a tree lie. */
export type OrthoconvexEffort = "fast" | "balanced" | "best";

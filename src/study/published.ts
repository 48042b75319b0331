/** The classes of trees by their levels, as the comparison of 2020 forms them. */
export const CLASSES: readonly { readonly title: string; readonly holds: (levels: number) => boolean }[] = [
  { title: "1 level", holds: (levels) => levels === 1 },
  { title: "2–3 levels", holds: (levels) => levels === 2 || levels === 3 },
  { title: "4 and more levels", holds: (levels) => levels >= 4 },
];

/** A method's figures as printed by others. */
export interface PublishedScore {
  readonly method: string;
  readonly quality: number;
  readonly travelBeyond: number;
}

/**
 * Mean visual quality and corner travel beyond the baseline over all data sets of the study, by class of levels.
 *
 * Source: Vernier, Sondag, Comba, Speckmann, Telea, Verbeek, *Quantitative comparison of time-dependent treemaps* (2020).
 */
export const PUBLISHED: readonly (readonly PublishedScore[])[] = [
  [
    { method: "squarified", quality: 0.776, travelBeyond: 0.097 },
    { method: "local moves, 4", quality: 0.516, travelBeyond: 0.006 },
    { method: "slice and dice", quality: 0.028, travelBeyond: 0.002 },
  ],
  [
    { method: "squarified", quality: 0.671, travelBeyond: 0.079 },
    { method: "local moves, 4", quality: 0.568, travelBeyond: 0.008 },
    { method: "slice and dice", quality: 0.245, travelBeyond: 0.004 },
  ],
  [
    { method: "squarified", quality: 0.629, travelBeyond: 0.055 },
    { method: "local moves, 4", quality: 0.582, travelBeyond: 0.01 },
    { method: "slice and dice", quality: 0.173, travelBeyond: 0.004 },
  ],
];

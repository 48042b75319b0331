import type { FittedLabel } from "./fit-label.ts";

/** What a text stands for: a leaf, the header of an inner node, its name across its cells, or cells too small to show. */
export type LabelKind = "leaf" | "header" | "overlay" | "aggregate";

/** Lines of text that lie within their cell. */
export interface Label extends FittedLabel {
  readonly node: number;
  readonly kind: LabelKind;
  /** Null where the fill cannot be read or differs from place to place, so that black with a white rim is safest. */
  readonly colour: string | null;
  /** Where x lies in each line. */
  readonly align: "center" | "left";
  /** Weight of the font, as CSS counts it. */
  readonly weight: number;
  /** Below 1 for names across cells, where that leaves them contrast enough. */
  readonly opacity: number;
  /** Colour of a rim that keeps lines under the text off it; null for none. */
  readonly rim: string | null;
}

/** Whether a text is read from right to left: its first letter says so. */
export function isRightToLeft(text: string): boolean {
  return /^[^\p{L}]*[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]/u.test(text);
}

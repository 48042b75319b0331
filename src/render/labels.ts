import { ringCentroid } from "../geometry/ring.ts";

/** Room for a line of text, in font sizes: ascent and descent of the tallest common sans-serif. */
export const LINE_HEIGHT = 1.45;
/** From the middle of the line down to the baseline, in font sizes. */
export const BASELINE = 0.36;
/** Room left beside and above a text, in pixels. */
export const BESIDE = 3;
const ABOVE = 0.5;

/**
 * Widths of the characters from space to tilde in fiftieths of the font size, as the characters from "0" on: of
 * each the widest among Arial, Verdana, DejaVu Sans and Open Sans, so that a text is never wider than thought.
 */
const WIDTHS =
  "BEGZPfW>GGJZCGCGPPPPPPPPPPGGZZZLcSSUWROWVFJSL\\VXRXUSOUSbSRSGGGZPJOPLPOBPP>>M>aPOPPFKDPNYNNKPGPZ";
/** Any other character that stands by itself, as wide as the widest Cyrillic letters. */
const WIDE = 1.1;
/** Emoji and other characters beyond the basic plane. */
const WIDER = 1.4;

/** An upper limit for the width of a text in the usual sans-serif fonts, in font sizes. */
export function textWidth(text: string): number {
  let width = 0;
  // Taken apart, é is as wide as e and its accent.
  for (const char of text.normalize("NFD")) width += charWidth(char);
  return width;
}

function charWidth(char: string): number {
  const code = char.codePointAt(0)!;
  if (code < 127) return (WIDTHS.charCodeAt(code - 32) - 48) / 50;
  // Marks, joiners, and the parts of a Korean syllable after its first take no room of their own.
  if (/\p{M}|\p{Cf}|[\u1160-\u11ff]/u.test(char)) return 0;
  return code > 0xffff ? WIDER : WIDE;
}

/** The middle of a line of text and its font size. */
export interface TextPlace {
  x: number;
  y: number;
  size: number;
}

const centre = /* @__PURE__ */ new Float64Array(2);

/**
 * Places a line of text `width` font sizes wide at the centroid of a convex ring, as large as fits: writes
 * `place`, `size` ≤ 0 if nothing fits.
 *
 * A box lies within a side's half-plane if the side is as far from its centre as half the box reaches along the
 * side's normal; that grows in proportion to the font size, so the nearest side tells the largest size.
 */
export function fitText(points: Float64Array, corners: number, width: number, place: TextPlace): void {
  ringCentroid(points, 0, corners, centre);
  const x = centre[0]!;
  const y = centre[1]!;
  let size = Infinity;
  let ax = points[2 * corners - 2]! - x;
  let ay = points[2 * corners - 1]! - y;
  for (let k = 0; k < 2 * corners; k += 2) {
    const bx = points[k]! - x;
    const by = points[k + 1]! - y;
    const nx = Math.abs(by - ay);
    const ny = Math.abs(bx - ax);
    const room = ay * bx - ax * by - nx * BESIDE - ny * ABOVE;
    const reach = (nx * width + ny * LINE_HEIGHT) / 2;
    if (reach > 0) size = Math.min(size, room / reach);
    ax = bx;
    ay = by;
  }
  place.x = x;
  place.y = y;
  place.size = size;
}

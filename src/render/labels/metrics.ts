/** Room for a line of text, in font sizes: ascent and descent of the tallest common sans-serif. */
export const LINE_HEIGHT = 1.45;
/** From the baseline of one line to that of the next, in font sizes. */
export const LINE_PITCH = 1.2;
/** From the middle of the line down to the baseline, in font sizes. */
export const BASELINE = 0.36;
/** Room left beside a text, in pixels. */
export const BESIDE = 3;
/** Room left above and below a text, in pixels. */
export const ABOVE = 0.5;

/** Where line k of a block stands whose middle is at y. */
export function baselineOf(k: number, lines: number, y: number, size: number): number {
  return y + (k - (lines - 1) / 2) * LINE_PITCH * size + BASELINE * size;
}

/**
 * Gives the width of a text on one line, in font sizes, at a weight as CSS counts it: 400 is regular, where none is
 * given, and 700 bold.
 */
export type TextMeasure = (text: string, weight?: number) => number;

/** From this weight on, fonts that have but two show their bold one. */
const BOLD_FROM = 550;

/**
 * Widths of the characters from space to tilde in fiftieths of the font size, as the characters from "0" on: of
 * each the widest among Arial, Verdana, DejaVu Sans and Open Sans, so that a text is never wider than thought.
 */
const REGULAR =
  "BEGZPfW>GGJZCGCGPPPPPPPPPPGGZZZLcSSUWROWVFJSL\\VXRXUSOUSbSRSGGGZPJOPLPOBPP>>M>aPOPPFKDPNYNNKPGPZ";
/** The same of their bold weights. */
const BOLD =
  "BGKZSc]@GGLZCECGTTTTTTTTTTDDZZZNbWWWZUSZ\\LLWRd\\[U[XUS[WiWUUGGGZIIRTNTRFTTBERBeTSTTINHTQaRQNTLTZ";
/** Any other character that stands by itself, as wide as the widest Cyrillic letters. */
const WIDE = 1.1;
/** Emoji and other characters beyond the basic plane. */
const WIDER = 1.4;
/** By how much these are wider in bold. */
const BOLDER = 1.12;

/**
 * An upper limit for the width of a text on one line in the usual sans-serif fonts, in font sizes: the widest of
 * Arial, Verdana, DejaVu Sans and Open Sans, character by character. Needs no DOM.
 *
 * @param weight - as CSS counts it: 400 is regular, the default, and 700 bold
 * @example measureText("Europe") * 12; // pixels at a font size of 12
 */
export function measureText(text: string, weight: number = 400): number {
  const widths = weight < BOLD_FROM ? REGULAR : BOLD;
  let fiftieths = 0;
  for (let k = 0; k < text.length; k++) {
    const code = text.charCodeAt(k);
    if (code < 32 || code > 126) return measureAny(text, widths);
    fiftieths += widths.charCodeAt(code - 32) - 48;
  }
  return fiftieths / 50;
}

/** Taken apart, é is as wide as e and its accent. */
function measureAny(text: string, widths: string): number {
  const others = widths === BOLD ? BOLDER : 1;
  let width = 0;
  for (const char of text.normalize("NFD")) {
    // Control characters, which the table of widths does not have, are shown as blanks if at all.
    const code = char === NO_BREAK || char < " " ? BLANK : char.codePointAt(0)!;
    if (code < 127) width += (widths.charCodeAt(code - 32) - 48) / 50;
    // Marks, joiners, and the parts of a Korean syllable after its first take no room of their own.
    else if (!/\p{M}|\p{Cf}|[\u1160-\u11ff]/u.test(char)) width += others * (code > 0xffff ? WIDER : WIDE);
  }
  return width;
}

const BLANK = 32;
const NO_BREAK = "\u00a0";

import { measureText } from "./metrics.ts";
import { BOLD, RANGES, REGULAR } from "./open-sans-widths.ts";

/** Digits of a width, and their base. */
const DIGITS = 2;
const BASE = 36;
/** From this weight on, texts are bold. */
const BOLD_FROM = 550;

/**
 * The width of a text on one line in the font Open Sans, in font sizes, without kerning, which makes it narrower:
 * for pictures that are drawn in that very font. Characters that the font lacks are as wide as {@link measureText}
 * says. Needs no DOM, nor the font.
 *
 * @param weight - as CSS counts it: 400 is regular, the default, and 700 bold
 * @example toSVG(map, { fontFamily: "Open Sans", measure: measureOpenSans });
 */
export function measureOpenSans(text: string, weight: number = 400): number {
  const widths = weight < BOLD_FROM ? REGULAR : BOLD;
  let width = 0;
  for (const char of text) width += charWidth(char, widths) ?? measureText(char, weight);
  return width;
}

function charWidth(char: string, widths: string): number | undefined {
  const code = char.codePointAt(0)!;
  let before = 0;
  for (const [first, last] of RANGES) {
    if (code >= first && code <= last) {
      const at = DIGITS * (before + code - first);
      return parseInt(widths.slice(at, at + DIGITS), BASE) / 1000;
    }
    before += last - first + 1;
  }
  return undefined;
}

/**
 * `npm run fonts`: writes the widths of Open Sans as data, for texts that are drawn in that very font.
 */
import { writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { createCanvas, GlobalFonts } from "@napi-rs/canvas";

const FONT = "@expo-google-fonts/open-sans";
const { resolve } = createRequire(import.meta.url);
/** First and last character of each range: Latin, Greek, Cyrillic, punctuation, signs of currencies. */
const RANGES = [
  [0x20, 0x7e],
  [0xa0, 0x17f],
  [0x386, 0x3ce],
  [0x400, 0x45f],
  [0x2010, 0x2026],
  [0x20ac, 0x20ac],
] as const;
/** Large enough for widths to come out as the font has them. */
const SIZE = 1000;

const context = createCanvas(1, 1).getContext("2d");

/** Widths in thousandths of the font size, in base 36, two digits each. */
function widthsOf(name: string): string {
  GlobalFonts.registerFromPath(resolve(`${FONT}/${name}.ttf`), name);
  context.font = `${SIZE}px "${name}"`;
  const widths = RANGES.flatMap(([first, last]) =>
    Array.from({ length: last - first + 1 }, (_, k) =>
      Math.ceil(context.measureText(String.fromCharCode(first + k)).width),
    ),
  );
  return widths.map((width) => width.toString(36).padStart(2, "0")).join("");
}

writeFileSync(
  join(import.meta.dirname, "../src/render/labels/open-sans-widths.ts"),
  `// Written by \`npm run fonts\`: the widths of Open Sans, by Steve Matteson, under the SIL Open Font License 1.1.

/** First and last character of each range. */
export const RANGES: readonly (readonly [first: number, last: number])[] = ${JSON.stringify(RANGES)};
/** Of each character in turn, in thousandths of the font size, two digits in base 36. */
export const REGULAR = "${widthsOf("400Regular/OpenSans_400Regular")}";
export const BOLD = "${widthsOf("700Bold/OpenSans_700Bold")}";
`,
);

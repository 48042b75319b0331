import { colours } from "./contrast.ts";

/** Colours of a picture beside those of the cells: any CSS colours. */
export interface Theme {
  /** Behind the picture. */
  readonly background: string;
  /** Between cells. */
  readonly line: string;
  /** Texts beside the cells, as those of a legend. */
  readonly text: string;
  /** The root's cell, seen in gaps, where no `colour` function is given. */
  readonly surface: string;
  /** The branches' cells, where no `colour` function is given; deeper levels go towards `background`. */
  readonly fills?: readonly string[];
}

/** Dark text on white. */
export const lightTheme: Theme = {
  background: "#ffffff",
  line: "#ffffff",
  text: "#222222",
  surface: "#e8e8e8",
};

/** As those for paper are: far apart for all readers, in groups of 6, 9, 14 and 20; white text is readable on each. */
export const DARK_PALETTE: readonly string[] = /* @__PURE__ */ colours(`
  #785cac #a46401 #752100 #09544d #4c2b76 #038470 #4b4d75 #64759a #8f7044 #645740 #834908 #273f1f
  #3253a1 #476f79 #7e7358 #563539 #922d54 #4d5828 #6b1657 #66327e
`);

/** Light text on near black. */
export const darkTheme: Theme = {
  background: "#16181d",
  line: "#16181d",
  text: "#e8e8e8",
  surface: "#34383f",
  fills: DARK_PALETTE,
};

/**
 * A theme that follows the page: its colours are the CSS custom properties `--marquetry-background`, `-line`,
 * `-text` and `-surface`, and those of `fallback` where the page sets none.
 *
 * They stand in presentation attributes, as `fill="var(--marquetry-text, #222222)"`: without a script, a style
 * sheet or a `style` attribute of its own the picture obeys any Content-Security-Policy. The page's style sheet
 * sets them, under `@media (prefers-color-scheme: dark)` say. It is for SVG shown in a page; programs that are no
 * browsers do not know custom properties: give them `lightTheme` or `darkTheme`.
 *
 * @example toSVG(map, { theme: cssTheme() });
 */
export function cssTheme(fallback: Theme = lightTheme): Theme {
  const property = (name: "background" | "line" | "text" | "surface"): string =>
    `var(--marquetry-${name}, ${fallback[name]})`;
  const [background, line] = [property("background"), property("line")];
  return { background, line, text: property("text"), surface: property("surface") };
}

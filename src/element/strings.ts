/** The texts of the element; what stands in braces is filled in. */
export interface MapStrings {
  /** What a screen reader calls a map without a name. */
  readonly map: string;
  /** A node without a name. */
  readonly noName: string;
  /** What part a node is of its parent. */
  readonly share: string;
  /** The breadcrumb, to a screen reader. */
  readonly path: string;
  /** What is said after a zoom. */
  readonly fills: string;
  readonly search: string;
  /** The field to search in, to a screen reader. */
  readonly searchIn: string;
  readonly match: string;
  readonly matches: string;
  /** What a search in a tree that is loaded in parts has found. */
  readonly inLoaded: string;
  /** Where the source of such a tree has found as many as it was asked for. */
  readonly atLeast: string;
  readonly laysOut: string;
  /** Where there are no data. */
  readonly empty: string;
  /** What a wheel without its key is answered with. */
  readonly wheelHint: string;
  /** The name of that key. */
  readonly wheelKey: string;
  readonly zoomIn: string;
  readonly open: string;
  readonly close: string;
  readonly value: string;
  /** The button that opens the menu, and its entries. */
  readonly save: string;
  readonly savePNG: string;
  readonly saveSVG: string;
  readonly saveCSV: string;
  readonly saveJSON: string;
}

const isMac = /Mac|iP(hone|ad)/.test(globalThis.navigator?.platform ?? "");

/** The texts in English. */
export const ENGLISH: MapStrings = {
  map: "map",
  noName: "(no name)",
  share: "{share} of {parent}",
  path: "path in {name}",
  fills: "{name} fills the view",
  search: "Search",
  searchIn: "search {name}",
  match: "1 match",
  matches: "{count} matches",
  inLoaded: "{matches} in what is loaded",
  atLeast: "{matches} or more",
  laysOut: "Laying out {count} leaves …",
  empty: "Nothing to show yet: the map has no data.",
  wheelHint: "{key} and the wheel zoom",
  wheelKey: isMac ? "⌘" : "Ctrl",
  zoomIn: "Zoom in",
  open: "Open",
  close: "Close",
  value: "value",
  save: "Save",
  savePNG: "Picture (PNG)",
  saveSVG: "Drawing (SVG)",
  saveCSV: "Table (CSV)",
  saveJSON: "Data (JSON)",
};

/** A text with what stands in braces filled in. */
export function filled(text: string, values: Readonly<Record<string, string | number>>): string {
  return text.replace(/\{(\w+)\}/g, (whole, name: string) => String(values[name] ?? whole));
}

/** The parts of a text, where a value stands apart from what is around it. */
export function partsOf(text: string, values: Readonly<Record<string, string>>): (string | HTMLElement)[] {
  return text.split(/\{(\w+)\}/).map((part, k) => {
    if (k % 2 === 0) return part;
    // Names and numbers of another direction leave the text around them alone.
    const element = document.createElement("bdi");
    element.textContent = values[part] ?? part;
    return element;
  });
}

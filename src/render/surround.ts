import {
  merged,
  callback,
  either,
  number,
  text,
  type Option,
  type OptionHelp,
  type OptionTable,
} from "../options/option.ts";
import type { Partition } from "../partition/partition.ts";
import { numberFormat } from "./format.ts";
import { isRightToLeft } from "./labels/label.ts";
import type { TextMeasure } from "./labels/metrics.ts";
import type { RenderOptions } from "./render-options.ts";
import { colourOf } from "./colour.ts";
import type { Legend, LegendPicture, LegendSpace } from "./legend.ts";
import { BOLD, wrap, type Block, type Mark, type TextMark } from "./marks.ts";

/** Room on the four sides of a picture, in pixels; 0 where none is given. */
export interface Margins {
  readonly top?: number;
  readonly right?: number;
  readonly bottom?: number;
  readonly left?: number;
}

/** What stands around the map. All of it is wrapped into the picture's width. */
export interface SurroundOptions {
  /** What the picture is called, above it. */
  readonly title?: string;
  /** What it shows, below the title. */
  readonly subtitle?: string;
  /** A remark below the picture. */
  readonly caption?: string;
  /** Where the data come from, below all else, as "Source: United Nations". */
  readonly source?: string;
  /** What the colours mean, below the picture, as `branchLegend()`; none by default. */
  readonly legend?: Legend;
  /** Room around all of it; 0 by default. */
  readonly margin?: number | Margins;
}

const LENGTH: Option = /* @__PURE__ */ number({ min: 0 });
const SIDES = ["top", "right", "bottom", "left"] as const;
const TEXT: Option = /* @__PURE__ */ text();

export const surroundOptions: OptionTable<SurroundOptions> = {
  title: /* @__PURE__ */ merged(TEXT, { takes: "a text (the tooltip of each node is called tooltip)" }),
  subtitle: TEXT,
  caption: TEXT,
  source: TEXT,
  legend: /* @__PURE__ */ callback(),
  margin: /* @__PURE__ */ either(LENGTH, {
    takes: "numbers ≥ 0 as { top, right, bottom, left }",
    allows: (value) =>
      typeof value === "object" &&
      value !== null &&
      Object.entries(value).every(
        ([side, given]) =>
          (SIDES as readonly string[]).includes(side) && (given === undefined || LENGTH.allows(given)),
      ),
  }),
};

export const surroundHelp: OptionHelp<SurroundOptions> = {
  title: "what the picture is called, above it",
  subtitle: "what it shows, below the title",
  caption: "a remark below the picture",
  source: "where the data come from, below all else",
  legend: "what the colours mean, as branchLegend() makes it",
  margin: "room around the picture in pixels; 0 by default",
};

/** What stands above and below a map, each from (0, 0) downwards. */
export interface Surround {
  readonly above: Block;
  readonly below: Block;
  /** The legend, within the block below. */
  readonly legend: LegendPicture | undefined;
}

/** The smallest texts, in pixels, and the width of a picture for each pixel of them in large pictures. */
const LEAST_SIZE = 12;
const WIDTH_PER_SIZE = 80;
/** Sizes in those of the smallest texts. */
const TITLE = 1.6;
const SUBTITLE = 1.15;
/** From one baseline to the next, and from the top of a line to its baseline, in font sizes. */
const PITCH = 1.25;
const ASCENT = 1;
/** Between a title and its subtitle, around the map, and below a legend, in sizes of the smallest texts. */
const BETWEEN = 0.2;
const AROUND = 0.6;
/** Lines that a text may take before it is cut off. */
const MOST_LINES = 6;

/** Settles the four margins. */
export function readMargins(margin: number | Margins = 0): Required<Margins> {
  if (typeof margin === "number") return { top: margin, right: margin, bottom: margin, left: margin };
  const { top = 0, right = 0, bottom = 0, left = 0 } = margin;
  return { top, right, bottom, left };
}

/** Places what stands around a map of some width: the same for every renderer. */
export function surroundOf<T>(
  map: Partition<T>,
  options: RenderOptions<T> & SurroundOptions,
  width: number,
  measure: TextMeasure,
): Surround {
  const { title, subtitle, caption, source, legend, theme, root = 0, format, locale } = options;
  const space: Space = {
    width,
    text: theme?.text ?? "#222222",
    colour: colourOf(options),
    measure,
    write: numberFormat(format, locale),
    locale,
    root,
  };
  const size = Math.max(LEAST_SIZE, Math.round(width / WIDTH_PER_SIZE));
  const above = new Stack(space);
  above.texts(title, TITLE * size, "title");
  if (title && subtitle) above.gap(BETWEEN * size);
  above.texts(subtitle, SUBTITLE * size, "subtitle");
  above.gap(AROUND * size);
  const below = new Stack(space);
  below.gap(AROUND * size);
  const key = legend?.(map, { ...space, fontSize: size, x: 0, y: below.height });
  if (key && key.height > 0) below.take(key.height);
  if (key && (caption || source)) below.gap(AROUND * size);
  below.texts(caption, size, "caption");
  below.texts(source, size, "source");
  return { above: above.block(), below: below.block(), legend: key };
}

type Space = Omit<LegendSpace, "x" | "y" | "fontSize">;

/** Marks one below the other. */
class Stack {
  readonly #space: Space;
  readonly #marks: Mark[] = [];
  #height = 0;
  #isEmpty = true;

  constructor(space: Space) {
    this.#space = space;
  }

  get height(): number {
    return this.#height;
  }

  gap(height: number): void {
    this.#height += height;
  }

  /** Leaves room for what is drawn by others. */
  take(height: number): void {
    this.#isEmpty = false;
    this.#height += height;
  }

  /** What was put here; nothing, without its gaps, where that is all. */
  block(): Block {
    return this.#isEmpty ? { marks: [], height: 0 } : { marks: this.#marks, height: this.#height };
  }

  texts(text: string | undefined, exact: number, kind: "title" | "subtitle" | "caption" | "source"): void {
    if (!text) return;
    const size = Math.round(exact * 10) / 10;
    this.#isEmpty = false;
    const { width, measure, text: colour } = this.#space;
    const bold = kind === "title";
    const wider = bold ? BOLD : 1;
    for (const line of wrap(text, width / size / wider, MOST_LINES, measure)) {
      // Programs differ in which end of a text from right to left is its start; its middle is clear.
      const place: Pick<TextMark, "x" | "align"> = isRightToLeft(line)
        ? { x: width - (measure(line) * wider * size) / 2, align: "middle" }
        : { x: 0 };
      const faint = kind === "subtitle" || kind === "source";
      this.#marks.push({
        ...place,
        text: line,
        y: this.#height + ASCENT * size,
        size,
        colour,
        bold,
        faint,
        class: kind,
      });
      this.#height += PITCH * size;
    }
  }
}

import { isRightToLeft } from "./labels/label.ts";
import type { TextMeasure } from "./labels/metrics.ts";
import { short, tag } from "./picture.ts";
import { escape } from "./text-buffer.ts";

/** A line of text beside the cells. Lengths are pixels. */
export interface TextMark {
  readonly text: string;
  /** Where it begins, ends or has its middle: at the left by default. */
  readonly x: number;
  /** Its baseline. */
  readonly y: number;
  readonly align?: "left" | "middle" | "right";
  readonly size: number;
  readonly colour: string;
  readonly bold?: boolean;
  /** Whether it steps back behind what stands above it. */
  readonly faint?: boolean;
  /** Its class in SVG. */
  readonly class?: string;
}

/** A filled rectangle beside the cells. */
export interface BoxMark {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  readonly fill: string;
}

/** A part of a legend or of what stands around the map: every renderer draws these. */
export type Mark = TextMark | BoxMark;

/** Marks that stand together, from (0, 0) downwards. */
export interface Block {
  readonly marks: readonly Mark[];
  readonly height: number;
}

/** How much wider than others bold letters are, at most. */
export const BOLD = 1.15;
/** How much of its colour a faint text keeps: enough for a contrast of 4.5 in each theme. */
export const FAINT = 0.75;

/** The ends of lines where a text runs from right to left, too. */
const ANCHORS = { left: ["start", "end"], middle: ["middle", "middle"], right: ["end", "start"] } as const;

/** Marks as elements of SVG, moved by (x, y). All text in them is escaped. */
export function markup(marks: readonly Mark[], x: number, y: number): string {
  return marks.map((mark) => ("text" in mark ? textMarkup(mark, x, y) : boxMarkup(mark, x, y))).join("");
}

function textMarkup(mark: TextMark, x: number, y: number): string {
  const { text, align = "left", size, colour, bold, faint } = mark;
  const turned = isRightToLeft(text);
  const anchor = ANCHORS[align][turned ? 1 : 0];
  const attributes = {
    x: short(mark.x + x),
    y: short(mark.y + y),
    class: mark.class,
    fill: colour,
    "fill-opacity": faint ? FAINT : undefined,
    "font-size": short(size),
    "font-weight": bold ? "bold" : undefined,
    "text-anchor": anchor === "start" ? undefined : anchor,
    direction: turned ? "rtl" : undefined,
  };
  return tag("text", attributes, escape(text));
}

function boxMarkup({ width, height, fill, ...at }: BoxMark, x: number, y: number): string {
  const place = { x: short(at.x + x), y: short(at.y + y) };
  return tag("rect", { ...place, width: short(width), height: short(height), fill });
}

/** A text as lines that are no wider than `limit` font sizes, the last of `most` cut off where there is more. */
export function wrap(text: string, limit: number, most: number, measure: TextMeasure): string[] {
  const lines: string[] = [];
  for (const paragraph of text.split("\n")) {
    let line = "";
    for (const word of paragraph.split(/[\s\p{Cc}]+/u)) {
      const longer = line === "" ? word : `${line} ${word}`;
      if (measure(longer) <= limit) {
        line = longer;
        continue;
      }
      if (line !== "") lines.push(line);
      line = word;
      while (measure(line) > limit) {
        const part = longestPart(line, limit, measure);
        if (part === line) break;
        lines.push(part);
        line = line.slice(part.length);
      }
    }
    if (line !== "") lines.push(line);
  }
  if (lines.length <= most) return lines;
  return [...lines.slice(0, most - 1), cutOff(lines.slice(most - 1).join(" "), limit, measure)];
}

/** A text without line breaks and other control characters, which no font has: blanks stand for them. */
export function onOneLine(text: string): string {
  return text.replace(/\p{Cc}+/gu, " ");
}

/** A text on one line, with an ellipsis where it is too long. */
export function cutOff(given: string, limit: number, measure: TextMeasure): string {
  const text = onOneLine(given);
  if (measure(text) <= limit) return text;
  return `${longestPart(text, limit - measure("…"), measure).trimEnd()}…`;
}

/** As much of a text as there is room for: one character at least. */
function longestPart(text: string, limit: number, measure: TextMeasure): string {
  let shown = "";
  for (const char of text) {
    if (shown !== "" && measure(shown + char) > limit) break;
    shown += char;
  }
  return shown;
}

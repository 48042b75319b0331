import type { Partition } from "../../partition/partition.ts";
import { textColour } from "../contrast.ts";
import { nodeText } from "../given-text.ts";
import type { Outline, RenderOptions } from "../render-options.ts";
import { LabelFitter, type FittedLabel } from "./fit-label.ts";
import { BESIDE, LINE_HEIGHT, LINE_PITCH, measureText, type TextMeasure } from "./metrics.ts";

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
}

/** White space and control characters. */
const BLANKS = /[\s\p{Cc}]+/gu;
/** Signs that turn the direction of all text after them; a name must not reach beyond itself. */
const TURNS = /[\u202a-\u202e\u2066-\u2069]/g;
/** Names across cells may be so much larger than others, divided by the depth of the node. */
const OVERLAY_GROWTH = 1.5;

/** Collects the texts of a picture, each fitted into its cell. */
export class LabelWriter<T> {
  readonly #map: Partition<T>;
  readonly #label: RenderOptions<T>["label"];
  readonly #aggregate: (count: number) => string;
  readonly #fitter: LabelFitter;
  readonly #measure: TextMeasure;
  /** Share of white or black that shading may add to a fill. */
  readonly #shading: number;
  #points: Float64Array = new Float64Array(16);
  readonly #labels: Label[] = [];
  readonly #overlays: Label[] = [];

  constructor(map: Partition<T>, options: RenderOptions<T>, shading: number) {
    this.#map = map;
    this.#label = options.label;
    this.#aggregate = options.aggregate ?? usualCount;
    this.#fitter = new LabelFitter(options);
    this.#measure = options.measure ?? measureText;
    this.#shading = shading;
  }

  /** Whether a cell of this area could hold a text. */
  mayHold(area: number): boolean {
    return this.#label !== false && this.#fitter.mayHold(area);
  }

  leaf(i: number, outline: Outline, fill: string): void {
    if (this.#load(outline, Infinity)) this.#note(i, "leaf", this.#fitter.fit(this.#text(i)), fill);
  }

  /** Writes the name of an inner node on one line into the part of its outline above `limit`. */
  header(i: number, outline: Outline, limit: number, fill: string): void {
    if (!this.#load(outline, limit)) return;
    const fitted = this.#fitter.fit(this.#text(i), 1);
    // In a box the text stands at the left; in other shapes it may only fit where it is.
    if (this.#map.cells.shape !== "rect" || fitted?.angle !== 0) {
      this.#note(i, "header", fitted, fill);
      return;
    }
    const left = this.#points[0]! + BESIDE;
    const line = fitted.lines[0]!;
    // Where text runs from right to left, its left end is where it ends: programs differ in how they say so.
    if (!isRightToLeft(line)) this.#note(i, "header", { ...fitted, x: left }, fill, "left");
    else this.#note(i, "header", { ...fitted, x: left + (this.#measure(line) * fitted.size) / 2 }, fill);
  }

  overlay(i: number, outline: Outline, depth: number): void {
    if (!this.#load(outline, Infinity)) return;
    const fitted = this.#fitter.fit(this.#text(i), undefined, 1 + OVERLAY_GROWTH / depth);
    if (fitted) this.#overlays.push({ ...fitted, node: i, kind: "overlay", colour: null, align: "center" });
  }

  /** Writes how many leaves are not shown one by one, after the name of node i where `named`. */
  aggregate(i: number, outline: Outline, fill: string, count: number, named: boolean): void {
    if (!this.#load(outline, Infinity)) return;
    const text = nodeText("aggregate", this.#aggregate(count), i, this.#map);
    const name = named ? this.#text(i) : "";
    const both = name && text ? this.#fitter.fit(`${name} ${text}`) : null;
    const isWhole = both?.lines.join(" ").endsWith(text);
    this.#note(i, "aggregate", isWhole ? both : this.#fitter.fit(text || name), fill);
  }

  /** All texts, those across cells last; what lies under one of these is left out. */
  finish(): readonly Label[] {
    if (this.#overlays.length === 0) return this.#labels;
    const kept: Label[] = [];
    // Names of nodes come before those of the nodes below them, which give way.
    for (const label of this.#overlays) if (!this.#isOverlaid(label, kept)) kept.push(label);
    return [...this.#labels.filter((label) => !this.#isOverlaid(label, kept)), ...kept];
  }

  #load(outline: Outline, limit: number): boolean {
    // Clipping for a header adds a corner; the outline of several cells may have more than any of them.
    const room = 2 * Math.max(outline.corners, 4) + 2;
    if (this.#points.length < room) this.#points = new Float64Array(2 * room);
    const corners = this.#map.cells.convexPart(outline.points, outline.corners, limit, this.#points);
    // Most cells of a large map are too small for any text: do not even ask for it.
    return corners > 0 && this.#fitter.load(this.#points, corners);
  }

  #note(
    node: number,
    kind: LabelKind,
    fitted: FittedLabel | null,
    fill: string,
    align: Label["align"] = "center",
  ): void {
    if (fitted) this.#labels.push({ ...fitted, node, kind, colour: textColour(fill, this.#shading), align });
  }

  #text(i: number): string {
    const { tree } = this.#map;
    const label = this.#label || undefined;
    const text =
      label && !tree.isRemainder(i)
        ? nodeText("label", label(tree.data(i), i, this.#map), i, this.#map)
        : tree.label(i);
    return text.replace(TURNS, "").replace(BLANKS, " ").trim();
  }

  #isOverlaid(label: Label, overlays: readonly Label[]): boolean {
    const [halfWidth, halfHeight, x] = this.#extent(label);
    return overlays.some((other) => {
      const [otherWidth, otherHeight, otherX] = this.#extent(other);
      return (
        Math.abs(x - otherX) < halfWidth + otherWidth &&
        Math.abs(label.y - other.y) < halfHeight + otherHeight
      );
    });
  }

  /** Half the size of the box around a text, and its middle. */
  #extent({ lines, size, x, align, angle }: Label): [halfWidth: number, halfHeight: number, x: number] {
    const width = Math.max(...lines.map(this.#measure)) * size;
    const height = (LINE_HEIGHT + (lines.length - 1) * LINE_PITCH) * size;
    const [cos, sin] = [Math.cos((angle * Math.PI) / 180), Math.sin((angle * Math.PI) / 180)].map(Math.abs);
    const halfWidth = (cos! * width + sin! * height) / 2;
    return [halfWidth, (sin! * width + cos! * height) / 2, align === "left" ? x + width / 2 : x];
  }
}

/** Thousands are set off by commas; the line does not break after the sign. */
function usualCount(count: number): string {
  return `+\u00a0${String(count).replace(/\B(?=(\d{3})+$)/g, ",")}`;
}

/** Whether a text is read from right to left: its first letter says so. */
export function isRightToLeft(text: string): boolean {
  return /^[^\p{L}]*[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]/u.test(text);
}

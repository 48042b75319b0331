import { clipRing } from "../../geometry/clip.ts";
import type { Partition } from "../../partition/partition.ts";
import { contrast, textColour } from "../contrast.ts";
import { numberFormat } from "../format.ts";
import { nodeText } from "../given-text.ts";
import type { Outline, RenderOptions } from "../render-options.ts";
import { LabelFitter, LARGEST, LEAST_HEADER, type FittedLabel } from "./fit-label.ts";
import { placeNames, type NamedGroup, type PlacedLeaf } from "./group-names.ts";
import { isRightToLeft, type Label, type LabelKind } from "./label.ts";
import { BESIDE, LINE_HEIGHT, measureText, type TextMeasure } from "./metrics.ts";

/** White space within a line, and control characters; line breaks are kept, with nothing beside them. */
const BLANKS = /(?:[^\S\n]|[^\P{Cc}\n])+/gu;
const BREAKS = /\s*\n\s*/gu;
/** Signs that turn the direction of all text after them; a name must not reach beyond itself. */
const TURNS = /[\u202a-\u202e\u2066-\u2069]/g;
/** Texts that are clean already, as most are. */
const CLEAN = /^[!-~]+(?: [!-~]+)*$/;
/** Most names in a chain of single children that are written. */
const LONGEST_CHAIN = 12;
/** What stands between the names of a chain. */
const BETWEEN = " / ";
/** Weights of fonts by level, from the branches on. */
const WEIGHTS: readonly number[] = [700, 700, 600];
const REGULAR = 400;
/** Largest sizes of headers by level, as parts of the largest size of all. */
const HEADER_SIZES: readonly number[] = [0.64, 0.64, 0.5, 0.43];

export function weightAt(level: number): number {
  return WEIGHTS[level] ?? REGULAR;
}

/** What is known of texts on a fill. */
interface Ground {
  readonly colour: string | null;
  /** Contrast of text of that colour. */
  readonly contrast: number;
}

/** Collects the texts of a picture, each fitted into its cell. */
export class LabelWriter<T> {
  readonly #map: Partition<T>;
  readonly #label: RenderOptions<T>["label"];
  readonly #aggregate: (count: number) => string;
  readonly #fitter: LabelFitter;
  readonly #measure: TextMeasure;
  readonly #largest: number;
  readonly #leastHeader: number;
  readonly #value: ((node: number) => string) | undefined;
  readonly #view: RenderOptions["view"];
  /** Share of white or black that shading may add to a fill. */
  readonly #shading: number;
  readonly #grounds = new Map<string, Ground>();
  #points: Float64Array = new Float64Array(16);
  #scratch: Float64Array = new Float64Array(16);
  #corners = 0;
  readonly #labels: Label[] = [];
  /** Of each label: what is needed to fit it anew beside the name of a group. */
  readonly #leaves: PlacedLeaf[] = [];
  readonly #groups: NamedGroup[] = [];
  /** The fill seen last in the group begun last. */
  #fill: string | undefined;
  /** Groups that the walk is in. */
  readonly #open: number[] = [];

  constructor(map: Partition<T>, options: RenderOptions<T>, shading: number) {
    this.#map = map;
    this.#label = options.label;
    this.#aggregate = options.aggregate ?? usualCount;
    this.#fitter = new LabelFitter(options);
    this.#measure = options.measure ?? measureText;
    this.#largest = options.fontSize ?? LARGEST;
    this.#leastHeader = Math.min(this.#fitter.least, LEAST_HEADER);
    this.#value = options.label === false ? undefined : valueTexts(map, options);
    this.#view = options.view;
    this.#shading = shading;
  }

  /** Whether a cell of this area could hold a text. */
  mayHold(area: number): boolean {
    return this.#label !== false && this.#fitter.mayHold(area);
  }

  /** Least height of a header's room, in pixels. */
  get headerRoom(): number {
    return this.#leastHeader * LINE_HEIGHT;
  }

  /** A cell of this fill lies in the group begun last. */
  seeFill(fill: string): void {
    const last = this.#open.at(-1);
    if (fill === this.#fill || last === undefined) return;
    this.#fill = fill;
    blend(this.#groups[last]!, this.#ground(fill));
  }

  /** @param top - the topmost node of the chain of single children that the leaf's text names */
  leaf(i: number, outline: Outline, area: number, fill: string, top: number): void {
    const last = this.#open.at(-1);
    if (last !== undefined) {
      const group = this.#groups[last]!;
      if (area > group.largest) {
        group.largest = area;
        group.fill = fill;
      }
    }
    if (!this.#load(outline, Infinity)) return;
    const text = this.#chain(top, i);
    if (text === "") return;
    const value = this.#value?.(i);
    const fitted = this.#fitter.fit(text, value === undefined ? {} : { value });
    if (fitted) this.#note(i, "leaf", fitted, fill, REGULAR, area, text, value);
  }

  /** Writes the names of a chain of inner nodes on one line into the part of its outline above `limit`. */
  header(i: number, last: number, outline: Outline, limit: number, fill: string, level: number): boolean {
    if (!this.#load(outline, limit, this.#leastHeader)) return false;
    const weight = weightAt(level);
    const largest = this.#largest * (HEADER_SIZES[level] ?? HEADER_SIZES.at(-1)!);
    const value = this.#value?.(i);
    const style = {
      maxLines: 1,
      most: Math.max(this.#fitter.least, largest),
      weight,
      ...(value !== undefined && { value }),
    };
    const fitted = this.#fitter.fit(this.#chain(i, last).replaceAll("\n", " "), style);
    if (!fitted) return false;
    // In a box the text stands at the left; in other shapes it may only fit where it is.
    if (this.#map.cells.shape !== "rect" || fitted.angle !== 0) {
      this.#note(i, "header", fitted, fill, weight);
      return true;
    }
    const left = this.#points[0]! + BESIDE;
    const line = fitted.lines[0]!;
    // Where text runs from right to left, its left end is where it ends: programs differ in how they say so.
    if (!isRightToLeft(line)) this.#note(i, "header", { ...fitted, x: left, align: "left" }, fill, weight);
    else {
      const x = left + (this.#measure(line, weight) * fitted.size) / 2;
      this.#note(i, "header", { ...fitted, x }, fill, weight);
    }
    return true;
  }

  /** An inner node begins that may be named across its cells, once all of them are known. */
  openGroup(i: number, last: number, outline: Outline, level: number, area: number, fill: string): void {
    if (!this.#load(outline, Infinity)) return;
    const above = this.#open.at(-1) ?? -1;
    if (level === 2 && above >= 0) this.#groups[above]!.within.push(this.#groups.length);
    this.#open.push(this.#groups.length);
    this.#fill = undefined;
    this.#groups.push({
      node: i,
      text: this.#chain(i, last),
      level,
      area,
      fill,
      weight: weightAt(level),
      ring: this.#points.slice(0, 2 * this.#corners),
      above,
      within: [],
      from: this.#labels.length,
      to: this.#labels.length,
      colour: null,
      contrast: Infinity,
      largest: 0,
    });
  }

  /** The inner node begun last, if it is node i, ends. */
  closeGroup(i: number): void {
    const last = this.#open.at(-1);
    if (last === undefined || this.#groups[last]!.node !== i) return;
    const group = this.#groups[last]!;
    group.to = this.#labels.length;
    this.#open.pop();
    this.#fill = undefined;
    if (group.above < 0) return;
    const above = this.#groups[group.above]!;
    blend(above, group);
    if (group.largest <= above.largest) return;
    above.largest = group.largest;
    above.fill = group.fill;
  }

  /** Writes how many leaves are not shown one by one, after the name of node i where `named`. */
  aggregate(i: number, outline: Outline, area: number, fill: string, count: number, named: boolean): void {
    if (!this.#load(outline, Infinity)) return;
    const text = nodeText("aggregate", this.#aggregate(count), i, this.#map);
    const name = named ? this.#chain(i, i) : "";
    const both = name && text ? this.#fitter.fit(`${name} ${text}`) : null;
    const isWhole = both?.lines.join(" ").endsWith(text);
    const fitted = isWhole ? both : this.#fitter.fit(text || name);
    if (fitted) this.#note(i, "aggregate", fitted, fill, REGULAR, area, isWhole ? `${name} ${text}` : text);
  }

  /** All texts, those across cells last. */
  finish(): readonly Label[] {
    if (this.#groups.length === 0) return this.#labels;
    return placeNames(this.#groups, this.#labels, this.#leaves, this.#fitter, this.#measure, this.#largest);
  }

  /** Takes the convex part of an outline above `limit` and within the view. */
  #load(outline: Outline, limit: number, least?: number): boolean {
    // Clipping adds corners; the outline of several cells may have more than any of them.
    const room = 2 * Math.max(outline.corners, 4) + 10;
    if (this.#points.length < room) {
      this.#points = new Float64Array(2 * room);
      this.#scratch = new Float64Array(2 * room);
    }
    const corners = this.#map.cells.convexPart(outline.points, outline.corners, limit, this.#points);
    this.#corners = this.#view ? this.#clip(corners, this.#view) : corners;
    // Most cells of a large map are too small for any text: do not even ask for it.
    return this.#corners > 0 && this.#fitter.load(this.#points, this.#corners, least);
  }

  #clip(corners: number, { x0, y0, x1, y1 }: NonNullable<RenderOptions["view"]>): number {
    let kept = corners;
    const clip = (nx: number, ny: number, limit: number): void => {
      if (kept === 0) return;
      kept = clipRing(this.#points, kept, nx, ny, limit, this.#scratch);
      [this.#points, this.#scratch] = [this.#scratch, this.#points];
    };
    const isOut = (k: number): boolean => {
      const [x, y] = [this.#points[2 * k]!, this.#points[2 * k + 1]!];
      return x < x0 || x > x1 || y < y0 || y > y1;
    };
    if (!Array.from({ length: corners }, (_, k) => k).some(isOut)) return kept;
    clip(-1, 0, -x0);
    clip(0, -1, -y0);
    clip(1, 0, x1);
    clip(0, 1, y1);
    return kept;
  }

  #note(
    node: number,
    kind: LabelKind,
    fitted: FittedLabel & Partial<Pick<Label, "align">>,
    fill: string,
    weight: number,
    area: number = Infinity,
    text: string = "",
    value?: string,
  ): void {
    const { colour } = this.#ground(fill);
    const { lines, x, y, size, angle, align = "center" } = fitted;
    // Written out, for objects made by a spread are slow to make and to read.
    this.#labels.push({ lines, x, y, size, angle, node, kind, colour, align, weight, opacity: 1, rim: null });
    const isInGroup = this.#open.length > 0 && area < Infinity;
    const ring = isInGroup ? this.#points.slice(0, 2 * this.#corners) : null;
    this.#leaves.push({ ring, area, text, value });
  }

  #ground(fill: string): Ground {
    let ground = this.#grounds.get(fill);
    if (!ground) {
      const colour = textColour(fill, this.#shading);
      ground = { colour, contrast: colour === null ? 1 : contrast(colour, fill) };
      this.#grounds.set(fill, ground);
    }
    return ground;
  }

  /** The names of the nodes from one down to another that is below it, but for those that repeat the one above. */
  #chain(top: number, last: number): string {
    if (top === last) return this.#text(last);
    const names: string[] = [];
    for (let i = last; names.length < LONGEST_CHAIN; i = this.#map.tree.parent[i]!) {
      const name = this.#text(i);
      if (name !== "" && name !== names.at(-1)) names.push(name);
      if (i === top) break;
    }
    return names.reverse().join(BETWEEN);
  }

  #text(i: number): string {
    const { tree } = this.#map;
    const label = this.#label || undefined;
    const text =
      label && !tree.isRemainder(i)
        ? nodeText("label", label(tree.data(i), i, this.#map), i, this.#map)
        : tree.label(i);
    const name = clean(text);
    if (name === "" || tree.isLoaded(i)) return name;
    return `${name} ${tree.failure(i) ? "⚠" : "…"}`;
  }
}

/** Gives the text of each node's value, as the option `value` asks for it; undefined where it asks for none. */
function valueTexts<T>(
  map: Partition<T>,
  { value = false, format, locale }: RenderOptions<T>,
): ((node: number) => string) | undefined {
  const { weight } = map.tree;
  if (value === false) return undefined;
  if (value === "share") {
    const write = numberFormat("percent", locale);
    return (node) => write(weight[node]! / weight[0]!);
  }
  const write = numberFormat(value === true ? format : value, locale);
  return (node) => write(weight[node]!);
}

/** A name without signs that turn the direction, with breaks of one kind. */
function clean(text: string): string {
  if (CLEAN.test(text)) return text;
  return text.replace(TURNS, "").replace(BLANKS, " ").replace(BREAKS, "\n").trim();
}

/** Counts a ground in with the others of a group. */
function blend(group: NamedGroup, { colour, contrast: own }: Ground): void {
  if (own === Infinity) return;
  group.colour = group.contrast === Infinity || group.colour === colour ? colour : null;
  group.contrast = Math.min(group.contrast, own);
}

/** Thousands are set off by commas; the line does not break after the sign. */
function usualCount(count: number): string {
  return `+\u00a0${String(count).replace(/\B(?=(\d{3})+$)/g, ",")}`;
}

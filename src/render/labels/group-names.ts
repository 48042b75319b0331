import { clipRing } from "../../geometry/clip.ts";
import { ringBounds } from "../../geometry/ring.ts";
import { heightOf, LEAST_HEADER, type FittedLabel, type LabelFitter, type TextStyle } from "./fit-label.ts";
import type { Label } from "./label.ts";
import type { TextMeasure } from "./metrics.ts";

/** An inner node that may be named across its cells. */
export interface NamedGroup {
  readonly node: number;
  readonly text: string;
  /** 1 for the branches, and one more for each level at which the tree branches. */
  readonly level: number;
  readonly area: number;
  /** That of its largest leaf: a rim of this colour keeps lines off its name. */
  fill: string;
  readonly weight: number;
  /** The convex part of its cell that can be seen. */
  readonly ring: Float64Array;
  /** The group around it; −1 for none. */
  readonly above: number;
  /** The groups of the next level within it. */
  readonly within: number[];
  /** The labels within it: from the first up to, but not with, the last. */
  readonly from: number;
  to: number;
  /** Colour of text that can be read on all leaves, or null, and its least contrast. */
  colour: string | null;
  contrast: number;
  /** Area of its largest leaf. */
  largest: number;
}

/** What a label was fitted from. */
export interface PlacedLeaf {
  /** Null for what cannot be moved. */
  readonly ring: Float64Array | null;
  readonly area: number;
  readonly text: string;
  readonly value: string | undefined;
}

/** Sizes of names by level: as part of the side of a square as large as the cell, and of the largest text. */
const SIZES: readonly (readonly [part: number, largest: number])[] = [
  [0, 0],
  [0.17, 1.5],
  [0.13, 0.75],
];
const DEEPER: readonly [part: number, largest: number] = [0.1, 0.43];
/** Levels that are named wherever there is room; those below only where most of their leaves have no names. */
const ALWAYS_NAMED = 2;
/** Part of a group's area whose leaves may have names for the group to be named too, below these levels. */
const MOST_NAMED = 0.65;
/** A name is tried smaller by this factor each time. */
const SMALLER = 0.84;
/** What a name loses in worth by leaves that lose their labels, or get them elsewhere, for all of its area. */
const LOST = 4;
/** What it loses by each group of the next level that is left no room for a name, as wide and high as this in pixels. */
const SMOTHERED = 0.3;
const LEAST_ROOM = [60, 20] as const;
const MOVED = 0.4;
/** Part of its worth that a name keeps however much is lost. */
const LEAST_WORTH = 0.01;
/** Part of the group that a leaf may have to lose its label to the group's name. */
const LARGEST_LOST = 0.2;
/** A name no smaller than this part of the largest possible is taken at once where it is in nobody's way. */
const LARGE_ENOUGH = 0.75;
/** Weight of the labels of leaves. */
const REGULAR = 400;
/** Room between texts, in font sizes. */
const APART = 0.12;
/** Where a label may go: above a name, below, to its left and to its right. */
const SIDES_X: readonly number[] = [0, 0, 1, -1];
const SIDES_Y: readonly number[] = [1, -1, 0, 0];
/** Opacity of names, and the contrast of the opaque text that leaves them 4.5 : 1. */
const HALF_TRANSPARENT = 0.75;
const CLEAR_ENOUGH = 6.9;

type Box = readonly [x0: number, y0: number, x1: number, y1: number];

/**
 * Names groups across their cells, level by level, the larger first: each where its name is large and in the way of few
 * labels of leaves. A leaf's label that is larger than the name, or that of a large leaf, is never lost: it moves into
 * what is left of its cell, or the name goes elsewhere.
 */
export function placeNames(
  groups: readonly NamedGroup[],
  given: readonly Label[],
  leaves: readonly PlacedLeaf[],
  fitter: LabelFitter,
  measure: TextMeasure,
  largest: number,
): Label[] {
  const labels: (Label | null)[] = [...given];
  const boxes: (Box | null)[] = given.map((label) => boxOf(label, label.weight, label.align));
  /** By group, the box of its name, and its name as it is drawn. */
  const names: (Box | null)[] = groups.map(() => null);
  const placed: (Label | null)[] = groups.map(() => null);
  /** By group, the box round what is seen of its cell. */
  const around = groups.map(({ ring }): Box => {
    const { x0, y0, x1, y1 } = ringBounds(ring, 0, ring.length / 2);
    return [x0, y0, x1, y1];
  });
  const places: number[] = [];
  let clipped: Float64Array = new Float64Array(0);
  const order = Array.from(groups.keys()).sort(
    (a, b) => groups[a]!.level - groups[b]!.level || groups[b]!.area - groups[a]!.area,
  );
  for (const k of order) if (groups[k]!.level === 1) placeBranch(k);
  for (const k of order) if (groups[k]!.level > 1 && !isBelowBranch(groups[k]!)) place(k);
  placeInnermost();
  return [...labels, ...placed].filter((label) => label !== null);

  /** Whether a group is of the second level, and so named with its branch. */
  function isBelowBranch({ level, above }: NamedGroup): boolean {
    return level === 2 && above >= 0 && groups[above]!.level === 1;
  }

  /**
   * Names a branch and the groups within: these first where the branch's name would leave one without, and at the cost
   * of leaves where a large one would have none otherwise.
   */
  function placeBranch(k: number): void {
    const { from, to, within } = groups[k]!;
    const nodes = [...within].sort((a, b) => groups[b]!.area - groups[a]!.area);
    const all = [k, ...nodes];
    const large = all.filter((group) => isLarge(group));
    const labelsBefore = labels.slice(from, to);
    const boxesBefore = boxes.slice(from, to);
    const name = ({ order, insists }: Way): void => {
      for (let label = from; label < to; label++) {
        labels[label] = labelsBefore[label - from]!;
        boxes[label] = boxesBefore[label - from]!;
      }
      for (const group of all) names[group] = placed[group] = null;
      for (const group of order) place(group, insists);
    };
    const count = (some: readonly number[]): number => some.filter((group) => names[group]).length;
    const orders = nodes.length > 0 ? [all, [...nodes, k]] : [all];
    const ways = [false, true].flatMap((insists) => orders.map((order) => ({ order, insists })));
    let best = { way: ways[0]!, all: -1, large: -1 };
    let last = best.way;
    for (const way of ways) {
      if (way.insists ? best.large === large.length : best.all === all.length) continue;
      name((last = way));
      const next = { way, all: count(all), large: count(large) };
      const isBetter = way.insists ? next.large > best.large : next.all > best.all;
      if (best.all < 0 || (isBetter && names[k])) best = next;
    }
    if (last !== best.way) name(best.way);
  }

  /** Whether readers would miss the name of a group. */
  function isLarge(k: number): boolean {
    const [x0, y0, x1, y1] = around[k]!;
    return x1 - x0 >= LEAST_ROOM[0] && y1 - y0 >= LEAST_ROOM[1];
  }

  /** Names large groups within which nothing has a name at the cost of small leaves: else nobody knows what they are. */
  function placeInnermost(): void {
    const hasNames = names.map((name) => name !== null);
    // Groups stand before those within them.
    for (let k = groups.length - 1; k >= 0; k--) {
      const { level, above } = groups[k]!;
      if (!hasNames[k] && level > ALWAYS_NAMED && isLarge(k)) {
        place(k, false, true);
        hasNames[k] = names[k] !== null;
      }
      if (above >= 0) hasNames[above] ||= hasNames[k]!;
    }
  }

  function place(k: number, insists = false, mayTake = false): void {
    const group = groups[k]!;
    if (group.level > ALWAYS_NAMED && namedArea(group) > MOST_NAMED * group.area) return;
    const usual = search(group, group.level > ALWAYS_NAMED && !mayTake ? "free" : "displacing");
    const found = usual ?? (insists && isLarge(k) ? search(group, "insisting") : null);
    if (!found) return;
    for (const label of found.lost) labels[label] = boxes[label] = null;
    for (const [label, fitted] of found.moved) {
      const moved = { ...labels[label]!, ...fitted };
      labels[label] = moved;
      boxes[label] = boxOf(moved, moved.weight);
    }
    names[k] = boxOf(found.name, group.weight);
    const isClear = group.colour !== null && group.contrast >= CLEAR_ENOUGH;
    placed[k] = {
      ...found.name,
      node: group.node,
      kind: "overlay",
      colour: group.colour,
      align: "center",
      weight: group.weight,
      opacity: isClear ? HALF_TRANSPARENT : 1,
      rim: group.colour === null ? null : group.fill,
    };
  }

  /** Area of the leaves in a group that have labels. */
  function namedArea({ from, to }: NamedGroup): number {
    let area = 0;
    for (let k = from; k < to; k++) if (labels[k]?.kind === "leaf") area += leaves[k]?.area ?? 0;
    return area;
  }

  function search(group: NamedGroup, claim: Claim): Candidate | null {
    const insists = claim === "insisting";
    const { ring, text, weight, level } = group;
    const least = insists ? Math.min(fitter.least, LEAST_HEADER) : fitter.least;
    if (text === "" || !fitter.load(ring, ring.length / 2, least)) return null;
    const [part, times] = SIZES[level] ?? DEEPER;
    const most = insists ? fitter.least : fitter.sizeFor(part, Math.max(fitter.least, times * largest));
    const fitted = fitter.fit(text, { maxLines: level > ALWAYS_NAMED ? 2 : 3, most, weight });
    if (!fitted) return null;
    const line = text.replaceAll("\n", " ");
    const variants = fitted.lines.length > 1 ? [fitted.lines, [line]] : [fitted.lines];
    const cut = insists && fitter.fit(text, { maxLines: 1, most, weight });
    if (cut) variants.push(cut.lines);
    const shapes = variants.map((lines) => ({ lines, width: widthOf(lines, weight) }));
    let best: Candidate | null = null;
    for (let size = fitted.size; ; size = Math.max(least, Math.floor(10 * SMALLER * size) / 10)) {
      for (const shape of shapes) best = tryPlaces(group, shape, size, best, claim);
      if (best && best.worth >= (size >= LARGE_ENOUGH * fitted.size ? size : SMALLER * size)) return best;
      if (size <= least) return best;
    }
  }

  function tryPlaces(
    group: NamedGroup,
    { lines, width }: Shape,
    size: number,
    best: Candidate | null,
    claim: Claim,
  ): Candidate | null {
    const { ring } = group;
    let found = best;
    fitter.load(ring, ring.length / 2);
    const count = fitter.places(width * size, heightOf(lines.length) * size, places);
    for (let at = 0; at < 2 * count; at += 2) {
      if (size <= (found?.worth ?? 0)) break;
      const name: FittedLabel = { lines, x: places[at]!, y: places[at + 1]!, size, angle: 0 };
      found = judge(group, name, boxAt(name, width), found?.worth ?? 0, claim) ?? found;
    }
    return found;
  }

  /** What a name is worth at its place; null if that is no more than `beyond`, or if it may not be there. */
  function judge(
    group: NamedGroup,
    name: FittedLabel,
    box: Box,
    beyond: number,
    claim: Claim,
  ): Candidate | null {
    const { size } = name;
    if (hitsName(box, group.above)) return null;
    if (hitsNameWithin(box, group)) return null;
    const worth = size * (1 - smothering(group, box));
    if (worth <= beyond) return null;
    const inTheWay: number[] = [];
    let area = 0;
    for (let label = group.from; label < group.to; label++) {
      if (!overlap(box, boxes[label]!)) continue;
      if (claim === "free" || !leaves[label]?.ring) return null;
      inTheWay.push(label);
      area += leaves[label]!.area;
      // At best, all of them move.
      if (worth * (1 - (MOVED * area) / group.area) <= beyond) return null;
    }
    if (inTheWay.length === 0) return { name, worth, lost: [], moved: [] };
    return displace(group, name, box, inTheWay, worth, beyond, claim === "insisting");
  }

  /** What a name loses in worth since groups within are left too little room for their own. */
  function smothering(group: NamedGroup, box: Box): number {
    if (group.level >= ALWAYS_NAMED) return 0;
    let loss = 0;
    for (const within of group.within) {
      const [x0, y0, x1, y1] = around[within]!;
      if (!overlap(box, around[within]!)) continue;
      const across = Math.max(box[0] - x0, x1 - box[2]) / LEAST_ROOM[0];
      const down = Math.max(box[1] - y0, y1 - box[3]) / LEAST_ROOM[1];
      loss += SMOTHERED * (1 - Math.min(1, Math.max(0, across, down)));
    }
    return loss;
  }

  /** Whether a box overlaps the name of a group or of one around it. */
  function hitsName(box: Box, group: number): boolean {
    for (let k = group; k >= 0; k = groups[k]!.above) if (overlap(box, names[k]!)) return true;
    return false;
  }

  function hitsNameWithin(box: Box, { within }: NamedGroup): boolean {
    return within.some((k) => overlap(box, names[k]!));
  }

  function displace(
    group: NamedGroup,
    name: FittedLabel,
    box: Box,
    inTheWay: readonly number[],
    whole: number,
    beyond: number,
    insists: boolean,
  ): Candidate | null {
    const lost: number[] = [];
    const moved: (readonly [number, FittedLabel])[] = [];
    let cost = 0;
    for (const label of inTheWay) {
      const { area } = leaves[label]!;
      const elsewhere = beside(label, box, group, insists);
      if (elsewhere) {
        moved.push([label, elsewhere]);
        cost += (MOVED * area) / group.area;
      } else {
        const { size } = labels[label]!;
        const isLarger = size > name.size || (area > LARGEST_LOST * group.area && size > fitter.least + 1);
        if (group.level > ALWAYS_NAMED && area > LEAST_ROOM[0] * LEAST_ROOM[1]) return null;
        if (isLarger && !insists) return null;
        lost.push(label);
        cost += (LOST * area) / group.area;
      }
      // However much is lost, a name in the only place for it is worth something.
      if (whole * Math.max(LEAST_WORTH, 1 - cost) <= beyond) return null;
    }
    return { name, worth: whole * Math.max(LEAST_WORTH, 1 - cost), lost, moved };
  }

  /**
   * A label in the largest part of its cell above, below or beside the box of a group's name; null if it does not fit
   * there as whole as it is, or at all where it `mayBeCut`.
   */
  function beside(
    label: number,
    [x0, y0, x1, y1]: Box,
    group: NamedGroup,
    mayBeCut: boolean,
  ): FittedLabel | null {
    const { ring, text, value } = leaves[label]!;
    const { lines, size } = labels[label]!;
    const corners = ring!.length / 2;
    if (clipped.length < ring!.length + 2) clipped = new Float64Array(ring!.length + 2);
    const style: TextStyle = value === undefined ? { most: size } : { most: size, value };
    let best: FittedLabel | null = null;
    for (let side = 0; side < 4; side++) {
      const [nx, ny] = [SIDES_X[side]!, SIDES_Y[side]!];
      const limit = side === 0 ? y0 : side === 1 ? -y1 : side === 2 ? x0 : -x1;
      const kept = clipRing(ring!, corners, nx, ny, limit, clipped);
      if (kept === 0 || !fitter.load(clipped, kept)) continue;
      const fitted = fitter.fit(text, style);
      if (!fitted || fitted.size <= (best?.size ?? 0)) continue;
      const box = boxOf(fitted, REGULAR);
      if (!hitsName(box, group.above) && !hitsNameWithin(box, group)) best = fitted;
      if (best?.size === size) break;
    }
    return best && !mayBeCut && isCut(best.lines) && !isCut(lines) ? null : best;
  }

  function widthOf(lines: readonly string[], weight: number): number {
    let width = 0;
    for (const line of lines) width = Math.max(width, measure(line, weight));
    return width;
  }

  function boxOf(label: FittedLabel, weight: number, align?: Label["align"]): Box {
    return boxAt(label, widthOf(label.lines, weight), align);
  }
}

/** A place for a name, with the labels that it takes from leaves and those that move. */
interface Candidate {
  readonly name: FittedLabel;
  readonly worth: number;
  readonly lost: readonly number[];
  readonly moved: readonly (readonly [label: number, FittedLabel])[];
}

/**
 * What a name may take from leaves: nothing; the labels of small ones, as far as they find no other place; or any, and
 * then it may itself be cut, and as small as headers are.
 */
type Claim = "free" | "displacing" | "insisting";

/** In which order a branch and the groups within are named, and whether large ones at the cost of any leaf. */
interface Way {
  readonly order: readonly number[];
  readonly insists: boolean;
}

function isCut(lines: readonly string[]): boolean {
  return lines.some((line) => line.includes("…"));
}

/** Lines of a name, and their width in font sizes. */
interface Shape {
  readonly lines: readonly string[];
  readonly width: number;
}

/** The box round a text whose widest line is so many font sizes wide. */
function boxAt({ lines, x, y, size, angle }: FittedLabel, widest: number, align?: Label["align"]): Box {
  const width = widest * size;
  const height = heightOf(lines.length) * size;
  let [acrossHalf, downHalf] = [width / 2, height / 2];
  if (angle !== 0) {
    const [cos, sin] = [Math.cos((angle * Math.PI) / 180), Math.sin((angle * Math.PI) / 180)].map(Math.abs);
    [acrossHalf, downHalf] = [(cos! * width + sin! * height) / 2, (sin! * width + cos! * height) / 2];
  }
  const middle = align === "left" ? x + width / 2 : x;
  acrossHalf += APART * size;
  return [middle - acrossHalf, y - downHalf, middle + acrossHalf, y + downHalf];
}

function overlap(a: Box, b: Box | null): boolean {
  return b !== null && a[0] < b[2] && b[0] < a[2] && a[1] < b[3] && b[1] < a[3];
}

import type { Padding } from "../../partition/padding.ts";
import type { WeightedTree } from "../engine.ts";
import { TIE } from "../rectangles/sums.ts";
import { BESIDE, CUT, searchChain, type ChainStep } from "./chain.ts";
import { familyPlanner } from "./family-planner.ts";
import { FamilyRows, type RowLimits } from "./family-rows.ts";
import { HOLLOW, MIRRORED, NONE, Parts, STAIRS } from "./parts.ts";
import {
  BOTTOM,
  CORNER_X,
  CORNER_Y,
  FAR,
  MIRROR,
  NEAR,
  Rectangles,
  REST_X,
  REST_Y,
  RIGHT,
} from "./rectangles.ts";
import type { SlicePlan } from "./slice-search.ts";

/** Ratios up to which families are laid in rows. */
const ROWS: RowLimits = { leaf: 4, inner: 4 };

/** A tree that has been taken apart, and the rectangles that its parts came to lie in. */
export interface Construction {
  readonly parts: Parts;
  readonly rectangles: Rectangles;
}

/** A part too small for a slice, which must go to the corner of a rectangle, and what it is to lie beside or in. */
interface Corner {
  readonly rectangle: number;
  readonly mark: number;
  readonly small: number;
  readonly large: number;
  readonly alongX: boolean;
  /** What a slice must weigh at least. */
  readonly least: number;
}

/**
 * Takes a tree apart over rectangles.
 *
 * Each task is a binary tree to lay out in a rectangle so that the region of the marked part, and of all above
 * it, is a staircase at the rectangle's corner: a set that with a point holds all between it and the corner,
 * across and down. The cases (a) to (d) divide it into tasks of the same kind, and leaves.
 *
 * @param plan - how families are searched for slices; null to lay them in rows as they come
 */
export function construct(
  tree: WeightedTree,
  padding: Padding,
  width: number,
  height: number,
  plan: SlicePlan | null = null,
): Construction {
  const parts = new Parts(tree);
  const rectangles = new Rectangles(tree.size + 64);
  const rows = new FamilyRows();
  const planFamily = plan && familyPlanner(tree, parts.standing, plan);
  const padded = padding.none ? null : padder(tree, padding, rectangles, parts.standing);
  /** The tasks still to do: rectangle, root and mark of each. */
  const open: number[] = [];
  const root = parts.standing[0]!;
  push(rectangles.add(NONE, 0, 0, width, height), root, root);
  while (open.length > 0) {
    const mark = open.pop()!;
    const part = open.pop()!;
    divide(open.pop()!, part, mark);
  }
  return { parts, rectangles };

  function push(rectangle: number, part: number, mark: number): void {
    open.push(rectangle, part, mark);
  }

  function divide(at: number, part: number, mark: number): void {
    const isWhole = parts.end[part] === NONE;
    if (isWhole) parts.end[part] = at;
    if (parts.isLeaf(part)) return;
    let rectangle = at;
    if (mark === part) {
      if (padded && isWhole && part < parts.size && parts.top[part] === NONE) {
        rectangle = padded(at, part);
        if (rectangle === NONE) return;
      }
      rectangles.corner[rectangle] = 0;
      if (layRows(rectangle, part)) return;
    }
    const [w, h] = [rectangles.width[rectangle]!, rectangles.height[rectangle]!];
    const alongX = w >= h * (1 - TIE);
    const ratio = Math.max(1, alongX ? w / h : h / w);
    parts.open(part);
    const step = searchChain(parts, part, mark, ratio);
    if (step.kind === CUT) cut(rectangle, mark, step, alongX);
    else if (step.kind === BESIDE) beside(rectangle, mark, step, parts.weight[part]!, alongX, ratio);
    else takeL(rectangle, step.part);
  }

  /** Lays the parts that a root is made of in rows, if all of them stay fat. */
  function layRows(rectangle: number, part: number): boolean {
    if (part < parts.size && parts.first[part] === NONE) rows.takeFamily(tree, parts.standing, part);
    else takeMembers(part);
    rows.sort();
    const [w, h] = [rectangles.width[rectangle]!, rectangles.height[rectangle]!];
    if (!(planFamily?.(rows, w, h) ?? rows.plan(w, h, ROWS))) return false;
    for (let k = 0; k < rows.count; k++) {
      const { box } = rows;
      const member = rows.part[k]!;
      const own = rectangles.add(rectangle, box[4 * k]!, box[4 * k + 1]!, box[4 * k + 2]!, box[4 * k + 3]!);
      parts.up[member] = NONE;
      if (rows.notch[k]! > 0) {
        rectangles.corner[own] = 0;
        parts.far[member] = rectangles.notch(own, rows.notch[k]! ** 2, 1, FAR);
      }
      if (rows.isLeaf[k] === 1) parts.end[member] = own;
      else push(own, member, member);
    }
    return true;
  }

  /** The leaves and nodes that a root is joined of. */
  function takeMembers(whole: number): void {
    rows.clear();
    const stack = [whole];
    for (let part = stack.pop(); part !== undefined; part = stack.pop()) {
      const isLeaf = parts.isLeaf(part);
      if (part !== whole && (isLeaf || parts.needed[part])) rows.push(part, parts.weight[part]!, isLeaf);
      else stack.push(parts.second[part]!, parts.first[part]!);
    }
  }

  /** (a), (b): what is found goes to the corner, the rest beyond a line across the longer side. */
  function cut(rectangle: number, mark: number, { part: found, isBelow }: ChainStep, alongX: boolean): void {
    parts.cutApart(parts.up[found]!, NONE, rectangle, STAIRS);
    parts.takeOut(found);
    const [corner, beyond] = rectangles.cut(
      rectangle,
      alongX,
      parts.weight[found]!,
      parts.weight[parts.root]!,
    );
    push(beyond, parts.root, parts.mark);
    push(corner, found, isBelow ? found : mark);
  }

  /** (a), for a leaf of nearly all the weight: it takes an L, the rest the notch at the far corner. */
  function takeL(rectangle: number, leaf: number): void {
    parts.cutApart(parts.up[leaf]!, NONE, rectangle, STAIRS);
    parts.takeOut(leaf);
    const rest = parts.weight[parts.root]!;
    const notch = rectangles.notch(rectangle, rest, rest + parts.weight[leaf]!, FAR);
    parts.end[leaf] = rectangle;
    parts.far[leaf] = notch;
    push(notch, parts.root, parts.mark);
  }

  /** (c), (d): a part too small for a slice must go to the corner; find something beside it that it can lie in. */
  function beside(
    rectangle: number,
    mark: number,
    { part: small, thin }: ChainStep,
    whole: number,
    alongX: boolean,
    ratio: number,
  ): void {
    rectangles.inner.set(rectangle, small);
    parts.needed[small] = 1;
    // All between this and the whole are large enough for any shape.
    const most = whole * Math.min(1 - 2 * thin, Math.max(0.75, 1 - 8 / (9 * ratio)));
    let large = parts.sibling(small);
    while (!parts.isLeaf(large) && parts.weight[large]! > most) large = parts.heavier(large);
    const corner = { rectangle, mark, small, large, alongX, least: thin * whole };
    if (parts.isLeaf(large)) leafBeside(corner);
    else cutSlices(corner);
  }

  /** (c): a large leaf takes an L or S around the small part. */
  function leafBeside({ rectangle, mark, small, large: leaf, alongX, least }: Corner): void {
    const both = parts.up[small]!;
    const isPair = parts.up[leaf] === both;
    parts.cutApart(parts.up[leaf]!, both, rectangle, HOLLOW);
    parts.cutApart(isPair ? parts.up[both]! : both, NONE, rectangle, STAIRS);
    const own = parts.weight[small]! + parts.weight[leaf]!;
    let rest = 0;
    if (!isPair || parts.up[both] !== NONE) {
      if (isPair) parts.takeOut(both);
      else parts.takeBoth(leaf, small);
      rest = parts.weight[parts.root]!;
    }
    parts.up[small] = NONE;
    parts.up[leaf] = NONE;
    let room = rectangle;
    let notch = NONE;
    if (rest > 0) {
      let beyond: number;
      if (rest > least) [room, beyond] = rectangles.cut(rectangle, alongX, own, rest);
      else beyond = notch = rectangles.notch(rectangle, rest, own + rest, FAR);
      push(beyond, parts.root, parts.mark);
      // Both together fill a rectangle but for a notch at the far corner.
      if (isPair && parts.end[both] === NONE) {
        parts.end[both] = room;
        parts.far[both] = notch;
      }
    }
    layHollow(room, leaf, small, mark, notch, rest > least ? own : own + rest);
  }

  /** A leaf takes a rectangle but for the small part at the corner and perhaps a notch at the far one. */
  function layHollow(
    rectangle: number,
    leaf: number,
    small: number,
    mark: number,
    notch: number,
    weight: number,
  ): void {
    const near = rectangles.notch(rectangle, parts.weight[small]!, weight, NEAR);
    parts.end[leaf] = rectangle;
    parts.far[leaf] = notch;
    parts.near.set(leaf, near);
    push(near, small, mark);
  }

  /** (d): a part of the large one joins the small part in a slice; what is left of the large one has the next. */
  function cutSlices({ rectangle, mark, small, large, alongX, least }: Corner): void {
    const most = Math.max(2 * least, Math.min(0.6 * parts.weight[large]!, parts.weight[large]! - least));
    let piece = large;
    while (!parts.isLeaf(piece) && parts.weight[piece]! > most) piece = parts.heavier(piece);
    // But for rounding, only a leaf can be so large that it leaves too little for a slice.
    const isLeaf = parts.isLeaf(piece) && parts.weight[piece]! > parts.weight[large]! - least;
    const both = parts.up[small]!;
    const beyondLarge = parts.up[large]!;
    parts.cutApart(parts.up[piece]!, beyondLarge, rectangle, isLeaf ? HOLLOW : MIRRORED);
    parts.cutApart(beyondLarge, both, rectangle, HOLLOW);
    parts.cutApart(both, NONE, rectangle, STAIRS);

    parts.takeBoth(large, small);
    const { root: restRoot, mark: restMark } = parts;
    parts.takeOut(piece);
    const { root: leftRoot, mark: leftMark } = parts;

    const a = parts.weight[small]! + parts.weight[piece]!;
    const b = parts.weight[leftRoot]!;
    const c = parts.weight[restRoot]!;
    const unit = (alongX ? rectangles.width[rectangle]! : rectangles.height[rectangle]!) / (a + b + c);
    const slice = (from: number, size: number, role: number): number =>
      rectangles.slice(rectangle, alongX, from, size, role);
    const corner = alongX ? CORNER_X : CORNER_Y;
    push(slice((a + b) * unit, c * unit, alongX ? REST_X : REST_Y), restRoot, restMark);
    if (isLeaf) {
      const room = slice(0, (a + b) * unit, corner);
      const notch = rectangles.notch(room, b, a + b, FAR);
      push(notch, leftRoot, leftMark);
      layHollow(room, piece, small, mark, notch, a + b);
      return;
    }
    const second = slice(a * unit, b * unit, MIRROR);
    rectangles.corner[second]! ^= alongX ? BOTTOM : RIGHT;
    push(second, leftRoot, leftMark);
    push(slice(0, a * unit, corner), parts.join(piece, small), mark);
  }
}

/**
 * Takes the padding off rectangles, so that nodes that have one to themselves lay their children out in what is left:
 * tells the room for the children of a part that fills a rectangle, NONE if there is none.
 */
function padder(
  { size, firstChild, parent, weight }: WeightedTree,
  padding: Padding,
  rectangles: Rectangles,
  standing: Int32Array,
): (rectangle: number, part: number) => number {
  // The uppermost node that each part stands for.
  const upper = new Int32Array(size);
  for (let i = size - 1; i >= 0; i--) upper[standing[i]!] = i;
  return (rectangle, part) => {
    let [left, top, right, bottom] = [0, 0, 0, 0];
    for (let i = upper[part]!; ;) {
      const gap = (parent[i]! < 0 ? 0 : padding.inner(parent[i]!) / 2) - padding.inner(i) / 2;
      left += padding.left(i) + gap;
      top += padding.top(i) + gap;
      right += padding.right(i) + gap;
      bottom += padding.bottom(i) + gap;
      if (i === part) break;
      i = firstChild[i]!;
      while (!(weight[i]! > 0)) i++;
    }
    const width = rectangles.width[rectangle]! - left - right;
    const height = rectangles.height[rectangle]! - top - bottom;
    return width > 0 && height > 0 ? rectangles.add(rectangle, left, top, width, height) : NONE;
  };
}

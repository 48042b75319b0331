import type { RingCells, WeightedTree } from "../engine.ts";
import { BESIDE, CUT, searchChain, type ChainStep } from "./chain.ts";
import { FamilyPlanner } from "./family-planner.ts";
import { TIE } from "../rectangles/sums.ts";
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
import { paddedRectangles, type PaddedRectangles } from "./padded-rectangles.ts";
import type { SlicePlan } from "./slice-search.ts";

/** Ratios up to which families are laid in rows. */
const ROWS: RowLimits = { leaf: 4, inner: 4 };

/**
 * Takes a tree apart over rectangles.
 *
 * Each task is a binary tree to lay out in a rectangle so that the region of the marked part, and of all above
 * it, is a staircase at the rectangle's corner: a set that with a point holds all between it and the corner,
 * across and down. The cases (a) to (d) divide it into tasks of the same kind, and leaves.
 */
export class Construction {
  readonly parts: Parts;
  readonly rectangles: Rectangles;
  readonly #tree: WeightedTree;
  readonly #rows: FamilyRows = new FamilyRows();
  readonly #planner: FamilyPlanner | null;
  readonly #padded: PaddedRectangles | null;
  /** The tasks still to do: rectangle, root and mark of each. */
  readonly #open: number[] = [];

  constructor(tree: WeightedTree, cells: RingCells, plan: SlicePlan | null = null) {
    this.#tree = tree;
    this.parts = new Parts(tree);
    this.#planner = plan && new FamilyPlanner(tree, this.parts.standing, plan);
    this.rectangles = new Rectangles(tree.size + 64);
    const { padding } = cells;
    this.#padded = padding.none
      ? null
      : paddedRectangles(tree, padding, this.rectangles, this.parts.standing);
  }

  run(width: number, height: number): void {
    const { parts, rectangles } = this;
    const root = parts.standing[0]!;
    this.#push(rectangles.add(NONE, 0, 0, width, height), root, root);
    while (this.#open.length > 0) {
      const mark = this.#open.pop()!;
      const part = this.#open.pop()!;
      this.#do(this.#open.pop()!, part, mark);
    }
  }

  #do(at: number, root: number, mark: number): void {
    const { parts, rectangles } = this;
    const isWhole = parts.end[root] === NONE;
    if (isWhole) parts.end[root] = at;
    if (parts.isLeaf(root)) return;
    let rectangle = at;
    if (mark === root) {
      if (this.#padded && isWhole && root < parts.size && parts.top[root] === NONE) {
        rectangle = this.#padded(at, root);
        if (rectangle === NONE) return;
      }
      rectangles.corner[rectangle] = 0;
      if (this.#layRows(rectangle, root)) return;
    }
    const width = rectangles.width[rectangle]!;
    const height = rectangles.height[rectangle]!;
    const alongX = width >= height * (1 - TIE);
    const ratio = Math.max(1, alongX ? width / height : height / width);
    parts.open(root);
    const step = searchChain(parts, root, mark, ratio);
    if (step.kind === CUT) this.#cut(rectangle, mark, step, alongX);
    else if (step.kind === BESIDE) this.#beside(rectangle, mark, step, parts.weight[root]!, alongX, ratio);
    else this.#takeL(rectangle, step.part);
  }

  /** Lays the parts that a root is made of in rows, if all of them stay fat. */
  #layRows(rectangle: number, root: number): boolean {
    const { parts, rectangles } = this;
    const rows = this.#rows;
    if (root < parts.size && parts.first[root] === NONE) rows.takeFamily(this.#tree, parts.standing, root);
    else this.#takeMembers(root);
    rows.sort();
    const width = rectangles.width[rectangle]!;
    const height = rectangles.height[rectangle]!;
    const isPlanned = this.#planner?.plan(rows, width, height) ?? rows.plan(width, height, ROWS);
    if (!isPlanned) return false;
    for (let k = 0; k < rows.count; k++) {
      const { box } = rows;
      const part = rows.part[k]!;
      const own = rectangles.add(rectangle, box[4 * k]!, box[4 * k + 1]!, box[4 * k + 2]!, box[4 * k + 3]!);
      parts.up[part] = NONE;
      if (rows.notch[k]! > 0) {
        rectangles.corner[own] = 0;
        parts.far[part] = rectangles.notch(own, rows.notch[k]! ** 2, 1, FAR);
      }
      if (rows.isLeaf[k] === 1) parts.end[part] = own;
      else this.#push(own, part, part);
    }
    return true;
  }

  /** The leaves and nodes that a root is joined of. */
  #takeMembers(root: number): void {
    const { parts } = this;
    this.#rows.clear();
    const open = [root];
    for (let part = open.pop(); part !== undefined; part = open.pop()) {
      const isLeaf = parts.isLeaf(part);
      if (part !== root && (isLeaf || parts.needed[part])) this.#rows.push(part, parts.weight[part]!, isLeaf);
      else open.push(parts.second[part]!, parts.first[part]!);
    }
  }

  /** (a), (b): what is found goes to the corner, the rest beyond a line across the longer side. */
  #cut(rectangle: number, mark: number, { part: found, isBelow }: ChainStep, alongX: boolean): void {
    const { parts, rectangles } = this;
    parts.cutApart(parts.up[found]!, NONE, rectangle, STAIRS);
    parts.takeOut(found);
    const part = parts.weight[found]!;
    const rest = parts.weight[parts.root]!;
    const [corner, beyond] = rectangles.cut(rectangle, alongX, part, rest);
    this.#push(beyond, parts.root, parts.mark);
    this.#push(corner, found, isBelow ? found : mark);
  }

  /** (a), for a leaf of nearly all the weight: it takes an L, the rest the notch at the far corner. */
  #takeL(rectangle: number, leaf: number): void {
    const { parts, rectangles } = this;
    parts.cutApart(parts.up[leaf]!, NONE, rectangle, STAIRS);
    parts.takeOut(leaf);
    const rest = parts.weight[parts.root]!;
    const notch = rectangles.notch(rectangle, rest, rest + parts.weight[leaf]!, FAR);
    parts.end[leaf] = rectangle;
    parts.far[leaf] = notch;
    this.#push(notch, parts.root, parts.mark);
  }

  /** (c), (d): a part too small for a slice must go to the corner; find something beside it that it can lie in. */
  #beside(
    rectangle: number,
    mark: number,
    { part: small, thin }: ChainStep,
    whole: number,
    alongX: boolean,
    ratio: number,
  ): void {
    const { parts, rectangles } = this;
    rectangles.inner.set(rectangle, small);
    parts.needed[small] = 1;
    // All between this and the whole are large enough for any shape.
    const most = whole * Math.min(1 - 2 * thin, Math.max(0.75, 1 - 8 / (9 * ratio)));
    let large = parts.sibling(small);
    while (!parts.isLeaf(large) && parts.weight[large]! > most) large = parts.heavier(large);
    if (parts.isLeaf(large)) this.#leafBeside(rectangle, mark, small, large, alongX, thin * whole);
    else this.#slices(rectangle, mark, small, large, alongX, thin * whole);
  }

  /** (c): a large leaf takes an L or S around the small part. */
  #leafBeside(
    rectangle: number,
    mark: number,
    small: number,
    leaf: number,
    alongX: boolean,
    least: number,
  ): void {
    const { parts, rectangles } = this;
    const both = parts.up[small]!;
    const isPair = parts.up[leaf] === both;
    parts.cutApart(parts.up[leaf]!, both, rectangle, HOLLOW);
    parts.cutApart(isPair ? parts.up[both]! : both, NONE, rectangle, STAIRS);
    const a = parts.weight[small]!;
    const b = parts.weight[leaf]!;
    let rest = 0;
    if (!isPair || parts.up[both] !== NONE) {
      if (isPair) parts.takeOut(both);
      else parts.takeBoth(leaf, small);
      rest = parts.weight[parts.root]!;
    }
    const { root, mark: restMark } = parts;
    parts.up[small] = NONE;
    parts.up[leaf] = NONE;
    if (rest > least) {
      const [room, beyond] = rectangles.cut(rectangle, alongX, a + b, rest);
      this.#push(beyond, root, restMark);
      if (isPair) this.#finish(both, room, NONE);
      this.#hollowLeaf(room, leaf, small, mark, NONE, a + b);
      return;
    }
    let notch = NONE;
    if (rest > 0) {
      notch = rectangles.notch(rectangle, rest, a + b + rest, FAR);
      this.#push(notch, root, restMark);
      if (isPair) this.#finish(both, rectangle, notch);
    }
    this.#hollowLeaf(rectangle, leaf, small, mark, notch, a + b + rest);
  }

  /** A part that fills a rectangle but for a notch at the far corner. */
  #finish(part: number, rectangle: number, notch: number): void {
    const { parts } = this;
    if (parts.end[part] !== NONE) return;
    parts.end[part] = rectangle;
    parts.far[part] = notch;
  }

  /** A leaf takes a rectangle but for the small part at the corner and perhaps a notch at the far one. */
  #hollowLeaf(
    rectangle: number,
    leaf: number,
    small: number,
    mark: number,
    notch: number,
    weight: number,
  ): void {
    const { parts, rectangles } = this;
    const near = rectangles.notch(rectangle, parts.weight[small]!, weight, NEAR);
    parts.end[leaf] = rectangle;
    parts.far[leaf] = notch;
    parts.near.set(leaf, near);
    this.#push(near, small, mark);
  }

  /** (d): a part of the large one joins the small part in a slice; what is left of the large one has the next. */
  #slices(
    rectangle: number,
    mark: number,
    small: number,
    large: number,
    alongX: boolean,
    least: number,
  ): void {
    const { parts, rectangles } = this;
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
    const length = alongX ? rectangles.width[rectangle]! : rectangles.height[rectangle]!;
    const unit = length / (a + b + c);
    const corner = alongX ? CORNER_X : CORNER_Y;
    const rest = alongX ? REST_X : REST_Y;
    this.#push(rectangles.slice(rectangle, alongX, (a + b) * unit, c * unit, rest), restRoot, restMark);
    if (isLeaf) {
      const room = rectangles.slice(rectangle, alongX, 0, (a + b) * unit, corner);
      const notch = rectangles.notch(room, b, a + b, FAR);
      this.#push(notch, leftRoot, leftMark);
      this.#hollowLeaf(room, piece, small, mark, notch, a + b);
      return;
    }
    const second = rectangles.slice(rectangle, alongX, a * unit, b * unit, MIRROR);
    rectangles.corner[second]! ^= alongX ? BOTTOM : RIGHT;
    this.#push(second, leftRoot, leftMark);
    this.#push(rectangles.slice(rectangle, alongX, 0, a * unit, corner), parts.join(piece, small), mark);
  }

  #push(rectangle: number, root: number, mark: number): void {
    this.#open.push(rectangle, root, mark);
  }
}

/**
 * A table over the shapes of boxes: entries from `start` on in `values`, one for each shape whose longest side is
 * at most `levels − 1` steps beyond its shortest.
 *
 * An entry is the *excess* of a node: the logarithm of the least volume of a box of that shape in which the node
 * fits, over what the node's content weighs. Leaves have excess 0 in all shapes they may take.
 */
export interface Part {
  values: Float64Array;
  start: number;
  levels: number;
  /** Where gaps are not allowed: a second table, with entries at the same places, and the longest shape it holds for. */
  middles: Float64Array;
  longest: number;
}

/** What a ratio is kept below by, so that no rounding of later steps takes a box beyond it. */
export const BELOW: number = 1 - 2 ** -50;

/** A part that is to be pointed to a table. */
export function emptyPart(): Part {
  return { values: NOTHING, start: 0, levels: 1, middles: NOTHING, longest: Infinity };
}

const NOTHING: Float64Array = /* @__PURE__ */ new Float64Array(1);

/**
 * The shapes of boxes of one dimension, on a lattice of logarithms of sides.
 *
 * Only the sides relative to the shortest count, and not their order, so a shape is a sorted tuple of whole
 * numbers of steps. Tuples are numbered by their greatest number first; a table of fewer levels is thus the
 * beginning of a table of more.
 */
export interface Shapes {
  readonly dimension: number;
  /** Number of levels that a table needs to go `longer` beyond those of a member, a logarithm of sides. */
  levelsBeyond(longer: number): number;
  /** Number of shapes with less than `levels` steps from the shortest to the longest side. */
  entries(levels: number): number;
  /** Turns to shape `k` of the lattice; its last axis is the longest. */
  choose(k: number): void;
  /** Turns to the shape of a box of these sides, and keeps their order. */
  measure(sides: Float64Array, from: number): void;
  /** Logarithm of side `axis` of the current shape over the shortest. */
  side(axis: number): number;
  /** Logarithm of the longest side of the current shape over the shortest. */
  longest(): number;
  /** The excess of a part in a box of the current shape after `change` is added to the logarithm of side `axis`. */
  excess(part: Part, axis: number, change: number): number;
}

/**
 * The lattice for boxes of a dimension.
 *
 * @param levels - levels of the table of a member, whose last are the shapes of the greatest ratio allowed
 * @param step - distance of neighbours on the lattice, in natural logarithms of sides
 */
export function shapesOf(dimension: number, levels: number, step: number): Shapes {
  if (dimension === 2) return new PlaneShapes(levels, step);
  return new SpaceShapes(dimension, levels, step);
}

/** Parts of a family may be longer than its members. Beyond so many times the length steps are wider, by a factor. */
const FINE_REACH = 4;
const COARSER = 4;

/** Rectangles: a shape is one number, and most of the time of a layout is spent here. */
class PlaneShapes implements Shapes {
  readonly dimension = 2;
  readonly #step: number;
  readonly #perStep: number;
  /** The last shape of a member; and the shape from which on steps are wider. */
  readonly #last: number;
  readonly #turn: number;
  /** Logarithm of side 1 over side 0. */
  #ratio = 0;

  constructor(levels: number, step: number) {
    this.#step = step;
    this.#perStep = 1 / step;
    this.#last = levels - 1;
    this.#turn = this.#last + Math.ceil(Math.log(FINE_REACH) / step);
  }

  entries(levels: number): number {
    return levels;
  }

  levelsBeyond(longer: number): number {
    const steps = this.#last + longer / this.#step;
    return 1 + Math.ceil(steps > this.#turn ? this.#turn + (steps - this.#turn) / COARSER : steps);
  }

  choose(k: number): void {
    this.#ratio = this.#ratioOf(k);
  }

  #ratioOf(k: number): number {
    const turn = this.#turn;
    return (k > turn ? turn + (k - turn) * COARSER : k) * this.#step;
  }

  measure(sides: Float64Array, from: number): void {
    this.#ratio = Math.log(sides[from + 1]! / sides[from]!);
  }

  side(axis: number): number {
    const ratio = this.#ratio;
    if (axis === 0) return ratio < 0 ? -ratio : 0;
    return ratio > 0 ? ratio : 0;
  }

  longest(): number {
    return Math.abs(this.#ratio);
  }

  excess(part: Part, axis: number, change: number): number {
    const ratio = axis === 1 ? this.#ratio + change : this.#ratio - change;
    const { values, start } = part;
    const last = part.levels - 1;
    const turn = this.#turn;
    let place = (ratio < 0 ? -ratio : ratio) * this.#perStep;
    if (place > turn) place = turn + (place - turn) / COARSER;
    const k = Math.floor(place);
    // Beyond the table the longer side is cut off, and what is cut off is lost.
    if (k >= last) return values[start + last]! + (ratio < 0 ? -ratio : ratio) - this.#ratioOf(last);
    const low = values[start + k]!;
    return low + (place - k) * (values[start + k + 1]! - low);
  }
}

/** Boxes of any dimension; between the shapes of the lattice, interpolation is linear on Kuhn's simplices. */
class SpaceShapes implements Shapes {
  readonly dimension: number;
  readonly #levels: number;
  readonly #step: number;
  /** Logarithms of the sides of the current shape. */
  readonly #sides: Float64Array;
  /** Steps of a shape's sides beyond the shortest, in ascending order. */
  readonly #place: Float64Array;
  readonly #whole: Int32Array;

  constructor(dimension: number, levels: number, step: number) {
    binomials ??= pascal();
    this.dimension = dimension;
    this.#levels = levels;
    this.#step = step;
    this.#sides = new Float64Array(dimension);
    this.#place = new Float64Array(dimension);
    this.#whole = new Int32Array(dimension);
  }

  entries(levels: number): number {
    return choose(levels + this.dimension - 2, this.dimension - 1);
  }

  levelsBeyond(longer: number): number {
    return this.#levels + Math.ceil(longer / this.#step);
  }

  choose(k: number): void {
    let rest = k;
    this.#sides[0] = 0;
    for (let axis = this.dimension - 1; axis > 0; axis--) {
      let whole = 0;
      while (choose(whole + axis, axis) <= rest) whole++;
      rest -= choose(whole + axis - 1, axis);
      this.#sides[axis] = whole * this.#step;
    }
  }

  measure(sides: Float64Array, from: number): void {
    const { dimension } = this;
    let least = Infinity;
    for (let axis = 0; axis < dimension; axis++) least = Math.min(least, sides[from + axis]!);
    for (let axis = 0; axis < dimension; axis++) this.#sides[axis] = Math.log(sides[from + axis]! / least);
  }

  side(axis: number): number {
    return this.#sides[axis]!;
  }

  longest(): number {
    let most = 0;
    for (const side of this.#sides) if (side > most) most = side;
    return most;
  }

  excess(part: Part, axis: number, change: number): number {
    const { dimension } = this;
    const place = this.#place;
    const whole = this.#whole;
    const kept = this.#sides[axis]!;
    this.#sides[axis] = kept + change;
    sortInto(this.#sides, place);
    this.#sides[axis] = kept;
    const { values, start } = part;
    const most = part.levels - 1;
    const least = place[0]!;
    let lost = 0;
    let base = start;
    for (let j = 1; j < dimension; j++) {
      let steps = (place[j]! - least) / this.#step;
      if (steps > most) {
        lost += (steps - most) * this.#step;
        steps = most;
      }
      const floor = Math.floor(steps);
      whole[j] = floor;
      place[j] = steps - floor;
      base += choose(floor + j - 1, j);
    }
    // From the corner of the cell to the opposite one, along the axes in the order of their fractions; among equal
    // ones the last first, so that every corner on the way is sorted as shapes are.
    let sum = 0;
    let before = 1;
    for (;;) {
      let next = 0;
      for (let j = 1; j < dimension; j++) if (place[j]! > 0 && place[j]! >= place[next || j]!) next = j;
      const fraction = next > 0 ? place[next]! : 0;
      sum += (before - fraction) * values[base]!;
      if (next === 0) return sum + lost;
      base += choose(whole[next]! + next, next) - choose(whole[next]! + next - 1, next);
      before = fraction;
      place[next] = 0;
    }
  }
}

/** Insertion sort: a handful of numbers, most of them in order. */
function sortInto(values: Float64Array, out: Float64Array): void {
  for (let k = 0; k < values.length; k++) {
    const value = values[k]!;
    let j = k;
    for (; j > 0 && out[j - 1]! > value; j--) out[j] = out[j - 1]!;
    out[j] = value;
  }
}

/** Rows of Pascal's triangle, one array after the other: binomials n over k for k up to 8. */
const MOST_CHOSEN = 8;
const LARGEST_SET = 512;
/** Worked out for the first lattice of boxes: programs that only draw rectangles load sooner. */
let binomials: Float64Array | undefined;

function pascal(): Float64Array {
  const rows = new Float64Array((LARGEST_SET + 1) * (MOST_CHOSEN + 1));
  for (let n = 0; n <= LARGEST_SET; n++) {
    rows[n * (MOST_CHOSEN + 1)] = 1;
    for (let k = 1; k <= Math.min(n, MOST_CHOSEN); k++) {
      const above = (n - 1) * (MOST_CHOSEN + 1) + k;
      rows[n * (MOST_CHOSEN + 1) + k] = rows[above - 1]! + rows[above]!;
    }
  }
  return rows;
}

function choose(n: number, k: number): number {
  return binomials![n * (MOST_CHOSEN + 1) + k]!;
}

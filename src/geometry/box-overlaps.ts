/** Up to this many boxes, trying all pairs is quickest. */
const FEW = 12;

/**
 * Visits every pair of boxes that overlap by more than `tolerance` in both directions, each once, until `visit`
 * returns false. Box k is x0, y0, x1, y1 at `boxes[4k]`. For boxes that hardly overlap, as the cells of a
 * family, the time for n of them grows as n√n at most, whatever their shapes.
 */
export function eachBoxOverlap(
  boxes: Float64Array,
  count: number,
  tolerance: number,
  visit: (a: number, b: number) => boolean,
): void {
  if (count <= FEW) everyPair(boxes, count, tolerance, visit);
  else new Sweep(boxes, count, tolerance).run(visit);
}

function everyPair(
  boxes: Float64Array,
  count: number,
  tolerance: number,
  visit: (a: number, b: number) => boolean,
): void {
  for (let a = 0; a < count; a++) {
    for (let b = a + 1; b < count; b++) {
      if (overlap(boxes, a, b, 0, tolerance) && overlap(boxes, a, b, 1, tolerance) && !visit(a, b)) return;
    }
  }
}

/** Whether two boxes overlap along one axis: 0 for x, 1 for y. */
function overlap(boxes: Float64Array, a: number, b: number, axis: 0 | 1, tolerance: number): boolean {
  const high = Math.min(boxes[4 * a + axis + 2]!, boxes[4 * b + axis + 2]!);
  return high - Math.max(boxes[4 * a + axis]!, boxes[4 * b + axis]!) > tolerance;
}

/**
 * A sweep over x with the plane cut into √n bands of y. A box enters every band it meets and is held there
 * against those still open. Bands have as many box centres each, so neither thin boxes side by side nor thin
 * boxes on top of each other, nor many in one place, crowd a band.
 */
class Sweep {
  readonly #boxes: Float64Array;
  readonly #tolerance: number;
  readonly #order: Int32Array;
  /** Upper ends of all bands but the last. */
  readonly #bandEnds: Float64Array;
  /** The open boxes of each band, as linked lists of entries. */
  readonly #head: Int32Array;
  #box: Int32Array;
  #next: Int32Array;
  #used = 0;
  #firstFree = -1;

  constructor(boxes: Float64Array, count: number, tolerance: number) {
    this.#boxes = boxes;
    this.#tolerance = tolerance;
    this.#order = orderByLeft(boxes, count);
    this.#bandEnds = bandEnds(boxes, count);
    this.#head = new Int32Array(this.#bandEnds.length + 1).fill(-1);
    this.#box = new Int32Array(2 * count);
    this.#next = new Int32Array(2 * count);
  }

  run(visit: (a: number, b: number) => boolean): void {
    for (const b of this.#order) {
      const last = this.#band(this.#boxes[4 * b + 3]!);
      for (let band = this.#band(this.#boxes[4 * b + 1]!); band <= last; band++) {
        if (!this.#meet(band, b, visit)) return;
        this.#enter(band, b);
      }
    }
  }

  /** Holds box b against the open boxes of a band, and drops those that the sweep has passed. */
  #meet(band: number, b: number, visit: (a: number, b: number) => boolean): boolean {
    const boxes = this.#boxes;
    const past = boxes[4 * b]! + this.#tolerance;
    let previous = -1;
    for (let entry = this.#head[band]!; entry >= 0;) {
      const a = this.#box[entry]!;
      if (boxes[4 * a + 2]! <= past) {
        const after = this.#next[entry]!;
        if (previous < 0) this.#head[band] = after;
        else this.#next[previous] = after;
        this.#release(entry);
        entry = after;
        continue;
      }
      previous = entry;
      entry = this.#next[entry]!;
      if (!overlap(boxes, a, b, 1, this.#tolerance) || !overlap(boxes, a, b, 0, this.#tolerance)) continue;
      // Two boxes may share several bands: the one where the later of them begins reports them.
      const top = Math.max(boxes[4 * a + 1]!, boxes[4 * b + 1]!);
      if (this.#band(top) === band && !visit(a, b)) return false;
    }
    return true;
  }

  #enter(band: number, b: number): void {
    const entry = this.#free();
    this.#box[entry] = b;
    this.#next[entry] = this.#head[band]!;
    this.#head[band] = entry;
  }

  #free(): number {
    const entry = this.#firstFree;
    if (entry >= 0) {
      this.#firstFree = this.#next[entry]!;
      return entry;
    }
    if (this.#used === this.#box.length) {
      this.#box = longer(this.#box);
      this.#next = longer(this.#next);
    }
    return this.#used++;
  }

  #release(entry: number): void {
    this.#next[entry] = this.#firstFree;
    this.#firstFree = entry;
  }

  #band(y: number): number {
    let low = 0;
    let high = this.#bandEnds.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.#bandEnds[middle]! <= y) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}

function orderByLeft(boxes: Float64Array, count: number): Int32Array {
  const order = Int32Array.from({ length: count }, (_, k) => k);
  return order.sort((a, b) => boxes[4 * a]! - boxes[4 * b]!);
}

function bandEnds(boxes: Float64Array, count: number): Float64Array {
  const centres = new Float64Array(count);
  for (let k = 0; k < count; k++) centres[k] = (boxes[4 * k + 1]! + boxes[4 * k + 3]!) / 2;
  centres.sort();
  const bands = Math.ceil(Math.sqrt(count));
  const ends = Array.from(
    { length: bands - 1 },
    (_, band) => centres[Math.floor(((band + 1) * count) / bands)]!,
  );
  // Boxes side by side have like centres; bands without height would only multiply the work.
  return Float64Array.from(new Set(ends));
}

function longer(array: Int32Array): Int32Array {
  const copy = new Int32Array(2 * array.length);
  copy.set(array);
  return copy;
}

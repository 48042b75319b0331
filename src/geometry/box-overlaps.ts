import { grown } from "./growing.ts";

/** Up to this many boxes, trying all pairs is quickest. */
const FEW = 12;
/** Bands that a box meets in the mean, at most: fewer are made where boxes are higher than theirs. */
const MOST_BANDS = 8;

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
  if (count > FEW) {
    sweep(boxes, count, tolerance, visit);
    return;
  }
  for (let a = 0; a < count; a++) {
    for (let b = a + 1; b < count; b++) {
      if (overlap(boxes, a, b, tolerance) && !visit(a, b)) return;
    }
  }
}

/** Whether two boxes overlap along both axes. */
function overlap(boxes: Float64Array, a: number, b: number, tolerance: number): boolean {
  for (let at = 1; at >= 0; at--) {
    const high = Math.min(boxes[4 * a + at + 2]!, boxes[4 * b + at + 2]!);
    if (!(high - Math.max(boxes[4 * a + at]!, boxes[4 * b + at]!) > tolerance)) return false;
  }
  return true;
}

/**
 * A sweep over x with the plane cut into √n bands of y. A box enters every band it meets and is held there
 * against those still open. Bands have as many box centres each, so neither thin boxes side by side nor thin
 * boxes on top of each other, nor many in one place, crowd a band.
 */
function sweep(
  boxes: Float64Array,
  count: number,
  tolerance: number,
  visit: (a: number, b: number) => boolean,
): void {
  let ends = bandEnds(boxes, count);
  const met = (): number => {
    let sum = 0;
    for (let k = 0; k < 4 * count; k += 4) sum += bandOf(ends, boxes[k + 3]!) - bandOf(ends, boxes[k + 1]!);
    return sum / count;
  };
  while (met() > MOST_BANDS) ends = ends.filter((_, k) => k % 2 === 1);
  // The open boxes of each band, as linked lists of entries.
  const head = new Int32Array(ends.length + 1).fill(-1);
  let box: Int32Array = new Int32Array(2 * count);
  let next: Int32Array = new Int32Array(2 * count);
  let used = 0;
  let firstFree = -1;
  const order = Int32Array.from({ length: count }, (_, k) => k).sort((a, b) => boxes[4 * a]! - boxes[4 * b]!);
  for (const b of order) {
    const last = bandOf(ends, boxes[4 * b + 3]!);
    const past = boxes[4 * b]! + tolerance;
    for (let band = bandOf(ends, boxes[4 * b + 1]!); band <= last; band++) {
      // Held against the open boxes; those that the sweep has passed are dropped.
      let previous = -1;
      for (let entry = head[band]!; entry >= 0;) {
        const a = box[entry]!;
        const after = next[entry]!;
        if (boxes[4 * a + 2]! <= past) {
          if (previous < 0) head[band] = after;
          else next[previous] = after;
          next[entry] = firstFree;
          firstFree = entry;
        } else {
          previous = entry;
          // Two boxes may share several bands: the one where the later of them begins reports them.
          const top = Math.max(boxes[4 * a + 1]!, boxes[4 * b + 1]!);
          const isHere = !(top < ends[band - 1]!) && !(top >= ends[band]!);
          if (isHere && overlap(boxes, a, b, tolerance) && !visit(a, b)) return;
        }
        entry = after;
      }
      let entry = firstFree;
      if (entry >= 0) firstFree = next[entry]!;
      else {
        entry = used++;
        box = grown(box, used);
        next = grown(next, used);
      }
      box[entry] = b;
      next[entry] = head[band]!;
      head[band] = entry;
    }
  }
}

/** The band that a height lies in. */
function bandOf(ends: Float64Array, y: number): number {
  let low = 0;
  let high = ends.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (ends[middle]! <= y) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Upper ends of all bands but the last. */
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

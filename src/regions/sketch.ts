import type { Cut, Room } from "../geometry/chord.ts";

/** Corners that a sketch has about, and at most. */
const USUAL = 36;
const MOST = 48;
/** By how much a sketch gets coarser where it has too many. */
const COARSER = 1.4;

/** How fat both sides of a cut are: half their asp, as far as a sketch tells. */
export interface Fatness {
  arc: number;
  rest: number;
}

/**
 * Few corners of a room's ring, from which it can be told how fat the parts of a cut will be: all where there are few,
 * else some as far apart as they must be, and both ends of long sides.
 */
export class Sketch {
  /** The corners, by their numbers in the ring. */
  readonly corners: Int32Array;
  readonly #room: Room;
  /** Square of the diameter of so many corners from each on, at start × count + steps. */
  readonly #reach: Float64Array;
  /** Length of the sketch up to each corner, and all of it. */
  readonly #length: Float64Array;

  constructor(room: Room) {
    this.#room = room;
    this.corners = choose(room);
    this.#reach = reachOf(room, this.corners);
    const m = this.corners.length;
    this.#length = new Float64Array(m + 1);
    for (let k = 0; k < m; k++)
      this.#length[k + 1] = this.#length[k]! + apart(room, this.corners[k]!, this.corners[(k + 1) % m]!);
  }

  /** The place of the first corner after corner `i` of the ring. */
  #after(i: number): number {
    const { corners } = this;
    let [low, high] = [0, corners.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (corners[middle]! <= i) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  /**
   * Measures the parts of a cut whose arc has an area, and what is left another. The mean of half the asp and of what
   * the perimeter would make of it: both are alike for boxes, and the second one tells bent parts from straight ones,
   * for half the perimeter is no less than the way from end to end within a part.
   */
  measure({ i, s, j, r }: Cut, arcArea: number, restArea: number, out: Fatness): void {
    const { x, y } = this.#room;
    const n = x.length;
    const [a, b] = [i + 1 === n ? 0 : i + 1, j + 1 === n ? 0 : j + 1];
    const px = x[i]! + s * (x[a]! - x[i]!);
    const py = y[i]! + s * (y[a]! - y[i]!);
    const qx = x[j]! + r * (x[b]! - x[j]!);
    const qy = y[j]! + r * (y[b]! - y[j]!);
    const m = this.corners.length;
    const from = this.#after(i);
    const to = this.#after(j);
    const inArc = i === j && r < s ? m : (to - from + m) % m;
    out.arc = this.#half(from % m, inArc, px, py, qx, qy, arcArea);
    out.rest = this.#half(to % m, m - inArc, qx, qy, px, py, restArea);
  }

  #half(from: number, count: number, px: number, py: number, qx: number, qy: number, area: number): number {
    const { x, y } = this.#room;
    const { corners } = this;
    const m = corners.length;
    const chord = (px - qx) * (px - qx) + (py - qy) * (py - qy);
    let most = count > 0 ? Math.max(chord, this.#reach[from * m + count - 1]!) : chord;
    let way = Math.sqrt(chord);
    for (let k = 0, at = from; k < count; k++, at = at + 1 === m ? 0 : at + 1) {
      const vx = x[corners[at]!]!;
      const vy = y[corners[at]!]!;
      const toP = (vx - px) * (vx - px) + (vy - py) * (vy - py);
      const toQ = (vx - qx) * (vx - qx) + (vy - qy) * (vy - qy);
      if (toP > most) most = toP;
      if (toQ > most) most = toQ;
      if (k === 0) way += Math.sqrt(toP);
      if (k === count - 1) way += Math.sqrt(toQ);
    }
    if (count === 0) way *= 2;
    else {
      const last = from + count - 1;
      const whole = last >= m ? this.#length[m]! + this.#length[last - m]! : this.#length[last]!;
      way += whole - this.#length[from]!;
    }
    return Math.max(0.5, most / area / 4 + Math.max(0, (way * way) / area / 8 - 1) / 2);
  }
}

function apart({ x, y }: Room, a: number, b: number): number {
  return Math.hypot(x[a]! - x[b]!, y[a]! - y[b]!);
}

function choose(room: Room): Int32Array {
  const { x, y } = room;
  const n = x.length;
  if (n <= MOST) return Int32Array.from({ length: n }, (_, k) => k);
  let [x0, y0, x1, y1] = [Infinity, Infinity, -Infinity, -Infinity];
  for (let k = 0; k < n; k++) {
    x0 = Math.min(x0, x[k]!);
    x1 = Math.max(x1, x[k]!);
    y0 = Math.min(y0, y[k]!);
    y1 = Math.max(y1, y[k]!);
  }
  for (let step = (2 * (x1 - x0 + y1 - y0)) / USUAL; ; step *= COARSER) {
    const chosen: number[] = [];
    for (let k = 0; k < n; k++) {
      const isFar = chosen.length === 0 || apart(room, chosen.at(-1)!, k) >= step;
      const isEnd = apart(room, k, (k + 1) % n) >= step || apart(room, k, (k + n - 1) % n) >= step;
      if (isFar || isEnd) chosen.push(k);
    }
    if (chosen.length <= MOST) return Int32Array.from(chosen);
  }
}

/** Each run's diameter from those of two shorter ones. */
function reachOf({ x, y }: Room, corners: Int32Array): Float64Array {
  const m = corners.length;
  const reach = new Float64Array(m * m);
  for (let steps = 1; steps < m; steps++) {
    for (let from = 0; from < m; from++) {
      const [a, b] = [corners[from]!, corners[(from + steps) % m]!];
      const dx = x[a]! - x[b]!;
      const dy = y[a]! - y[b]!;
      reach[from * m + steps] = Math.max(
        dx * dx + dy * dy,
        reach[from * m + steps - 1]!,
        reach[((from + 1) % m) * m + steps - 1]!,
      );
    }
  }
  return reach;
}

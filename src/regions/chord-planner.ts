import { ArcMeter, bridgesIn, isClear, type Cut, type Room } from "../geometry/chord.ts";
import { sleeveCut } from "../geometry/sleeve.ts";
import type { CutForest } from "../engines/cuts/forest.ts";
import { LEAF, PartCost } from "../engines/cuts/planners/part-cost.ts";
import { Sketch, type Fatness } from "./sketch.ts";

/** Points along the ring from which cuts are tried, beside corners. */
const SPREAD = 40;
/** The same where none of these sees an end. */
const MORE_SPREAD = 400;
/** The best cuts found that are turned to where they are better. */
const TURNED = 3;
/** How often the steps of a turn are halved. */
const HALVINGS = 6;
/** Part of the room by which the area of a chord may be off before its end is settled. */
const ROUGHLY = 1e-6;
/** Part by which a cut at a right angle may cost more. */
const SQUARE = 1.04;
/** What the square of a chord's length costs, as a part of the area. */
const CHORD = 0.5;
/** What it costs that a part lies on the wrong side, where it matters. */
const ASTRAY = 30;
/** What it costs that a leaf has a hole. */
const HOLE = 20;
/** Parts of less are cut off at a corner, where they are exact however small. */
const TINY = 1e-5;

interface Candidate extends Cut {
  cost: number;
}

/**
 * Chooses a cut of a room by a chord: a straight line within it, between two points of its ring.
 *
 * From any point of the ring, the area that a chord cuts off grows with its other end, so that the end where it is the
 * one asked for follows from a division. Points are tried at corners, so that chords make parts convex, and in between.
 * The fattest cuts are turned a little until they are no fatter, and go at right angles to a side where that costs next
 * to nothing.
 */
export class ChordPlanner {
  readonly #arc: PartCost = new PartCost();
  readonly #rest: PartCost = new PartCost();
  readonly #fatness: Fatness = { arc: 0, rest: 0 };
  #room!: Room;
  #meter!: ArcMeter;
  #sketch!: Sketch;
  /** Where the rest should lie, seen from the arc; not a number where that is no matter. */
  #towardsX: number = NaN;
  #towardsY: number = NaN;
  /** The two sides of each bridge that both lie in the room, and whether the parts are leaves, which should have none. */
  #bridges: readonly (readonly [number, number])[] = [];
  #isLeaf: readonly [arc: boolean, rest: boolean] = [false, false];
  /** Area of the room, and the part that the lighter side of the cut gets. */
  #area = 0;
  #share = 0;

  /** The cut whose arc is for the lighter part: straight where there is such a one, else along the middle of the room. */
  plan(room: Room, forest: CutForest, part: number): Cut {
    forest.weigh(part);
    const { light, heavy, share } = forest;
    const sign = forest.isLightFirst ? 1 : -1;
    this.#towardsX = sign * forest.normalX[part - forest.cells]!;
    this.#towardsY = sign * forest.normalY[part - forest.cells]!;
    this.#room = room;
    this.#meter = new ArcMeter(room);
    this.#area = this.#meter.twice / 2;
    this.#share = share;
    if (share < TINY && Number.isNaN(this.#towardsX)) {
      const corner = cutCorner(room, share * this.#area);
      if (corner) return corner;
    }
    this.#arc.setPart(forest, light, LEAF);
    this.#rest.setPart(forest, heavy, LEAF);
    this.#sketch = new Sketch(room);
    this.#isLeaf = [forest.isLeaf(light), forest.isLeaf(heavy)];
    this.#bridges = room.wall && this.#isLeaf.includes(true) ? bridgesIn(room) : [];
    const first = this.#best(SPREAD);
    const hasHole = first !== null && this.#bridges.length > 0 && first.cost >= HOLE;
    if (first && !hasHole) return first;
    const second = this.#best(MORE_SPREAD);
    if (first && second) return first.cost <= second.cost ? first : second;
    return first ?? second ?? sleeveCut(room, share);
  }

  #best(spread: number): Candidate | null {
    const found: Candidate[] = [];
    const take = (cut: Candidate): void => void found.push(cut);
    for (const [i, s] of this.#starts(spread)) this.#tryFrom(i, s, take);
    found.sort((a, b) => a.cost - b.cost);
    const clear: Candidate[] = [];
    for (const cut of found) {
      if (isClear(this.#room, cut)) clear.push(cut);
      if (clear.length === TURNED) break;
    }
    if (clear.length === 0) return null;
    const turned = clear.map((cut) => this.#squared(this.#turned(cut, spread)));
    return turned.reduce((a, b) => (b.cost < a.cost ? b : a));
  }

  /** Corners of the sketch that turn away from the room, and points in between all. */
  #starts(spread: number): [i: number, s: number][] {
    const { x, y } = this.#room;
    const n = x.length;
    const { corners } = this.#sketch;
    const m = corners.length;
    const starts: [number, number][] = [];
    let whole = 0;
    const lengths = Float64Array.from(corners, (a, k) => {
      const b = corners[(k + 1) % m]!;
      const length = Math.hypot(x[b]! - x[a]!, y[b]! - y[a]!);
      whole += length;
      return length;
    });
    for (let k = 0; k < m; k++) {
      const [a, b, c] = [corners[(k + m - 1) % m]!, corners[k]!, corners[(k + 1) % m]!];
      const isReflex = (y[b]! - y[a]!) * (x[c]! - x[b]!) < (x[b]! - x[a]!) * (y[c]! - y[b]!);
      // At the end of a bridge, a part that both its corners stay in would touch itself there.
      if (isReflex && !isTwice(this.#room, b)) starts.push([b, 0]);
      const count = Math.max(1, Math.round((spread * lengths[k]!) / whole));
      const steps = (c - b + n) % n || n;
      for (let q = 0; q < count; q++) starts.push(along(this.#room, b, steps, (q + 0.5) / count));
    }
    return starts;
  }

  /** Visits the chords from a point with either side for the lighter part. */
  #tryFrom(i: number, s: number, take: (cut: Candidate) => void): void {
    const twice = 2 * this.#share * this.#area;
    this.#meter.eachEnd(i, s, twice, (j, r) => take(this.#priced({ i, s, j, r, cost: 0 })));
    this.#meter.eachEnd(i, s, this.#meter.twice - twice, (j, r) =>
      take(this.#priced({ i: j, s: r, j: i, r: s, cost: 0 })),
    );
  }

  #priced(cut: Candidate): Candidate {
    const { x, y } = this.#room;
    const arcArea = this.#share * this.#area;
    this.#sketch.measure(cut, arcArea, this.#area - arcArea, this.#fatness);
    const [a, b] = [(cut.i + 1) % x.length, (cut.j + 1) % x.length];
    const dx = x[cut.j]! + cut.r * (x[b]! - x[cut.j]!) - x[cut.i]! - cut.s * (x[a]! - x[cut.i]!);
    const dy = y[cut.j]! + cut.r * (y[b]! - y[cut.j]!) - y[cut.i]! - cut.s * (y[a]! - y[cut.i]!);
    cut.cost =
      this.#arc.of(this.#fatness.arc, 4) +
      this.#rest.of(this.#fatness.rest, 4) +
      (CHORD * (dx * dx + dy * dy)) / this.#area;
    const astray = 1 - (dy * this.#towardsX - dx * this.#towardsY) / Math.hypot(dx, dy);
    if (astray > 0) cut.cost += ASTRAY * astray;
    for (const bridge of this.#bridges) {
      const [one, other] = bridge.map((k) => isInArc(k, cut, x.length)) as [boolean, boolean];
      if (one === other && this.#isLeaf[one ? 0 : 1]) cut.cost += HOLE;
    }
    return cut;
  }

  /** Moves the first end to and fro, as long as that makes the parts fatter. */
  #turned(cut: Candidate, spread: number): Candidate {
    const { x, y } = this.#room;
    let whole = 0;
    const { corners } = this.#sketch;
    for (let k = 0; k < corners.length; k++) {
      const [a, b] = [corners[k]!, corners[(k + 1) % corners.length]!];
      whole += Math.hypot(x[a]! - x[b]!, y[a]! - y[b]!);
    }
    let best = cut;
    let step = whole / spread / 2;
    for (let halving = 0; halving < HALVINGS; halving++, step /= 2) {
      for (const way of [step, -step]) {
        const next = this.#moved(best, way);
        if (next && next.cost < best.cost && isClear(this.#room, next)) {
          best = next;
          break;
        }
      }
    }
    return best;
  }

  /** The chord nearest to another whose first end has moved along the ring. */
  #moved(cut: Candidate, way: number): Candidate | null {
    const { x, y } = this.#room;
    const n = x.length;
    const [i, s] = walk(this.#room, cut.i, cut.s, way);
    const b = (cut.j + 1) % n;
    const qx = x[cut.j]! + cut.r * (x[b]! - x[cut.j]!);
    const qy = y[cut.j]! + cut.r * (y[b]! - y[cut.j]!);
    let best: Candidate | null = null;
    let least = Infinity;
    this.#meter.eachEnd(i, s, 2 * this.#share * this.#area, (j, r) => {
      const c = (j + 1) % n;
      const far = Math.hypot(x[j]! + r * (x[c]! - x[j]!) - qx, y[j]! + r * (y[c]! - y[j]!) - qy);
      if (!(far < least)) return;
      least = far;
      best = { i, s, j, r, cost: 0 };
    });
    return best && this.#priced(best);
  }

  /** The chord between the same sides that is square to one of them, or upright or level, if it is about as good. */
  #squared(cut: Candidate): Candidate {
    const { x, y } = this.#room;
    const n = x.length;
    const [a, b] = [(cut.i + 1) % n, (cut.j + 1) % n];
    const [ux, uy] = [x[a]! - x[cut.i]!, y[a]! - y[cut.i]!];
    const [vx, vy] = [x[b]! - x[cut.j]!, y[b]! - y[cut.j]!];
    let best = cut;
    for (const [dx, dy] of [
      [-uy, ux],
      [-vy, vx],
      [1, 0],
      [0, 1],
    ] as const) {
      const next = this.#directed(cut, dx, dy);
      if (!next || next.cost >= SQUARE * cut.cost) continue;
      if ((best === cut || next.cost < best.cost) && isClear(this.#room, next)) best = next;
    }
    return best;
  }

  /** The chord between the same sides that runs in a direction: its area is quadratic in the place of its first end. */
  #directed({ i, j }: Cut, dx: number, dy: number): Candidate | null {
    const { x, y } = this.#room;
    const n = x.length;
    const [a, b] = [(i + 1) % n, (j + 1) % n];
    const cross = (px: number, py: number): number => py * dx - px * dy;
    const own = cross(x[a]! - x[i]!, y[a]! - y[i]!);
    const other = cross(x[b]! - x[j]!, y[b]! - y[j]!);
    const between = cross(x[j]! - x[i]!, y[j]! - y[i]!);
    if (!(Math.abs(other) > 0) || i === j) return null;
    const cutAt = (s: number): Candidate => ({ i, s, j, r: (s * own - between) / other, cost: 0 });
    const over = (s: number): number => this.#meter.twiceOf(cutAt(s)) - 2 * this.#share * this.#area;
    const [at0, at1, at2] = [over(0), over(0.5), over(1)];
    const q = 2 * (at0 + at2 - 2 * at1);
    const l = at2 - at0 - q;
    const root = Math.sqrt(l * l - 4 * q * at0);
    for (const s of [(2 * at0) / (-l - root), (2 * at0) / (-l + root)]) {
      const next = cutAt(s);
      const isWithin = s >= 0 && s < 1 && next.r >= 0 && next.r < 1;
      // Where the direction is that of the second side but for rounding, the quadratic is rounding too.
      if (isWithin && Math.abs(over(s)) <= ROUGHLY * this.#area) return this.#priced(next);
    }
    return null;
  }
}

/** Whether another corner lies in the place of one. */
export function isTwice({ x, y }: Room, k: number): boolean {
  for (let c = 0; c < x.length; c++) if (c !== k && x[c] === x[k] && y[c] === y[k]) return true;
  return false;
}

/** Whether a side belongs to the arc of a cut, or to the rest. */
function isInArc(side: number, { i, j }: Cut, n: number): boolean {
  return (side - i + n) % n < (j - i + n) % n && side !== i;
}

/** The point at a part of the way along some sides. */
function along({ x, y }: Room, from: number, steps: number, part: number): [i: number, s: number] {
  const n = x.length;
  const lengths = new Float64Array(steps);
  let whole = 0;
  for (let k = 0, at = from; k < steps; k++, at = at + 1 === n ? 0 : at + 1) {
    const next = at + 1 === n ? 0 : at + 1;
    whole += lengths[k] = Math.hypot(x[next]! - x[at]!, y[next]! - y[at]!);
  }
  let left = part * whole;
  for (let k = 0; k < steps; k++) {
    if (left < lengths[k]!) return [(from + k) % n, left / lengths[k]!];
    left -= lengths[k]!;
  }
  return [from, 0];
}

/** The point so far along the ring from another, backwards where it is negative. */
function walk({ x, y }: Room, i: number, s: number, way: number): [i: number, s: number] {
  const n = x.length;
  for (let left = way, at = i, from = s, step = 0; step < n; step++) {
    const next = at + 1 === n ? 0 : at + 1;
    const length = Math.hypot(x[next]! - x[at]!, y[next]! - y[at]!);
    const to = from + left / length;
    if (to >= 0 && to < 1) return [at, to];
    if (left > 0) {
      left -= (1 - from) * length;
      from = 0;
      at = next;
    } else {
      left += from * length;
      from = 1;
      at = at === 0 ? n - 1 : at - 1;
    }
  }
  return [i, s];
}

/** Cuts a small triangle off the corner that is most like that of a square and has room for it; null if none has. */
function cutCorner({ x, y, wall }: Room, area: number): Cut | null {
  const n = x.length;
  let best: Cut | null = null;
  let least = Infinity;
  for (let k = 0; k < n; k++) {
    const [p, q] = [k === 0 ? n - 1 : k - 1, k + 1 === n ? 0 : k + 1];
    if (wall?.[p] === 1 || wall?.[k] === 1) continue;
    const [ux, uy] = [x[p]! - x[k]!, y[p]! - y[k]!];
    const [vx, vy] = [x[q]! - x[k]!, y[q]! - y[k]!];
    const [u, v] = [Math.hypot(ux, uy), Math.hypot(vx, vy)];
    const sine = (vy * ux - vx * uy) / u / v;
    if (!(sine > 0)) continue;
    const leg = Math.sqrt((2 * area) / sine);
    const off = Math.abs(ux * vx + uy * vy) / u / v;
    if (!(off < least) || leg > u / 2 || leg > v / 2) continue;
    const cut = { i: p, s: 1 - leg / u, t: leg / u, j: k, r: leg / v };
    if (!isEmpty({ x, y, wall: null }, k, (2 * leg) / u, (2 * leg) / v)) continue;
    least = off;
    best = cut;
  }
  return best;
}

/** Whether no other corner lies in a triangle at corner k. */
function isEmpty({ x, y }: Room, k: number, alongU: number, alongV: number): boolean {
  const n = x.length;
  const [p, q] = [k === 0 ? n - 1 : k - 1, k + 1 === n ? 0 : k + 1];
  const [ux, uy] = [alongU * (x[p]! - x[k]!), alongU * (y[p]! - y[k]!)];
  const [vx, vy] = [alongV * (x[q]! - x[k]!), alongV * (y[q]! - y[k]!)];
  const whole = vy * ux - vx * uy;
  for (let c = 0; c < n; c++) {
    if (c === k || c === p || c === q) continue;
    const [wx, wy] = [x[c]! - x[k]!, y[c]! - y[k]!];
    // The other corners at the end of a bridge look another way.
    if (wx === 0 && wy === 0) continue;
    const a = (wy * ux - wx * uy) / whole;
    const b = (vy * wx - vx * wy) / whole;
    if (a >= 0 && b >= 0 && a + b <= 1) return false;
  }
  return true;
}

import { ringFault } from "../../src/geometry/simple-rings.ts";
import { loopsContain, loopsOf } from "../../src/geometry/loops.ts";
import { ringArea } from "../../src/geometry/ring.ts";
import type { Partition } from "../../src/index.ts";

export type Ring = [x: number, y: number][];

/** Numbers from 0 to 1 that follow from a seed. */
export function numbersFrom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

/** Random points joined to a ring, crossings of which are undone one by one; null if that takes too long. */
export function randomRing(random: () => number, corners: number): Ring | null {
  const points: Ring = Array.from({ length: corners }, () => [100 * random(), 100 * random()]);
  for (let round = 0; round < 40 * corners; round++) {
    const crossing = firstCrossing(points);
    if (!crossing) return points;
    const [a, b] = crossing;
    points.splice(a + 1, b - a, ...points.slice(a + 1, b + 1).reverse());
  }
  return null;
}

function firstCrossing(points: Ring): [number, number] | null {
  const n = points.length;
  const side = ([ax, ay]: number[], [bx, by]: number[], [x, y]: number[]): number =>
    (by! - ay!) * (x! - ax!) - (bx! - ax!) * (y! - ay!);
  for (let a = 0; a < n; a++) {
    for (let b = a + 2; b < n; b++) {
      if (a === 0 && b === n - 1) continue;
      const [p, q, r, s] = [points[a]!, points[a + 1]!, points[b]!, points[(b + 1) % n]!];
      if (side(p, q, r) * side(p, q, s) < 0 && side(r, s, p) * side(r, s, q) < 0) return [a, b];
    }
  }
  return null;
}

/** A random ring with up to so many holes: small polygons round places in it. */
export function randomRegion(random: () => number, mostCorners: number, mostHoles: number): Ring[] | null {
  const ring = randomRing(random, 3 + Math.floor(random() * (mostCorners - 2)));
  if (!ring) return null;
  const outer = Float64Array.from(ring.flat());
  const rings: Ring[] = [ring];
  for (let k = Math.floor(random() * (mostHoles + 1)); k > 0; k--) {
    const [x, y] = [100 * random(), 100 * random()];
    if (!loopsContain(outer, 0, ring.length, x, y)) continue;
    const radius = 1 + 8 * random();
    const corners = 3 + Math.floor(random() * 6);
    const turn = random() * 7;
    const hole = Array.from({ length: corners }, (_, c): [number, number] => {
      const far = radius * (0.4 + 0.6 * random());
      const angle = turn + (2 * Math.PI * (c + 0.7 * random())) / corners;
      return [x + far * Math.cos(angle), y + far * Math.sin(angle)];
    });
    const next = [...rings, hole];
    const inside = hole.every(([px, py]) => loopsContain(outer, 0, ring.length, px, py));
    const apart = rings.slice(1).every((other) => {
      const points = Float64Array.from(other.flat());
      const own = Float64Array.from(hole.flat());
      return (
        !loopsContain(points, 0, other.length, hole[0]![0], hole[0]![1]) &&
        !loopsContain(own, 0, hole.length, other[0]![0], other[0]![1])
      );
    });
    if (inside && apart && !ringFault(next.map((one) => Float64Array.from(one.flat())))) rings.push(hole);
  }
  return ringFault(rings.map((one) => Float64Array.from(one.flat()))) ? null : rings;
}

/** A family of a few levels, and its weights, alike or wide apart. */
export function randomFamily(random: () => number): object {
  const wide = random();
  const weight = (): number => (wide < 0.3 ? 1 : wide < 0.6 ? random() + 1e-9 : 10 ** (-9 * random()));
  const family = (depth: number): object =>
    depth === 0 || random() < 0.3
      ? { value: weight() }
      : { children: Array.from({ length: 1 + Math.floor(random() * 8) }, () => family(depth - 1)) };
  return { children: Array.from({ length: 1 + Math.floor(random() * 12) }, () => family(2)) };
}

/** What is wrong with a map in a region, looked at without trust in anything but the corners of its cells. */
export function faultsOf(map: Partition, steps: number = 40): string[] {
  const faults: string[] = [];
  const { tree, region, cells } = map;
  const leaves = [...map.leaves()].filter((i) => tree.weight[i]! > 0);
  const outlines = leaves.map((i) => Float64Array.from((map.cell(i) as { points: Ring }).points.flat()));
  const whole = leaves.reduce((sum, i) => sum + cells.area(i), 0);
  const area = ringArea(region.ring, 0, region.ring.length / 2);
  const isFull = map.engine.hasGaps !== true;
  if (isFull && Math.abs(whole / area - 1) > 1e-9) faults.push(`cover ${whole / area - 1}`);
  for (const i of leaves) {
    const share = (cells.area(i) / whole / tree.weight[i]!) * tree.weight[0]!;
    if (!(Math.abs(share - 1) <= 1e-9)) faults.push(`area of ${i}: ${share - 1}`);
  }
  outlines.forEach((outline, k) => {
    const loops = loopsOf(outline, outline.length / 2);
    if (loops.length !== 1) faults.push(`cell ${leaves[k]} has ${loops.length} rings`);
    const fault = loops.length === 1 && crossingOf(loops[0]!);
    if (fault) faults.push(`cell ${leaves[k]} ${fault}`);
  });
  const { x0, y0, x1, y1 } = region;
  const boxes = outlines.map((ring) => boxOf(ring));
  for (let a = 0; a < steps; a++) {
    for (let b = 0; b < steps; b++) {
      const x = x0 + ((x1 - x0) * (a + 0.4142)) / steps;
      const y = y0 + ((y1 - y0) * (b + 0.7321)) / steps;
      const inside = loopsContain(region.ring, 0, region.ring.length / 2, x, y);
      const holders = outlines.filter((ring, k) => {
        const [left, top, right, bottom] = boxes[k]!;
        return (
          x >= left && x <= right && y >= top && y <= bottom && loopsContain(ring, 0, ring.length / 2, x, y)
        );
      });
      if (holders.length > (inside ? 1 : 0) || (isFull && inside && holders.length === 0))
        faults.push(`(${x}, ${y}) lies ${inside ? "inside" : "outside"} and in ${holders.length} cells`);
    }
  }
  return faults;
}

function boxOf(ring: Float64Array): [number, number, number, number] {
  let [x0, y0, x1, y1] = [Infinity, Infinity, -Infinity, -Infinity];
  for (let k = 0; k < ring.length; k += 2) {
    x0 = Math.min(x0, ring[k]!);
    x1 = Math.max(x1, ring[k]!);
    y0 = Math.min(y0, ring[k + 1]!);
    y1 = Math.max(y1, ring[k + 1]!);
  }
  return [x0, y0, x1, y1];
}

/** Where two sides of a ring cross by more than rounding. */
function crossingOf(ring: Float64Array): string | null {
  const n = ring.length / 2;
  const size = Math.max(...ring) - Math.min(...ring);
  const side = (a: number, b: number, c: number): number =>
    ((ring[2 * b + 1]! - ring[2 * a + 1]!) * (ring[2 * c]! - ring[2 * a]!) -
      (ring[2 * b]! - ring[2 * a]!) * (ring[2 * c + 1]! - ring[2 * a + 1]!)) /
    Math.hypot(ring[2 * b]! - ring[2 * a]!, ring[2 * b + 1]! - ring[2 * a + 1]!);
  const least = 1e-9 * size;
  for (let a = 0; a < n; a++) {
    for (let b = a + 2; b < n; b++) {
      if (a === 0 && b === n - 1) continue;
      const [p, q, r, s] = [
        side(a, a + 1, b),
        side(a, a + 1, (b + 1) % n),
        side(b, (b + 1) % n, a),
        side(b, (b + 1) % n, a + 1),
      ];
      const isAcross = (u: number, v: number): boolean =>
        (u > least && v < -least) || (u < -least && v > least);
      if (isAcross(p, q) && isAcross(r, s)) return `crosses itself at side ${a} and ${b} of ${n}`;
    }
  }
  return null;
}

/** Relative excess of a squared distance over the squared radius below which a corner counts as enclosed. */
const ON_CIRCLE = 1e-13;
/** Each round adds a corner that was outside; rounding could let it go on for ever, so it ends here. */
const MOST_ROUNDS = 100;

/** A circle under construction, and the two or three corners that hold it. */
interface Circle {
  x: number;
  y: number;
  squared: number;
  a: number;
  b: number;
  /** −1 where two corners, the ends of a diameter, are enough. */
  c: number;
}

const circle: Circle = { x: 0, y: 0, squared: 0, a: 0, b: 0, c: -1 };
const trial: Circle = { x: 0, y: 0, squared: 0, a: 0, b: 0, c: -1 };

/**
 * Radius of the smallest circle round the corners of a ring, convex or not.
 *
 * Starts from two corners far apart; while a corner lies outside, takes the farthest one in and solves for it
 * and the corners that held the circle before. The radius grows in every round, so no set of corners comes
 * back. Takes a few rounds, each as long as the ring.
 *
 * Source: the farthest-point pivot rule of Gärtner, *Fast and robust smallest enclosing balls* (ESA 1999).
 */
export function enclosingRadius(points: Float64Array, from: number, corners: number): number {
  const end = from + 2 * corners;
  const a = farthest(points, from, end, points[from]!, points[from + 1]!);
  const b = farthest(points, from, end, points[a]!, points[a + 1]!);
  throughTwo(circle, points, a, b);
  for (let round = 0; round < MOST_ROUNDS; round++) {
    const p = farthest(points, from, end, circle.x, circle.y);
    if (encloses(circle, points, p) || !takeIn(points, p)) break;
  }
  // Of three corners, two very close, the centre is badly known: the radius is what it takes from there.
  const last = farthest(points, from, end, circle.x, circle.y);
  return Math.sqrt(squaredDistance(points, last, circle.x, circle.y));
}

/** Makes `circle` the smallest one round its own corners and corner p, which lies outside. False if rounding won. */
function takeIn(points: Float64Array, p: number): boolean {
  const { a, b, c, squared } = circle;
  circle.squared = Infinity;
  tryTwo(points, p, a, b, c);
  tryTwo(points, p, b, a, c);
  if (c >= 0) tryTwo(points, p, c, a, b);
  if (circle.squared === Infinity) {
    tryThree(points, p, a, b, c);
    if (c >= 0) {
      tryThree(points, p, a, c, b);
      tryThree(points, p, b, c, a);
    }
  }
  return circle.squared > squared && circle.squared < Infinity;
}

/** Keeps the circle with diameter pq if it holds the other corners too and is the least so far. */
function tryTwo(points: Float64Array, p: number, q: number, other: number, another: number): void {
  throughTwo(trial, points, p, q);
  if (encloses(trial, points, other) && encloses(trial, points, another)) keepLesser();
}

function tryThree(points: Float64Array, p: number, q: number, r: number, other: number): void {
  throughThree(trial, points, p, q, r);
  if (encloses(trial, points, other)) keepLesser();
}

function keepLesser(): void {
  if (trial.squared < circle.squared) Object.assign(circle, trial);
}

function throughTwo(out: Circle, points: Float64Array, a: number, b: number): void {
  out.x = (points[a]! + points[b]!) / 2;
  out.y = (points[a + 1]! + points[b + 1]!) / 2;
  out.squared = squaredDistance(points, a, out.x, out.y);
  out.a = a;
  out.b = b;
  out.c = -1;
}

/** Corners in a line give an infinite or undefined radius, which is never the least. */
function throughThree(out: Circle, points: Float64Array, a: number, b: number, c: number): void {
  const ux = points[b]! - points[a]!;
  const uy = points[b + 1]! - points[a + 1]!;
  const vx = points[c]! - points[a]!;
  const vy = points[c + 1]! - points[a + 1]!;
  const twice = 2 * (ux * vy - uy * vx);
  const u = ux * ux + uy * uy;
  const v = vx * vx + vy * vy;
  const x = (vy * u - uy * v) / twice;
  const y = (ux * v - vx * u) / twice;
  out.x = points[a]! + x;
  out.y = points[a + 1]! + y;
  out.squared = x * x + y * y;
  out.a = a;
  out.b = b;
  out.c = c;
}

function encloses({ x, y, squared }: Circle, points: Float64Array, p: number): boolean {
  return p < 0 || squaredDistance(points, p, x, y) <= squared * (1 + ON_CIRCLE);
}

function farthest(points: Float64Array, from: number, end: number, x: number, y: number): number {
  let found = from;
  let most = -1;
  for (let k = from; k < end; k += 2) {
    const squared = squaredDistance(points, k, x, y);
    if (squared > most) {
      most = squared;
      found = k;
    }
  }
  return found;
}

function squaredDistance(points: Float64Array, k: number, x: number, y: number): number {
  const dx = points[k]! - x;
  const dy = points[k + 1]! - y;
  return dx * dx + dy * dy;
}

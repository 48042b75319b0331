/** Part of a triangle by which a corner may seem to lie in it that lies on its border. */
const TOUCH = 1e-12;

/**
 * Cuts a ring that does not cross itself into triangles, ear by ear, each with its corners in the order of the ring.
 * The ring may run to and fro along bridges. Time: the square of the number of corners.
 */
export function triangulate(x: Float64Array, y: Float64Array): Int32Array {
  const n = x.length;
  const triangles = new Int32Array(3 * (n - 2));
  const next = Int32Array.from(x, (_, k) => (k + 1) % n);
  const last = Int32Array.from(x, (_, k) => (k + n - 1) % n);
  let made = 0;
  let k = 0;
  for (let left = n, misses = 0, strictness = 0; left > 2;) {
    const [a, b] = [last[k]!, next[k]!];
    if (left === 3 || isEar(x, y, a, k, b, next, strictness)) {
      triangles.set([a, k, b], 3 * made++);
      next[a] = b;
      last[b] = a;
      left--;
      misses = 0;
      strictness = 0;
      k = next[b]!;
    } else {
      k = b;
      // Rounding may leave no ear that is beyond doubt.
      if (++misses > left) [misses, strictness] = [0, strictness + 1];
    }
  }
  return triangles;
}

function isEar(
  x: Float64Array,
  y: Float64Array,
  a: number,
  k: number,
  b: number,
  next: Int32Array,
  strictness: number,
): boolean {
  if (strictness > 2) return true;
  const [ux, uy] = [x[a]! - x[k]!, y[a]! - y[k]!];
  const [vx, vy] = [x[b]! - x[k]!, y[b]! - y[k]!];
  const whole = vy * ux - vx * uy;
  const size = Math.hypot(ux, uy) * Math.hypot(vx, vy);
  if (strictness === 0 ? !(whole > TOUCH * size) : !(whole >= -TOUCH * size)) return false;
  if (strictness === 2) return true;
  for (let c = next[b]!; c !== a; c = next[c]!) {
    const [wx, wy] = [x[c]! - x[k]!, y[c]! - y[k]!];
    if ((wx === 0 && wy === 0) || (wx === ux && wy === uy) || (wx === vx && wy === vy)) continue;
    const p = (wy * ux - wx * uy) / whole;
    const q = (vy * wx - vx * wy) / whole;
    const least = strictness === 0 ? -TOUCH : TOUCH;
    if (p >= least && q >= least && p + q <= 1 - least) return false;
  }
  return true;
}

/** What a convex ring's edges do to each other, measured from its corners alone. */
export interface Separation {
  /** Number of directions, those given included. */
  readonly directions: number;
  /** The least angle between two edges that are not parallel, in radians. */
  readonly angle: number;
  /** The least distance between parallel edges over the ring's extent along them; infinite without any. */
  readonly spacing: number;
  /** diameter² / area. */
  readonly asp: number;
}

interface Edge {
  readonly dx: number;
  readonly dy: number;
  readonly x: number;
  readonly y: number;
}

/** Edges shorter than this part of the diameter are not looked at: rounding turns them. */
const SHORT = 1e-6;

/**
 * Measures a ring; edges within `parallel` radians of each other count as parallel. Directions given, as unit
 * vectors, count as present.
 *
 * @param shortest - edges shorter than this are not looked at either: rounding may have turned them in a larger ring
 */
export function separation(
  ring: Float64Array,
  corners: number,
  parallel: number,
  given: readonly (readonly [dx: number, dy: number])[] = [],
  shortest: number = 0,
): Separation {
  let diameter = 0;
  let twice = 0;
  for (let a = 0; a < corners; a++) {
    const [x, y] = [ring[2 * a]!, ring[2 * a + 1]!];
    for (let b = 0; b < a; b++)
      diameter = Math.max(diameter, Math.hypot(x - ring[2 * b]!, y - ring[2 * b + 1]!));
    const next = (a + 1) % corners;
    const [u, v] = [x - ring[0]!, y - ring[1]!];
    twice += v * (ring[2 * next]! - ring[0]!) - u * (ring[2 * next + 1]! - ring[1]!);
  }
  const edges = edgesOf(ring, corners, Math.max(SHORT * diameter, shortest));
  const directions = given.map(([dx, dy]) => ({ dx, dy }));
  for (const edge of edges) {
    if (directions.every((other) => angleBetween(edge, other) > parallel)) directions.push(edge);
  }
  let angle = Math.PI / 2;
  let spacing = Infinity;
  for (const [k, edge] of edges.entries()) {
    for (const other of edges.slice(0, k)) {
      const between = angleBetween(edge, other);
      if (between > parallel) angle = Math.min(angle, between);
      else spacing = Math.min(spacing, distance(edge, other) / extentAlong(ring, corners, edge));
    }
  }
  return { directions: directions.length, angle, spacing, asp: (diameter * diameter) / (twice / 2) };
}

function edgesOf(ring: Float64Array, corners: number, shortest: number): Edge[] {
  const edges: Edge[] = [];
  for (let k = 0; k < corners; k++) {
    const next = (k + 1) % corners;
    const [x, y] = [ring[2 * k]!, ring[2 * k + 1]!];
    const [dx, dy] = [ring[2 * next]! - x, ring[2 * next + 1]! - y];
    const length = Math.hypot(dx, dy);
    if (length > shortest) edges.push({ dx: dx / length, dy: dy / length, x, y });
  }
  return edges;
}

/** The angle between two lines, from 0 to a quarter turn. */
function angleBetween(a: { dx: number; dy: number }, b: { dx: number; dy: number }): number {
  return Math.atan2(Math.abs(a.dx * b.dy - a.dy * b.dx), Math.abs(a.dx * b.dx + a.dy * b.dy));
}

function distance(a: Edge, b: Edge): number {
  return Math.abs(a.dx * (b.y - a.y) - a.dy * (b.x - a.x));
}

function extentAlong(ring: Float64Array, corners: number, { dx, dy }: Edge): number {
  const along = Array.from({ length: corners }, (_, k) => dx * ring[2 * k]! + dy * ring[2 * k + 1]!);
  return Math.max(...along) - Math.min(...along);
}

/** An ellipse along the axes: the border of a region whose sides are arcs. */
export interface Ellipse {
  readonly cx: number;
  readonly cy: number;
  readonly rx: number;
  readonly ry: number;
}

/** The widest arc between two neighbouring corners, in radians: a thousandth part of the whole, and a little for rounding. */
const WIDEST = (2 * Math.PI) / 1000;
/** Part of the radius within which a corner lies on the ellipse. */
const NEAR = 1e-9;
/** Arcs of more radians are drawn in parts: from end to end, nobody could tell which way round a half goes. */
const LONGEST = 3;

/** What kind of side ends at a corner. */
export const SIDES = { straight: 0, inArc: 1, arc: 2 } as const;

/**
 * Of each corner of a ring, whether a straight side ends there, an arc of the ellipse that goes on, or one that ends.
 * The sides between corners on the ellipse are arcs where they are as short as only its own are.
 */
export function arcsOf(points: Float64Array, corners: number, ellipse: Ellipse): Uint8Array {
  const kinds = new Uint8Array(corners);
  let since = 0;
  for (let k = 0, before = corners - 1; k < corners; before = k++) {
    const span = arcSpan(points, 2 * before, 2 * k, ellipse);
    since = span > 0 ? since + span : 0;
    if (!(span > 0)) continue;
    const next = k + 1 === corners ? 0 : arcSpan(points, 2 * k, 2 * k + 2, ellipse);
    const goesOn = k > 0 && next > 0 && since + next < LONGEST;
    kinds[k] = goesOn ? SIDES.inArc : SIDES.arc;
    if (!goesOn) since = 0;
  }
  return kinds;
}

/** Radians of the arc from one corner to the next, which go round as rings do; 0 where the side between them is none. */
export function arcSpan(points: Float64Array, a: number, b: number, { cx, cy, rx, ry }: Ellipse): number {
  const [ax, ay] = [(points[a]! - cx) / rx, (points[a + 1]! - cy) / ry];
  if (!(Math.abs(ax * ax + ay * ay - 1) < NEAR)) return 0;
  const [bx, by] = [(points[b]! - cx) / rx, (points[b + 1]! - cy) / ry];
  if (!(Math.abs(bx * bx + by * by - 1) < NEAR)) return 0;
  const span = Math.atan2(ay * bx - ax * by, ax * bx + ay * by);
  return span > 0 && span < WIDEST ? span : 0;
}

/** Area between an arc of so many radians and its chord, in a circle of radius 1. */
export function segmentArea(span: number): number {
  if (span > 0.1) return (span - Math.sin(span)) / 2;
  const square = span * span;
  // For small angles, span − sin span has lost its digits.
  return ((span * square) / 12) * (1 - (square / 20) * (1 - (square / 42) * (1 - square / 72)));
}

/** Receives an outline, as a canvas context or d3-path does. */
export interface PathSink {
  moveTo(x: number, y: number): void;
  lineTo(x: number, y: number): void;
  closePath(): void;
  /** Draws arcs of the border of a disk; without it, they are sides of a polygon of a thousand corners. */
  ellipse?(
    x: number,
    y: number,
    rx: number,
    ry: number,
    rotation: number,
    from: number,
    to: number,
    counterclockwise?: boolean,
  ): void;
}

/** Traces a ring into a path, with arcs where they are. */
export function traceArcs(
  points: Float64Array,
  corners: number,
  ellipse: Ellipse,
  path: Required<PathSink>,
): void {
  const { cx, cy, rx, ry } = ellipse;
  const kinds = arcsOf(points, corners, ellipse);
  const angleOf = (k: number): number =>
    Math.atan2((points[2 * k + 1]! - cy) / ry, (points[2 * k]! - cx) / rx);
  let last = 0;
  const go = (k: number): void => {
    if (kinds[k] === SIDES.inArc) return;
    if (kinds[k] === SIDES.arc) path.ellipse(cx, cy, rx, ry, 0, angleOf(last), angleOf(k), true);
    else if (k > 0) path.lineTo(points[2 * k]!, points[2 * k + 1]!);
    last = k;
  };
  path.moveTo(points[0]!, points[1]!);
  for (let k = 1; k < corners; k++) go(k);
  go(0);
  path.closePath();
}

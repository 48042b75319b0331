/**
 * Greatest over least distance of the best placed 4 to 8 points of the plane: a square, a pentagon, a pentagon, a
 * hexagon and a heptagon with their centres.
 *
 * Bateman and Erdős, Geometrical extrema suggested by a lemma of Besicovitch (1951), up to 7 points; Bezdek and Fodor,
 * Minimal diameter of certain sets in the plane (1999), for 8.
 */
const PLANE: readonly number[] = /* @__PURE__ */ (() => [
  Math.SQRT2,
  (1 + Math.sqrt(5)) / 2,
  2 * Math.sin((2 * Math.PI) / 5),
  2,
  1 / (2 * Math.sin(Math.PI / 14)),
])();
const MOST_KNOWN = 8;

/**
 * What the greatest over the least distance of so many points in R^d is at least.
 *
 * d + 2 points are best placed as two simplices of one side, as like in number as can be, whose spaces cross at right
 * angles in both centres (Schoenberg, Linkages and distance geometry, 1969). For more than eight in the plane: no more than
 * 2 A / √3 + P / 2 + 1 points with distances of 1 lie in a convex set of area A and perimeter P (Oler, An inequality in
 * the geometry of numbers, 1961), and with a diameter of c these are at most π c² / 4 and π c.
 */
export function spreadOf(points: number, dimension: number): number {
  if (points <= dimension + 1 || dimension === 1) return dimension === 1 ? Math.max(1, points - 1) : 1;
  if (dimension !== 2) return simplexSpread(dimension);
  if (points <= MOST_KNOWN) return PLANE[points - 4]!;
  const [square, linear] = [Math.PI / (2 * Math.sqrt(3)), Math.PI / 2];
  const oler = (Math.sqrt(linear * linear + 4 * square * (points - 1)) - linear) / (2 * square);
  return Math.max(PLANE.at(-1)!, oler);
}

function simplexSpread(dimension: number): number {
  const half = Math.floor((dimension + 2) / 2);
  return 1 / Math.sqrt(1 - (1 / half + 1 / (dimension + 2 - half)) / 2);
}

/** Points with all distances as like as can be, `dimension` coordinates each; null where it is not known how. */
export function bestSpread(points: number, dimension: number): Float64Array | null {
  if (dimension === 2 && points >= 5) return points <= MOST_KNOWN ? polygon(points) : null;
  if (points <= dimension + 1) return simplices(points, 0, dimension);
  if (points !== dimension + 2 || dimension === 1) return null;
  const half = Math.floor(points / 2);
  return simplices(half, points - half, dimension);
}

/** Five points on a circle; more with one of them in its centre. */
function polygon(points: number): Float64Array {
  const corners = points === 5 ? 5 : points - 1;
  return Float64Array.from({ length: 2 * points }, (_, at) => {
    const turn = (2 * Math.PI * (at >> 1)) / corners;
    return at >> 1 >= corners ? 0 : at % 2 === 0 ? Math.cos(turn) : Math.sin(turn);
  });
}

/** Two simplices of side 1 round the origin, in spaces at right angles. */
function simplices(first: number, second: number, d: number): Float64Array {
  const coordinates = new Float64Array((first + second) * d);
  place(0, first, 0);
  place(first, second, first - 1);
  return coordinates;

  function place(from: number, count: number, axis: number): void {
    // Point k stands above the centre of those before it; all then move so that the centre is the origin.
    for (let k = 1; k < count; k++) {
      const height = Math.sqrt((k + 1) / (2 * k));
      for (let j = 0; j <= k; j++)
        coordinates[(from + j) * d + axis + k - 1] = j === k ? (height * k) / (k + 1) : -height / (k + 1);
    }
  }
}

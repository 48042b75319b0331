import { ConvexCutter, convexCells, eachFamily, type PolygonEngine, type Ring } from "marquetry/engine";

/**
 * Convex polygons by straight cuts: each run of children is cut where its weight is halved, across the greatest
 * extent of its part of the room, until every child is alone. Order is kept.
 */
export function halves(): PolygonEngine {
  return {
    ...convexCells,
    name: "halves",
    description: "convex polygons by cuts at half the weight, across the greatest extent; order kept",
    partition(tree, _region, cells) {
      const room: Ring = { corners: 0, points: new Float64Array(0) };
      const cutter = new ConvexCutter();
      eachFamily(tree, (i, first, end) => {
        cells.open(i, room);
        const open: Part[] = room.corners > 0 ? [{ ...room, first, end, x: 0, y: 0 }] : [];
        for (let part = open.pop(); part; part = open.pop()) {
          if (part.end - part.first > 1) open.push(...cut(part, tree.weight, cutter));
          else cells.set(part.first, part.x, part.y, part.points, 0, part.corners);
        }
        cells.close(i);
      });
    },
  };
}

/** A run of children and their part of the room, whose corners count from (x, y) in the room. */
type Part = Ring & { first: number; end: number; x: number; y: number };

function cut(
  { first, end, x, y, points, corners }: Part,
  weights: Float64Array,
  cutter: ConvexCutter,
): Part[] {
  while (weights[first] === 0) first++; // What has no weight has no cell.
  let [left, right, from, to] = [0, 0, first, end];
  while (from < to) {
    if (left <= right) left += weights[from++]!;
    else right += weights[--to]!;
  }
  if (right === 0) return [{ first, end: from, x, y, points, corners }];
  cutter.load(points, 0, corners);
  cutter.aim(...greatestExtent(points, corners));
  // The lighter run is cut off: so its area is exact, however light it is.
  const area = cutter.area * (Math.min(left, right) / (left + right));
  cutter.sweep(left <= right ? 1 : -1, area);
  const out = new Float64Array(4 * corners + 8);
  cutter.split(area, out, 0);
  const at = { x: x + points[0]! + cutter.originX, y: y + points[1]! + cutter.originY };
  const off = { ...at, points: out, corners: cutter.cutCorners };
  const rest = { ...at, points: out.subarray(2 * cutter.cutCorners), corners: cutter.restCorners };
  const [a, b] = left <= right ? [off, rest] : [rest, off];
  return [{ ...a, first, end: from }, { ...b, first: from, end }]; // prettier-ignore
}

/** From one to the other of the two corners that are farthest apart. */
function greatestExtent(points: Float64Array, corners: number): [number, number] {
  const ring = Array.from({ length: corners }, (_, k) => [points[2 * k]!, points[2 * k + 1]!] as const);
  const ways = ring.flatMap(([ax, ay], k) => ring.slice(k + 1).map(([x, y]) => [x - ax, y - ay] as const));
  const [x, y] = ways.reduce((best, way) => (Math.hypot(...way) > Math.hypot(...best) ? way : best));
  return [x, y];
}

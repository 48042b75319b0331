import type { Partition } from "../index.ts";
import { csvLine } from "./text.ts";

/** What is told of each cell, whatever its shape. */
interface CellRecord {
  readonly id: string;
  readonly parent: string | null;
  readonly label: string;
  readonly depth: number;
  readonly isLeaf: boolean;
  readonly weight: number;
  /** Part of the whole weight. */
  readonly share: number;
}

function recordOf({ tree }: Partition, i: number): CellRecord {
  return {
    id: tree.id(i),
    parent: i === 0 ? null : tree.id(tree.parent[i]!),
    label: tree.label(i),
    depth: tree.depth(i),
    isLeaf: tree.isLeaf(i),
    weight: tree.weight[i]!,
    share: tree.weight[i]! / tree.weight[0]!,
  };
}

/** All cells as JSON, parents before children: boxes by `x0` … `y1`, others by their corners. */
export function jsonOf(map: Partition): string {
  const cells = Array.from(map, (i) => {
    const { kind: _, ...shape } = map.cell(i);
    return JSON.stringify({ ...recordOf(map, i), ...shape });
  });
  const { x0, y0, x1, y1 } = map.bounds(0);
  const head = JSON.stringify({ engine: map.engine.name, box: [x0, y0, x1, y1] });
  return `${head.slice(0, -1)},"cells":[\n${cells.join(",\n")}\n]}\n`;
}

/** All cells as a table: what is known of them, their boxes, areas and centroids. */
export function csvOf(map: Partition): string {
  const heads = ["id", "parent", "label", "depth", "leaf", "weight", "share", "area"];
  const lines = [csvLine([...heads, "x0", "y0", "x1", "y1", "cx", "cy"])];
  for (const i of map) {
    const { id, parent, label, depth, isLeaf, weight, share } = recordOf(map, i);
    const { x0, y0, x1, y1 } = map.bounds(i);
    const known = [id, parent ?? "", label, depth, isLeaf ? 1 : 0, weight, share, map.area(i)];
    lines.push(csvLine([...known, x0, y0, x1, y1, ...map.centroid(i)]));
  }
  return `${lines.join("\n")}\n`;
}

/**
 * All cells as features of GeoJSON, with y upwards as maps have it, so that the picture stands upright there. The
 * coordinates are those of the picture, not degrees. Cells without area have no geometry.
 */
export function geoJsonOf(map: Partition): string {
  const { y0, y1 } = map.bounds(0);
  const features = Array.from(map, (i) => {
    const polygons = polygonsOf(map, i).map((rings) =>
      rings.map((ring) => [...ring, ring[0]!].map(([x, y]) => [x, y0 + y1 - y])),
    );
    const geometry =
      polygons.length > 1
        ? { type: "MultiPolygon", coordinates: polygons }
        : polygons.length === 1
          ? { type: "Polygon", coordinates: polygons[0] }
          : null;
    return JSON.stringify({ type: "Feature", id: map.tree.id(i), properties: recordOf(map, i), geometry });
  });
  return `{"type":"FeatureCollection","features":[\n${features.join(",\n")}\n]}\n`;
}

type Ring = readonly (readonly [x: number, y: number])[];

/** The outlines of a cell, counter-clockwise as drawn, each followed by its holes. */
export function polygonsOf(map: Partition, i: number): Ring[][] {
  if (map.isEmpty(i)) return [];
  const cell = map.cell(i);
  if (cell.kind === "polygon" && !cell.rings) return cell.points.length > 2 ? [[cell.points]] : [];
  if (cell.kind === "polygon") {
    const polygons = cell.rings!.filter((ring) => !isHole(ring)).map((ring): Ring[] => [ring]);
    for (const hole of cell.rings!.filter(isHole))
      polygons.find(([outer]) => contains(outer!, hole[0]!))?.push(hole);
    return polygons;
  }
  const { x0, y0, x1, y1 } = cell;
  return [[[[x0, y0], [x0, y1], [x1, y1], [x1, y0]]]]; // prettier-ignore
}

/** Whether a ring runs clockwise as drawn. */
function isHole(ring: Ring): boolean {
  const [x0, y0] = ring[0]!;
  const twice = ring.reduce((sum, [x, y], k) => {
    const [px, py] = ring.at(k - 1)!;
    return sum + (py - y0) * (x - x0) - (px - x0) * (y - y0);
  }, 0);
  return twice < 0;
}

/** Whether a point lies in a ring, on whose sides it does not lie. */
function contains(ring: Ring, [x, y]: readonly [number, number]): boolean {
  let isIn = false;
  ring.forEach(([bx, by], k) => {
    const [ax, ay] = ring.at(k - 1)!;
    if (ay > y !== by > y && x < ax + ((y - ay) * (bx - ax)) / (by - ay)) isIn = !isIn;
  });
  return isIn;
}

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
    const ring = ringOf(map, i).map(([x, y]) => [x, y0 + y1 - y]);
    const geometry = ring.length > 2 ? { type: "Polygon", coordinates: [[...ring, ring[0]]] } : null;
    return JSON.stringify({ type: "Feature", id: map.tree.id(i), properties: recordOf(map, i), geometry });
  });
  return `{"type":"FeatureCollection","features":[\n${features.join(",\n")}\n]}\n`;
}

/** Corners of a cell, counter-clockwise as drawn. */
function ringOf(map: Partition, i: number): readonly (readonly [x: number, y: number])[] {
  if (map.isEmpty(i)) return [];
  const cell = map.cell(i);
  if (cell.kind === "polygon") return cell.points;
  const { x0, y0, x1, y1 } = cell;
  return [
    [x0, y0],
    [x0, y1],
    [x1, y1],
    [x1, y0],
  ];
}

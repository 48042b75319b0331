import { circle, regularPolygon, type Container, type Partition } from "../index.ts";
import type { Size } from "./camera.ts";

/**
 * What the map fills: the whole element, a circle or a regular hexagon in its middle, or a convex polygon of any
 * size, which is magnified to fit.
 */
export type ContainerShape = "fill" | "circle" | "hexagon" | readonly (readonly [x: number, y: number])[];

export const NAMED_SHAPES: readonly string[] = ["fill", "circle", "hexagon"] satisfies ContainerShape[];

/** Whether a value has the form of a polygon's corners. */
export function isCorners(value: unknown): value is readonly (readonly [x: number, y: number])[] {
  const isPoint = (point: unknown) =>
    Array.isArray(point) && point.length === 2 && point.every(Number.isFinite);
  return Array.isArray(value) && value.length > 2 && value.every(isPoint);
}

/** Reads a shape from a text: a name, or the corners of a polygon, as in `0,0 4,0 2,3`. */
export function shapeOf(text: string): unknown {
  const words = text.trim().split(/\s+/);
  if (words.length === 1) return words[0] === "" ? "fill" : words[0];
  return words.map((corner) => corner.split(",").map(Number));
}

/** The container of a layout for a screen of some size. */
export function containerOf(shape: ContainerShape, { width, height }: Size): Container {
  if (shape === "fill") return [width, height];
  const radius = Math.min(width, height) / 2;
  if (shape === "circle") return circle(width / 2, height / 2, radius);
  if (shape === "hexagon") return regularPolygon(width / 2, height / 2, radius, 6);
  return fitted(shape, width, height);
}

/** A polygon magnified to fit into width × height. What has no area is left to the layout to refuse. */
function fitted(corners: readonly (readonly [number, number])[], width: number, height: number): Container {
  const xs = corners.map(([x]) => x);
  const ys = corners.map(([, y]) => y);
  const [x0, y0] = [Math.min(...xs), Math.min(...ys)];
  const scale = Math.min(width / (Math.max(...xs) - x0), height / (Math.max(...ys) - y0));
  if (!Number.isFinite(scale)) return corners;
  return corners.map(([x, y]): [number, number] => [(x - x0) * scale, (y - y0) * scale]);
}

/** The cell of a node as a container of about the area of a screen. */
export function roomLike({ cells }: Partition, node: number, { width, height }: Size): Container {
  const ring = new Float64Array(2 * Math.max(cells.mostCorners, 4));
  const corners = cells.ring(node, ring);
  const scale = Math.sqrt(width * height) / Math.sqrt(cells.area(node));
  const points = Array.from({ length: corners }, (_, k): [number, number] => [
    ring[2 * k]! * scale,
    ring[2 * k + 1]! * scale,
  ]);
  if (cells.shape !== "rect") return points;
  const [xs, ys] = [points.map(([x]) => x), points.map(([, y]) => y)];
  return { x0: Math.min(...xs), y0: Math.min(...ys), x1: Math.max(...xs), y1: Math.max(...ys) };
}

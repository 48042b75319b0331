import {
  circle,
  MarquetryError,
  regularPolygon,
  type Container,
  type Partition,
  type Region,
  type RegionOptions,
} from "../index.ts";
import type { Size } from "./camera.ts";

/**
 * What the map fills: the whole element, a circle or a regular hexagon in its middle; or, magnified to fit, a polygon,
 * what `region`, `geoRegion`, `svgRegion` and `svgPathRegion` make, or the data of an SVG path.
 */
export type ContainerShape =
  | "fill"
  | "circle"
  | "hexagon"
  | `${"M" | "m"}${string}`
  | readonly (readonly [x: number, y: number])[]
  | Region;

export const NAMED_SHAPES: readonly string[] = ["fill", "circle", "hexagon"] satisfies ContainerShape[];

/** A path begins with a command and a number. */
const PATH = /^\s*m\s*[-+.\d]/i;

/** Makes a region of the data of a path, in elements that come with what this takes. */
let makeOfPath: ((d: string, options: RegionOptions) => Region) | undefined;

/** Has the element know paths. */
export function knowPaths(make: NonNullable<typeof makeOfPath>): void {
  makeOfPath = make;
}

/** Whether a value can be the container of an element. */
export function isShape(value: unknown): value is ContainerShape {
  if (typeof value === "string") return NAMED_SHAPES.includes(value) || PATH.test(value);
  return isRegion(value) || isCorners(value);
}

function isRegion(value: unknown): value is Region {
  return typeof value === "object" && value !== null && "ring" in value && value.ring instanceof Float64Array;
}

/** Whether a value has the form of a polygon's corners. */
function isCorners(value: unknown): value is readonly (readonly [x: number, y: number])[] {
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

/** The shape as it is kept, whatever becomes of what was given. */
export function keptShape(shape: ContainerShape): ContainerShape {
  if (typeof shape === "string") return shape;
  return isRegion(shape) ? shape : shape.map(([x, y]) => [x, y]);
}

/** The container of a layout for a screen of some size. */
export function containerOf(shape: ContainerShape, { width, height }: Size): Container {
  if (shape === "fill") return [width, height];
  const radius = Math.min(width, height) / 2;
  if (shape === "circle") return circle(width / 2, height / 2, radius);
  if (shape === "hexagon") return regularPolygon(width / 2, height / 2, radius, 6);
  if (typeof shape !== "string")
    return isRegion(shape) ? fittedRegion(shape, width, height) : fitted(shape, width, height);
  if (makeOfPath) return makeOfPath(shape, { fit: [width, height] });
  const message =
    'marquetry-map: this bundle does not know paths: import { svgPathRegion } from "marquetry" and set element.container = svgPathRegion(path)';
  throw new MarquetryError("bad-container", message, { value: shape });
}

/** A region magnified to fit into width × height, in its middle. */
function fittedRegion(region: Region, width: number, height: number): Container {
  const { x0, y0, x1, y1, ring, scaled } = region;
  const scale = Math.min(width / (x1 - x0), height / (y1 - y0));
  if (scaled) return scaled(scale, (width - scale * (x0 + x1)) / 2, (height - scale * (y0 + y1)) / 2);
  const corners = Array.from({ length: ring.length / 2 }, (_, k): [number, number] => [
    ring[2 * k]!,
    ring[2 * k + 1]!,
  ]);
  return fitted(corners, width, height);
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

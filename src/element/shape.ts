import { circle, regularPolygon, type Container } from "../index.ts";
import type { Size } from "./camera.ts";

/**
 * What the map fills: the whole element, a circle or a regular hexagon in its middle, or a convex polygon of any
 * size, which is magnified to fit.
 */
export type ContainerShape = "fill" | "circle" | "hexagon" | readonly (readonly [x: number, y: number])[];

const NAMED: readonly string[] = ["fill", "circle", "hexagon"] satisfies ContainerShape[];

/** Reads the attribute `container`: a name, or the corners of a polygon, as in `0,0 4,0 2,3`. */
export function shapeOf(text: string | null): ContainerShape {
  const trimmed = text?.trim() ?? "";
  if (trimmed === "") return "fill";
  if (NAMED.includes(trimmed)) return trimmed as ContainerShape;
  return trimmed.split(/\s+/).map((corner) => {
    const [x = NaN, y = NaN] = corner.split(",").map(Number);
    return [x, y];
  });
}

/** The container of a layout for a screen of some size. */
export function containerOf(shape: ContainerShape, { width, height }: Size): Container {
  if (shape === "fill") return [width, height];
  const radius = Math.min(width, height) / 2;
  if (shape === "circle") return circle(width / 2, height / 2, radius);
  if (shape === "hexagon") return regularPolygon(width / 2, height / 2, radius, 6);
  return fitted(shape, width, height);
}

/** A polygon magnified to fit into width × height. What is no polygon is left to the layout to refuse. */
function fitted(corners: readonly (readonly [number, number])[], width: number, height: number): Container {
  const xs = corners.map(([x]) => x);
  const ys = corners.map(([, y]) => y);
  const [x0, y0] = [Math.min(...xs), Math.min(...ys)];
  const scale = Math.min(width / (Math.max(...xs) - x0), height / (Math.max(...ys) - y0));
  if (!Number.isFinite(scale) || corners.length < 3) return corners;
  return corners.map(([x, y]): [number, number] => [(x - x0) * scale, (y - y0) * scale]);
}

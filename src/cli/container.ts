import { regularPolygon, type Container } from "../index.ts";
import { UsageError } from "./failure.ts";

/** Width and height of the picture in pixels. */
export type Size = readonly [width: number, height: number];

/** Number of sides of the shapes that have a name. */
const SIDES = { triangle: 3, pentagon: 5, hexagon: 6, octagon: 8, circle: 64 } as const;
const SIZE = /^(\d+(?:\.\d+)?)[x×](\d+(?:\.\d+)?)$/i;
const CORNER = /^(-?\d+(?:\.\d+)?),(-?\d+(?:\.\d+)?)$/;

/** Names of containers, for help texts. */
export const CONTAINER_NAMES: readonly string[] = ["rectangle", "square", ...Object.keys(SIDES)];

/** Reads `960x600`; undefined if the text is not a size. */
export function parseSize(text: string): Size | undefined {
  const match = SIZE.exec(text.trim());
  if (!match) return undefined;
  const size: Size = [Number(match[1]), Number(match[2])];
  return size.every((side) => side > 0 && side < Infinity) ? size : undefined;
}

/** The container of that name, as large as fits into the size; or of that size; or with those corners. */
export function toContainer(text: string, size: Size): Container {
  const [width, height] = size;
  const name = text.trim().toLowerCase();
  if (name === "rectangle") return [width, height];
  if (name === "square") {
    const side = Math.min(width, height);
    const [x0, y0] = [(width - side) / 2, (height - side) / 2];
    return { x0, y0, x1: x0 + side, y1: y0 + side };
  }
  if (Object.hasOwn(SIDES, name)) return fitted(SIDES[name as keyof typeof SIDES], size);
  const own = parseSize(name);
  if (own) return [own[0], own[1]];
  const corners = name.split(/[\s;]+/).map((corner) => CORNER.exec(corner));
  if (corners.length >= 3 && corners.every((corner) => corner !== null)) {
    return corners.map(([, x, y]) => [Number(x), Number(y)]);
  }
  throw new UsageError(
    `no container ${JSON.stringify(text)}: it is one of ${CONTAINER_NAMES.join(", ")}, or 400x300, or corners as "0,0 400,0 200,300"`,
  );
}

/** Whether engines of rectangles may take the container. */
export function isRectangular(container: Container): boolean {
  return !Array.isArray(container) || (container.length === 2 && !container.some(Array.isArray));
}

/** A regular polygon as large as fits, in the middle. */
function fitted(sides: number, [width, height]: Size): Container {
  const points = regularPolygon(0, 0, 1, sides);
  const xs = points.map(([x]) => x);
  const ys = points.map(([, y]) => y);
  const [left, right, top, bottom] = [Math.min(...xs), Math.max(...xs), Math.min(...ys), Math.max(...ys)];
  const scale = Math.min(width / (right - left), height / (bottom - top));
  const dx = width / 2 - (scale * (left + right)) / 2;
  const dy = height / 2 - (scale * (top + bottom)) / 2;
  return points.map(([x, y]) => [dx + scale * x, dy + scale * y]);
}

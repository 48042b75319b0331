import { resolve } from "node:path";
import {
  disk,
  geoRegion,
  MarquetryError,
  region,
  regularPolygon,
  svgPathRegion,
  svgRegion,
  type Container,
  type GeoShape,
  type RegionOptions,
} from "../index.ts";
import { nearest } from "../options/nearest.ts";
import { messageOf, UsageError } from "./failure.ts";
import { badFile, unreadable } from "./faults.ts";
import type { Io } from "./io.ts";

/** Width and height of the picture in pixels. */
export type Size = readonly [width: number, height: number];

/** What the container is told by. */
export interface ShapeFlags {
  readonly size: Size;
  readonly container: string;
  readonly islands?: "all" | "largest";
}

/** Number of sides of the shapes that have a name. */
const SIDES = { triangle: 3, pentagon: 5, hexagon: 6, octagon: 8, circle: 64 } as const;
const SIZE = /^(\d+(?:\.\d+)?)[x×](\d+(?:\.\d+)?)$/i;
const CORNER = /^(-?\d+(?:\.\d+)?),(-?\d+(?:\.\d+)?)$/;

/** The data of an SVG path: a command and a number at the least. */
const PATH = /^\s*m\s*[-+.\d]/i;
/** The name of a file with a shape, and perhaps what of it after a #. */
const FILE = /^(.*\.(?:svg|geojson|json))(?:#(.*))?$/is;

/** Names of containers, for help texts. */
export const CONTAINER_NAMES: readonly string[] = [
  "rectangle",
  "square",
  ...Object.keys(SIDES),
  "disk",
  "ellipse",
];

/** What else stands for a container. */
export const CONTAINER_FORMS =
  '400x300, corners as "0,0 400,0 200,300", an SVG path as "M0 0H9V9Z", or a file .geojson or .svg, whose part of a name or an id follows a #';

/** Reads `960x600`; undefined if the text is not a size. */
export function parseSize(text: string): Size | undefined {
  const match = SIZE.exec(text.trim());
  if (!match) return undefined;
  const size: Size = [Number(match[1]), Number(match[2])];
  return size.every((side) => side > 0 && side < Infinity) ? size : undefined;
}

/**
 * The container of that name, as large as fits into the size; or of that size; or with those corners; or of a path's or
 * a file's shape, as large as fits.
 */
export async function readContainer(flags: ShapeFlags, io: Io): Promise<Container> {
  const { container: text, size, islands } = flags;
  const [width, height] = size;
  const name = text.trim().toLowerCase();
  if (name === "rectangle") return [width, height];
  if (name === "square") {
    const side = Math.min(width, height);
    const [x0, y0] = [(width - side) / 2, (height - side) / 2];
    return { x0, y0, x1: x0 + side, y1: y0 + side };
  }
  if (Object.hasOwn(SIDES, name)) return fitted(SIDES[name as keyof typeof SIDES], size);
  if (name === "disk") return disk(width / 2, height / 2, Math.min(width, height) / 2);
  if (name === "ellipse") return disk(width / 2, height / 2, width / 2, height / 2);
  const own = parseSize(name);
  if (own) return [own[0], own[1]];
  const corners = name.split(/[\s;]+/).map((corner) => CORNER.exec(corner));
  if (corners.length >= 3 && corners.every((corner) => corner !== null)) {
    const points = corners.map(([, x, y]): [number, number] => [Number(x), Number(y)]);
    return isConvex(points) ? points : region(points);
  }
  const fit: RegionOptions = { fit: size, ...(islands && { islands }) };
  if (PATH.test(text)) return svgPathRegion(text, fit);
  const [, file, part] = FILE.exec(text) ?? [];
  if (file !== undefined) return readShape(file, part, fit, io);
  throw new UsageError(
    `no container ${JSON.stringify(text)}: it is one of ${CONTAINER_NAMES.join(", ")}, or ${CONTAINER_FORMS}`,
  );
}

/** Whether engines of rectangles may take the container. */
export function isRectangular(container: Container): boolean {
  if ("ring" in container) return container.isBox;
  return !Array.isArray(container) || (container.length === 2 && !container.some(Array.isArray));
}

/** Whether corners turn the same way all along; what else is wrong with them is found where they are laid out in. */
function isConvex(points: readonly [number, number][]): boolean {
  const turns = points.map(([x, y], k) => {
    const [ax, ay] = points.at(k - 1)!;
    const [bx, by] = points[(k + 1) % points.length]!;
    return (x - ax) * (by - y) - (y - ay) * (bx - x);
  });
  return turns.every((turn) => turn >= 0) || turns.every((turn) => turn <= 0);
}

/** The shape in a file, or the part of it that has a name. */
async function readShape(
  file: string,
  part: string | undefined,
  fit: RegionOptions,
  io: Io,
): Promise<Container> {
  const text = await readText(file, io);
  try {
    if (/\.svg$/i.test(file)) return svgRegion(text, { ...fit, ...(part !== undefined && { id: part }) });
    const shape = parseJson(file, text);
    return geoRegion(part === undefined ? shape : featureOf(shape, part), fit);
  } catch (error) {
    if (!(error instanceof MarquetryError) || error.code !== "bad-container") throw error;
    throw new MarquetryError("bad-container", `${file}: ${error.message}`, { cause: error });
  }
}

async function readText(file: string, io: Io): Promise<string> {
  try {
    const handle = await io.fs.open(resolve(io.cwd, file));
    try {
      return await handle.readFile("utf8");
    } finally {
      await handle.close();
    }
  } catch (error) {
    throw unreadable(file, error);
  }
}

function parseJson(file: string, text: string): GeoShape {
  let shape: unknown;
  try {
    shape = JSON.parse(text);
  } catch (error) {
    throw badFile(file, `it is no JSON: ${messageOf(error)}`);
  }
  if ((shape as Partial<GeoShape> | null)?.type === "Topology")
    throw badFile(
      file,
      "it is TopoJSON, not GeoJSON: topo2geo, of the package topojson-client, writes the one as the other",
    );
  return shape as GeoShape;
}

/** The features that have a text as their id or as a property. */
function featureOf(shape: GeoShape, name: string): GeoShape {
  const all = (shape.features ?? [shape]) as { id?: unknown; properties?: object | null }[];
  const texts = ({ id, properties }: (typeof all)[number]): unknown[] =>
    [id].concat(Object.values(properties ?? {}));
  const features = all.filter((feature) => texts(feature).some((value) => String(value) === name));
  if (features.length > 0) return { type: "FeatureCollection", features };
  const guess = nearest(
    name,
    all.flatMap(texts).filter((value) => typeof value === "string"),
  );
  const meant = guess === undefined ? "" : `; did you mean ${guess}?`;
  throw new UsageError(`no feature has ${JSON.stringify(name)} as its id or as a property${meant}`);
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

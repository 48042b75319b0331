import { MarquetryError, show } from "../errors.ts";
import { callback, merged, type OptionHelp, type OptionTable } from "../options/option.ts";
import { readOptions } from "../options/read-options.ts";
import type { Region } from "../partition/region.ts";
import { makeRegion, readRings, regionHelp, regionOptions, type RegionOptions } from "./region.ts";

/** How {@link geoRegion} reads a geometry. */
export interface GeoRegionOptions extends RegionOptions {
  /**
   * Place of a longitude and a latitude in degrees, as a projection of d3-geo tells it. By default, lengths are true along the
   * middle latitude and along the meridians.
   */
  readonly projection?: (
    place: [longitude: number, latitude: number],
  ) => readonly [x: number, y: number] | null;
}

export const geoRegionOptions: OptionTable<GeoRegionOptions> = /* @__PURE__ */ merged(
  { projection: /* @__PURE__ */ callback() },
  regionOptions,
);

export const geoRegionHelp: OptionHelp<GeoRegionOptions> = /* @__PURE__ */ merged(
  { projection: "place of a longitude and a latitude, as d3-geo's projections tell it" },
  regionHelp,
);

/** What of GeoJSON has an area. */
export type GeoShape = {
  readonly type: string;
  readonly geometry?: unknown;
  readonly geometries?: unknown;
  readonly features?: unknown;
  readonly coordinates?: unknown;
};

/**
 * Makes a container of GeoJSON: a Polygon, a MultiPolygon, a Feature, or a collection of them that do not touch.
 *
 * @throws MarquetryError `bad-container` for a geometry without area, with the place where a projection gives no place
 * or a latitude lies beyond a pole, and as {@link region} does; `bad-option`
 * @example
 * const country = geoRegion(feature, { projection: d3.geoConicConformal(), fit: [960, 600] });
 */
export function geoRegion(shape: GeoShape, options?: GeoRegionOptions): Region {
  const { projection, ...rest } = readOptions<GeoRegionOptions, "islands">(
    "geoRegion",
    geoRegionOptions,
    options,
  );
  const rings = readRings("geoRegion", ringsIn(shape, 0));
  const place = projection ?? plain(rings);
  const projected = rings.map((ring) => {
    const points = new Float64Array(ring.length);
    for (let k = 0; k < ring.length; k += 2) {
      const [x, y] = place([ring[k]!, ring[k + 1]!]) ?? [NaN, NaN];
      if (!Number.isFinite(x) || !Number.isFinite(y)) {
        const message = `geoRegion: the projection has no place for longitude ${ring[k]}, latitude ${ring[k + 1]}`;
        throw new MarquetryError("bad-container", message, { value: shape });
      }
      points[k] = x;
      points[k + 1] = y;
    }
    return points;
  });
  return makeRegion(projected, rest);
}

/** Collections lie within each other so deep at the most. */
const DEEPEST = 100;

/** All rings of a geometry, holes among them. */
function ringsIn(shape: unknown, depth: number): unknown[] {
  if (depth > DEEPEST) {
    const message = `geoRegion: collections lie more than ${DEEPEST} deep within each other: one may hold itself`;
    throw new MarquetryError("bad-container", message, { value: shape });
  }
  const deeper = (inner: unknown): unknown[] => ringsIn(inner, depth + 1);
  const { type, geometry, geometries, features, coordinates } = (
    typeof shape === "object" && shape !== null ? shape : {}
  ) as Partial<GeoShape>;
  const list = (value: unknown): unknown[] => (Array.isArray(value) ? value : []);
  if (type === "Feature") return deeper(geometry);
  if (type === "FeatureCollection") return list(features).flatMap(deeper);
  if (type === "GeometryCollection") return list(geometries).flatMap(deeper);
  if (type === "Polygon") return list(coordinates);
  if (type === "MultiPolygon") return list(coordinates).flatMap(list);
  const given = type === undefined ? show(shape) : show(type);
  const message = `geoRegion takes a Polygon, a MultiPolygon or a Feature of GeoJSON, not ${given}`;
  throw new MarquetryError("bad-container", message, { value: shape });
}

/** Longitudes shrunk as they are along the middle latitude. */
function plain(rings: readonly Float64Array[]): (place: [number, number]) => [number, number] {
  let [south, north] = [Infinity, -Infinity];
  for (const ring of rings) {
    for (let k = 1; k < ring.length; k += 2) {
      if (Math.abs(ring[k]!) > 90) {
        const message = `geoRegion: the latitude of longitude ${ring[k - 1]}, latitude ${ring[k]} lies beyond a pole; for places on a plane, pass projection: (place) => place`;
        throw new MarquetryError("bad-container", message, { value: ring[k] });
      }
      south = Math.min(south, ring[k]!);
      north = Math.max(north, ring[k]!);
    }
  }
  const shrink = Math.cos((((south + north) / 2) * Math.PI) / 180);
  return ([longitude, latitude]) => [longitude * shrink, -latitude];
}

import {
  layout,
  Partition,
  type BoxCells,
  type Cells,
  type Container,
  type Engine,
  type RingCells,
  type SpacingOptions,
  type WeightedTree,
} from "../index.ts";

/** What a worker is asked to lay out: typed arrays, numbers and a name. */
export interface LayoutRequest {
  readonly parent: Int32Array;
  readonly weight: Float64Array;
  readonly engine: string;
  readonly container: Container;
  readonly spacing: Readonly<Record<string, number>>;
}

/** The cells of a map as a few typed arrays, which go from thread to thread without a copy. */
export interface PackedCells {
  readonly kind: Cells["kind"];
  readonly padded: boolean;
  /** x, y, width, height of each cell, or x, y and the number of corners of each. */
  readonly places: Float64Array;
  /** Corners of all polygons, each ring in its cell's own frame; empty for rectangles. */
  readonly points: Float64Array;
}

/** What a worker answers. */
export type LayoutAnswer =
  | { readonly packed: PackedCells }
  | { readonly code: string; readonly message: string; readonly path: string | undefined };

/** The arrays of packed cells, to be handed over instead of copied. */
export function buffersOf({ places, points }: PackedCells): ArrayBuffer[] {
  return [places.buffer, points.buffer] as ArrayBuffer[];
}

/** Packs the cells of a map. */
export function pack(map: Partition): PackedCells {
  const { cells, padded, size } = map;
  const ring = new Float64Array(2 * Math.max(cells.mostCorners, 4));
  const isBox = cells.kind === "rect";
  const width = isBox ? 4 : 3;
  const places = new Float64Array(width * size);
  let total = 0;
  if (!isBox) for (let i = 0; i < size; i++) total += cells.corners(i);
  const points = new Float64Array(2 * total);
  for (let i = 0, at = 0; i < size; i++) {
    const corners = cells.ring(i, ring);
    places[width * i] = cells.originX(i);
    places[width * i + 1] = cells.originY(i);
    if (isBox) {
      places[width * i + 2] = ring[4]!;
      places[width * i + 3] = ring[5]!;
    } else {
      places[width * i + 2] = corners;
      points.set(ring.subarray(0, 2 * corners), at);
      at += 2 * corners;
    }
  }
  return { kind: cells.kind, padded, places, points };
}

/**
 * The map of a tree whose cells a worker laid out. `update` is left to `layOut`, which lays the tree out afresh.
 */
export function unpack(
  tree: WeightedTree,
  engine: Engine,
  container: Container,
  packed: PackedCells,
  layOut: (tree: WeightedTree) => Partition,
): Partition {
  // The driver sets the stage and checks the cells; the gaps may be padding, of which it is not told.
  const replay = {
    ...engine,
    hasGaps: true,
    partition: (_tree: WeightedTree, _region: unknown, cells: BoxCells | RingCells) =>
      copyInto(cells, tree.size, packed),
  } as Engine;
  const { cells, region } = layout(tree, { engine: replay, container });
  const { padded } = packed;
  return new Partition(tree, cells, { engine, region, padded, rounded: false, update: layOut });
}

function copyInto(cells: BoxCells | RingCells, size: number, { places, points }: PackedCells): void {
  if (cells.kind === "rect") {
    for (let i = 0, at = 0; i < size; i++, at += 4)
      cells.set(i, places[at]!, places[at + 1]!, places[at + 2]!, places[at + 3]!);
    return;
  }
  for (let i = 0, from = 0; i < size; i++) {
    const corners = places[3 * i + 2]!;
    cells.set(i, places[3 * i]!, places[3 * i + 1]!, points, from, corners);
    from += 2 * corners;
  }
}

/** The spacing as plain numbers, or null if a part of it is a function, which no other thread can call. */
export function plainSpacing(spacing: SpacingOptions): Record<string, number> | null {
  const entries = Object.entries(spacing).filter(([, value]) => value !== undefined) as [string, unknown][];
  return entries.every(([, value]) => typeof value === "number")
    ? (Object.fromEntries(entries) as Record<string, number>)
    : null;
}

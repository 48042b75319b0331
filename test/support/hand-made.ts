import {
  boxCells,
  layout,
  convexCells,
  weightedTree,
  type Partition,
  type PolygonEngine,
  type RectEngine,
  type WeightedTree,
} from "marquetry";

/** A cell written by hand: x, y, width, height in the container, or corners in the container. */
export type HandBox = readonly [x: number, y: number, width: number, height: number];
export type HandRing = readonly (readonly [x: number, y: number])[];

/** A root with one leaf for each weight, and ids "root", "0", "1", … */
export function family(weights: number[]): WeightedTree {
  const columns = {
    parent: Int32Array.from([-1, ...weights.map(() => 0)]),
    weight: Float64Array.from([0, ...weights]),
    id: ["root", ...weights.map((_, k) => `${k}`)],
  };
  return weightedTree.fromColumns(columns, { sort: null });
}

/**
 * A partition of one family in a 10 × 10 square with whatever boxes, right or wrong. The layout itself refuses
 * areas that do not sum up, so a sound one is made first and its cells are overwritten.
 */
export function handBoxes(weights: number[], boxes: HandBox[], engine: Partial<RectEngine> = {}): Partition {
  let write = (): void => undefined;
  const hand: RectEngine = {
    ...boxCells,
    name: "hand",
    description: "made by hand",
    bound: () => null,
    ...engine,
    partition(tree, _region, cells) {
      for (let i = 1; i < tree.size; i++) cells.set(i, 0, 0, 10, i === 1 ? 10 : 0);
      write = () => boxes.forEach(([x, y, width, height], k) => cells.set(k + 1, x, y, width, height));
    },
  };
  const map = layout(family(weights), { container: [10, 10], engine: hand });
  write();
  return map;
}

/** The same with polygons. */
export function handRings(
  weights: number[],
  rings: HandRing[],
  engine: Partial<PolygonEngine> = {},
): Partition {
  let write = (): void => undefined;
  const hand: PolygonEngine = {
    ...convexCells,
    name: "hand",
    description: "made by hand",
    bound: () => null,
    ...engine,
    partition(tree, _region, cells) {
      const whole = Float64Array.of(0, 0, 0, 10, 10, 10, 10, 0);
      for (let i = 1; i < tree.size; i++) cells.set(i, 0, 0, whole, 0, i === 1 ? 4 : 0);
      write = () => {
        for (const [k, ring] of rings.entries())
          cells.set(k + 1, 0, 0, Float64Array.from(ring.flat()), 0, ring.length);
      };
    },
  };
  const map = layout(family(weights), { container: [10, 10], engine: hand });
  write();
  return map;
}

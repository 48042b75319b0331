import { circle, regularPolygon, type Engine } from "marquetry";

/** A container as its corners, so that one function moves, scales or turns them all. */
export interface NamedContainer {
  readonly name: string;
  readonly corners: readonly (readonly [x: number, y: number])[];
}

const boxes: NamedContainer[] = [
  { name: "square", corners: box(0, 0, 1024, 1024) },
  { name: "oblong off the origin", corners: box(-300, 200, 1300, 700) },
  { name: "needle 1:1000", corners: box(0, 0, 1, 1000) },
];

const polygons: NamedContainer[] = [
  { name: "triangle", corners: [[0, 0], [100, 700], [900, 300]] }, // prettier-ignore
  { name: "hexagon", corners: regularPolygon(300, 300, 300, 6) },
  { name: "circle of 64 sides", corners: circle(-50, 20, 400) },
  { name: "slanted needle 1:1000", corners: [[0, 0], [1, 2], [1000, 1000], [999, 998]] }, // prettier-ignore
];

/** The containers that engines of a shape must take. */
export function containersFor(shape: Engine["shape"]): NamedContainer[] {
  return shape === "convex" ? [...boxes, ...polygons] : boxes;
}

/** The corners of a box. */
export function box(x0: number, y0: number, x1: number, y1: number): [x: number, y: number][] {
  return [[x0, y0], [x0, y1], [x1, y1], [x1, y0]]; // prettier-ignore
}

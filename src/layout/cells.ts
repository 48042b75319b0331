/** Receives an outline, as a canvas context or d3-path does. */
export interface PathSink {
  moveTo(x: number, y: number): void;
  lineTo(x: number, y: number): void;
  closePath(): void;
}

/**
 * The cells of a tree in typed arrays, each in its parent's frame.
 *
 * The origin of a cell is one of its own corners, held relative to the origin of its parent's cell; the
 * outline is held relative to that origin. So a cell 10⁻¹⁵⁰ wide at x = 1000 keeps its exact shape and area,
 * which absolute coordinates could not hold.
 */
export interface Cells {
  readonly kind: "rect" | "polygon";
  /** Number of corners of cell i; 0 where the cell is empty. */
  corners(i: number): number;
  /** x of the origin of cell i in its parent's frame; of the root's, absolute. */
  originX(i: number): number;
  /** y of the origin of cell i in its parent's frame; of the root's, absolute. */
  originY(i: number): number;
  /** Area of cell i, exact to a few units in the last place at any depth. */
  area(i: number): number;
  /** Copies the corners of cell i, in its own frame, to the front of `out`, and returns how many there are. */
  ring(i: number, out: Float64Array): number;
  /** Whether a point of cell i's own frame lies in cell i or on its border. */
  contains(i: number, x: number, y: number): boolean;
  /** The greatest number of corners of any cell: `ring` needs an `out` of twice that length. */
  readonly mostCorners: number;
  /** Rounds every side to a whole number, where the cells are rectangles. */
  round?(): void;
}

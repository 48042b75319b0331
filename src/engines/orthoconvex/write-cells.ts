import { grown } from "../../geometry/growing.ts";
import type { RingCells, WeightedTree } from "../engine.ts";
import { Outliner } from "./outline.ts";
import type { Construction } from "./construction.ts";
import { NONE } from "./parts.ts";
import type { Rectangles } from "./rectangles.ts";

/** Writes the cells of all nodes below the root, each in the frame of its parent's cell. */
export function writeCells(
  { size, firstChild, childCount, weight }: WeightedTree,
  { parts, rectangles }: Construction,
  cells: RingCells,
): void {
  const { standing } = parts;
  const outliner = new Outliner(parts, rectangles);
  const places = new Places(rectangles);
  // Where the first corner of each inner node's cell lies in the frame of its outline.
  const firstX = new Float64Array(size);
  const firstY = new Float64Array(size);
  for (let i = 0; i < size; i++) {
    const first = firstChild[i]!;
    const end = first + childCount[i]!;
    if (first === end) continue;
    const frame = outliner.frame(standing[i]!);
    places.from(frame);
    for (let c = first; c < end; c++) {
      const part = standing[c]!;
      const own = weight[c]! > 0 ? outliner.frame(part) : NONE;
      if (own === NONE) {
        cells.set(c, 0, 0, outliner.points, 0, 0);
        continue;
      }
      outliner.write(part);
      places.find(own);
      cells.set(c, places.x - firstX[i]!, places.y - firstY[i]!, outliner.points, 0, outliner.corners);
      firstX[c] = outliner.points[0]!;
      firstY[c] = outliner.points[1]!;
    }
  }
}

/** Finds where rectangles lie in one that they were taken from. */
class Places {
  x = 0;
  y = 0;
  readonly #rectangles: Rectangles;
  /** For which frame the place of a rectangle was found last, and the place: siblings share most of their way. */
  readonly #found: Int32Array;
  readonly #x: Float64Array;
  readonly #y: Float64Array;
  #way: Int32Array = new Int32Array(64);
  #turn = 0;

  constructor(rectangles: Rectangles) {
    this.#rectangles = rectangles;
    this.#found = new Int32Array(rectangles.count);
    this.#x = new Float64Array(rectangles.count);
    this.#y = new Float64Array(rectangles.count);
  }

  /** Sets the frame that places are asked in from now on. */
  from(frame: number): void {
    this.#turn++;
    if (frame === NONE) return;
    this.#found[frame] = this.#turn;
    this.#x[frame] = 0;
    this.#y[frame] = 0;
  }

  /** Writes `x` and `y` of a rectangle within the frame. */
  find(rectangle: number): void {
    const { parent, x, y } = this.#rectangles;
    const found = this.#found;
    let steps = 0;
    let at = rectangle;
    while (found[at] !== this.#turn) {
      this.#way = grown(this.#way, steps + 1);
      this.#way[steps++] = at;
      at = parent[at]!;
    }
    let px = this.#x[at]!;
    let py = this.#y[at]!;
    while (steps > 0) {
      at = this.#way[--steps]!;
      px += x[at]!;
      py += y[at]!;
      found[at] = this.#turn;
      this.#x[at] = px;
      this.#y[at] = py;
    }
    this.x = px;
    this.y = py;
  }
}

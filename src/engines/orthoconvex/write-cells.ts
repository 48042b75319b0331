import type { RingCells, WeightedTree } from "../engine.ts";
import { Outliner } from "./outline.ts";
import type { Construction } from "./construction.ts";
import { NONE } from "./parts.ts";
import type { Rectangles } from "./rectangles.ts";

/** Writes the cells of all nodes below the root, each in the frame of its parent's cell. */
export function writeCells(
  { size, firstChild, childCount, weight }: WeightedTree,
  made: Construction,
  cells: RingCells,
): void {
  const { standing } = made.parts;
  const outliner = new Outliner(made);
  const places = placeFinder(made.rectangles);
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
      const [x, y] = places.find(own);
      cells.set(c, x - firstX[i]!, y - firstY[i]!, outliner.points, 0, outliner.corners);
      firstX[c] = outliner.points[0]!;
      firstY[c] = outliner.points[1]!;
    }
  }
}

/** Makes a function that finds where rectangles lie in one that they were taken from, which `from` sets. */
function placeFinder({ count, parent, x, y }: Rectangles): {
  from(frame: number): void;
  find(rectangle: number): [x: number, y: number];
} {
  /** For which frame the place of a rectangle was found last, and the place: siblings share most of their way. */
  const found = new Int32Array(count);
  const placeX = new Float64Array(count);
  const placeY = new Float64Array(count);
  const way: number[] = [];
  let turn = 0;
  return {
    from(frame) {
      turn++;
      if (frame === NONE) return;
      found[frame] = turn;
      placeX[frame] = placeY[frame] = 0;
    },
    find(rectangle) {
      let at = rectangle;
      for (; found[at] !== turn; at = parent[at]!) way.push(at);
      let [px, py] = [placeX[at]!, placeY[at]!];
      for (let next = way.pop(); next !== undefined; next = way.pop()) {
        px += x[next]!;
        py += y[next]!;
        found[next] = turn;
        placeX[next] = px;
        placeY[next] = py;
      }
      return [px, py];
    },
  };
}

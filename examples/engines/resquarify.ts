import { rectEngine, type RectEngine } from "marquetry/engine";

/**
 * Squarified treemaps that stay: the first layout makes rows near squares, an update keeps them and their directions.
 * What is new joins the row of the child before it.
 *
 * Source: Bruls, Huizing, van Wijk, *Squarified Treemaps* (2000); the memory is that of d3's `treemapResquarify`.
 */
export function resquarify(): RectEngine {
  return rectEngine({
    name: "resquarify",
    description: "squarified rows, which stay when weights change",
    remembers: ["row", "isColumn"],
    divide(room, weights, first, end, cells, _depth, { now: { row, isColumn }, before }) {
      const children = Array.from({ length: end - first }, (_, k) => first + k);
      let known = before ? children.find((i) => before.row[i]! >= 0) : undefined;
      const keeps = before !== null && known !== undefined;
      if (keeps) {
        for (const i of children) {
          if (before.row[i]! >= 0) known = i;
          row[i] = before.row[known!]!;
          isColumn[i] = before.isColumn[known!]!;
        }
        children.sort((a, b) => row[a]! - row[b]! || a - b);
      }
      // What is left from each child on: never a difference, which would lose the digits of the last ones.
      const left = new Float64Array(children.length + 1);
      for (let k = children.length - 1; k >= 0; k--) left[k] = left[k + 1]! + weights[children[k]!]!;
      let { x, y, width, height } = { ...room, x: 0, y: 0 };
      for (let start = 0, stop = 0; start < children.length; start = stop) {
        const rest = left[start]! || 1;
        const stands = keeps ? isColumn[children[start]!] === 1 : width >= height;
        if (keeps) while (stop < children.length && row[children[stop]!] === row[children[start]!]) stop++;
        else stop = endOfRow(children, weights, start, (stands ? width / height : height / width) / rest);
        const members = children.slice(start, stop);
        const weight = members.reduce((sum, i) => sum + weights[i]!, 0);
        const depth = (stands ? width : height) * (weight / rest);
        let at = 0;
        for (const i of members) {
          const length = (stands ? height : width) * (weights[i]! / weight || 0);
          if (stands) cells.set(i, x, y + at, depth, length);
          else cells.set(i, x + at, y, length, depth);
          at += length;
          if (!keeps) [row[i], isColumn[i]] = [start, Number(stands)];
        }
        if (stands) [x, width] = [x + depth, width * (left[stop]! / rest)];
        else [y, height] = [y + depth, height * (left[stop]! / rest)];
      }
    },
  });
}

/** A row grows as long as its worst cell gets no farther from a square. */
function endOfRow(children: readonly number[], weights: Float64Array, start: number, slope: number): number {
  let [sum, least, most, worst] = [0, Infinity, 0, Infinity];
  for (let k = start; k < children.length; k++) {
    const weight = weights[children[k]!]!;
    if (weight === 0) continue;
    const [low, high, square] = [
      Math.min(least, weight),
      Math.max(most, weight),
      (sum + weight) ** 2 * slope,
    ];
    const ratio = Math.max(square / low, high / square);
    if (ratio > worst) return k;
    [sum, least, most, worst] = [sum + weight, low, high, ratio];
  }
  return children.length;
}

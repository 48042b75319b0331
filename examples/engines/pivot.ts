import { rectEngine, sumOf, type RectEngine } from "marquetry/engine";

/**
 * Ordered treemaps: a pivot near a square, what comes before it on its one side, what comes after below it and on the
 * other, each divided in the same way. Time: n log n around the "middle", n² at worst around the greatest by "size".
 *
 * Source: Shneiderman, Wattenberg (2001) and Bederson, Shneiderman, Wattenberg (2002), *Ordered … Treemaps*.
 */
export function pivot({ by = "middle" }: { readonly by?: "middle" | "size" } = {}): RectEngine {
  return rectEngine({
    name: "pivot",
    description: "rectangles in order around pivots near squares",
    options: { by },
    divide({ width, height }, weights, first, end, cells) {
      const cut = (run: Run, at: number, isAcross: boolean): [Run, Run] => {
        const [head, tail] = [sumOf(weights, run.first, at), sumOf(weights, at, run.end)];
        const side = isAcross ? "width" : "height";
        const a = run[side] * (head / (head + tail)) || 0;
        const b = run[side] * (tail / (head + tail)) || 0;
        const start = isAcross ? { x: run.x + a } : { y: run.y + a };
        return [{ ...run, end: at, [side]: a }, { ...run, ...start, first: at, [side]: b }]; // prettier-ignore
      };
      const open: Run[] = [{ first, end, x: 0, y: 0, width, height }];
      for (let run = open.pop(); run; run = open.pop()) {
        const { first, end, x, y, width, height } = run;
        if (end - first === 1) cells.set(first, x, y, width, height);
        if (end - first < 2) continue;
        let p = by === "middle" ? (first + end) >> 1 : first;
        if (by === "size") for (let i = first; i < end; i++) if (weights[i]! > weights[p]!) p = i;
        // The pivot's column takes in what follows while the pivot is higher than wide, or wider than high.
        const isWide = width >= height;
        const square = sumOf(weights, first, end) * (isWide ? height / width : width / height) * weights[p]!;
        let [q, column] = [p + 1, weights[p]!];
        while (q < end && column * (column + weights[q]!) < square) column += weights[q++]!;
        const [before, rest] = cut(run, p, isWide);
        const [middle, after] = cut(rest, q, isWide);
        open.push(before, after, ...cut(middle, p + 1, !isWide));
      }
    },
  });
}

type Run = { first: number; end: number; x: number; y: number; width: number; height: number };

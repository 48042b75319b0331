import { Carver } from "../../geometry/carve.ts";
import type { WeightedTree } from "../engine.ts";

/** Relative difference below which two sides, or two ratios, count as equal. */
const TIE = 1e-12;

/**
 * The mean asp of the leaves where a tree is laid out in a box in rows as near to squares as they get: what `squarify`
 * leaves with a ratio of 1. Only the sides of boxes are worked out.
 */
export function squarifiedMean(
  { size, firstChild, childCount, weight }: WeightedTree,
  boxWidth: number,
  boxHeight: number,
): number {
  const carver = new Carver(16 * size);
  const width = carver.floats(size);
  const height = carver.floats(size);
  width[0] = boxWidth;
  height[0] = boxHeight;
  let [sum, count] = [0, 0];
  for (let i = 0; i < size; i++) {
    const [w, h] = [width[i]!, height[i]!];
    if (weight[i] === 0) continue;
    if (childCount[i]! > 0) divide(firstChild[i]!, firstChild[i]! + childCount[i]!, weight[i]!, w, h);
    else {
      sum += w / h + h / w;
      count++;
    }
  }
  return sum / count;

  function divide(first: number, end: number, whole: number, w: number, h: number): void {
    let rest = whole;
    for (let start = first; start < end;) {
      const isWide = w >= h * (1 - TIE);
      const short = isWide ? h : w;
      const perWeight = (w * h) / rest;
      const { next, sum: row } = growRow(start, end, short, perWeight);
      const depth = (row * perWeight) / short;
      for (let c = start; c < next; c++) {
        const along = (weight[c]! * perWeight) / depth;
        width[c] = isWide ? depth : along;
        height[c] = isWide ? along : depth;
      }
      if (isWide) w -= depth;
      else h -= depth;
      rest -= row;
      start = next;
    }
  }

  /** Takes children into a row until its worst box gets worse. */
  function growRow(
    start: number,
    end: number,
    short: number,
    perWeight: number,
  ): { next: number; sum: number } {
    let [row, least, most, worst] = [0, Infinity, 0, Infinity];
    let next = start;
    for (; next < end; next++) {
      const own = weight[next]!;
      if (own === 0) continue;
      least = Math.min(least, own);
      most = Math.max(most, own);
      const depth = ((row + own) * perWeight) / short;
      const squared = depth * depth;
      const worse = Math.max(squared / (least * perWeight), (most * perWeight) / squared);
      if (worse > worst * (1 + TIE)) break;
      worst = worse;
      row += own;
    }
    return { next, sum: row };
  }
}

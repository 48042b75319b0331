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
  let sum = 0;
  let count = 0;
  for (let i = 0; i < size; i++) {
    let w = width[i]!;
    let h = height[i]!;
    let rest = weight[i]!;
    if (rest === 0) continue;
    if (childCount[i] === 0) {
      sum += w / h + h / w;
      count++;
    }
    // The loops are not functions of their own, since what numbers these hand over would be boxed.
    const end = firstChild[i]! + childCount[i]!;
    for (let start = firstChild[i]!, next = start; start < end; start = next) {
      const isWide = w >= h * (1 - TIE);
      const short = isWide ? h : w;
      const perWeight = (w * h) / rest;
      // A row takes children until its worst box gets worse.
      let row = 0;
      let least = Infinity;
      let most = 0;
      let worst = Infinity;
      for (; next < end; next++) {
        const own = weight[next]!;
        if (own === 0) continue;
        if (own < least) least = own;
        if (own > most) most = own;
        const deep = ((row + own) * perWeight) / short;
        const squared = deep * deep;
        const worse = Math.max(squared / (least * perWeight), (most * perWeight) / squared);
        if (worse > worst * (1 + TIE)) break;
        worst = worse;
        row += own;
      }
      const depth = (row * perWeight) / short;
      for (let c = start; c < next; c++) {
        const along = (weight[c]! * perWeight) / depth;
        width[c] = isWide ? depth : along;
        height[c] = isWide ? along : depth;
      }
      if (isWide) w -= depth;
      else h -= depth;
      rest -= row;
    }
  }
  return sum / count;
}

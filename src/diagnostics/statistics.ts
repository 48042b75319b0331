/** How a measure is spread over a group of cells; NaN throughout for a group without cells. */
export interface Statistics {
  readonly mean: number;
  readonly median: number;
  /** 95 of 100 cells have this or less. Quantiles are interpolated linearly, as by d3-array. */
  readonly p95: number;
  /** 99 of 100 cells have this or less. */
  readonly p99: number;
  readonly max: number;
  /** The mean in which a cell counts by its area: what a random point of the picture lies in. */
  readonly weighted: number;
}

/** Sums up the first `count` of `values`, each weighing as much as its area. Sorts these values in place. */
export function summarise(values: Float64Array, areas: Float64Array, count: number): Statistics {
  let sum = 0;
  let weightedSum = 0;
  let area = 0;
  for (let k = 0; k < count; k++) {
    sum += values[k]!;
    weightedSum += values[k]! * areas[k]!;
    area += areas[k]!;
  }
  const sorted = values.subarray(0, count).sort();
  return {
    mean: sum / count,
    median: quantile(sorted, 0.5),
    p95: quantile(sorted, 0.95),
    p99: quantile(sorted, 0.99),
    max: quantile(sorted, 1),
    weighted: weightedSum / area,
  };
}

function quantile(sorted: Float64Array, p: number): number {
  const place = p * (sorted.length - 1);
  const low = Math.floor(place);
  const below = sorted[low] ?? NaN;
  const above = sorted[low + 1] ?? below;
  return below + (place - low) * (above - below);
}

import { weightedTree, type WeightedTree } from "../index.ts";

/** A tree whose weights change. */
export interface Series {
  /** What comes after "#" is a seed: such series are one, repeated. */
  readonly name: string;
  /** Levels below the root, at most. */
  readonly levels: number;
  /** Leaves with a weight, on average over the moments. */
  readonly leaves: number;
  /** Number of moments; 1 for a tree by itself. */
  readonly moments: number;
  /** The tree at a moment, its siblings as they come or the heaviest first. */
  tree(moment: number, sort: "descending" | null): WeightedTree;
}

/** Columns before those of the weights: the id and the parent's. */
const KEYS = 2;

/**
 * Reads the form of the comparison of 2020: lines `id,parent,weight,weight,…` without a header, where a weight of 0
 * means absent and the root has no line of its own.
 *
 * @returns null for a text of another form
 */
export function parseSeries(name: string, text: string): Series | null {
  const rows = text
    .trim()
    .split(/\r?\n/)
    .map((line) => line.split(","));
  const moments = rows[0]!.length - KEYS;
  if (moments < 2 || rows.some((row) => row.length !== KEYS + moments)) return null;
  const ids = new Map(rows.map(([id], k) => [id!, k + 1]));
  const roots = new Set(rows.map(([, parent]) => parent!).filter((parent) => !ids.has(parent)));
  const weights = rows.map((row) => row.slice(KEYS).map((cell) => (cell.trim() === "" ? NaN : Number(cell))));
  const isRead = weights.every((row) => row.every((weight) => weight >= 0 && weight < Infinity));
  if (ids.size !== rows.length || roots.size !== 1 || !isRead) return null;
  const id = [[...roots][0]!, ...ids.keys()];
  const parent = Int32Array.from(id, (_, k) => (k === 0 ? -1 : (ids.get(rows[k - 1]![1]!) ?? 0)));
  const columns = (moment: number) => ({
    parent,
    id,
    weight: Float64Array.from(id, (_, k) => (k === 0 ? 0 : weights[k - 1]![moment]!)),
  });
  return seriesOf(name, moments, (moment, sort) => weightedTree.fromColumns(columns(moment), { sort }));
}

/** A series of trees, each of which may be made as often as it is asked for. */
export function seriesOf(name: string, moments: number, tree: Series["tree"]): Series {
  const all = Array.from({ length: moments }, (_, moment) => tree(moment, null));
  const leaves = all.map(({ childCount, weight }) =>
    childCount.reduce((sum, count, i) => sum + (count === 0 && weight[i]! > 0 ? 1 : 0), 0),
  );
  return {
    name,
    moments,
    tree,
    levels: Math.max(...all.map(({ height }) => height)),
    leaves: leaves.reduce((sum, count) => sum + count, 0) / moments,
  };
}

import { badFile } from "../faults.ts";

/** Refuses a square of distances: it is no tree, but one can be made of it. */
export function refuseMatrix(
  header: readonly string[] | undefined,
  rows: readonly (readonly string[])[],
  place: string,
): void {
  const size = rows.length;
  if (size < 2) return;
  const hasNames = rows[0]!.length === size + 1;
  if (!hasNames && rows[0]!.length !== size) return;
  if (header && hasNames && !rows.every((row, k) => row[0] === header[k + 1])) return;
  const at = (i: number, j: number): number => Number(rows[i]![hasNames ? j + 1 : j]);
  for (let i = 0; i < size; i++) {
    if (at(i, i) !== 0) return;
    for (let j = 0; j < i; j++) if (!(Math.abs(at(i, j) - at(j, i)) <= 1e-9 * Math.abs(at(i, j)))) return;
  }
  throw badFile(place, "a matrix of distances is no tree; ultrametric.fromDistances makes one of it");
}

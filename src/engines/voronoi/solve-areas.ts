import { MarquetryError, show } from "../../errors.ts";
import { PowerDiagram } from "../../geometry/power-diagram.ts";
import { PowerCells } from "../../geometry/power/cells.ts";
import { readFrame, type Point } from "../../geometry/power/frame.ts";
import { toGrid } from "../../geometry/power/predicates.ts";
import { ringArea } from "../../geometry/ring.ts";
import { AreaSolver } from "./area-solver.ts";

/** What {@link solveAreas} found. */
export interface SolvedAreas {
  /** Weight of each site, in squared units of length; their mean is 0. */
  readonly weights: Float64Array;
  /** The power diagram with these weights. */
  readonly diagram: PowerDiagram;
  /** Greatest relative area error of a cell. */
  readonly error: number;
  /** Whether `error` is at most 1e-10. If not, sites coincide or nearly do, and the weights are the best found. */
  readonly isSolved: boolean;
  /** Newton steps taken. */
  readonly steps: number;
}

/** Relative area error that counts as solved. */
const SOLVED = 1e-10;

/**
 * Finds the weights with which the power diagram of given sites has cells of given areas.
 *
 * For distinct sites there is exactly one solution, but for a constant added to all weights. Damped Newton steps
 * find it, four or so as a rule; they are limited in number, and `isSolved` tells whether they got there.
 *
 * Kitagawa, Mérigot, Thibert, Convergence of a Newton algorithm for semi-discrete optimal transport (2019).
 *
 * @param sites - `[x, y]` of each; they may lie outside the region
 * @param areas - the area of each cell in any unit: the region is divided in proportion
 * @param region - corners of a convex polygon in order, either way round
 * @throws MarquetryError `bad-weight` if an area is not a positive finite number, `bad-input` if there are not as
 * many areas as sites or there are none, or a site is no pair of finite numbers; `bad-container` or
 * `container-not-convex` for the region
 * @example
 * const { diagram } = solveAreas([[1, 1], [3, 1], [2, 3]], [1, 2, 3], [[0, 0], [4, 0], [4, 4], [0, 4]]);
 * console.log(diagram.area(2)); // 8, half of 16
 */
export function solveAreas(
  sites: readonly Point[],
  areas: ArrayLike<number>,
  region: readonly Point[],
): SolvedAreas {
  const count = sites.length;
  if (count === 0 || areas.length !== count) {
    throw new MarquetryError("bad-input", `${areas.length} areas for ${count} sites`, {
      value: areas.length,
    });
  }
  const frame = readFrame(sites, region);
  const solver = new AreaSolver(new PowerCells());
  const { mesh, cells } = solver;
  solver.begin(count, frame.room, frame.corners);
  let most = 0;
  for (let i = 0; i < count; i++) {
    const area = areas[i]!;
    if (!(area > 0 && area < Infinity)) {
      throw new MarquetryError("bad-weight", `the area of site ${i} is ${show(area)}`, { value: area });
    }
    most = Math.max(most, area);
    mesh.x[i] = toGrid(frame.sites[2 * i]!);
    mesh.y[i] = toGrid(frame.sites[2 * i + 1]!);
  }
  let total = 0;
  for (let i = 0; i < count; i++) total += areas[i]! / most;
  const whole = ringArea(frame.room, 0, frame.corners);
  for (let i = 0; i < count; i++) solver.targets[i] = whole * (areas[i]! / most / total);
  if (solver.start()) solver.solve();
  else cells.measure(mesh);
  let error = 0;
  for (let i = 0; i < count; i++) error = Math.max(error, Math.abs(cells.areas[i]! / solver.targets[i]! - 1));
  let mean = 0;
  for (let i = 0; i < count; i++) mean += mesh.w[i]! / count;
  const weights = Float64Array.from({ length: count }, (_, i) => (mesh.w[i]! - mean) / frame.scale ** 2);
  const place = Int32Array.from({ length: count }, (_, i) => i);
  return {
    weights,
    diagram: new PowerDiagram({ mesh, cells, frame, place, site: place }),
    error,
    isSolved: error <= SOLVED,
    steps: solver.steps,
  };
}

import { ringArea } from "../geometry/ring.ts";
import { wholeNumber, type OptionHelp, type OptionTable } from "../options/option.ts";
import { readOptions } from "../options/read-options.ts";
import { checkMap } from "../partition/check-map.ts";
import type { Partition } from "../partition/partition.ts";
import { areaError } from "./area-error.ts";
import { checkOutline } from "./check-outline.ts";
import { familyCheck } from "./check-family.ts";
import { AREA_TOLERANCE, digits, isRounding, IssueList, LEAF_TOLERANCE, type Issue } from "./issues.ts";

export type { Issue, IssueKind } from "./issues.ts";

/** Options of {@link validate}. */
export interface ValidateOptions {
  /** The search ends when so many issues are found; 100 by default. */
  readonly maxIssues?: number;
}

export const validateOptions: OptionTable<ValidateOptions> = {
  maxIssues: /* @__PURE__ */ wholeNumber({ min: 1, infinite: true }, 100),
};

export const validateHelp: OptionHelp<ValidateOptions> = {
  maxIssues: "the search ends when so many issues are found",
};

/**
 * Checks that a partition is one, without trusting the engine: every outline sound, every cell within its
 * parent's, siblings apart, parents covered, areas in proportion to weights. Returns what is wrong, parents
 * before children; an empty list if nothing is.
 *
 * Areas are compared to a relative 1e-9, places to 1e-9 of the longer side of the parent's bounding box, in the
 * parent's own frame, so depth costs no precision. Where padding, rounding or the engine's gaps take room from
 * the cells, cover and areas are not asked for, nor areas where the engine does not promise them; {@link quality}
 * tells how far areas then are from weights. With `areas: "leaf-exact"` the leaves are, to a relative 1e-6, but for
 * those listed as unsolved.
 *
 * Time: n log n for the usual partitions of n cells, n√n at most.
 *
 * @throws MarquetryError `bad-input` if it is no map, `bad-option`
 * @example
 * for (const { message } of validate(map)) console.error(message);
 */
export function validate(map: Partition, options: ValidateOptions = {}): Issue[] {
  checkMap("validate", map);
  const { maxIssues } = readOptions<ValidateOptions, "maxIssues">("validate", validateOptions, options);
  const list = new IssueList(map.tree, maxIssues);
  const covers = !(map.raised.length > 0 || map.padded || map.rounded || (map.engine.hasGaps ?? false));
  checkRoot(map, list);
  const ring = new Float64Array(2 * Math.max(map.cells.mostCorners, 4));
  for (let i = 0; i < map.size && !list.isFull; i++) checkOutline(map, i, ring, list);
  // Broken outlines make nonsense of the checks that compare cells.
  if (list.issues.length > 0) return list.issues;
  // Islands have gaps, but all their areas are scaled alike.
  const isExact = covers || (map.cells.shape === "simple" && map.raised.length === 0 && !map.padded);
  if ((isExact && !map.engine.hasInexactAreas) || map.residual !== null) checkAreas(map, list);
  const checkFamily = familyCheck(map, list, covers);
  for (let i = 0; i < map.size && !list.isFull; i++) if (map.tree.childCount[i]! > 0) checkFamily(i);
  return list.issues;
}

/** The root's cell must be the container, unless rounding moved its sides. */
function checkRoot(map: Partition, list: IssueList): void {
  // An empty map covers nothing, and nothing else would be right.
  const isNothing =
    !(map.tree.weight[0]! > 0) || map.region.x0 === map.region.x1 || map.region.y0 === map.region.y1;
  if (map.rounded || (isNothing && map.isEmpty(0))) return;
  const { ring, ellipse } = map.region;
  const whole = ellipse ? Math.PI * ellipse.rx * ellipse.ry : ringArea(ring, 0, ring.length / 2);
  const error = map.cells.area(0) / whole - 1;
  if (Math.abs(error) > AREA_TOLERANCE) {
    list.add("cover", 0, `the root's cell has ${digits(1 + error)} times the area of the container`, error);
  }
}

function checkAreas(map: Partition, list: IssueList): void {
  const known = new Set([...map.unsolved, ...map.raised]);
  const tolerance = map.residual === null ? AREA_TOLERANCE : LEAF_TOLERANCE;
  for (let i = 1; i < map.size && !list.isFull; i++) {
    const error = areaError(map, i);
    if (!(error > tolerance) || known.has(i)) continue;
    if (map.residual === null && isRounding(error * shareOf(map, i), longerSideOf(map, i))) continue;
    list.add(
      "area",
      i,
      `its area ${digits(map.cells.area(i))} is wrong by ${digits(error)} of its share`,
      error,
    );
  }
}

/** The area that node i should have, a share of its parent's. */
function shareOf({ cells, tree }: Partition, i: number): number {
  const parent = tree.parent[i]!;
  return cells.area(parent) * (tree.weight[i]! / tree.weight[parent]!);
}

function longerSideOf(map: Partition, i: number): number {
  const { x0, y0, x1, y1 } = map.bounds(i);
  return Math.max(x1 - x0, y1 - y0);
}

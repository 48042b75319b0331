import { MarquetryError, show } from "../errors.ts";
import { ringBounds } from "../geometry/ring.ts";
import { matchNodes, readMatch } from "../model/match-nodes.ts";
import { checkedLater, type OptionHelp, type OptionTable } from "../options/option.ts";
import { readOptions } from "../options/read-options.ts";
import { boxCells } from "../partition/box-cells.ts";
import type { CellFactory } from "../partition/cell-factory.ts";
import type { Cells } from "../partition/cells.ts";
import { keepBranchNumbers, zoomedNumberer } from "../partition/branch-numbers.ts";
import { checkMap } from "../partition/check-map.ts";
import { convexCells } from "../partition/convex-cells.ts";
import { Padding } from "../partition/padding.ts";
import { Partition, type LayoutRecord } from "../partition/partition.ts";
import type { Region } from "../partition/region.ts";
import { packBoxes, packRings, placeCells } from "./frame.ts";
import { mergeTrees } from "./merge-trees.ts";
import { monotoneCells } from "./monotone-cells.ts";
import { moveThroughUpdates } from "./through-updates.ts";
import { prepareMorph, type Morph } from "./morph.ts";

/** Options of {@link interpolateMaps}. */
export interface InterpolateMapsOptions {
  /**
   * The node of `before` that each node of `after` continues, or −1 for a newcomer; by default the one of the same id.
   * The roots continue each other whatever is said.
   */
  readonly match?: ArrayLike<number>;
}

export const interpolateMapsOptions: OptionTable<InterpolateMapsOptions> = {
  match: /* @__PURE__ */ checkedLater(
    "a list with a node of the map before, or -1, for each node of the map after",
  ),
};

export const interpolateMapsHelp: OptionHelp<InterpolateMapsOptions> = {
  match:
    "node of the map before that each node of the map after continues, or -1; by default the one of the same id",
};

/**
 * The way from one map to another: a function that gives the map at any time from 0, `before`, to 1, `after`.
 *
 * Nodes are matched by id, as `map.update` matches them. Each cell goes straight to where its partner is and changes its
 * outline on the way: rectangles stay rectangles, convex polygons convex, and no outline ever crosses itself. Areas are
 * those between the shares at both ends, so weights can be read off while all moves. Between an update and the map before
 * hardly any gaps open; where another engine puts cells elsewhere, they pass over each other. Newcomers grow from a point,
 * and leavers shrink to one, each in the cell of its parent. The two maps may have different engines and containers.
 *
 * At 0 and below it returns `before` itself, at 1 and above `after` itself, so easings may go beyond. Between them the
 * map has the tree of `after`, with the same numbers of nodes, unless nodes leave: these are added to their families, at
 * their ends. Out of an empty map all grows from the middle. Weights are interpolated too. Such a map draws and answers like any other, but has no `update` of its own:
 * update the map that it comes from or goes to. Frames are independent of each other.
 *
 * In a region of any shape a map moves to its own update alone, by updates with the weights of each time: every cell is
 * in one piece, and areas are exact, at each time; each frame takes as long as an update.
 *
 * Time: linear in the nodes, once and again for each frame.
 *
 * @param before - the map at 0
 * @param after - the map at 1
 * @returns a function of the time
 * @throws MarquetryError `bad-input` if one is no map, or later the time is no number; `bad-option`
 * @example
 * const frame = interpolateMaps(map, map.update(weights));
 * d3.transition().duration(750).tween("map", () => (t) => {
 *   context.clearRect(0, 0, width, height);
 *   drawCanvas(frame(t), context);
 * });
 */
export function interpolateMaps<T>(
  before: Partition<T>,
  after: Partition<T>,
  options: InterpolateMapsOptions = {},
): (t: number) => Partition<T> {
  checkMap("interpolateMaps", before);
  checkMap("interpolateMaps", after);
  const { match } = readOptions<InterpolateMapsOptions>("interpolateMaps", interpolateMapsOptions, options);
  const partner = match
    ? readMatch("interpolateMaps", before.tree, after.tree, match)
    : matchNodes(after.tree, before.tree);
  matchRoots(partner);
  const merged = mergeTrees(before.tree, after.tree, partner);
  const ends = [
    { map: after, match: merged.after },
    { map: before, match: merged.before },
  ];
  const numbers = {
    branchNumbers: keepBranchNumbers(merged.tree, null, ...ends),
    numberZoomed: zoomedNumberer(merged.tree, ...ends),
  };
  const isInRegion = [before, after].some(({ cells }) => cells.shape === "simple");
  const draw = isInRegion
    ? moveThroughUpdates(before, after, merged)
    : frameMaker(before, after, prepareMorph(before, after, merged), numbers);
  return (t) => {
    if (typeof t !== "number" || Number.isNaN(t)) {
      const message = `the time between two maps must be a number, not ${show(t)}`;
      throw new MarquetryError("bad-input", message, { value: t });
    }
    return t <= 0 ? before : t >= 1 ? after : draw(t);
  };
}

/** A container is a container: the roots are each other's partners, and no other node's. */
function matchRoots(partner: Int32Array): void {
  for (let i = 1; i < partner.length; i++) if (partner[i] === 0) partner[i] = -1;
  partner[0] = 0;
}

/** Makes the map at a time between both ends. All that is the same at each time is made once. */
function frameMaker<T>(
  before: Partition<T>,
  after: Partition<T>,
  morph: Morph<T>,
  numbers: Pick<LayoutRecord, "branchNumbers" | "numberZoomed">,
): (t: number) => Partition<T> {
  const { tree } = morph;
  const factory = factoryFor(before.cells, after.cells);
  const pack = factory.shape === "rect" ? packBoxes : packRings;
  const padding = new Padding(tree);
  const places = new Float64Array(4 * tree.size);
  const absolute = morph.hasFree ? new Float64Array(2 * tree.size) : null;
  const hasWeights = tree.weight.some((weight, i) => weight !== morph.before.weight[i]);
  const shared = { ...sharedRecord(before, after, factory), ...numbers };
  // A map that comes out of an empty one, or goes, does so in its container.
  const lasting = before.isEmpty(0) ? after.region : after.isEmpty(0) ? before.region : null;
  return (t) => {
    placeCells(morph, t, places, absolute);
    const cells = factory.unpackCells(tree, padding, pack(morph, t, places));
    const weighed = hasWeights ? tree.reweighted(weightsAt(morph, t)) : tree;
    const region = lasting ?? regionAt(before.region, after.region, cells);
    return new Partition(weighed, cells, { ...shared, region, laidTree: weighed });
  };
}

/** What can hold cells between those of two maps. */
function factoryFor({ shape: a }: Cells, { shape: b }: Cells): CellFactory {
  if (a === "rectilinear" || b === "rectilinear") return monotoneCells;
  return a === "rect" && b === "rect" ? boxCells : convexCells;
}

function weightsAt({ before, after }: Morph, t: number): Float64Array {
  const [a, b] = [before.weight, after.weight];
  const weight = new Float64Array(a.length);
  for (let i = 0; i < a.length; i++) weight[i] = (1 - t) * a[i]! + t * b[i]!;
  return weight;
}

/** The root's cell as a container. */
function regionAt(before: Region, after: Region, cells: Cells): Region {
  const points = new Float64Array(2 * cells.mostCorners);
  const corners = cells.ring(0, points);
  const ring = points.subarray(0, 2 * corners);
  for (let k = 0; k < ring.length; k += 2) {
    ring[k]! += cells.originX(0);
    ring[k + 1]! += cells.originY(0);
  }
  return { ...ringBounds(ring, 0, corners), ring, isBox: before.isBox && after.isBox && corners === 4 };
}

/** What a map on its way says of how it came about. */
function sharedRecord(
  before: Partition,
  after: Partition,
  { shape }: CellFactory,
): Omit<LayoutRecord, "region" | "laidTree"> {
  return {
    engine: {
      name: "interpolateMaps",
      description: `cells on their way from ${before.engine.name} to ${after.engine.name}`,
      shape,
      hasGaps: true,
      hasInexactAreas: true,
      bound: () => null,
    },
    isPadded: before.padded || after.padded,
    round: false,
    solved: null,
    raised: new Int32Array(0),
    fallbacks: new Int32Array(0),
    update(map) {
      const message =
        "map.update: a map between two others has no layout to go on from; update the map it goes to";
      throw new MarquetryError("bad-input", message, { value: map });
    },
  };
}

import type { Engine } from "../engines/engine.ts";
import { MarquetryError, show } from "../errors.ts";
import { isTree } from "../model/check-tree.ts";
import { asList, matchNodes, NO_PARTNER, readMatch } from "../model/match-nodes.ts";
import type { WeightedTree } from "../model/weighted-tree.ts";
import { checkedLater, flag, number, type OptionHelp, type OptionTable } from "../options/option.ts";
import { readOptions } from "../options/read-options.ts";
import type { Partition, UpdateOptions } from "../partition/partition.ts";
import { engineFor, flatRegion, type Container, type Region } from "../partition/region.ts";
import { isEqual, layOut, recordOf, type LayoutSpec } from "./lay-out.ts";

/** How many times thinner a cell may get in another container, unless more is allowed. */
const MOST_GROWN_ELSEWHERE = 2;
/** The same where only their way is limited. */
const MOST_GROWN_NEARBY = 1.5;
/** Where cells would travel too far, so many times more growth is allowed, and at last any. */
const MORE_GROWTH = 2;
const TOO_MUCH_GROWTH = 100;

export const updateOptions: OptionTable<UpdateOptions> = {
  maxAspectGrowth: /* @__PURE__ */ number({ min: 1, infinite: true }),
  maxTravel: /* @__PURE__ */ number({ min: 0, infinite: true }, Infinity),
  container: /* @__PURE__ */ checkedLater("a container, as layout takes it"),
  empty: /* @__PURE__ */ flag(),
  match: /* @__PURE__ */ checkedLater("a list with a node of the map, or -1, for each node of the tree"),
};

export const updateHelp: OptionHelp<UpdateOptions> = {
  maxAspectGrowth: "lay parts of families out anew whose cells get so many times thinner",
  maxTravel: "how far leaves may move for it on average, as a part of the container's diagonal",
  container: "the container from now on",
  empty: "draw nothing, instead of an error, where nothing weighs anything, from now on",
  match: "node of the map that each node of the tree continues, or -1; by default the one of the same id",
};

/** Lays out changed weights, a changed tree or another container as a map was laid out: see {@link Partition.update}. */
export function updateMap(map: Partition, change: unknown, options: unknown): Partition {
  const given = readOptions<UpdateOptions, "maxTravel">("map.update", updateOptions, options);
  const { tree, match } = readChange("map.update", map, change, given.match);
  return continueMap(map, tree, match, given);
}

/** The tree that a map is to show, and the node of the map that each of its nodes continues; null for those of the same id. */
export function readChange(
  owner: string,
  map: Partition,
  change: unknown,
  match: ArrayLike<number> | undefined,
): { tree: WeightedTree; match: Int32Array | null } {
  const tree = isTree(change) ? change : map.tree.withWeights(readWeights(owner, map, change));
  return { tree, match: match ? readMatch(owner, map.tree, tree, match) : null };
}

/**
 * The same where it is known which node of the map each node of the tree continues; null for those of the same id. After
 * an empty map the one before it goes on.
 *
 * @internal
 */
export function continueMap(
  map: Partition,
  tree: WeightedTree,
  given: Int32Array | null,
  { container, maxAspectGrowth, maxTravel = Infinity, empty }: UpdateOptions,
): Partition {
  const { spec, last, match, usual } = continued(map, tree, given, container, empty);
  const lay = (maxAspectGrowth: number): Partition =>
    layOut(tree, spec, { map: last, match, maxAspectGrowth });
  const allowed = maxAspectGrowth ?? (maxTravel < Infinity ? MOST_GROWN_NEARBY : usual);
  const next = lay(allowed);
  if (maxTravel === Infinity || allowed === Infinity) return next;
  const kept = lay(Infinity);
  let growth = allowed;
  for (let milder = next; growth < TOO_MUCH_GROWTH; milder = lay(growth)) {
    if (meanTravel(kept, milder) <= maxTravel) return milder;
    growth *= MORE_GROWTH;
  }
  return kept;
}

/** What a map was asked for, in another container if one is given, and what is to be kept of which map. */
export function continued(
  map: Partition,
  tree: WeightedTree,
  given: Int32Array | null,
  container: Container | undefined,
  empty: boolean = recordOf(map).spec.empty,
): { spec: LayoutSpec; last: Partition; match: Int32Array; usual: number } {
  const { spec, before } = recordOf(map);
  const engine = engineFor(spec.engine, container);
  const region = container === undefined ? spec.region : readRegion(engine, container, empty);
  const last = before?.map ?? map;
  const match =
    (before && given?.map((node) => before.match[node] ?? NO_PARTNER)) ??
    given ??
    matchNodes(tree, last.tree);
  const isElsewhere = container !== undefined || !isEqual(region.ring, last.region.ring);
  return {
    spec: { ...spec, engine, region, empty },
    last,
    match,
    usual: isElsewhere ? MOST_GROWN_ELSEWHERE : Infinity,
  };
}

/** Reads a container for an engine; where nothing may be, one without width or height too. */
export function readRegion(engine: Engine, container: Container, empty: boolean): Region {
  return (empty ? flatRegion(container) : null) ?? engine.readContainer(container, engine.name);
}

/** The way of the corners of the leaves' bounding boxes between two maps of a tree, on average / diagonal. */
function meanTravel(a: Partition, b: Partition): number {
  const { x0, y0, x1, y1 } = a.region;
  let way = 0;
  let leaves = 0;
  for (const i of a.leaves()) {
    if (a.isEmpty(i) || b.isEmpty(i)) continue;
    const [p, q] = [a.bounds(i), b.bounds(i)];
    const [left, right, top, bottom] = [q.x0 - p.x0, q.x1 - p.x1, q.y0 - p.y0, q.y1 - p.y1];
    way +=
      Math.hypot(left, top) + Math.hypot(right, top) + Math.hypot(left, bottom) + Math.hypot(right, bottom);
    leaves++;
  }
  return leaves === 0 ? 0 : way / (4 * leaves * Math.hypot(x1 - x0, y1 - y0));
}

function readWeights(owner: string, map: Partition, change: unknown): ArrayLike<number> {
  const list = asList(change);
  if (list?.length === map.size) return list as ArrayLike<number>;
  const given = list ? `${list.length} numbers` : show(change);
  const message = `${owner} takes a tree, or a weight for each of the ${map.size} nodes, not ${given}`;
  throw new MarquetryError("bad-input", message, { value: change });
}

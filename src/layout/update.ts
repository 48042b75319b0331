import { MarquetryError, show } from "../errors.ts";
import { isTree } from "../model/check-tree.ts";
import { asList, matchNodes, readMatch } from "../model/match-nodes.ts";
import type { WeightedTree } from "../model/weighted-tree.ts";
import { checkedLater, number, type OptionHelp, type OptionTable } from "../options/option.ts";
import { readOptions } from "../options/read-options.ts";
import type { Partition, UpdateOptions } from "../partition/partition.ts";
import { layOut, recordOf } from "./lay-out.ts";

/** How many times thinner a cell may get in another container, unless more is allowed. */
const MOST_GROWN_ELSEWHERE = 2;

export const updateOptions: OptionTable<UpdateOptions> = {
  maxAspectGrowth: /* @__PURE__ */ number({ min: 1, infinite: true }),
  container: /* @__PURE__ */ checkedLater("a container, as layout takes it"),
  match: /* @__PURE__ */ checkedLater("a list with a node of the map, or -1, for each node of the tree"),
};

export const updateHelp: OptionHelp<UpdateOptions> = {
  maxAspectGrowth: "lay parts of families out anew whose cells get so many times thinner",
  container: "the container from now on",
  match: "node of the map that each node of the tree continues, or -1; by default the one of the same id",
};

/** Lays out changed weights, a changed tree or another container as a map was laid out: see {@link Partition.update}. */
export function updateMap(map: Partition, change: unknown, options: unknown): Partition {
  const given = readOptions<UpdateOptions>("map.update", updateOptions, options);
  const tree = isTree(change) ? change : map.tree.withWeights(readWeights(map, change));
  const match = given.match
    ? readMatch("map.update", map.tree, tree, given.match)
    : matchNodes(tree, map.tree);
  return continueMap(map, tree, match, given);
}

/**
 * The same where it is known which node of the map each node of the tree continues.
 *
 * @internal
 */
export function continueMap(
  map: Partition,
  tree: WeightedTree,
  match: Int32Array,
  { container, maxAspectGrowth = container === undefined ? Infinity : MOST_GROWN_ELSEWHERE }: UpdateOptions,
): Partition {
  const { spec } = recordOf(map);
  const { engine } = spec;
  const region = container === undefined ? spec.region : engine.readContainer(container, engine.name);
  return layOut(tree, { ...spec, region }, { map, match, maxAspectGrowth });
}

function readWeights(map: Partition, change: unknown): ArrayLike<number> {
  const list = asList(change);
  if (list?.length === map.size) return list as ArrayLike<number>;
  const given = list ? `${list.length} numbers` : show(change);
  const message = `map.update takes a tree, or a weight for each of the ${map.size} nodes, not ${given}`;
  throw new MarquetryError("bad-input", message, { value: change });
}

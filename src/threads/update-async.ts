import type { WeightedTree } from "../model/weighted-tree.ts";
import { merged, object, type OptionHelp, type OptionTable } from "../options/option.ts";
import { readOptions } from "../options/read-options.ts";
import { checkMap } from "../partition/check-map.ts";
import type { Partition, UpdateOptions } from "../partition/partition.ts";
import { inSlices } from "./in-slices.ts";
import { layOutInSteps } from "../layout/lay-out.ts";
import { continued, readChange, updateHelp, updateMap, updateOptions } from "../layout/update.ts";

/** How {@link updateAsync} goes about it. */
export interface UpdateAsyncOptions extends UpdateOptions {
  /** Ends the work: the promise is rejected with the signal's reason. */
  readonly signal?: AbortSignal;
}

export const updateAsyncOptions: OptionTable<UpdateAsyncOptions> = /* @__PURE__ */ merged(updateOptions, {
  signal: /* @__PURE__ */ object("an AbortSignal", undefined, ["aborted", "addEventListener"]),
});

export const updateAsyncHelp: OptionHelp<UpdateAsyncOptions> = /* @__PURE__ */ merged(updateHelp, {
  signal: "ends the work where it is aborted",
});

/**
 * Updates a map as its own `update` does, cell for cell and bit for bit, but in slices, between which a page answers:
 * as `layoutAsync` lays out where there is no worker. With `maxTravel` it is done at once.
 *
 * @throws MarquetryError as `map.update` does, by a rejected promise; the reason of `signal` where it is aborted
 * @example const next = await updateAsync(map, weights, { signal: AbortSignal.timeout(1000) });
 */
export async function updateAsync<T>(
  map: Partition<T>,
  change: ArrayLike<number> | WeightedTree<T>,
  options: UpdateAsyncOptions = {},
): Promise<Partition<T>> {
  checkMap("updateAsync", map);
  const { signal, ...asked } = readOptions<UpdateAsyncOptions>("updateAsync", updateAsyncOptions, options);
  signal?.throwIfAborted();
  const { container, match: given, empty, maxAspectGrowth } = asked;
  if (asked.maxTravel !== Infinity || map.record.update !== updateMap) return map.update(change, asked);
  const { tree, match: read } = readChange("updateAsync", map, change, given);
  const { spec, last, match, usual } = continued(map, tree, read, container, empty);
  const kept = { map: last, match, maxAspectGrowth: maxAspectGrowth ?? usual };
  const steps = layOutInSteps(tree, spec, kept);
  return inSlices(steps, signal) as Promise<Partition<T>>;
}

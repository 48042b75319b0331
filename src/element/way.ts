import type { Partition } from "../index.ts";

/** Pages of others that are looked through for one step. */
const MOST_PAGES = 10;

/** By what the steps of a way name nodes: their labels, as in an address, or their ids. */
export type StepKind = "label" | "id";

/**
 * Loads what lies on a way down, also among others that were left out. Returns the map with it, and the node that the
 * way leads to, as far as there is one and its source gives it.
 */
export async function openWay(
  map: Partition,
  steps: readonly string[],
  kind: StepKind,
): Promise<{ map: Partition; node: number }> {
  let now = map;
  let node = 0;
  try {
    for (const step of steps) {
      let family = node;
      let child = -1;
      for (let page = 0; child < 0 && family >= 0 && page <= MOST_PAGES; page++) {
        if (!now.tree.isLoaded(family)) {
          // Others that are loaded stand after the node, whose number stays.
          const id = now.tree.id(family);
          now = await now.expand(family);
          family = now.tree.find(id);
        }
        const { tree } = now;
        const first = tree.firstChild[family]!;
        const children = Array.from({ length: tree.childCount[family]! }, (_, k) => first + k);
        child = children.find((c) => tree[kind](c) === step) ?? -1;
        family = children.find((c) => tree.isRemainder(c) && (!tree.isLoaded(c) || !tree.isLeaf(c))) ?? -1;
      }
      if (child < 0) break;
      node = child;
    }
  } catch {
    // That it failed shows at its cell.
  }
  return { map: now, node };
}

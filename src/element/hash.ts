import type { Partition, WeightedTree } from "../index.ts";

/** The way to a node as the end of an address: `#/a/b`, by labels. How others were loaded is no part of it. */
export function hashOf({ tree }: Partition, node: number): string {
  const labels: string[] = [];
  for (let v = node; v > 0; v = tree.parent[v]!)
    if (v === node || !tree.isRemainder(v)) labels.push(encodeURIComponent(tree.label(v)));
  return `#/${labels.reverse().join("/")}`;
}

/** The labels on the way that the end of an address tells; null if it tells none. */
export function stepsOf(hash: string): string[] | null {
  return hash.startsWith("#/") ? hash.slice(2).split("/").filter(Boolean).map(decoded) : null;
}

/** The node that the end of an address leads to, as far as there is one; −1 if it tells no way. */
export function nodeOfHash({ tree }: Partition, hash: string): number {
  const steps = stepsOf(hash);
  if (!steps) return -1;
  let node = 0;
  for (const label of steps) {
    const child = childNamed(tree, node, label);
    if (child < 0) break;
    node = child;
  }
  return node;
}

/** The child of a node that has a label, also among others that were loaded since; −1 for none. */
function childNamed(tree: WeightedTree, node: number, label: string): number {
  const first = tree.firstChild[node]!;
  const end = first + tree.childCount[node]!;
  for (let child = first; child < end; child++) if (tree.label(child) === label) return child;
  const isOpen = end > first && tree.isRemainder(end - 1) && tree.childCount[end - 1]! > 0;
  return isOpen ? childNamed(tree, end - 1, label) : -1;
}

/** Has the address lead to a node, unless it does already. */
export function tellHash(map: Partition, node: number): void {
  if (nodeOfHash(map, location.hash || "#/") !== node)
    history.pushState(history.state, "", hashOf(map, node));
}

function decoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}

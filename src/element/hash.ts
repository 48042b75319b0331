import type { Partition } from "../index.ts";

/** The way to a node as the end of an address: `#/a/b`, by labels. */
export function hashOf({ tree }: Partition, node: number): string {
  const labels: string[] = [];
  for (let v = node; v > 0; v = tree.parent[v]!) labels.push(encodeURIComponent(tree.label(v)));
  return `#/${labels.reverse().join("/")}`;
}

/** The node that the end of an address leads to, as far as there is one; −1 if it tells no way. */
export function nodeOfHash({ tree }: Partition, hash: string): number {
  if (!hash.startsWith("#/")) return -1;
  let node = 0;
  for (const part of hash.slice(2).split("/").filter(Boolean)) {
    const first = tree.firstChild[node]!;
    const end = first + tree.childCount[node]!;
    const label = decoded(part);
    let child = first;
    while (child < end && tree.label(child) !== label) child++;
    if (child === end) break;
    node = child;
  }
  return node;
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

import type { ChildrenRequest, LazyNode, LazySource, WeightedTree } from "marquetry";

/** A whole tree as a source that gives it in parts. */
export function sourceOf(tree: WeightedTree): LazySource & { asked: string[] } {
  const asked: string[] = [];
  const leaves = Float64Array.from(tree.childCount, (count) => (count === 0 ? 1 : 0));
  for (let i = tree.size - 1; i > 0; i--) leaves[tree.parent[i]!]! += leaves[i]!;
  const nodeOf = (i: number): LazyNode => ({
    id: tree.id(i),
    label: tree.label(i),
    weight: tree.weight[i]!,
    leaves: leaves[i]!,
    hasChildren: tree.childCount[i]! > 0,
  });
  return {
    asked,
    root: nodeOf(0),
    // eslint-disable-next-line @typescript-eslint/require-await
    async children(id: string, { limit, offset }: ChildrenRequest) {
      asked.push(id);
      const i = tree.find(id);
      const family = Array.from({ length: tree.childCount[i]! }, (_, k) => nodeOf(tree.firstChild[i]! + k));
      const all = family.slice(offset);
      if (all.length <= limit) return all;
      const left = all.slice(limit);
      const weight = left.reduce((sum, node) => sum + node.weight, 0);
      return [...all.slice(0, limit), { id: `${id}/…`, weight, others: left.length }];
    },
  };
}

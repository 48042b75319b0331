/** A d3 hierarchy in, and tiles both ways. */
import { hierarchy, treemap, treemapBinary, type HierarchyNode } from "d3-hierarchy";
import { greedy, layout, squarify, weightedTree } from "marquetry";
import { applyTo, engineOf, tileOf } from "marquetry/d3";

interface Datum {
  name: string;
  size?: number;
  children?: Datum[];
}

const data: Datum = { name: "all", children: [{ name: "a", size: 2 }] };
const root = hierarchy(data).sum((d) => d.size ?? 0);
treemap<Datum>().tile(tileOf(squarify()))(root);
treemap<Datum>().tile(tileOf("strip"))(root);
const tree = weightedTree(root);
const map = layout(tree, { engine: engineOf(treemapBinary), container: [9, 6] });
export const name: string | undefined = map.tree.data(0)?.data.name;
// @ts-expect-error a hierarchy's totals may leave a remainder
map.tree.data(0).data.name;
const summed = weightedTree(root, { innerWeight: "sum", weight: (d) => d.data.size ?? 0 });
export const node: HierarchyNode<Datum> = summed.data(0);
export const x0: number = applyTo(root, layout(summed, { engine: greedy(), container: [9, 6] })).x0;
// @ts-expect-error misspelt
tileOf("stirp");

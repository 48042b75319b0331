import { readFileSync } from "node:fs";
import { caterpillar, flatList, randomTree } from "../../dist/fixtures/index.js";
import { weightedTree } from "../../dist/index.js";

const SEED = 2013;

/** Trees by name. Contenders get them as nested objects, the heaviest first. */
export const inputs = {
  "220 classes": () => weightedTree.fromRows(read("flare.json"), { weight: "size" }),
  "5,053 files": () => weightedTree.fromPaths(Object.entries(read("files.json"))),
  "list of 1,000": () => flatList(1000, { seed: SEED }),
  "tree of 10,000": () => randomTree(10_000, { seed: SEED }),
  "list of 100,000": () => flatList(100_000, { seed: SEED }),
  "5,000 levels": () => caterpillar(5000, { share: "equal" }),
};

/** Weights that no picture can show, each as the second of three children; what an author may have meant to catch. */
export const badWeights = {
  "−1": -1,
  NaN: NaN,
  Infinity: Infinity,
  '"4"': "4",
  "no value": undefined,
  zero: 0,
};

export function nested(tree) {
  const nodes = Array.from(tree.parent, (_, row) => {
    const node = { name: `n${row}`, row, value: tree.weight[row] };
    return tree.childCount[row] > 0 ? { ...node, children: [] } : node;
  });
  for (let row = 1; row < nodes.length; row++) nodes[tree.parent[row]].children.push(nodes[row]);
  return nodes[0];
}

/** A root with three children, the second of which weighs what no picture can show. */
export function withBad(value) {
  const leaf = (row, weight) => ({ name: `n${row}`, row, value: weight });
  return { name: "n0", row: 0, value: 8, children: [leaf(1, 5), leaf(2, value), leaf(3, 3)] };
}

function read(name) {
  return JSON.parse(readFileSync(new URL(`../../examples/data/${name}`, import.meta.url), "utf8"));
}

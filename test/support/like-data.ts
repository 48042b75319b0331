/** `npm run like-data FOLDER`: makes data like those that may not be passed on, for the tests and benchmarks that want them. */
import { mkdirSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import type { WeightedTree } from "marquetry";
import { generator, randomTree } from "marquetry/fixtures";

const folder = resolve(process.argv[2] ?? "like-data");
mkdirSync(join(folder, "timevarying"), { recursive: true });
for (const [name, leaves, seed] of [
  ["birds.tre", 9993, 1],
  ["mammals.tre", 5364, 2],
] as const)
  save(name, species(leaves, seed));
for (const [name, leaves, moments] of [
  ["DutchNames", 61, 22],
  ["tree", 400, 30],
] as const)
  save(
    join("timevarying", name),
    history(randomTree(leaves, { seed: leaves, fanOut: [2, 30], sort: null }), moments),
  );

function save(name: string, text: string): void {
  writeFileSync(join(folder, name), text);
  console.log(join(folder, name));
}

/** A tree of species as Newick: lineages that part two by two, at random, all as long from the root. */
function species(leaves: number, seed: number): string {
  const random = generator(seed);
  const open = Array.from({ length: leaves }, (_, k) => ({ text: `species_${k}`, height: 0 }));
  for (let age = 0; open.length > 1;) {
    age += -Math.log(1 - random()) / open.length;
    const [a, b] = [take(), take()];
    const text = `(${a.text}:${age - a.height},${b.text}:${age - b.height})`;
    open.push({ text, height: age });
  }
  return `${open[0]!.text};\n`;

  function take(): (typeof open)[number] {
    const k = Math.floor(random() * open.length);
    const taken = open[k]!;
    open[k] = open.at(-1)!;
    open.pop();
    return taken;
  }
}

/** Rows of id, parent and a weight a moment, which walk at random; 0 is absent. */
function history(tree: WeightedTree, moments: number): string {
  const random = generator(tree.size);
  const lines: string[] = [];
  for (let i = 1; i < tree.size; i++) {
    const weights: number[] = [];
    for (let k = 0, weight = tree.weight[i]!; k < moments; k++, weight *= 0.8 + 0.45 * random())
      weights.push(tree.childCount[i]! > 0 || random() < 0.03 ? 0 : weight);
    lines.push([tree.path(i), tree.path(tree.parent[i]!), ...weights].join(","));
  }
  return `${lines.join("\n")}\n`;
}

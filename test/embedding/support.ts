import { readFileSync } from "node:fs";
import { ultrametric, weightedTree, type Embedding, type Ultrametric } from "marquetry";
import { generator } from "marquetry/fixtures";
import { dataFile, knownData } from "../support/data.ts";

/** Whether the trees of species, which are not part of the repository, are at hand. */
export const hasSpecies: boolean = dataFile("birds.tre") !== null;

export function speciesText(name: string): string {
  return readFileSync(knownData(name), "utf8");
}

/**
 * A random ultrametric: families of 2 to `fanOut`, labels that fall by a random factor, now and then not at all;
 * some inner nodes of distance 0, so that leaves coincide.
 */
export function randomUltrametric(seed: number, leaves: number, fanOut = 4): Ultrametric {
  const random = generator(seed);
  const parent: number[] = [-1];
  const height: number[] = [1 + random()];
  const open = [0];
  let ends = 1;
  while (ends < leaves && open.length > 0) {
    const i = open.splice(Math.floor(random() * open.length), 1)[0]!;
    const count = Math.min(2 + Math.floor(random() * (fanOut - 1)), leaves - ends + 1);
    for (let k = 0; k < count; k++) {
      open.push(parent.length);
      parent.push(i);
      const kind = random();
      height.push(kind < 0.1 ? height[i]! : kind < 0.13 ? 0 : height[i]! * (0.05 + 0.95 * random()));
    }
    ends += count - 1;
  }
  const tree = weightedTree.fromColumns(
    { parent: Int32Array.from(parent), weight: parent.map(() => 1) },
    { sort: null },
  );
  return ultrametric.fromTree(tree, { height: (_, i) => height[tree.source(i)]! });
}

/** Least and greatest stretch over all pairs of leaves at a distance above 0, by looking at every one. */
export function bruteForce({
  ultrametric: u,
  coordinates,
  dimension: d,
}: Embedding): [least: number, greatest: number] {
  let least = Infinity;
  let greatest = 0;
  for (let j = 0; j < u.size; j++) {
    for (let k = j + 1; k < u.size; k++) {
      const distance = u.distance(j, k);
      const differences = Array.from(
        { length: d },
        (_, a) => coordinates[j * d + a]! - coordinates[k * d + a]!,
      );
      const length = Math.hypot(...differences);
      if (distance === 0) {
        if (length !== 0) throw new Error(`leaves ${j} and ${k} should share a point`);
        continue;
      }
      least = Math.min(least, length / distance);
      greatest = Math.max(greatest, length / distance);
    }
  }
  return [least, greatest];
}

import { angular, layout, quality, regularPolygon, stability, validate, weightedTree } from "marquetry";
import type { Container, Partition, WeightedTree } from "marquetry";
import { caterpillar, flatList, geometricList, giantAndDwarfs, lopsided, needle } from "marquetry/fixtures";
import { polygon64, randomTree, triangle, twosAndThrees } from "marquetry/fixtures";
import { describe, expect, it } from "vitest";
import { generator } from "../support/trees.ts";

const SQUARE: Container = [1000, 1000];
const containers: readonly Container[] = [
  SQUARE,
  triangle(),
  needle(),
  regularPolygon(0, 0, 1, 6, 0.3),
  polygon64(),
  [[0, 0], [1, 3], [7, 4], [5, 0]], // prettier-ignore
];
/** What one weight is multiplied by in one step. */
const changes: readonly ((random: () => number) => number)[] = [
  (random) => 0.9 + 0.2 * random(),
  (random) => 10 ** (2 * random() - 1),
  (random) => (random() < 0.05 ? 1e4 : 1),
  (random) => (random() < 0.1 ? 1e-6 : 1),
  (random) => (random() < 0.1 ? 0 : 1),
];

/** The map keeps its bound in every node, its areas, and all else that partitions keep. */
function check(map: Partition, what: string): void {
  const { bound, area } = quality(map);
  if (!bound!.holds) expect.fail(`asp ${bound!.reached}, bound ${bound!.value}: ${what}`);
  if (!(area.maxError < 1e-11)) expect.fail(`an area error of ${area.maxError}: ${what}`);
  const issues = validate(map);
  if (issues.length > 0) expect.fail(`${issues[0]!.kind}: ${what}`);
}

/** Every leaf's weight times something; all of them may not vanish. */
function shaken(
  tree: WeightedTree,
  random: () => number,
  change: (random: () => number) => number,
): Float64Array {
  const weights = tree.weight.map((weight) => weight * change(random));
  const leaf = [...tree.leaves()][0]!;
  weights[leaf] ||= 1;
  return weights;
}

interface Item {
  id: string;
  value: number;
  children?: Item[];
}

const trees: Record<string, WeightedTree> = {
  "equal caterpillar": caterpillar(60, { share: "equal" }),
  "random caterpillar": caterpillar(60, { share: "random" }),
  "caterpillar of thirds": caterpillar(60, { share: 1 / 3 }),
  "1 : 10,000 everywhere": lopsided(5),
  "families of two and three": twosAndThrees(200),
  "geometric list": geometricList(60),
  "list of tenths": geometricList(60, 0.1),
  "one giant": giantAndDwarfs(200),
  list: flatList(200),
  "two levels and more": randomTree(400),
};

describe("updates of angular keep its bound", () => {
  it.each(Object.entries(trees))("over chains of changed weights: %s", (name, tree) => {
    const random = generator(name.length);
    for (const [c, container] of containers.entries()) {
      for (const [k, change] of changes.entries()) {
        let map = layout(tree, { engine: angular(), container });
        for (let step = 0; step < 4; step++) {
          map = map.update(shaken(map.tree, random, change));
          check(map, `step ${step} of change ${k} in container ${c}`);
        }
      }
    }
  });

  it("over chains of random trees whose nodes come and go", () => {
    const random = generator(11);
    const of = <T>(list: readonly T[]): T => list[Math.floor(list.length * random())]!;
    let made = 0;
    const grow = (depth: number, spread: number): Item => {
      const item: Item = { id: `n${made++}`, value: 10 ** (spread * random()) };
      const count = Math.floor(random() * (depth === 3 ? 12 : 7));
      if (depth > 0 && count > 0)
        item.children = Array.from({ length: count }, () => grow(depth - 1, spread));
      return item;
    };
    const alter = (item: Item, spread: number): void => {
      const { children } = item;
      if (!children) {
        item.value *= of(changes)(random);
        return;
      }
      for (const child of children) alter(child, spread);
      if (random() < 0.2) children.push(grow(1, spread));
      if (random() < 0.2) children.splice(Math.floor(children.length * random()), 1);
    };
    const toTree = (root: Item): WeightedTree<Item> =>
      weightedTree(
        { id: "all", value: 0, children: [{ id: "always", value: 1 }, root] },
        { id: (d) => d.id },
      );
    for (let k = 0; k < 150; k++) {
      const spread = of([0, 1, 4, 9]);
      const root = grow(3, spread);
      let map = layout(toTree(root), { engine: angular(), container: containers[k % containers.length]! });
      for (let step = 0; step < 5; step++) {
        alter(root, spread);
        map = map.update(toTree(root), random() < 0.5 ? {} : { maxAspectGrowth: 1 + random() });
        check(map, `step ${step} of tree ${k}`);
      }
    }
  });
});

/** How far cells go from one map to the next, and how much of them stays. */
function moves(before: Partition, after: Partition): { shift: number; jaccard: number } {
  const { centroidShift, jaccard } = stability(before, after, { maxPairs: 1 });
  return { shift: centroidShift.mean, jaccard: jaccard.mean };
}

describe("updates of angular keep cells in place", () => {
  const gentle: Record<string, WeightedTree> = {
    "uniform list": flatList(500, { spread: "uniform" }),
    "lognormal list": flatList(500),
    "two levels and more": randomTree(1000),
    "families of two and three": twosAndThrees(300),
    "one giant": giantAndDwarfs(200),
    "halving caterpillar": caterpillar(50),
  };

  it.each(Object.entries(gentle))("a tenth more or less, again and again: %s", (name, tree) => {
    const random = generator(name.length);
    let map = layout(tree, { engine: angular(), container: SQUARE });
    let [kept, fresh] = [
      { shift: 0, jaccard: 0 },
      { shift: 0, jaccard: 0 },
    ];
    for (let step = 0; step < 8; step++) {
      const weights = shaken(map.tree, random, changes[0]!);
      const next = map.update(weights);
      check(next, `step ${step}`);
      const other = layout(next.tree, { engine: angular(), container: SQUARE });
      const [a, b] = [moves(map, next), moves(map, other)];
      kept = { shift: kept.shift + a.shift, jaccard: kept.jaccard + a.jaccard };
      fresh = { shift: fresh.shift + b.shift, jaccard: fresh.jaccard + b.jaccard };
      map = next;
    }
    expect(kept.shift).toBeLessThan(fresh.shift / 10);
    expect(kept.jaccard).toBeGreaterThan(1.5 * fresh.jaccard);
    expect(kept.jaccard / 8).toBeGreaterThan(0.4);
  });

  it("what has to be cut anew is a part of the map", () => {
    // One leaf of many grows until its cell and a few more must change; the others stay about where they were.
    const tree = randomTree(1000);
    const before = layout(tree, { engine: angular(), container: SQUARE });
    const leaves = [...tree.leaves()];
    const [kept, fresh] = [0, 1].map(() => ({ shift: 0 })) as [{ shift: number }, { shift: number }];
    for (const leaf of leaves.filter((_, k) => k % 100 === 0)) {
      const weights = tree.weight.slice();
      weights[leaf]! *= 30;
      const after = before.update(weights);
      check(after, `leaf ${leaf}`);
      kept.shift += moves(before, after).shift;
      fresh.shift += moves(before, layout(after.tree, { engine: angular(), container: SQUARE })).shift;
    }
    expect(kept.shift).toBeLessThan(fresh.shift / 3);
  });

  it("padding, of which no bound speaks, leaves all cuts as they are", () => {
    const tree = randomTree(300);
    const map = layout(tree, { engine: angular(), container: SQUARE, padding: 2 });
    const random = generator(3);
    const weights = shaken(tree, random, changes[0]!);
    const next = map.update(weights);
    expect(validate(next)).toEqual([]);
    const other = layout(next.tree, { engine: angular(), container: SQUARE, padding: 2 });
    expect(moves(map, next).shift).toBeLessThan(moves(map, other).shift / 10);
  });

  it("a container that is no rectangle keeps its cuts too", () => {
    const tree = randomTree(300);
    for (const container of containers.slice(1)) {
      const map = layout(tree, { engine: angular(), container });
      const next = map.update(shaken(tree, generator(4), changes[0]!));
      const other = layout(next.tree, { engine: angular(), container });
      expect(moves(map, next).shift).toBeLessThan(moves(map, other).shift / 10);
    }
  });
});

it("what lies below a padded cell moves with it where a part is cut anew", () => {
  const data = {
    id: "all",
    children: [
      { id: "a", value: 6 },
      { id: "b", children: [{ id: "c", value: 3 }, { id: "d", value: 5 }] },
      { id: "e", value: 5 },
    ],
  }; // prettier-ignore
  const tree = weightedTree(data, { id: ({ id }) => id });
  const map = layout(tree, { engine: angular(), container: [100, 60], padding: 5 });
  expect(validate(map.update(tree, { container: [60, 100] }))).toEqual([]);
});

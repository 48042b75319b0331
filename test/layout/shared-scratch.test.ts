import { describe, expect, it } from "vitest";
import { greedy, layout, squarify, weightedTree, type Engine, type RectEngine } from "../../src/index.ts";
import { randomTree } from "../../src/fixtures/index.ts";

interface Item {
  readonly value?: number;
  readonly children?: readonly Item[];
}

const box = [960, 600] as const;
const leaves = (count: number): Item => ({
  children: Array.from({ length: count }, (_, k) => ({ value: 1 + k })),
});
const data: Item = { children: [leaves(4), { value: 9 }, leaves(3)] };

describe("scratch that trees and maps share", () => {
  it("is not taken from a tree that is being read when an accessor reads another", () => {
    const plain = weightedTree(data);
    const weight = ({ value }: Item): number | undefined => {
      expect(weightedTree(leaves(90)).weight[0]).toBe(4095);
      return value;
    };
    const nested = weightedTree(data, { weight });
    expect([nested.weight, nested.parent, nested.childCount]).toEqual([
      plain.weight,
      plain.parent,
      plain.childCount,
    ]);
  });

  it.each<[string, () => Engine]>([
    ["squarify", squarify],
    ["greedy", greedy],
  ])("is not taken from %s when a padding lays another map out", (_, engine) => {
    const tree = randomTree(300, { seed: 4 });
    const other = randomTree(120, { seed: 5 });
    const padding = 2;
    const plain = layout(tree, { engine: engine(), container: box, padding });
    const nested = layout(tree, {
      engine: engine(),
      container: box,
      padding: () => {
        layout(other, { engine: engine(), container: box });
        return padding;
      },
    });
    for (const i of tree.leaves()) expect(nested.cell(i)).toEqual(plain.cell(i));
  });

  it("leaves the weights of a tree out of reach of a partition that writes them", () => {
    const tree = weightedTree(data);
    const before = tree.weight.slice();
    const own = squarify();
    const engine: RectEngine = {
      ...own,
      partition(handed, ...rest) {
        const memory = own.partition(handed, ...rest);
        handed.weight.fill(7);
        return memory;
      },
    };
    layout(tree, { engine, container: box });
    expect(tree.weight).toEqual(before);
  });
});

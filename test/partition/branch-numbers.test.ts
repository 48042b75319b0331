import fc from "fast-check";
import { layout, squarify, weightedTree, type WeightedTree } from "marquetry";
import { describe, expect, it } from "vitest";
import {
  areAlike,
  branchNumbers,
  keepBranchNumbers,
  MOST_NUMBERED,
  trunkOf,
  zoomedNumberer,
} from "../../src/partition/branch-numbers.ts";
import { neighboursOf } from "../../src/partition/neighbours.ts";
import type { Partition } from "../../src/partition/partition.ts";

interface Node {
  readonly id?: string;
  readonly value?: number;
  readonly children?: readonly Node[];
}

const mapOf = (data: Node): Partition =>
  layout(weightedTree<Node>(data, { sort: null }), { engine: squarify(), container: [100, 100] });
const leaf = (id: string): Node => ({ id, value: 1 });
/** A map whose root has a leaf for each id. */
const branches = (ids: readonly string[]): Partition => mapOf({ id: "root", children: ids.map(leaf) });

function byId(tree: WeightedTree, numbers: Int32Array): Record<string, number> {
  const first = tree.firstChild[trunkOf(tree)]!;
  return Object.fromEntries(Array.from(numbers, (number, k) => [tree.id(first + k), number]));
}

const numbersOf = (map: Partition): Record<string, number> => byId(map.tree, branchNumbers(map)!);

/** The numbers that branches have by their ids alone, whatever their neighbours. */
const byIdAlone = ({ tree }: Partition): Record<string, number> => byId(tree, keepBranchNumbers(tree, null)!);

/** The map's node that each node of a tree continues. */
function matchOf(map: Partition, next: WeightedTree): number[] {
  const places = new Map(Array.from(map, (i) => [map.tree.id(i), i]));
  return Array.from({ length: next.size }, (_, i) => places.get(next.id(i)) ?? -1);
}

/** The numbers of branches that come after those of maps. */
function keptOf(ids: readonly string[], ...maps: readonly Partition[]): Record<string, number> {
  const { tree } = branches(ids);
  return byId(
    tree,
    keepBranchNumbers(tree, null, ...maps.map((map) => ({ map, match: matchOf(map, tree) })))!,
  );
}

const ids = (count: number): string[] => Array.from({ length: count }, (_, k) => `branch ${k}`);
const coloursOf = (taken: ReadonlyMap<number, string>) =>
  new Set(Array.from(taken.keys(), (each) => each % 20));
const names = fc.uniqueArray(fc.string({ minLength: 1, maxLength: 6 }), { minLength: 1, maxLength: 40 });

/** Fowler, Noll, Vo, as their draft has it: of bytes, here of code units. */
function fnv1a(text: string): number {
  let hash = 2166136261n;
  for (const unit of text.split("")) hash = ((hash ^ BigInt(unit.charCodeAt(0))) * 16777619n) % 2n ** 32n;
  return Number(hash);
}

describe("the trunk", () => {
  it("ends where there are several children, or a leaf", () => {
    const end = (data: Node) => trunkOf(mapOf(data).tree);
    const pair = { children: [leaf("a"), leaf("b")] };
    expect(end(pair)).toBe(0);
    expect(end({ children: [pair] })).toBe(1);
    expect(end({ children: [{ children: [pair] }] })).toBe(2);
    expect(end({ children: [leaf("a")] })).toBe(0);
    expect(end({ children: [{ children: [leaf("a")] }] })).toBe(1);
    expect(end(leaf("a"))).toBe(0);
  });

  it("has the branches that are numbered", () => {
    const chain = mapOf({ children: [{ id: "only", children: ids(7).map(leaf) }] });
    expect(numbersOf(chain)).toEqual(numbersOf(branches(ids(7))));
    expect(numbersOf(mapOf(leaf("a")))).toEqual({});
  });
});

describe("the numbers of branches", () => {
  it.each([
    [1, 6],
    [6, 6],
    [7, 9],
    [9, 9],
    [10, 14],
    [14, 14],
    [15, 20],
    [20, 20],
    [21, 21],
    [MOST_NUMBERED, MOST_NUMBERED],
  ])("of %d branches are different ones below %d", (count, room) => {
    const seen = new Set<number>();
    // Ids of many kinds, so that the greatest number is taken by some.
    for (let turn = 0; turn < 30; turn++) {
      const numbers = Object.values(byIdAlone(branches(ids(count).map((id) => `${id} of ${turn}`))));
      expect(new Set(numbers).size).toBe(count);
      for (const number of numbers) seen.add(number);
    }
    expect([Math.min(...seen), Math.max(...seen)]).toEqual([0, room - 1]);
  });

  it("are none for more branches than a reader tells apart", () => {
    const many = branches(ids(MOST_NUMBERED + 1));
    expect(branchNumbers(many)).toBeNull();
    expect(keepBranchNumbers(many.tree, null, { map: many, match: matchOf(many, many.tree) })).toBeNull();
    const few = ids(5);
    expect(keptOf(few, many)).toEqual(numbersOf(branches(few)));
  });

  it("are the places of the ids' hashes, the next free ones where those are taken", () => {
    fc.assert(
      fc.property(names, (list) => {
        const room = [6, 9, 14, 20].find((most) => list.length <= most) ?? list.length;
        const taken = new Map<number, string>();
        for (const id of [...list].sort((a, b) => fnv1a(a) - fnv1a(b) || (a < b ? -1 : 1))) {
          const isFree = (each: number): boolean =>
            taken.size < 20 ? !coloursOf(taken).has(each % 20) : !taken.has(each);
          let number = fnv1a(id) % room;
          while (!isFree(number)) number = (number + 1) % room;
          taken.set(number, id);
        }
        const expected = Object.fromEntries([...taken].map(([number, id]) => [id, number]));
        expect(byIdAlone(branches(list))).toEqual(expected);
      }),
    );
  });

  it("do not hang on the order of two ids of one hash", () => {
    expect(fnv1a("costarring")).toBe(fnv1a("liquid"));
    const number = fnv1a("liquid") % 6;
    for (const pair of [
      ["costarring", "liquid"],
      ["liquid", "costarring"],
    ])
      // prettier-ignore
      expect(numbersOf(branches(pair))).toEqual({ costarring: number, liquid: (number + 1) % 6 });
  });

  it("follow from the ids, whatever their order", () => {
    fc.assert(
      fc.property(names, fc.infiniteStream(fc.nat()), (list, keys) => {
        const order = list.map((id) => ({ id, key: keys.next().value as number }));
        const shuffled = order.sort((a, b) => a.key - b.key).map(({ id }) => id);
        expect(byIdAlone(branches(shuffled))).toEqual(byIdAlone(branches(list)));
      }),
    );
  });

  it("are those that a map was given, where it was", () => {
    const map = branches(ids(3));
    map.update(map.tree);
    const given = layout(map.tree, { engine: squarify(), container: [9, 9] });
    Object.assign(given.record, { branchNumbers: Int32Array.of(5, 3, 1) });
    expect([...branchNumbers(given)!]).toEqual([5, 3, 1]);
    Object.assign(given.record, { branchNumbers: null });
    expect(branchNumbers(given)).toBeNull();
  });
});

describe("the numbers of branches that continue those of maps", () => {
  it("are kept, and newcomers have others than any branch before", () => {
    fc.assert(
      fc.property(names, names, (before, after) => {
        const map = branches(before);
        const old = numbersOf(map);
        const now = keptOf(after, map);
        expect(new Set(Object.values(now)).size).toBe(after.length);
        const stay = after.filter((id) => id in old);
        for (const id of stay) expect(now[id]).toBe(old[id]);
        const room = [6, 9, 14, 20].find((most) => after.length <= most) ?? after.length;
        const all = new Set(Object.values(old));
        const stays = new Set(stay.map((id) => now[id]! % 20));
        const free = Array.from({ length: Math.min(20, room) }, (_, number) => number).filter(
          (number) => !stays.has(number) && !all.has(number),
        );
        const fresh = after.filter((id) => !(id in old)).map((id) => now[id]!);
        // Numbers of branches that have left are taken once no other is free.
        const again = fresh.filter((number) => all.has(number)).length;
        if (after.length <= 20) expect(again).toBe(Math.max(0, fresh.length - free.length));
        if (after.length <= 20 && before.length <= 20)
          expect(new Set(Object.values(now).map((number) => number % 20)).size).toBe(after.length);
      }),
    );
  });

  it("may lie beyond those in use, and are then followed by the next", () => {
    const map = branches(ids(30));
    const old = numbersOf(map);
    const stay = ids(30).filter((id) => old[id]! >= 6).slice(0, 5); // prettier-ignore
    const now = keptOf([...stay, "new"], map);
    for (const id of stay) expect(now[id]).toBe(old[id]);
    expect(now["new"]).toBeLessThan(6);
    const few = branches(ids(6));
    Object.assign(few.record, { branchNumbers: Int32Array.of(0, 1, 2, 3, 4, 5) });
    const full = branches(ids(7));
    Object.assign(full.record, { branchNumbers: Int32Array.of(0, 1, 2, 3, 4, 5, 40) });
    expect(keptOf([...ids(6), "new"], few)["new"]).toBeGreaterThan(5);
    expect(keptOf([...ids(7), "x", "y", "z"], full)).toMatchObject({ "branch 6": 40 });
  });

  it("go by the first map that knows a branch, and are never given twice", () => {
    const [a, b] = [branches(["p", "q"]), branches(["q", "r", "s"])];
    Object.assign(a.record, { branchNumbers: Int32Array.of(0, 4) });
    Object.assign(b.record, { branchNumbers: Int32Array.of(2, 0, 5) });
    expect(keptOf(["p", "q", "s"], a, b)).toEqual({ p: 0, q: 4, s: 5 });
    const c = branches(["p", "s"]);
    Object.assign(c.record, { branchNumbers: Int32Array.of(3, 1) });
    expect(keptOf(["p", "s"], a, c)).toEqual({ p: 0, s: 1 });
    const { r, ...others } = keptOf(["p", "q", "r", "s"], a, b);
    expect(others).toEqual({ p: 0, q: 4, s: 5 });
    // Of the numbers of both maps none is free for r.
    expect([1, 3]).toContain(r);
  });

  it("are no business of nodes that are no branches", () => {
    const map = mapOf({
      id: "root",
      children: [{ id: "a", children: [leaf("deep"), leaf("low")] }, leaf("b")],
    });
    const { tree } = branches(["deep", "low"]);
    const fresh = keepBranchNumbers(tree, null, { map, match: [-1, -1, -1] });
    for (const match of [[0, 3, 4], [0, 0, 0]]) expect(keepBranchNumbers(tree, null, { map, match })).toEqual(fresh); // prettier-ignore
    expect(keptOf(["deep", "b"], map)["b"]).toBe(numbersOf(map)["b"]);
  });
});

describe("colours of numbers", () => {
  const sizes = fc.integer({ min: 1, max: 20 });
  const counts = fc.integer({ min: 1, max: 40 });

  it("are all in use before any is a second time", () => {
    fc.assert(
      fc.property(sizes, counts, fc.string(), (colours, count, word) => {
        const map = branches(ids(count).map((id) => `${id} ${word}`));
        const numbers = [...branchNumbers(map, 0, colours)!];
        expect(new Set(numbers).size).toBe(count);
        expect(new Set(numbers.map((number) => number % colours)).size).toBe(Math.min(count, colours));
      }),
    );
  });

  it("are of no more numbers than there are colours, while these do", () => {
    for (let colours = 1; colours <= 20; colours++) {
      for (let count = 1; count <= colours; count++) {
        const most = Math.max(...branchNumbers(branches(ids(count)), 0, colours)!);
        expect(most, `${count} of ${colours}`).toBeLessThan(colours);
      }
    }
  });

  it("beyond twenty are as of twenty", () => {
    const map = branches(ids(30));
    expect(branchNumbers(map, 0, 100)).toBe(branchNumbers(map));
    expect(branchNumbers(map, 0, 20)).toBe(branchNumbers(map));
    expect(branchNumbers(map, 0, 19)).not.toBe(branchNumbers(map));
  });

  it("are kept by branches that came beyond them, whoever leaves, and taken by no newcomer", () => {
    fc.assert(
      fc.property(sizes, fc.array(fc.shuffledSubarray(ids(40), { minLength: 1 })), (colours, steps) => {
        let map = branches(ids(40));
        let before = branchNumbers(map, 0, colours)!;
        for (const step of steps) {
          const next = map.update(branches(step).tree);
          const now = branchNumbers(next, 0, colours)!;
          const old = byId(map.tree, before);
          const kept = new Set<number>();
          for (const [id, number] of Object.entries(byId(next.tree, now))) {
            if (!(id in old)) continue;
            expect(number).toBe(old[id]);
            kept.add(number % colours);
          }
          const fresh = Object.entries(byId(next.tree, now)).filter(([id]) => !(id in old));
          const isShared = fresh.some(([, number]) => kept.has(number % colours));
          if (step.length <= colours) expect(isShared).toBe(false);
          [map, before] = [next, now];
        }
      }),
    );
  });
});

describe("neighbours", () => {
  const clashesOf = (map: Partition, numbers: ArrayLike<number>, colours = 20): number => {
    let count = 0;
    for (const [k, others] of neighboursOf(map.tree, 0, map.cells).entries())
      for (const j of others)
        count += colours === 20 ? +areAlike(numbers[k]!, numbers[j]!) : +(numbers[k]! % colours === numbers[j]! % colours); // prettier-ignore
    return count;
  };

  it("are told apart up to twenty branches, by exchanges among those that look alike", () => {
    let changed = 0;
    for (let turn = 0; turn < 60; turn++) {
      const count = 10 + (turn % 11);
      const map = branches(ids(count).map((id) => `${id}/${turn}`));
      const [numbers, alone] = [branchNumbers(map)!, Object.values(byIdAlone(map))];
      expect(clashesOf(map, numbers)).toBe(0);
      expect(Math.max(...numbers)).toBeLessThan(20);
      const others = alone.filter((number, k) => number !== numbers[k]).length;
      if (clashesOf(map, alone) === 0) expect(others).toBe(0);
      else changed += others / count;
    }
    // Many branches have the numbers of their ids.
    expect(changed / 60).toBeLessThan(0.6);
    expect(changed).toBeGreaterThan(1);
  });

  it("of more branches share no colour of a small palette, as far as can be", () => {
    for (let turn = 0; turn < 20; turn++) {
      const map = branches(ids(10 + turn).map((id) => `${id}/${turn}`));
      expect(clashesOf(map, branchNumbers(map, 0, 8)!, 8)).toBe(0);
    }
  });

  it("count from ten branches up to thirty-two", () => {
    for (const count of [2, 9, 33, 60]) {
      for (let turn = 0; turn < 10; turn++) {
        const map = branches(ids(count).map((id) => `${id} of ${turn}`));
        expect(numbersOf(map)).toEqual(byIdAlone(map));
      }
    }
    const differs = (count: number): boolean =>
      Array.from({ length: 40 }, (_, turn) => branches(ids(count).map((id) => `${id} of ${turn}`))).some(
        (map) => [...Object.values(numbersOf(map))].join() !== Object.values(byIdAlone(map)).join(),
      );
    expect(differs(10)).toBe(true);
    expect(differs(32)).toBe(true);
  });

  it("never move who was there before", () => {
    for (let turn = 0; turn < 20; turn++) {
      const all = ids(18).map((id) => `${id}/${turn}`);
      const map = branches(all.slice(0, 12));
      const old = numbersOf(map);
      const next = map.update(branches(all).tree);
      const now = byId(next.tree, branchNumbers(next)!);
      expect(now).toMatchObject(old);
      expect(Math.max(...Object.values(now))).toBeLessThan(20);
    }
  });
});

describe("the numbers of views", () => {
  const zoomed = (outer: readonly string[], inner: readonly string[]): Partition =>
    mapOf({
      id: "root",
      children: outer.map((id) => ({ id, children: inner.map((k) => leaf(`${id}/${k}`)) })),
    });
  const inView = (map: Partition, id: string, colours?: number): Record<string, number> => {
    const node = map.tree.find(id);
    const first = map.tree.firstChild[node]!;
    const numbers = branchNumbers(map, node, colours)!;
    return Object.fromEntries(Array.from(numbers, (number, k) => [map.tree.id(first + k), number]));
  };

  it("go on in updates, for each size of palette that was asked for", () => {
    const map = zoomed(["a", "b"], ids(12));
    const [usual, small] = [inView(map, "a"), inView(map, "a", 5)];
    expect(small).not.toEqual(usual);
    const next = map.update(zoomed(["b", "c", "a"], [...ids(12).slice(2, 8), "x", "y"]).tree);
    expect(next.record.zoomedNumbers?.size).toBe(2);
    for (const [before, after] of [
      [usual, inView(next, "a")],
      [small, inView(next, "a", 5)],
    ] as const)
      for (const id of Object.keys(after)) if (id in before) expect(after[id], id).toBe(before[id]);
    const last = next.update(zoomed(["a", "b"], ids(12)).tree);
    expect(inView(last, "a")["a/branch 3"]).toBe(usual["a/branch 3"]);
    expect(map.update(zoomed(["b"], ids(3)).tree).record.zoomedNumbers?.size).toBe(0);
  });

  it("go on where the branches have moved up to the root", () => {
    const list = ids(12);
    const map = mapOf({ id: "root", children: [{ id: "only", children: list.map(leaf) }] });
    const before = byId(map.tree, branchNumbers(map, 0, 5)!);
    const { tree } = branches([...list.slice(2, 8), "x"]);
    const fresh = byId(tree, branchNumbers(branches([...list.slice(2, 8), "x"]), 0, 5)!);
    const between = zoomedNumberer(tree, { map, match: matchOf(map, tree) });
    for (const now of [branchNumbers(map.update(tree), 0, 5)!, between(0, 5)!]) {
      const kept = Object.entries(byId(tree, now)).filter(([id]) => id in before);
      expect(kept).toHaveLength(6);
      for (const [id, number] of kept) expect(number, id).toBe(before[id]);
      expect(kept).not.toEqual(Object.entries(fresh).filter(([id]) => id in before));
    }
  });

  it("go on between maps at the root too", () => {
    const map = branches(ids(12));
    const before = byId(map.tree, branchNumbers(map, 0, 5)!);
    const { tree } = branches(ids(12).slice(2, 8));
    const now = byId(tree, zoomedNumberer(tree, { map, match: matchOf(map, tree) })(0, 5)!);
    for (const id of ids(12).slice(2, 8)) expect(now[id], id).toBe(before[id]);
  });

  it("are carried for none that was not asked for", () => {
    const map = zoomed(["a", "b"], ids(4));
    branchNumbers(map);
    expect(map.update(map.tree).record.zoomedNumbers).toBeUndefined();
    const fresh = zoomed(["a", "b"], ids(4));
    expect(inView(fresh, "b")).toEqual(inView(map.update(map.tree), "b"));
  });

  it("between two maps are those of the first, then of the second", () => {
    const [a, b] = [zoomed(["a"], ids(5)), zoomed(["a", "b"], ids(7).slice(2))];
    const [inA, inB] = [inView(a, "a"), inView(b, "a")];
    const { tree } = zoomed(["a", "b"], ids(7));
    const number = zoomedNumberer(
      tree,
      { map: a, match: matchOf(a, tree) },
      { map: b, match: matchOf(b, tree) },
    );
    const node = tree.find("a");
    const numbers = number(node, 20)!;
    expect(number(node, 20)).toBe(numbers);
    expect(number(node, 3)).not.toBe(numbers);
    const now = Object.fromEntries(
      Array.from(numbers, (each, k) => [tree.id(tree.firstChild[node]! + k), each]),
    );
    expect(now).toMatchObject(inA);
    for (const k of [5, 6]) {
      const id = `a/branch ${k}`;
      if (!Object.values(inA).includes(inB[id]!)) expect(now[id]).toBe(inB[id]);
    }
    expect(new Set(Object.values(now)).size).toBe(7);
  });
});

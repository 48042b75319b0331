import {
  layout,
  lazyTree,
  squarify,
  toSVG,
  validate,
  weightedTree,
  type LazySource,
  type Partition,
} from "marquetry";
import { describe, expect, it } from "vitest";
import { generator } from "../support/trees.ts";
import { sourceOf } from "./fake-source.ts";

const OPTIONS = { engine: squarify(), container: [960, 600] } as const;
const TREE = weightedTree({
  name: "top",
  children: Array.from({ length: 6 }, (_, f) => ({
    name: `f${f}`,
    children: Array.from({ length: 5 }, (_, k) => ({ name: `${f}.${k}`, value: k + f + 1 })),
  })),
});

/** A source whose answers to each request in turn are these, the last one again and again. */
function answering(...answers: (() => unknown)[]): LazySource {
  let k = 0;
  return {
    root: { id: "top", weight: 10, leaves: 8, hasChildren: true },
    children: () => answers[Math.min(k++, answers.length - 1)]!() as never,
  };
}

function open(source: LazySource, options: object = {}): Partition {
  return layout(lazyTree(source, { retries: 0, ...options }), OPTIONS);
}

function fail(): never {
  throw new Error("connection lost");
}

describe("loading", () => {
  it("asks for a node once, however many wait, and not again after it was let go", async () => {
    const source = sourceOf(TREE);
    const map = open(source);
    const maps = await Promise.all([map.expand(0), map.expand(0), map.expand(0)]);
    expect(maps.map(({ size }) => size)).toEqual([7, 7, 7]);
    const again = await maps[0].collapse(0).expand(0);
    expect(again.size).toBe(7);
    expect(source.asked).toEqual(["top"]);
  });

  it("tries again as often as it may, waits before, and then says what failed and where", async () => {
    let calls = 0;
    const pauses: number[] = [];
    const source = answering(() => (calls++, fail()));
    const map = open(source, {
      retries: 2,
      pause: (attempt: number) => Promise.resolve(pauses.push(attempt)),
    });
    await expect(map.expand(0)).rejects.toMatchObject({ code: "source-failed", path: "top" });
    expect(calls).toBe(3);
    expect(pauses).toEqual([1, 2]);
    expect(map.tree.failure(0)?.message).toMatch(/below top: connection lost/);
    expect(map.tree.isLoaded(0)).toBe(false);
    expect(toSVG(map)).toContain(
      "top: 10 (not loaded: the source could not give what is below top: connection lost)",
    );
    expect(toSVG(map)).toContain(">top ⚠</text>");
  });

  it("forgets a failure once it is whole", async () => {
    const map = open(answering(fail, () => [{ id: "a", weight: 10 }]));
    await expect(map.expand(0)).rejects.toThrow();
    const next = await map.expand(0);
    expect([next.size, next.tree.failure(0)]).toEqual([2, null]);
  });

  const node = { id: "a", weight: 10 };
  it.each([
    ["no list", { rows: [] }, /an object for the list/],
    ["no node", [null], /null for a node/],
    ["a weight that is none", [{ id: "a", weight: "10" }], /weight "10"/],
    ["a negative weight", [{ id: "a", weight: -1 }], /weight -1/],
    ["no id", [{ weight: 1 }], /id undefined/],
    ["a label that is no text", [{ ...node, label: 7 }], /label 7/],
    [
      "an id twice",
      [
        { id: "a", weight: 1 },
        { id: "a", weight: 1 },
      ],
      /"a" twice/,
    ],
    ["more than there is", [node, { id: "b", weight: 1 }], /weigh 11 together, and their parent 10/],
    ["others that are no number", [{ ...node, others: "many" }], /"many" for a number/],
    ...[-1, NaN, 1.5, Infinity, 1e300, null].flatMap((odd): [string, unknown, RegExp][] => [
      [`${odd} others`, [{ ...node, others: odd }], /for a number of others/],
      [`${odd} leaves`, [{ ...node, leaves: odd }], /for a number of leaves/],
    ]),
    ["children that are there perhaps", [{ ...node, hasChildren: "yes" }], /"yes" for whether there are/],
    ["more leaves than there are", [{ ...node, leaves: 9 }], /9 leaves together, and their parent 8/],
    [
      "more others than there are leaves",
      [
        { ...node, leaves: 5 },
        { id: "…", weight: 0, others: 4 },
      ],
      /9 leaves/,
    ],
  ])("takes nonsense for a failure: %s", async (_, answer, message) => {
    const map = open(answering(() => answer));
    await expect(map.expand(0)).rejects.toMatchObject({ code: "bad-source", path: "top" });
    expect(map.tree.failure(0)?.message).toMatch(message);
  });

  it("joins what is more than it asked for, and what is missing", async () => {
    const many = Array.from({ length: 8 }, (_, k) => ({ id: `${k}`, weight: 1 }));
    const map = await open(
      answering(() => many),
      { limit: 3 },
    ).expand(0);
    expect(Array.from(map, (i) => map.tree.label(i))).toEqual(["top", "0", "1", "2", "+\u00a05 others"]);
    expect(map.tree.weight[4]).toBe(7);
    const less = await open(answering(() => many)).expand(0);
    expect([less.tree.label(9), less.tree.weight[9]]).toEqual(["+ others", 2]);
  });

  it("holds the leaves of the others' pages against what is left of their parent's", async () => {
    const page = (from: number, leaves: number) => [
      ...[0, 1, 2].map((k) => ({ id: `${from + k}`, weight: 1, leaves })),
      { id: "…", weight: 0, others: 1 },
    ];
    const first = open(
      answering(
        () => page(0, 1),
        () => page(3, 2),
      ),
      { limit: 3 },
    );
    const map = await first.expand(0);
    await expect(map.expand(4)).rejects.toThrow(/7 leaves together, and their parent 5/);
    const sound = open(
      answering(
        () => page(0, 1),
        () => page(3, 1),
      ),
      { limit: 3 },
    );
    expect((await (await sound.expand(0)).expand(4)).size).toBe(9);
  });

  it("takes a node without children for a leaf", async () => {
    const map = await open(answering(() => [])).expand(0);
    expect([map.size, map.tree.isLoaded(0)]).toEqual([1, true]);
  });

  it("ends a wait by its signal, and a request when nobody waits for it", async () => {
    let signal: AbortSignal | undefined;
    const source: LazySource = {
      ...answering(),
      children: (_, request) => {
        signal = request.signal;
        return new Promise(() => {});
      },
    };
    const map = open(source);
    const [a, b] = [new AbortController(), new AbortController()];
    const waits = [map.expand(0, { signal: a.signal }), map.expand(0, { signal: b.signal })];
    a.abort();
    await expect(waits[0]).rejects.toMatchObject({ name: "AbortError" });
    expect(signal?.aborted).toBe(false);
    b.abort();
    await expect(waits[1]).rejects.toMatchObject({ name: "AbortError" });
    expect(signal?.aborted).toBe(true);
    expect(map.tree.failure(0)).toBe(null);
    await expect(map.expand(0, { signal: a.signal })).rejects.toMatchObject({ name: "AbortError" });
    await expect(map.expand(0, { signal: 7 as never })).rejects.toThrow(/map.expand: signal/);
  });

  it("refuses what is no source", () => {
    for (const source of [
      null,
      {},
      { root: { id: "a", weight: 1 } },
      { root: { id: 1, weight: 1 }, children: fail },
    ])
      expect(() => lazyTree(source as never)).toThrow(/lazyTree takes a source/);
    expect(() => lazyTree({ root: { id: "a", weight: NaN }, children: fail })).toThrow(/weighs NaN/);
    for (const leaves of [-1, NaN, 0.5, "7"])
      expect(() => lazyTree({ root: { id: "a", weight: 1, leaves } as never, children: fail })).toThrow(
        /for a number of leaves at its root/,
      );
    expect(() => lazyTree(sourceOf(TREE), { limit: 0 })).toThrow(/limit/);
  });

  it("is whole after 200 failures of every kind, and sound all the way", async () => {
    const random = generator(5);
    const whole = sourceOf(TREE);
    let failures = 0;
    const source: LazySource = {
      root: whole.root,
      async children(id, request) {
        if (failures < 200) {
          failures++;
          const kind = Math.floor(5 * random());
          if (kind === 0) throw new Error("disconnected");
          if (kind === 1) return "nonsense" as never;
          if (kind === 2) return [{ id: "x", weight: 1e9 }];
          if (kind === 3) return new Promise((_, reject) => request.signal.addEventListener("abort", reject));
          await Promise.resolve();
          throw new Error("late");
        }
        return whole.children(id, request);
      },
    };
    let map = open(source, { retries: 1 });
    for (let step = 0; step < 2000; step++) {
      const left = Array.from(map).filter((i) => !map.tree.isLoaded(i));
      if (left.length === 0) break;
      const abort = new AbortController();
      const wait = map.expand(left[Math.floor(random() * left.length)]!, { signal: abort.signal });
      // Patience ends some turns of the loop later.
      void (async () => {
        for (let turn = 0; turn < 50; turn++) await Promise.resolve();
        abort.abort();
      })();
      map = await wait.catch(() => map);
      expect(validate(map)).toEqual([]);
    }
    expect(failures).toBe(200);
    expect(map.size).toBe(TREE.size);
    for (const i of map) expect(map.tree.failure(i)).toBe(null);
  });
});

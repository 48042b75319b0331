import fc from "fast-check";
import {
  buffersOf,
  engines,
  layout,
  layoutAsync,
  packMap,
  updateAsync,
  weightedTree,
  type LayoutOptions,
  type Partition,
  type WeightedTree,
} from "marquetry";
import { generator } from "marquetry/fixtures";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";

const container = [960, 600] as const;

/** Groups within groups, of weights far apart. */
function treeOf(leaves: number, seed: number): WeightedTree {
  const random = generator(seed);
  const branches = Math.ceil(Math.sqrt(leaves));
  return weightedTree({
    children: Array.from({ length: branches }, (_, k) => ({
      name: `branch ${k}`,
      children: Array.from({ length: Math.ceil(leaves / branches) }, (_, j) => {
        const value = random() ** -0.7;
        return j % 5 === 0 ? { name: `${j}`, children: [{ value }, { value: 1 }] } : { name: `${j}`, value };
      }),
    })),
  });
}

function bytesOf(map: Partition): string[] {
  return buffersOf(packMap(map)).map((buffer) => Buffer.from(buffer).toString("base64"));
}

/** Counts the turns that others get. */
function turns(): { count: number; end(): void } {
  const counted = { count: 0, end: () => clearImmediate(timer) };
  let timer = setImmediate(function next() {
    counted.count++;
    timer = setImmediate(next);
  });
  return counted;
}

const made: [string, () => LayoutOptions["engine"]][] = [
  ["greedy", () => engines.greedy()],
  ["greedy, best", () => engines.greedy({ effort: "best" })],
  ["angular", () => engines.angular()],
  ["voronoi", () => engines.voronoi()],
  ["voronoi in places", () => engines.voronoi({ sites: (_, node) => [node % 960, node % 600] })],
  ["squarify", () => engines.squarify()],
  ["slack", () => engines.slack()],
];

describe("without threads", () => {
  // Slices as short as can be: each ends at the next pause.
  beforeEach(() => {
    let time = 0;
    vi.spyOn(performance, "now").mockImplementation(() => (time += 7));
  });
  afterEach(() => {
    vi.restoreAllMocks();
  });

  test.each(made)("%s makes the same bytes beside others, and updates to the same", async (_, make) => {
    const spaced = fc.record(
      {
        padding: fc.constantFrom(0, 2),
        minShare: fc.constantFrom(0, 1e-4),
        areas: fc.constantFrom("gross" as const, "leaf-exact" as const),
      },
      { requiredKeys: [] },
    );
    await fc.assert(
      fc.asyncProperty(spaced, fc.nat(999), async (spacing, seed) => {
        const asked = { engine: make(), container, ...spacing };
        const trees = [treeOf(150, seed), treeOf(200, seed + 1)];
        const maps = await Promise.all(trees.map((tree) => layoutAsync(tree, { ...asked, workers: 0 })));
        const wanted = trees.map((tree) => layout(tree, asked));
        const bytes = (map: Partition): string[] =>
          map.engine.options ? bytesOf(map) : Array.from(map, (i) => JSON.stringify(map.cell(i)));
        expect(maps.map(bytes)).toEqual(wanted.map(bytes));
        for (const options of [
          {},
          { maxAspectGrowth: 1.5 },
          { container: [600, 900] },
          { maxTravel: 0.01 },
        ]) {
          const change = trees[0]!.weight.map((weight, i) => weight * (1 + (i % 3)));
          const both = await Promise.all([
            updateAsync(maps[0]!, change, options as object),
            updateAsync(maps[1]!, trees[0]!, options as object),
          ]);
          expect(both.map(bytes)).toEqual(
            [
              wanted[0]!.update(change, options as object),
              wanted[1]!.update(trees[0]!, options as object),
            ].map(bytes),
          );
        }
      }),
      { numRuns: 2 },
    );
  });

  test.each(["greedy", "angular", "voronoi"] as const)("%s gives others their turn", async (engine) => {
    const tree = treeOf(3000, 1);
    const counted = turns();
    const map = await layoutAsync(tree, { engine, container, workers: 0 });
    expect(counted.count).toBeGreaterThan(20);
    const before = counted.count;
    await updateAsync(
      map,
      tree.weight.map((weight, i) => weight * (1 + (i % 3))),
    );
    expect(counted.count).toBeGreaterThan(before + 10);
    counted.end();
  });

  test("a signal ends it between slices, with its reason", async () => {
    const tree = treeOf(3000, 1);
    const reason = new Error("enough");
    const controller = new AbortController();
    const given = layoutAsync(tree, { engine: "greedy", container, workers: 0, signal: controller.signal });
    setImmediate(() => controller.abort(reason));
    await expect(given).rejects.toBe(reason);
    const map = layout(tree, { engine: "greedy", container });
    await expect(updateAsync(map, tree, { signal: AbortSignal.abort(reason) })).rejects.toBe(reason);
  });
});

test("who aborts at once is heard, however short the work is", async () => {
  const reason = new Error("enough");
  const map = layout(treeOf(5, 1), { engine: "greedy", container });
  for (const ask of [
    (signal: AbortSignal) => layoutAsync(map.tree, { engine: "greedy", container, workers: 0, signal }),
    (signal: AbortSignal) => updateAsync(map, map.tree, { signal }),
  ]) {
    const controller = new AbortController();
    const given = ask(controller.signal);
    controller.abort(reason);
    await expect(given).rejects.toBe(reason);
  }
});

test("what updateAsync cannot use is told in its name", async () => {
  const map = layout(treeOf(20, 1), { engine: "greedy", container });
  await expect(updateAsync(map, [1])).rejects.toThrow("updateAsync takes a tree, or a weight for each");
  await expect(updateAsync(map, map.tree, { maxTravell: 1 } as object)).rejects.toThrow(
    /updateAsync.*did you mean "?maxTravel/,
  );
  await expect(updateAsync({} as unknown as Partition, map.tree)).rejects.toMatchObject({
    code: "bad-input",
  });
});

describe("a silent worker", () => {
  beforeEach(() => void vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] }));
  afterEach(() => void vi.useRealTimers());

  const tree = treeOf(200, 1);

  /** Stands for a worker that says no more than this when it is given its task. */
  const puppet = (says: object | null) => {
    const given = { isEnded: false };
    let hear: (answer: object) => void;
    const worker = {
      on: (type: string, listen: () => void) => {
        if (type === "message") hear = listen;
      },
      postMessage: () => {
        if (says) hear(says);
      },
      terminate: () => (given.isEnded = true),
    };
    return { given, worker: () => worker };
  };

  test.each([
    ["does not begin", null, 10_000, { code: "bad-option", message: /did not begin within 10 seconds/ }],
    [
      "does not end",
      { placed: 0 },
      60_000 + 10 * tree.leafCount,
      { code: "bad-engine", message: /not laid \d+ leaves out in 6\d\.?\d* seconds/ },
    ],
  ])("that %s is told", async (_, says, milliseconds, error) => {
    const { given, worker } = puppet(says);
    const failed = layoutAsync(tree, { engine: "squarify", container, workers: 1, worker });
    let isSettled = false;
    const settle = (): void => void (isSettled = true);
    failed.then(settle, settle);
    await vi.advanceTimersByTimeAsync(milliseconds - 1);
    expect(isSettled).toBe(false);
    await Promise.all([
      expect(failed).rejects.toMatchObject({
        code: error.code,
        message: expect.stringMatching(error.message) as string,
      }),
      vi.advanceTimersByTimeAsync(1),
    ]);
    expect(given.isEnded).toBe(true);
    expect(vi.getTimerCount()).toBe(0);
  });
});

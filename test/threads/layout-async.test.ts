import { existsSync } from "node:fs";
import { join } from "node:path";
import { Worker } from "node:worker_threads";
import { build } from "esbuild";
import fc from "fast-check";
import {
  buffersOf,
  engines,
  greedy,
  layout,
  layoutAsync,
  MarquetryError,
  packMap,
  squarify,
  toSVG,
  voronoi,
  weightedTree,
  type LayoutAsyncOptions,
  type LayoutOptions,
  type Partition,
  type WeightedTree,
} from "marquetry";
import { beforeAll, describe, expect, test } from "vitest";
import { shareOut } from "../../src/threads/share-out.ts";

const root = join(import.meta.dirname, "../..");
const file = join(root, "node_modules/.cache/layout-worker.test.mjs");
const container = [960, 600] as const;

beforeAll(async () => {
  const entry = join(root, "src/layout-worker.ts");
  await build({ entryPoints: [entry], bundle: true, format: "esm", outfile: file, logLevel: "error" });
  expect(existsSync(file)).toBe(true);
});

/** Workers that are counted, with how many of them still live. */
function counted(): { worker: () => Worker; made: number; living: number } {
  const count = {
    made: 0,
    living: 0,
    worker: () => {
      const worker = new Worker(file);
      count.made++;
      count.living++;
      worker.on("exit", () => count.living--);
      return worker;
    },
  };
  return count;
}

/** A random tree of some hundred nodes, with families of any size, only children and weightless leaves. */
const trees: fc.Arbitrary<WeightedTree> = fc
  .array(fc.tuple(fc.nat(), fc.double({ min: 0, max: 1, noNaN: true })), { minLength: 20, maxLength: 300 })
  .map((nodes) => {
    const parent = [-1, ...nodes.map(([place], k) => place % (k + 1))];
    const inner = new Set(parent);
    const weight = [0, ...nodes.map(([, own], k) => (inner.has(k + 1) ? 0 : 0.01 + own ** 4))];
    return weightedTree.fromRows(
      parent.map((p, k) => ({ id: `n${k}`, parent: p < 0 ? null : `n${p}`, weight: weight[k] })),
    );
  });

function bytesOf(map: Partition): string[] {
  return buffersOf(packMap(map)).map((buffer) => Buffer.from(buffer).toString("base64"));
}

describe("the same bytes as layout", () => {
  const made: [string, LayoutOptions["engine"]][] = [
    ["greedy", greedy()],
    ["greedy, best", greedy({ effort: "best" })],
    ["greedy in order", greedy({ effort: "balanced", order: "keep" })],
    ["voronoi", voronoi()],
    ["voronoi, best, pure", voronoi({ effort: "best", cuts: false })],
    ["orthoconvex", engines.orthoconvex()],
    ["slack", engines.slack()],
    ["squarify", squarify()],
  ];

  test.each(made)("%s", async (_, engine) => {
    const spaced = fc.record(
      {
        padding: fc.constantFrom(0, 2),
        paddingTop: fc.constantFrom(0, 9),
        minShare: fc.constantFrom(0, 1e-4),
        areas: fc.constantFrom("gross" as const, "leaf-exact" as const),
      },
      { requiredKeys: [] },
    );
    await fc.assert(
      fc.asyncProperty(trees, spaced, fc.integer({ min: 1, max: 3 }), async (tree, spacing, workers) => {
        const asked = { engine, container, ...spacing };
        const crew = counted();
        const map = await layoutAsync(tree, { ...asked, workers, worker: crew.worker });
        const wanted = layout(tree, asked);
        expect(bytesOf(map)).toEqual(bytesOf(wanted));
        expect(toSVG(map)).toBe(toSVG(wanted));
        expect(crew.made).toBeGreaterThan(0);
      }),
      { numRuns: 3 },
    );
  });

  test("with the names and the data of the tree, and an update that keeps what it would", async () => {
    const tree = weightedTree({
      children: [
        { name: "a", children: [{ value: 3 }, { value: 2 }] },
        { name: "b", value: 4 },
      ],
    });
    const asked = { engine: greedy(), container };
    const map = await layoutAsync(tree, { ...asked, workers: 1, worker: counted().worker });
    expect(map.tree).toBe(tree);
    const next = tree.weight.map((weight, i) => weight * (i + 1));
    expect(bytesOf(map.update(next))).toEqual(bytesOf(layout(tree, asked).update(next)));
  });
});

/** A tree that several threads share. */
const wide = weightedTree({
  children: Array.from({ length: 60 }, (_, k) => ({
    name: `branch ${k}`,
    children: Array.from({ length: 60 }, (_, j) => ({ name: `${k}.${j}`, value: 1 + ((7 * j + k) % 11) })),
  })),
});

describe("threads", () => {
  const crewOf = (options: Partial<LayoutAsyncOptions>) => {
    const crew = counted();
    const asked = { engine: voronoi(), container, workers: 2, worker: crew.worker, ...options };
    return { crew, promise: layoutAsync(wide, asked) };
  };
  const ended = async (crew: { living: number }) => {
    for (let k = 0; k < 400 && crew.living > 0; k++) await new Promise((done) => setTimeout(done, 25));
    expect(crew.living).toBe(0);
  };

  test("are as many as asked for, tell how far they are, and are gone afterwards", async () => {
    const told: number[] = [];
    const { crew, promise } = crewOf({ onProgress: ({ round, share }) => void told.push(round + share) });
    await promise;
    expect(crew.made).toBe(2);
    expect(told.length).toBeGreaterThan(1);
    expect(told).toEqual([...told].sort((a, b) => a - b));
    await ended(crew);
  });

  test("are gone once the signal says so, and the promise is rejected with its reason", async () => {
    const controller = new AbortController();
    const reason = new Error("enough");
    const { crew, promise } = crewOf({
      signal: controller.signal,
      onProgress: () => controller.abort(reason),
    });
    await expect(promise).rejects.toBe(reason);
    await ended(crew);
    const before = crewOf({ signal: AbortSignal.abort(reason) });
    await expect(before.promise).rejects.toBe(reason);
    expect(before.crew.made).toBe(0);
  });

  test("that cannot be had, or break off, are done without", async () => {
    const wanted = bytesOf(layout(wide, { engine: voronoi(), container }));
    const none = () => {
      throw new Error("no threads here");
    };
    const broken = () => new Worker("throw new Error('broken')", { eval: true });
    const silent = () => new Worker("process.exit(0)", { eval: true });
    for (const worker of [none, broken, silent]) {
      expect(bytesOf(await crewOf({ worker }).promise)).toEqual(wanted);
    }
    expect(bytesOf(await crewOf({ workers: 0, worker: none }).promise)).toEqual(wanted);
  });

  test("make no engines that take functions: these work here", async () => {
    const own = voronoi({ sites: () => null });
    const { crew, promise } = crewOf({ engine: own });
    expect(bytesOf(await promise).length).toBeGreaterThan(0);
    expect(crew.made).toBe(0);
    await crewOf({ padding: () => 1 }).promise;
  });
});

test("errors are those of layout, with code and path", async () => {
  const tree = weightedTree({
    children: [
      { name: "tiny", value: 1e-310 },
      { name: "big", children: [{ name: "x", value: 1 }] },
    ],
  });
  const asked = { engine: greedy(), container };
  const failure = (() => {
    try {
      return layout(tree, asked);
    } catch (error) {
      return error as MarquetryError;
    }
  })();
  expect(failure).toBeInstanceOf(MarquetryError);
  const given = layoutAsync(tree, { ...asked, workers: 1, worker: counted().worker });
  const { code, path, message } = failure as MarquetryError;
  await expect(given).rejects.toMatchObject({ code, path, message });
  await expect(layoutAsync(tree, { ...asked, wrokers: 1 } as LayoutAsyncOptions)).rejects.toThrow(
    /did you mean "?workers/,
  );
  await expect(layoutAsync({} as unknown as WeightedTree, asked)).rejects.toThrow(MarquetryError);
});

test("each family is divided by one thread, and all above it by every one", () => {
  fc.assert(
    fc.property(trees, fc.integer({ min: 2, max: 4 }), (tree, threads) => {
      const marks = shareOut(tree, threads);
      if (!marks) return;
      for (let i = 0; i < tree.size; i++) {
        if (tree.childCount[i] === 0) continue;
        expect(marks.filter((mark) => mark[i] === 2)).toHaveLength(1);
        for (const mark of marks)
          if (mark[i] === 2 && i > 0) expect(mark[tree.parent[i]!]).toBeGreaterThan(0);
      }
    }),
  );
});

test("what makes no worker is told", async () => {
  const tree = weightedTree({ children: Array.from({ length: 200 }, (_, k) => ({ value: 1 + (k % 7) })) });
  for (const worker of [() => null, () => ({})]) {
    const promise = layoutAsync(tree, { engine: greedy(), container: [9, 9], workers: 2, worker });
    await expect(promise).rejects.toThrow("worker must return a Worker, not ");
  }
});

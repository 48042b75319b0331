import {
  angular,
  branchColours,
  greedy,
  layout,
  leafExact,
  registerEngine,
  stability,
  voronoi,
  weightedTree,
} from "marquetry";
import type { LayoutOptions, Partition } from "marquetry";
import { generator } from "marquetry/fixtures";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { bars } from "./support/bars.ts";
import { frames, mount, next, part } from "./support/mount.ts";

afterEach(() => {
  document.body.replaceChildren();
  vi.useRealTimers();
});

interface Row {
  readonly id: string;
  readonly parent?: string;
  readonly weight?: number;
}

/** Groups of about forty leaves; `change` is the most that a weight differs by from the one of the same seed. */
function rowsOf(leaves: number, change = 0): Row[] {
  const random = generator(11);
  const shift = generator(12);
  const groups = Math.ceil(leaves / 40);
  const rows: Row[] = [
    { id: "all" },
    ...Array.from({ length: groups }, (_, g) => ({ id: `g${g}`, parent: "all" })),
    ...Array.from({ length: leaves }, (_, k) => ({
      id: `leaf${k}`,
      parent: `g${Math.floor(groups * random() ** 2)}`,
      weight: random() ** -0.5 * (1 + change * (2 * shift() - 1)),
    })),
  ];
  const parents = new Set(rows.map(({ parent }) => parent));
  return rows.filter(({ id }) => !id.startsWith("g") || parents.has(id));
}

type Asked = Omit<LayoutOptions, "container">;

async function shown(element: Awaited<ReturnType<typeof mount>>, data: unknown) {
  const laidOut = next(element, "marquetry-layout");
  Object.assign(element, { data });
  // Out of sight it would wait.
  element.scrollIntoView();
  return (await laidOut).detail;
}

function expectSameCells(map: Partition, other: Partition): void {
  expect(map.size).toBe(other.size);
  for (let i = 0; i < map.size; i += 7) expect(map.cell(i)).toEqual(other.cell(i));
}

/** Shows rows, then the same with other weights, and compares with what the page makes of them. */
async function compareUpdates(leaves: number, { engine, ...spacing }: Asked): Promise<Partition[]> {
  const dataOptions = { weight: "weight" } as const;
  const element = await mount({ data: null, dataOptions, engine, spacing, workerAbove: 0.8 * leaves });
  const [rows, later] = [rowsOf(leaves), rowsOf(leaves, 0.1)];
  const first = await shown(element, rows);
  expect(first.where, first.reason).toBe("worker");
  const { x0, y0, x1, y1 } = first.map.region;
  const asked = { ...spacing, engine, container: { x0, y0, x1, y1 } };
  const here = layout(weightedTree.fromRows(rows, dataOptions), asked);
  expectSameCells(first.map, here);

  const second = await shown(element, later);
  expect(second.where, second.reason).toBe("worker");
  const tree = weightedTree.fromRows(later, dataOptions);
  const updated = here.update(tree, { maxAspectGrowth: 2 });
  expectSameCells(second.map, updated);
  expect(second.map.tree.label(5)).toBe(tree.label(5));
  expect(second.map.tree.data(5)).toBe(later[tree.source(5)]);
  expect(second.map.fallbacks).toEqual(updated.fallbacks);
  expect(second.map.residual).toBe(updated.residual);
  expect([...second.map.unsolved]).toEqual([...updated.unsolved]);
  expect([...second.map.raised]).toEqual([...updated.raised]);
  return [first.map, second.map, layout(tree, asked)];
}

describe("changed data above the threshold", () => {
  test("of 25,000 leaves move cells as little as on the page", async () => {
    const [first, second, afresh] = await compareUpdates(25_000, { engine: "greedy" });
    const kept = stability(first!, second!).centroidShift.mean;
    expect(kept).toBeLessThan(0.3 * stability(first!, afresh!).centroidShift.mean);
  });

  test("keep what was asked for: exact leaf areas, a least share, padding, options of the engine", async () => {
    const spacing = { padding: 1, paddingTop: 3, minShare: 4e-4 };
    const [, exact] = await compareUpdates(2000, { engine: greedy(), ...spacing, areas: "leaf-exact" });
    expect(exact!.residual).toBeLessThan(1e-7);
    expect(exact!.raised.length).toBeGreaterThan(0);
    await compareUpdates(2000, { engine: greedy({ effort: "balanced" }), padding: 1, areas: leafExact });
    await compareUpdates(2000, { engine: angular(), padding: 1 });
    await compareUpdates(2000, { engine: "squarify", round: true });
  });

  test("of a Voronoi treemap keep its sites", async () => {
    await compareUpdates(1000, { engine: voronoi({ effort: "fast" }) });
  });

  test("that cannot be laid out are told with their path", async () => {
    const element = await mount({ data: null, dataOptions: {}, workerAbove: 0 });
    const zero = { name: "all", children: [{ name: "a", value: 0 }] };
    const failed = next(element, "marquetry-error");
    Object.assign(element, { data: zero });
    expect((await failed).detail.error).toMatchObject({ code: "zero-weight", path: "all" });
    expect(part(element, "[role=alert]").textContent).toContain("under all are 0");
    const negative = next(element, "marquetry-error");
    Object.assign(element, { data: { name: "all", children: [{ name: "a", value: -1 }] } });
    expect((await negative).detail.error).toMatchObject({ code: "bad-weight", path: "all/a" });
    await shown(element, { name: "all", children: [{ name: "a", value: 1 }] });
    expect(part(element, "[role=alert]").hidden).toBe(true);
  });
});

describe("an engine of one's own", () => {
  const ownWorker = () => new Worker(new URL("./support/own-worker.ts", import.meta.url), { type: "module" });
  const settings = { data: null, dataOptions: { weight: "weight" }, workerAbove: 100 };
  const rows = rowsOf(500);

  test("is laid out by name in a worker that registers it, with its options", async () => {
    registerEngine("bars", bars);
    for (const engine of ["bars", bars({ isUpright: true })] as const) {
      const element = await mount({ ...settings, engine, workerFactory: ownWorker });
      const { where, map, reason } = await shown(element, rows);
      expect(where, reason).toBe("worker");
      const { x0, y0, x1, y1 } = map.region;
      expectSameCells(map, layout(map.tree, { engine, container: { x0, y0, x1, y1 } }));
    }
  });

  test("stays on the page where no worker knows it, which the event tells", async () => {
    registerEngine("bars", bars);
    const reasons: (string | undefined)[] = [];
    for (const set of [
      { engine: "bars" as const },
      { engine: { ...bars(), name: "beams" }, workerFactory: ownWorker },
      { engine: { ...bars(), description: "another" }, workerFactory: ownWorker },
      {
        engine: "bars" as const,
        workerFactory: () =>
          new Worker(new URL("../../src/element/worker.ts", import.meta.url), { type: "module" }),
      },
    ]) {
      const element = await mount({ ...settings, ...set });
      const { where, reason } = await shown(element, rows);
      expect(where).toBe("page");
      reasons.push(reason);
    }
    expect(reasons.map((reason) => reason?.slice(0, 45))).toEqual([
      "the engine bars is none of the library's: a w",
      "the engine beams is not known by its name: ca",
      "the engine bars is more than its options tell",
      'in the worker: no engine "bars"; the engines ',
    ]);
  });
});

test("a worker that never begins is given up, and ready settles", async () => {
  const element = await mount({ data: null, dataOptions: { weight: "weight" }, workerAbove: 10 });
  let isEnded = false;
  element.workerFactory = () =>
    ({ postMessage() {}, terminate: () => (isEnded = true) }) as unknown as Worker;
  vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
  const laidOut = next(element, "marquetry-layout");
  element.data = rowsOf(50);
  let isReady = false;
  void element.ready.then(() => (isReady = true));
  await frames(2);
  expect(isReady).toBe(false);
  await vi.advanceTimersByTimeAsync(10_000);
  expect((await laidOut).detail).toMatchObject({
    where: "page",
    reason: "the worker did not begin within 10 seconds",
  });
  await vi.advanceTimersByTimeAsync(100);
  expect(isReady).toBe(true);
  expect(isEnded).toBe(true);
});

describe("a worker that fails", () => {
  const settings = { data: null, dataOptions: { weight: "weight" }, workerAbove: 10 };
  type Listener = (event: { data?: unknown; message?: string }) => void;
  /** Stands for a worker, of which the test says what it does when it is asked. */
  class Puppet {
    onmessage: Listener | undefined;
    onerror: Listener | undefined;
    isEnded = false;
    readonly asked: (puppet: Puppet) => void;
    constructor(asked: (puppet: Puppet) => void) {
      this.asked = asked;
    }
    postMessage(): void {
      this.asked(this);
    }
    terminate(): void {
      this.isEnded = true;
    }
  }
  const factoryOf = (puppet: Puppet) => () => puppet as unknown as Worker;

  test.each([
    [
      "breaks off after it began",
      "the worker broke off: out of memory",
      (puppet: Puppet) => {
        puppet.onmessage!({ data: "begun" });
        puppet.onerror!({ message: "out of memory" });
      },
    ],
    [
      "cannot be asked",
      "the worker could not be asked: Error: no clone",
      () => {
        throw new Error("no clone");
      },
    ],
  ])("because it %s leaves the work to the page, which the console tells once", async (_, reason, asked) => {
    const warn = vi.spyOn(console, "warn").mockImplementation(() => {});
    const puppet = new Puppet(asked);
    const element = await mount({ ...settings, workerFactory: factoryOf(puppet) });
    expect(await shown(element, rowsOf(50))).toMatchObject({ where: "page", reason });
    expect(puppet.isEnded).toBe(true);
    expect(await shown(element, rowsOf(60))).toMatchObject({ where: "page", reason });
    expect(warn.mock.calls.filter(([text]) => String(text).includes(reason)).length).toBe(1);
    warn.mockRestore();
  });

  test("in that it hangs is given up, the element says so, and ready settles", async () => {
    const puppet = new Puppet(({ onmessage }) => onmessage!({ data: "begun" }));
    const element = await mount({ ...settings, workerFactory: factoryOf(puppet) });
    vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
    const failed = next(element, "marquetry-error");
    element.data = rowsOf(50);
    let isReady = false;
    void element.ready.then(() => (isReady = true));
    await frames(2);
    await vi.advanceTimersByTimeAsync(60_000);
    expect(isReady).toBe(false);
    await vi.advanceTimersByTimeAsync(1000);
    expect((await failed).detail.error.message).toContain("has not laid 50 leaves out in 60.5 seconds");
    await vi.advanceTimersByTimeAsync(100);
    expect(isReady).toBe(true);
    expect(puppet.isEnded).toBe(true);
    expect(part(element, ".spinner").hidden).toBe(true);
  });

  test("in another size is not asked anew until it has answered, nor for equal data", async () => {
    let asked = 0;
    const puppet = new Puppet(({ onmessage }) => {
      asked++;
      onmessage!({ data: "begun" });
    });
    const element = await mount({ ...settings, workerFactory: factoryOf(puppet) });
    element.data = rowsOf(50);
    await frames(3);
    element.style.width = "700px";
    await frames(3);
    element.data = rowsOf(50);
    await frames(3);
    expect(asked).toBe(1);
    expect(puppet.isEnded).toBe(false);
    const laidOut = next(element, "marquetry-layout");
    puppet.onmessage!({ data: { code: "unknown-engine", message: "no such engine" } });
    expect((await laidOut).detail.where).toBe("page");
    await frames(3);
    expect(asked).toBe(2);
  });
});

test("a resize is continued in the worker as on the page", async () => {
  const element = await mount({ data: null, dataOptions: { weight: "weight" }, workerAbove: 10 });
  const { map } = await shown(element, rowsOf(200));
  const resized = next(element, "marquetry-layout");
  element.style.width = "700px";
  const { detail } = await resized;
  expect(detail.where, detail.reason).toBe("worker");
  expectSameCells(detail.map, map.update(map.tree, { container: detail.map.region, maxAspectGrowth: 2 }));
});

test("a worker's map has the colours that the page's own has, and keeps them", async () => {
  const element = await mount({ data: null, dataOptions: { weight: "weight" }, workerAbove: 10 });
  const colour = branchColours();
  const coloursOf = (map: Partition): string[] => Array.from(map, (i) => colour(i, map));
  const branches = (map: Partition): number =>
    new Set(coloursOf(map).slice(1, 1 + map.tree.childCount[0]!)).size;
  const { where, reason, map } = await shown(element, rowsOf(600));
  expect(where, reason).toBe("worker");
  const alone = layout(map.tree, { engine: greedy(), container: map.region });
  expect(coloursOf(map)).toEqual(coloursOf(alone));
  expect(branches(map)).toBeGreaterThan(9);
  const zoomed = Array.from(map, (i) => colour(i, map, 1));
  const { map: later } = await shown(element, rowsOf(680, 0.5));
  expect(coloursOf(later)).toEqual(coloursOf(alone.update(later.tree, { maxAspectGrowth: 2 })));
  const now = later.tree.find(map.tree.id(1));
  for (let i = map.tree.firstChild[1]!, end = i + map.tree.childCount[1]!; i < end; i++) {
    const same = later.tree.find(map.tree.id(i));
    if (later.tree.parent[same] === now) expect(colour(same, later, now)).toBe(zoomed[i]);
  }
});

describe("where no worker can be had", () => {
  const settings = { data: null, dataOptions: { weight: "weight" }, engine: greedy({ effort: "balanced" }) };

  beforeEach(() => {
    vi.stubGlobal(
      "Worker",
      vi.fn(() => {
        throw new Error("the page's policy forbids it");
      }),
    );
  });
  afterEach(() => {
    vi.unstubAllGlobals();
    vi.restoreAllMocks();
  });

  /** Counts the turns that timers and frames get. */
  function heartbeat(): { ticks: number; frames: number; end(): void } {
    const beat = { ticks: 0, frames: 0, end: () => void (isOver = true) };
    let isOver = false;
    const tick = (): void => {
      beat.ticks++;
      if (!isOver) setTimeout(tick);
    };
    const frame = (): void => {
      beat.frames++;
      if (!isOver) requestAnimationFrame(frame);
    };
    tick();
    frame();
    return beat;
  }

  test("the page lays 100,000 leaves out in slices between which it answers, and the console says so once", async () => {
    const warn = vi.spyOn(console, "warn").mockImplementation(() => {});
    const element = await mount(settings);
    const rows = rowsOf(100_000);
    const beat = heartbeat();
    const { map, where, reason } = await shown(element, rows);
    beat.end();
    expect(where).toBe("page");
    expect(reason).toContain("no worker could be made");
    expect(beat.ticks).toBeGreaterThan(30);
    expect(beat.frames).toBeGreaterThan(5);
    expect(warn.mock.calls.filter(([text]) => String(text).includes("100000 leaves"))).toHaveLength(1);
    expectSameCells(map, layout(map.tree, { engine: settings.engine, container: map.region }));
  });

  test("what is set meanwhile ends it, and an update keeps what it would", async () => {
    vi.spyOn(console, "warn").mockImplementation(() => {});
    const element = await mount({ ...settings, workerAbove: 500 });
    let laidOut = 0;
    element.addEventListener("marquetry-layout", () => laidOut++);
    element.data = rowsOf(100_000);
    element.scrollIntoView();
    await vi.waitFor(() => expect(part(element, ".spinner").hidden).toBe(false));
    await frames(3);
    const { map, where } = await shown(element, rowsOf(600));
    expect(where).toBe("page");
    expect(map.tree.leafCount).toBe(600);
    expect(laidOut).toBe(1);
    const { map: later } = await shown(element, rowsOf(600, 0.1));
    expectSameCells(later, map.update(later.tree, { maxAspectGrowth: 2 }));
    await frames(3);
    expect(laidOut).toBe(2);
    expect(element.map).toBe(later);
  });
});

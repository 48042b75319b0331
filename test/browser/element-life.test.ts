import { cdp } from "vitest/browser";
import { layout, squarify, type Partition } from "marquetry";
import { flatList, randomTree } from "marquetry/fixtures";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { frames, idOf, labelOf, mount, next, part } from "./support/mount.ts";

/** Chromium's own accounts of the page. */
interface Accounts {
  send(method: "HeapProfiler.collectGarbage" | "Performance.enable"): Promise<unknown>;
  send(method: "Performance.getMetrics"): Promise<{ metrics: { name: string; value: number }[] }>;
  send(method: "Emulation.setEmulatedMedia", what: object): Promise<unknown>;
}
const browser = cdp() as unknown as Accounts;

afterEach(() => document.body.replaceChildren());

describe("a thousand times into the page and out again", () => {
  const CYCLES = 1000;

  async function accounts(): Promise<Record<string, number>> {
    await frames(2);
    await browser.send("HeapProfiler.collectGarbage");
    const { metrics } = await browser.send("Performance.getMetrics");
    return Object.fromEntries(metrics.map(({ name, value }) => [name, value]));
  }

  test.each(["one element", "new elements"])("%s leave nothing behind", async (kind) => {
    await browser.send("Performance.enable");
    const kept = await mount({ searchable: true });
    const cycle = async (): Promise<void> => {
      if (kind === "one element") {
        kept.remove();
        document.body.append(kept);
        return;
      }
      const element = document.createElement("marquetry-map");
      Object.assign(element, {
        data: { name: "all", children: [{ name: "a", value: 1 }] },
        searchable: true,
      });
      document.body.append(element);
      if (Math.random() < 0.1) await element.ready;
      element.remove();
    };
    for (let k = 0; k < 50; k++) await cycle();
    const before = await accounts();
    for (let k = 0; k < CYCLES; k++) await cycle();
    const after = await accounts();
    // A leak of one node, or listener, a cycle would be a thousand.
    expect(after["Nodes"]! - before["Nodes"]!).toBeLessThan(200);
    expect(after["JSEventListeners"]! - before["JSEventListeners"]!).toBeLessThan(50);
    expect((after["JSHeapUsedSize"]! - before["JSHeapUsedSize"]!) / CYCLES).toBeLessThan(1000);
    await kept.ready;
    expect(part(kept, ".layer path")).not.toBe(null);
  });

  test("a flight and a layout under way end with it", async () => {
    const element = await mount({ duration: 10_000 });
    const arrival = element.zoomTo(idOf("util"));
    element.remove();
    await arrival;
    document.body.append(element);
    await frames(3);
    expect(labelOf(element, element.root)).toBe("util");
  });
});

describe("a reader who prefers less motion", () => {
  const prefer = (value: string) =>
    browser.send("Emulation.setEmulatedMedia", { features: [{ name: "prefers-reduced-motion", value }] });
  beforeEach(() => prefer("reduce"));
  afterEach(() => prefer(""));

  test("is where they zoom to at once", async () => {
    const element = await mount({ duration: 60_000 });
    await element.zoomTo(idOf("util"));
    const moved = [...element.shadowRoot!.querySelectorAll<HTMLElement>(".layer")].filter(
      ({ style }) => style.transform !== "",
    );
    expect(moved).toEqual([]);
    expect(labelOf(element, element.root)).toBe("util");
  });
});

describe("a tree of more than 20,000 leaves", () => {
  const large = flatList(25_000, { spread: "pareto", seed: 2 });
  const many = randomTree(22_000, { seed: 6 });

  test.each([
    ["greedy", {}],
    ["squarify", { padding: 1, paddingTop: 4 }],
  ] as const)("is laid out in a worker by %s, as the page would", async (engine, spacing) => {
    const element = await mount({ data: null });
    const laidOut = next(element, "marquetry-layout");
    Object.assign(element, { data: many, engine, spacing });
    const { where, map } = (await laidOut).detail;
    expect(where).toBe("worker");
    expect(part(element, ".spinner").hidden).toBe(true);
    const { x0, y0, x1, y1 } = map.region;
    const here: Partition = layout(many, { engine, container: { x0, y0, x1, y1 }, ...spacing });
    for (let i = 0; i < map.size; i += 97) expect(map.cell(i)).toEqual(here.cell(i));
    expect(part(element, ".layer canvas")).not.toBe(null);
  });

  test("shows that it is at work after 200 ms, and drops what is out of date", async () => {
    const jobs: { answer: () => void; ended: boolean }[] = [];
    const element = await mount({ data: null });
    element.workerFactory = () => {
      const real = new Worker(new URL("../../src/element/worker.js", import.meta.url), { type: "module" });
      const job = { answer: () => {}, ended: false };
      jobs.push(job);
      // Holds each answer back until the test lets it go.
      return {
        postMessage: (message: unknown, transfer: Transferable[]) => real.postMessage(message, transfer),
        terminate() {
          job.ended = true;
          real.terminate();
        },
        set onmessage(answer: (event: MessageEvent) => void) {
          real.onmessage = (event) => (job.answer = () => answer(event));
        },
      } as Worker;
    };
    element.data = large;
    await vi.waitFor(() => expect(part(element, ".spinner").hidden).toBe(false));
    expect(part(element, "[role=tree]").getAttribute("aria-busy")).toBe("true");
    element.engine = "squarify";
    await vi.waitFor(() => expect(jobs.length).toBe(2));
    expect(jobs[0]!.ended).toBe(true);
    const laidOut = next(element, "marquetry-layout");
    await vi.waitFor(() => {
      jobs[1]!.answer();
      expect(element.map?.engine.name).toBe("squarify");
    }, 20_000);
    expect((await laidOut).detail.map.tree).toBe(large);
    expect(part(element, ".spinner").hidden).toBe(true);
    element.engine = "binary";
    await frames(2);
    element.remove();
    expect(jobs.at(-1)!.ended).toBe(true);
  });

  test("is laid out on the page where no worker can be had, which the event tells", async () => {
    const reasons: (string | undefined)[] = [];
    for (const set of [
      { workerFactory: () => new Worker("/nowhere.js", { type: "module" }) },
      {
        workerFactory: (): Worker => {
          throw new Error("not allowed");
        },
      },
      { engine: { ...squarify(), partition: squarify().partition.bind(null) } },
      { spacing: { padding: () => 1 } },
    ]) {
      const element = await mount({ data: null });
      const laidOut = next(element, "marquetry-layout");
      Object.assign(element, { engine: "squarify", data: large, ...set });
      const { where, reason } = (await laidOut).detail;
      expect(where).toBe("page");
      reasons.push(reason);
      element.remove();
    }
    expect(reasons.map((reason) => reason?.slice(0, 24))).toEqual([
      "the worker could not be ",
      "no worker could be made:",
      "the engine squarify is m",
      "the spacing holds a func",
    ]);
  });

  test("whose weights are all 0 is an error that names it", async () => {
    const element = await mount({ data: null });
    const failed = next(element, "marquetry-error");
    element.data = large.withWeights(new Float64Array(large.size));
    expect((await failed).detail.error).toMatchObject({ code: "zero-weight" });
  });
});

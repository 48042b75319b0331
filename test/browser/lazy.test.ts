import { lazyTree, weightedTree, type LazyNode, type LazySource, type WeightedTree } from "marquetry";
import { generator, planTree, plant } from "../support/trees.ts";
import { afterEach, expect, test, vi } from "vitest";
import { mount, part } from "./support/mount.ts";

afterEach(() => document.body.replaceChildren());

/** A large tree, a part at a time: each node of four levels has six children. */
function source(
  fail: () => Promise<unknown> | undefined = () => undefined,
): LazySource & { asked: string[] } {
  const asked: string[] = [];
  const node = (id: string, weight: number): LazyNode => ({
    id,
    label: `n${id}`,
    weight,
    hasChildren: id.split(".").length < 5,
  });
  return {
    asked,
    root: node("0", 6 ** 6),
    async children(id) {
      asked.push(id);
      const failure = fail();
      if (failure) return (await failure) as never;
      const weight = 6 ** (6 - id.split(".").length);
      return Array.from({ length: 6 }, (_, k) => node(`${id}.${k}`, weight));
    },
  };
}

test("loads what is large enough, and more as one zooms in", async () => {
  const given = source();
  const element = await mount({ data: lazyTree(given), engine: "squarify", duration: 0 });
  await vi.waitFor(() => expect(element.map!.size).toBe(1 + 6 + 36 + 216), { timeout: 20_000 });
  await new Promise((done) => setTimeout(done, 300));
  expect(given.asked).toHaveLength(1 + 6 + 36);
  await element.zoomTo("0.3");
  await vi.waitFor(() => expect(element.map!.size).toBe(1 + 6 + 36 + 216 + 216), { timeout: 20_000 });
  expect(given.asked.slice(43).every((id) => id.startsWith("0.3."))).toBe(true);
  expect(element.root).toBe("0.3");
  expect(new Set(given.asked).size).toBe(given.asked.length);
  element.searchable = true;
  element.search("n0.3.1.");
  await element.ready;
  expect(part(element, ".search output").textContent).toBe("42 matches in what is loaded");
});

test("gives up what is under way when it leaves the page", async () => {
  let signal: AbortSignal | undefined;
  const given: LazySource = {
    ...source(),
    children: (_, request) => {
      ({ signal } = request);
      return new Promise(() => {});
    },
  };
  const element = await mount({ data: lazyTree(given) });
  await vi.waitFor(() => expect(signal).toBeDefined());
  element.remove();
  await vi.waitFor(() => expect(signal!.aborted).toBe(true));
});

test("is never blank, and whole in the end, whatever becomes of 200 requests", async () => {
  const random = generator(4);
  let failures = 0;
  const given = source(() => {
    if (failures >= 200) return undefined;
    failures++;
    const kind = Math.floor(4 * random());
    if (kind === 0) return Promise.reject(new Error("connection lost"));
    if (kind === 1) return Promise.resolve({ nonsense: true });
    if (kind === 2) return Promise.resolve([{ id: "x", weight: 1e12 }]);
    return new Promise((_, reject) => setTimeout(() => reject(new Error("late")), 5));
  });
  const element = await mount({ data: lazyTree(given, { retries: 60 }), engine: "squarify", duration: 0 });
  const blanks: number[] = [];
  const watch = setInterval(() => {
    if (part(element, ".layer svg *") === null) blanks.push(failures);
  }, 20);
  await vi.waitFor(() => expect(element.map!.size).toBe(1 + 6 + 36 + 216), { timeout: 50_000, interval: 50 });
  clearInterval(watch);
  expect(failures).toBe(200);
  expect(blanks).toEqual([]);
});

test("takes other data meanwhile", async () => {
  const given = source(() => new Promise((done) => setTimeout(() => done([]), 200)));
  const element = await mount({ data: lazyTree(given) });
  await vi.waitFor(() => expect(given.asked).toHaveLength(1));
  const other: WeightedTree = plant(planTree("bushy", "uniform", 30, 1));
  element.data = other;
  await element.ready;
  await new Promise((done) => setTimeout(done, 400));
  expect(element.map!.tree).toBe(other);
  element.data = weightedTree({ name: "x", value: 1 });
  await element.ready;
  expect(element.map!.size).toBe(1);
});

/** A root of 60 folders with 30 files each, of which 20 are given at a time. */
function paged(): LazySource & { searched: string[] } {
  const searched: string[] = [];
  const folder = (k: number): LazyNode => ({
    id: `f${k}`,
    label: `folder ${k}`,
    weight: 30,
    hasChildren: true,
  });
  return {
    searched,
    root: { id: "", label: "top", weight: 1800, hasChildren: true },
    // eslint-disable-next-line @typescript-eslint/require-await
    async children(id, { limit, offset }) {
      const all = Array.from({ length: id === "" ? 60 : 30 }, (_, k) =>
        id === "" ? folder(k) : { id: `${id}/x${k}`, label: `x${k}`, weight: 1 },
      );
      const kept = all.slice(offset, offset + limit);
      const others = all.length - offset - kept.length;
      return others > 0 ? [...kept, { id: `${id}/…`, weight: 0, others }] : kept;
    },
    search: (words) => {
      searched.push(words);
      return [
        { id: "f55/x7", label: "x7", path: ["f55"] },
        { id: "f1/x7", label: "x7", path: ["f1"] },
        "nonsense" as never,
      ];
    },
  };
}

test("opens the way down that an address tells, also among the others", async () => {
  location.hash = "#/folder 55/x3";
  const element = await mount({
    data: lazyTree(paged(), { limit: 20 }),
    hash: true,
    engine: "squarify",
    duration: 0,
  });
  await vi.waitFor(() => expect(element.root).toBe("f55/x3"), { timeout: 20_000 });
  expect(decodeURIComponent(location.hash)).toBe("#/folder 55/x3");
  location.hash = "#/folder 41";
  await vi.waitFor(() => expect(element.root).toBe("f41"), { timeout: 20_000 });
  location.hash = "#/folder 12/no such";
  await vi.waitFor(() => expect(element.root).toBe("f12"), { timeout: 20_000 });
  location.hash = "#/";
  history.replaceState(null, "", location.pathname);
});

test("loads the others when one zooms into what stands for them", async () => {
  const element = await mount({ data: lazyTree(paged(), { limit: 20 }), engine: "squarify", duration: 0 });
  await vi.waitFor(() => expect(element.map!.tree.find("f3/x3")).toBeGreaterThan(0), { timeout: 20_000 });
  const { tree } = element.map!;
  const others = tree.id(20 + 1);
  expect(tree.label(21)).toBe("+\u00a040 others");
  expect(tree.isLoaded(21)).toBe(false);
  await element.zoomTo(others);
  await vi.waitFor(() => expect(element.map!.tree.find("f25")).toBeGreaterThan(0), { timeout: 20_000 });
  expect(element.root).toBe(others);
});

test("searches all of a tree where its source can, and leads to what is found", async () => {
  const given = paged();
  const element = await mount({ data: lazyTree(given, { limit: 20 }), engine: "squarify", duration: 0 });
  await vi.waitFor(() => expect(element.map!.size).toBeGreaterThan(21), { timeout: 20_000 });
  element.searchable = true;
  element.search("x7");
  await vi.waitFor(() => expect(part(element, ".search output").textContent).toBe("2 matches"));
  expect(given.searched).toEqual(["x7"]);
  const field = part<HTMLInputElement>(element, ".search input");
  field.dispatchEvent(new KeyboardEvent("keydown", { key: "Enter" }));
  await vi.waitFor(() => expect(element.focused).toBe("f55/x7"), { timeout: 20_000 });
  expect(element.root).toBe("f55");
  element.search("");
  await element.ready;
  expect(part(element, ".search output").textContent).toBe("");
});

test("draws what is not loaded as such", async () => {
  const given: LazySource = {
    ...paged(),
    children: (id, request) => (id === "" ? paged().children(id, request) : new Promise(() => {})),
  };
  const element = await mount({ data: lazyTree(given, { limit: 20 }), engine: "squarify", duration: 0 });
  await vi.waitFor(() => expect(element.map!.size).toBe(22), { timeout: 20_000 });
  await element.ready;
  const hatches = element.shadowRoot!.querySelectorAll('.layer svg path[fill="none"]');
  expect(hatches.length).toBeGreaterThanOrEqual(20);
});

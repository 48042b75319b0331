import type { MarquetryMap } from "marquetry/element";
import { afterEach, describe, expect, test } from "vitest";
import { mount, part } from "./support/mount.ts";

afterEach(() => document.body.replaceChildren());

const good = {
  data: {
    name: "all",
    children: [
      { name: "a", value: 2 },
      { name: "b", value: 1 },
    ],
  },
};
const dataOptions = {};
const concave = [
  [0, 0],
  [4, 0],
  [1, 1],
  [0, 4],
] as const;
const flat = [
  [0, 0],
  [1, 0],
  [2, 0],
] as const;

/** What can be set that no map can be made of: refused when it is set, or only when it is to be used. */
const refused: readonly (readonly [what: string, isRefusedAtOnce: boolean, set: Record<string, unknown>])[] =
  [
    ["a container of no such name", true, { container: "blob" }],
    ["corners that are none", true, { container: [[0, 0]] }],
    ["a container that is not convex", false, { container: concave, engine: "greedy" }],
    ["a container without area", false, { container: flat }],
    ["a container that rectangles cannot fill", false, { container: "circle", engine: "squarify" }],
    ["a path that breaks off", false, { container: "M0 0H" }],
    ["a path that encloses nothing", false, { container: "M0 0H4" }],
    ["an engine of no such name", false, { engine: "greddy" }],
    ["an engine that is none", true, { engine: { name: "mine" } }],
    ["an engine that fails", false, { engine: failing() }],
    ["spacing of no such name", true, { spacing: { paddding: 2 } }],
    ["a share that is too much", false, { spacing: { minShare: 0.9 } }],
    ["rounding of polygons", false, { spacing: { round: true }, engine: "greedy" }],
    ["data that are none", true, { data: 7 }],
    ["data without a node", false, { data: [] }],
    ["a weight below 0", false, { data: { name: "all", children: [{ name: "a", value: -1 }] } }],
    ["weights that are all 0", false, { data: { name: "all", children: [{ name: "a", value: 0 }] } }],
    ["options of data of no such name", false, { dataOptions: { wieght: "size" } }],
  ];

function failing(): object {
  return {
    shape: "rect",
    readContainer: () => {
      throw new Error("no");
    },
    makeCells: () => null,
    unpackCells: () => null,
    name: "failing",
    description: "",
    bound: () => null,
    partition: () => undefined,
  };
}

/** Sets properties, and waits: the errors told before `ready` resolved. */
async function settled(element: MarquetryMap, set: object): Promise<number> {
  let told = 0;
  element.addEventListener("marquetry-error", () => told++);
  Object.assign(element, set);
  expect(await element.ready).toBe(element);
  return told;
}

describe.each([
  ["laid out on the page", 20_000],
  ["laid out in a worker", 0],
])("what is refused, %s", (_, workerAbove) => {
  test.each(refused)("%s is told before ready resolves, and mended", async (_, isRefusedAtOnce, set) => {
    const element = await mount({ data: null, dataOptions, workerAbove });
    const told = await settled(element, { ...good, ...set });
    expect(told).toBe(1);
    expect(part(element, "[role=alert]").hidden).toBe(false);
    // What was there stays: a setting that is refused leaves the default.
    const isDrawn = isRefusedAtOnce && !("data" in set);
    expect(element.map !== null).toBe(isDrawn);
    expect(part(element, ".spinner").hidden).toBe(true);

    await settled(element, {
      ...good,
      ...Object.fromEntries(Object.keys(set).map((name) => [name, null])),
      data: good.data,
    });
    expect(element.map!.tree.leafCount).toBe(2);
    expect(part(element, "[role=alert]").hidden).toBe(true);
  });

  test.each(refused)("%s leaves the map that was there", async (_, _isRefusedAtOnce, set) => {
    const element = await mount({ ...good, dataOptions, workerAbove });
    const { map } = element;
    expect(map).not.toBeNull();
    const told = await settled(element, set);
    expect(told).toBe(1);
    expect(element.map).toBe(map);
    expect(part(element, "[role=alert]").hidden).toBe(false);
  });
});

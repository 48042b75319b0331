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

/** Some of those that only a layout refuses, which a worker makes here. */
const refusedLate = refused.filter(
  ([what]) => what.includes("convex") || what.includes("fails") || what.includes("all 0"),
);

describe.each([
  ["on the page", 20_000, refused],
  ["in a worker", 0, refusedLate],
] as const)("what is refused %s", (_, workerAbove, table) => {
  test.each(table)(
    "%s: is told before ready resolves, and what was there stays",
    async (_, isAtOnce, set) => {
      const element = await mount({ data: null, dataOptions, workerAbove });
      expect(await settled(element, { ...good, ...set })).toBe(1);
      expect(part(element, "[role=alert]").hidden).toBe(false);
      expect(part(element, ".spinner").hidden).toBe(true);
      // A setting that is refused at once leaves the default.
      expect(element.map !== null).toBe(isAtOnce && !("data" in set));

      const usual = Object.fromEntries(Object.keys(set).map((name) => [name, null]));
      await settled(element, { ...usual, ...good });
      const { map } = element;
      expect(map!.tree.leafCount).toBe(2);
      expect(part(element, "[role=alert]").hidden).toBe(true);

      expect(await settled(element, set)).toBeGreaterThan(0);
      expect(element.map).toBe(map);
      expect(part(element, "[role=alert]").hidden).toBe(false);
    },
  );
});

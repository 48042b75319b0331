import {
  boxCells,
  greedy,
  layout,
  squarify,
  stability,
  weightedTree,
  type BoxCells,
  type EarlierLayout,
  type Engine,
} from "marquetry";
import { describe, expect, it } from "vitest";

const tree = weightedTree(
  {
    id: "all",
    children: [
      { id: "a", value: 3 },
      { id: "b", children: [{ id: "c", value: 1 }, { id: "d", value: 2 }] }, // prettier-ignore
    ],
  } as { id: string; value?: number; children?: { id: string; value: number }[] },
  { id: (d) => d.id, sort: null },
);
const map = layout(tree, { engine: greedy(), container: [60, 40] });

/** An engine that lays children side by side, and keeps what it was handed when it is to continue a map. */
function recorder(memory?: object): { engine: Engine<BoxCells>; calls: (EarlierLayout | undefined)[] } {
  const calls: (EarlierLayout | undefined)[] = [];
  const engine: Engine<BoxCells> = {
    ...boxCells,
    name: "recorder",
    description: "of a test",
    partition({ size, weight, firstChild, childCount }, _region, cells, ...earlier) {
      calls.push(earlier.length === 0 ? undefined : earlier[0]);
      const room = { x: 0, y: 0, width: 0, height: 0 };
      for (let i = 0; i < size; i++) {
        cells.open(i, room);
        let x = 0;
        for (let c = firstChild[i]!; c < firstChild[i]! + childCount[i]!; c++) {
          const width = room.width * (weight[c]! / weight[i]!);
          cells.set(c, x, 0, width, room.height);
          x += width;
        }
        cells.close(i);
      }
      // What an engine writes into its weights reaches nobody.
      weight.fill(7);
      return memory;
    },
  };
  return { engine, calls };
}

describe("what update is handed", () => {
  const bad = (message: string, code: string, value: unknown): unknown =>
    expect.objectContaining({ message, code, value });

  it.each<[unknown, string]>([
    [[1, 2, 3], "3 numbers"],
    [new Float32Array(6), "6 numbers"],
    [undefined, "undefined"],
    [null, "null"],
    [5, "5"],
  ])("is a tree or weights, not %j", (change, shown) => {
    expect(() => map.update(change as never)).toThrow(
      bad(`map.update takes a tree, or a weight for each of the 5 nodes, not ${shown}`, "bad-input", change),
    );
  });

  it("is no object that only has a length, nor bytes without one", () => {
    for (const change of [{ length: 5 }, new DataView(new ArrayBuffer(5)), "12345"])
      expect(() => map.update(change as never)).toThrow(
        expect.objectContaining({
          code: "bad-input",
          message: expect.not.stringContaining("numbers") as string,
        }),
      );
  });

  it("may be weights in any list", () => {
    const weights = [0, 1, 0, 1, 2];
    const areas = [...layout(tree.withWeights(weights), { engine: greedy(), container: [60, 40] })].map(
      (_, i) => map.update(Float64Array.from(weights)).area(i),
    );
    for (const list of [weights, new Uint8Array(weights), new Float32Array(weights)])
      expect([...map].map((i) => map.update(list).area(i))).toEqual(areas);
    expect(areas[1]).toBeCloseTo(600, 9);
  });

  it.each<[unknown, string, unknown?]>([
    [[0, 1, 2], "needs a node of the map, or -1, for each of the tree's 5 nodes, and has 3 numbers"],
    ["01234", `needs a node of the map, or -1, for each of the tree's 5 nodes, and is "01234"`],
    [7, "needs a node of the map, or -1, for each of the tree's 5 nodes, and is 7"],
    [[0, 1, 2, 3, 5], "names 5 at 4: the map has nodes 0 to 4", 5],
    [[0, 1, 2, 3, -2], "names -2 at 4: the map has nodes 0 to 4", -2],
    [[0, 1, 2, "3", 4], `names "3" at 3: the map has nodes 0 to 4`, "3"],
    [[0, 1, 2, 1, 4], "names node 1 twice, at 3 again", 1],
  ])("matches each node once at most: %j", (match, message, value = match) => {
    expect(() => map.update(tree, { match: match as never })).toThrow(
      bad(`map.update: match ${message}`, "bad-option", value),
    );
  });

  it("names the option that is wrong, and whose it is", () => {
    expect(() => map.update(tree, { maxAspectGrowth: 0 })).toThrow(/^map\.update: maxAspectGrowth must be /);
    expect(() => map.update(tree, { mach: [] } as never)).toThrow(
      /^map\.update has no option "mach"; did you mean match\?$/,
    );
  });

  it("may match nothing, or by a list of any kind", () => {
    const all = [0, 1, 2, 3, 4];
    for (const match of [all, Int32Array.from(all), Uint8Array.from(all)])
      expect(map.update(tree, { match: match }).cell(4)).toEqual(map.cell(4));
    expect(map.update(tree, { match: all.map(() => -1) }).area(4)).toBeCloseTo(800, 9);
  });
});

describe("what an engine is handed", () => {
  it("nothing for a fresh layout; the earlier one for an update, with what it remembered", () => {
    const memory = { note: new Int32Array(1) };
    const { engine, calls } = recorder(memory);
    const first = layout(tree, { engine, container: [60, 40] });
    const heavier = tree.weight.map((weight, i) => weight * (1 + i));
    first.update(heavier);
    first.update(heavier, { container: [120, 20] });
    first.update(heavier, { container: [120, 20], maxAspectGrowth: 5 });
    expect(calls[0]).toBeUndefined();
    const same = { memory, keepsAll: false, match: Int32Array.of(0, 1, 2, 3, 4) };
    expect(calls[1]).toMatchObject({ ...same, stretch: [1, 1], maxAspectGrowth: Infinity });
    expect(calls[2]).toMatchObject({ ...same, stretch: [2, 0.5], maxAspectGrowth: 2 });
    expect(calls[3]).toMatchObject({ stretch: [2, 0.5], maxAspectGrowth: 5 });
    expect(calls[1]!.cells).toBe(first.cells);
    expect(calls[1]!.tree).toBe(tree);
  });

  it("stretches that do not hang on where the container stands", () => {
    const { engine, calls } = recorder({});
    const first = layout(tree, { engine, container: { x0: 10, y0: 20, x1: 40, y1: 60 } });
    first.update(tree.weight, { container: { x0: -5, y0: 7, x1: 55, y1: 17 } });
    expect(calls[1]!.stretch).toEqual([2, 0.25]);
  });

  it("nothing where it remembers nothing", () => {
    const { engine, calls } = recorder();
    layout(tree, { engine, container: [60, 40] }).update(tree.weight.map((w, i) => w * i));
    expect(calls).toEqual([undefined, undefined]);
  });

  it("a copy of the weights", () => {
    const weights = tree.weight.slice();
    const map = layout(tree, { engine: recorder().engine, container: [60, 40] });
    expect(map.tree.weight).toEqual(weights);
    expect(map.area(1)).toBeCloseTo(1200, 9);
  });
});

describe("an update in which nothing has changed", () => {
  const { engine, calls } = recorder({});
  const first = layout(tree, { engine, container: [60, 40] });
  const redone = (act: () => { cells: unknown }): boolean => {
    const before = calls.length;
    const isOther = act().cells !== first.cells;
    expect(calls.length > before).toBe(isOther);
    return isOther;
  };

  it("keeps the cells, without the engine", () => {
    expect(redone(() => first.update(tree.weight.slice()))).toBe(false);
    expect(redone(() => first.update(tree))).toBe(false);
    expect(redone(() => first.update(tree, { container: [60, 40] }))).toBe(false);
    expect(redone(() => first.update(tree).update(tree))).toBe(false);
  });

  it("is none where a weight, a match, a parent or the container is another", () => {
    expect(redone(() => first.update([0, 3, 0, 1, 2.5]))).toBe(true);
    expect(redone(() => first.update(tree, { match: [0, 1, 2, 4, 3] as never }))).toBe(true);
    expect(redone(() => first.update(tree, { container: [60, 41] }))).toBe(true);
    expect(redone(() => first.update(tree, { container: { x0: 1, y0: 0, x1: 61, y1: 40 } }))).toBe(true);
    const parent = Int32Array.of(-1, 0, 0, 1, 1);
    const moved = weightedTree.fromColumns(
      { parent, weight: Float64Array.of(0, 0, 3, 1, 2), id: ["all", "a", "b", "c", "d"] },
      { sort: null },
    );
    const match = [0, 1, 2, 3, 4];
    expect(redone(() => first.update(moved as never, { match: match }))).toBe(true);
    const fewer = weightedTree({ children: [{ value: 1 }] });
    expect(redone(() => first.update(fewer as never, { match: [0, 1] as never }))).toBe(true);
  });

  it("has moved nothing for any measure", () => {
    const map = layout(tree, { engine: squarify(), container: [60, 40], padding: 1, round: true });
    const again = map.update(tree.weight);
    expect(again.cells).toBe(map.cells);
    expect([again.padded, again.rounded]).toEqual([true, true]);
    expect(stability(map, again).cornerTravel.max).toBe(0);
  });
});

import {
  binary,
  dice,
  layout,
  slice,
  sliceDice,
  squarify,
  strip,
  weightedTree,
  type RectEngine,
} from "marquetry";
import { describe, expect, it } from "vitest";

const MILLION = 1_000_000;

const engines: [name: string, make: () => RectEngine][] = [
  ["squarify", squarify],
  ["binary", binary],
  ["slice", slice],
  ["dice", dice],
  ["sliceDice", sliceDice],
  ["strip", strip],
];

const chain = weightedTree.fromColumns({
  parent: Int32Array.from({ length: MILLION }, (_, i) => i - 1),
  weight: new Float64Array(MILLION).fill(2),
});

const family = weightedTree.fromColumns({
  parent: Int32Array.from({ length: MILLION + 1 }, (_, i) => (i === 0 ? -1 : 0)),
  // A running sum of these drifts by 1e-11.
  weight: new Float64Array(MILLION + 1).fill(0.1),
});

describe.each(engines)("%s completes", { timeout: 60_000 }, (_, make) => {
  it("a chain of a million nodes", () => {
    const map = layout(chain as never, { engine: make(), container: [960, 600] });
    expect(map.area(MILLION - 1)).toBe(576_000);
    expect(map.at(480, 300)).toBe(MILLION - 1);
  });

  it("a family of a million children, each area exact", () => {
    const map = layout(family as never, { engine: make(), container: [960, 600] });
    let worst = 0;
    for (let i = 1; i <= MILLION; i++) {
      const share = 576_000 / MILLION;
      worst = Math.max(worst, Math.abs(map.area(i) - share) / share);
    }
    expect(worst).toBeLessThan(1e-12);
  });

  it("a hundred thousand children over 300 decades", () => {
    const size = 100_001;
    const weight = Float64Array.from({ length: size }, (_, i) => 10 ** (150 - (300 * i) / size));
    const tree = weightedTree.fromColumns({ parent: family.parent.slice(0, size), weight });
    const map = layout(tree as never, { engine: make(), container: [960, 600] });
    let worst = 0;
    for (let i = 1; i < size; i++) {
      const share = 576_000 * (tree.weight[i]! / tree.weight[0]!);
      worst = Math.max(worst, Math.abs(map.area(i) - share) / share);
    }
    expect(worst).toBeLessThan(1e-12);
  });
});

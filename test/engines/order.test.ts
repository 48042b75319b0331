import fc from "fast-check";
import {
  binary,
  dice,
  layout,
  slice,
  sliceDice,
  squarify,
  strip,
  weightedTree,
  type Partition,
  type RectEngine,
} from "marquetry";
import { describe, expect, it } from "vitest";

const values = fc.array(fc.noBias(fc.double({ min: 0.01, max: 1, noNaN: true })), {
  minLength: 1,
  maxLength: 60,
});

function lay(engine: RectEngine, weights: readonly number[], container: [number, number]): Partition {
  const tree = weightedTree({ children: weights.map((value) => ({ value })) }, { sort: null });
  return layout(tree as never, { engine, container });
}

/** Mean of longer to shorter side of the root's children. */
function meanSide(map: Partition): number {
  let sum = 0;
  for (let i = 1; i < map.size; i++) {
    const { x0, y0, x1, y1 } = map.bounds(i);
    sum += Math.max((x1 - x0) / (y1 - y0), (y1 - y0) / (x1 - x0));
  }
  return sum / (map.size - 1);
}

describe("the order of siblings", () => {
  it("dice runs from left to right, slice from top to bottom, sliceDice does both in turn", () => {
    expect(lay(dice(), [1, 2, 1], [8, 4]).bounds(2)).toEqual({ x0: 2, y0: 0, x1: 6, y1: 4 });
    expect(lay(slice(), [1, 2, 1], [8, 4]).bounds(2)).toEqual({ x0: 0, y0: 1, x1: 8, y1: 3 });
    const tree = weightedTree({ children: [{ children: [{ value: 1 }, { value: 3 }] }, { value: 4 }] });
    const map = layout(tree, { engine: sliceDice(), container: [8, 4] });
    expect([1, 2, 3, 4].map((i) => map.bounds(i))).toEqual([
      { x0: 0, y0: 0, x1: 4, y1: 4 },
      { x0: 4, y0: 0, x1: 8, y1: 4 },
      { x0: 0, y0: 0, x1: 4, y1: 3 },
      { x0: 0, y0: 3, x1: 4, y1: 4 },
    ]);
  });

  it("binary: of two siblings the later is never wholly left of or above the earlier", () => {
    fc.assert(
      fc.property(values, (weights) => {
        const map = lay(binary(), weights, [80, 50]);
        for (let i = 1; i < map.size; i++) {
          for (let j = i + 1; j < map.size; j++) {
            const [a, b] = [map.bounds(i), map.bounds(j)];
            expect(b.x0 >= a.x1 - 1e-9 || b.y0 >= a.y1 - 1e-9).toBe(true);
          }
        }
      }),
    );
  });

  it("strip: siblings follow one another in reading order, in strips of the full width", () => {
    fc.assert(
      fc.property(values, fc.constantFrom(0.5, 1, 4), (weights, ratio) => {
        const map = lay(strip({ ratio }), weights, [80, 50]);
        let { x1: right, y0: top, y1: bottom } = map.bounds(1);
        expect([map.bounds(1).x0, top]).toEqual([0, 0]);
        for (let i = 2; i < map.size; i++) {
          const cell = map.bounds(i);
          if (cell.x0 === 0) {
            expect(right).toBeCloseTo(80, 9);
            expect(cell.y0).toBeCloseTo(bottom, 9);
          } else {
            expect(cell.x0).toBeCloseTo(right, 9);
            expect([cell.y0, cell.y1]).toEqual([top, bottom]);
          }
          ({ x1: right, y0: top, y1: bottom } = cell);
        }
        expect(right).toBeCloseTo(80, 9);
        expect(bottom).toBeCloseTo(50, 9);
      }),
    );
  });
});

describe("strip", () => {
  it("equal weights come out as a grid of squares", () => {
    const map = lay(
      strip(),
      Array.from({ length: 12 }, () => 1),
      [400, 300],
    );
    for (let i = 1; i <= 12; i++) {
      const { x0, y0, x1, y1 } = map.bounds(i);
      expect(x0).toBeCloseTo(100 * ((i - 1) % 4), 9);
      expect(y0).toBeCloseTo(100 * Math.floor((i - 1) / 4), 9);
      expect(x1 - x0).toBeCloseTo(100, 9);
      expect(y1 - y0).toBeCloseTo(100, 9);
    }
  });

  it("ends each strip where one more cell would worsen its mean, but for the last two", () => {
    fc.assert(
      fc.property(values, (weights) => {
        const map = lay(strip(), weights, [80, 50]);
        const expected = stripEnds(weights, 80 / 50);
        const ends: number[] = [];
        for (let i = 2; i <= map.size; i++) if (i === map.size || map.bounds(i).x0 === 0) ends.push(i - 1);
        const joined = [...expected.slice(0, -2), weights.length];
        const gain = meanOf(weights, expected, 80 / 50) - meanOf(weights, joined, 80 / 50);
        fc.pre(Math.abs(gain) > 1e-9 || expected.length === 1);
        expect(ends).toEqual(gain > 0 ? joined : expected);
      }),
    );
  });

  it("a wanted ratio makes cells wider or higher", () => {
    const weights = Array.from({ length: 200 }, (_, k) => 1 + (k % 5));
    const meanWidthToHeight = (ratio: number) => {
      const map = lay(strip({ ratio }), weights, [600, 600]);
      let sum = 0;
      for (let i = 1; i < map.size; i++) {
        const { x0, y0, x1, y1 } = map.bounds(i);
        sum += (x1 - x0) / (y1 - y0);
      }
      return sum / weights.length;
    };
    expect(meanWidthToHeight(4)).toBeGreaterThan(3);
    expect(meanWidthToHeight(0.25)).toBeLessThan(0.5);
  });

  it("gives mixed weights fair shapes", () => {
    const weights = Array.from({ length: 1000 }, (_, k) => Math.exp(1.5 * Math.sin(12.9898 * k * k)));
    expect(meanSide(lay(strip(), weights, [960, 600]))).toBeLessThan(3);
    expect(meanSide(lay(squarify({ ratio: 1 }), weights, [960, 600]))).toBeLessThan(3);
  });
});

/** The ends of the strips by the definition: every strip measured anew for every child. */
function stripEnds(weights: readonly number[], aspect: number): number[] {
  const total = weights.reduce((a, b) => a + b);
  const ends: number[] = [];
  for (let first = 0; first < weights.length;) {
    let end = first + 1;
    while (
      end < weights.length &&
      stripMean(weights, first, end + 1, total, aspect) <= stripMean(weights, first, end, total, aspect)
    )
      end++;
    ends.push(end);
    first = end;
  }
  return ends;
}

function stripMean(
  weights: readonly number[],
  first: number,
  end: number,
  total: number,
  aspect: number,
): number {
  const run = weights.slice(first, end);
  const height = run.reduce((a, b) => a + b) / total;
  const ratios = run.map((w) => (aspect * (w / total / height)) / height);
  return ratios.reduce((a, r) => a + Math.max(r, 1 / r), 0) / run.length;
}

function meanOf(weights: readonly number[], ends: readonly number[], aspect: number): number {
  const total = weights.reduce((a, b) => a + b);
  let sum = 0;
  for (const [k, end] of ends.entries()) {
    const first = ends[k - 1] ?? 0;
    sum += (end - first) * stripMean(weights, first, end, total, aspect);
  }
  return sum / weights.length;
}

import fc from "fast-check";
import { binary, dice, layout, slice, squarify, strip, weightedTree, type RectEngine } from "marquetry";
import { describe, expect, it } from "vitest";
import { suffixSums, sumOf } from "../../src/engines/rectangles/sums.ts";

type Box = [x: number, y: number, width: number, height: number];

/** The cells of a list, in order, with numbers to nine digits. */
function cells(engine: RectEngine, weights: readonly number[], container: [number, number]): Box[] {
  const tree = weightedTree({ children: weights.map((value) => ({ value })) }, { sort: null });
  const map = layout(tree as never, { engine, container });
  return weights.map((_, k) => {
    const { x0, y0, x1, y1 } = map.bounds(k + 1);
    return [x0, y0, x1 - x0, y1 - y0].map((value) => Number(value.toPrecision(9))) as Box;
  });
}

describe("squarify", () => {
  const square = squarify({ ratio: 1 });

  it("lays the example of its inventors out as they drew it", () => {
    expect(cells(square, [6, 6, 4, 3, 2, 2, 1], [6, 4])).toEqual([
      [0, 0, 3, 2],
      [0, 2, 3, 2],
      [3, 0, 1.71428571, 2.33333333],
      [4.71428571, 0, 1.28571429, 2.33333333],
      [3, 2.33333333, 1.2, 1.66666667],
      [4.2, 2.33333333, 1.2, 1.66666667],
      [5.4, 2.33333333, 0.6, 1.66666667],
    ]);
  });

  it("stands the first row on the left of a square and of what is wide, on top of what is high", () => {
    for (const width of [10, 11, 10 * (1 - 1e-13)]) {
      const [[, , w, h]] = cells(square, [1, 1, 1, 1], [width, 10]) as [Box];
      expect([w, h]).toEqual([Number((width / 2).toPrecision(9)), 5]);
      expect(cells(square, [1, 1, 1, 1], [width, 10])[1]!.slice(0, 2)).toEqual([0, 5]);
    }
    for (const height of [10 * (1 + 1e-11), 11])
      expect(cells(square, [1, 1, 1, 1], [10, height])[1]!.slice(0, 2)).toEqual([5, 0]);
  });

  it("lets a row go on where one more cell leaves its worst as good", () => {
    // Alone the first has 2 : 1, with the second both have.
    expect(cells(square, [1, 1], [4, 2]).map(([x, y]) => [x, y])).toEqual([[0, 0], [2, 0]]); // prettier-ignore
    expect(cells(squarify({ ratio: 4 }), [1, 1], [4, 1])).toEqual([
      [0, 0, 4, 0.5],
      [0, 0.5, 4, 0.5],
    ]);
  });

  it("ends a row before a child that would be longer than all before it", () => {
    // The five stand 10 high and 5 deep; with the next one they would be 5 high and 10 deep, but that one 25 high.
    const found = cells(square, [1, 1, 1, 1, 1, 5, 40], [50, 50]);
    for (const k of [0, 1, 2, 3, 4]) expect(found[k]).toEqual([0, 10 * k, 5, 10]);
    expect(found[5]).toEqual([5, 0, 45, 5.55555556]);
  });

  it("skips children without weight where a row begins, and ends with those that are left", () => {
    const found = cells(square, [0, 1, 0, 1, 0, 0], [2, 1]);
    expect([found[1], found[3]]).toEqual([[0, 0, 1, 1], [1, 0, 1, 1]]); // prettier-ignore
    for (const k of [0, 2, 4, 5]) expect(found[k]![2] * found[k]![3]).toBe(0);
  });
});

describe("strip", () => {
  it("joins the last two strips where that betters the mean, and else leaves them apart", () => {
    // The seventh alone would be a strip of 6 : 1/7.
    const joined = cells(strip(), [1, 1, 1, 1, 1, 1, 1], [2, 3]);
    expect(new Set(joined.map(([, y]) => y)).size).toBe(3);
    const even = cells(strip(), [1, 1, 1, 1], [2, 2]);
    expect(even).toEqual([[0, 0, 1, 1], [1, 0, 1, 1], [0, 1, 1, 1], [1, 1, 1, 1]]); // prettier-ignore
  });

  it("takes a ratio as the same list in a container so many times narrower", () => {
    fc.assert(
      fc.property(
        fc.array(fc.double({ min: 0.1, max: 10, noNaN: true }), { minLength: 1, maxLength: 30 }),
        (weights) => {
          const wide = cells(strip({ ratio: 2 }), weights, [40, 10]);
          const plain = cells(strip(), weights, [20, 10]);
          for (const [k, [x, y, width, height]] of plain.entries()) {
            for (const [j, value] of [2 * x, y, 2 * width, height].entries())
              expect(wide[k]![j]).toBeCloseTo(value, 6);
          }
        },
      ),
    );
  });

  it("is the same whatever came before, and for rising, falling and mixed weights in long strips", () => {
    const engine = strip({ ratio: 0.01 });
    for (const weightOf of [
      (k: number) => k + 1,
      (k: number) => 300 - k,
      (k: number) => 1 + ((k * 37) % 101),
    ]) {
      const weights = Array.from({ length: 300 }, (_, k) => weightOf(k));
      const found = cells(engine, weights, [100, 1]);
      expect(cells(strip({ ratio: 0.01 }), weights, [100, 1])).toEqual(found);
      const ends = found.flatMap(([x], k) => (k > 0 && x === 0 ? [k] : []));
      expect(ends).toEqual(stripEnds(weights, 100 / 0.01).slice(0, ends.length));
    }
  });
});

/** Where strips end by the definition, each measured anew for every child; without the last. */
function stripEnds(weights: readonly number[], aspect: number): number[] {
  const total = weights.reduce((a, b) => a + b);
  const mean = (first: number, end: number): number => {
    const run = weights.slice(first, end);
    const share = run.reduce((a, b) => a + b) / total;
    return run.reduce((sum, w) => {
      const ratio = (aspect * w) / total / share / share;
      return sum + Math.max(ratio, 1 / ratio) / run.length;
    }, 0);
  };
  const ends: number[] = [];
  for (let first = 0; first < weights.length;) {
    let end = first + 1;
    let best = mean(first, end);
    for (let next; end < weights.length && (next = mean(first, end + 1)) <= best; end++) best = next;
    if (end < weights.length) ends.push(end);
    first = end;
  }
  return ends;
}

describe("binary", () => {
  it("cuts across the longer side, a square from top to bottom, at the child nearest to half", () => {
    expect(cells(binary(), [1, 1], [2, 1])).toEqual([[0, 0, 1, 1], [1, 0, 1, 1]]); // prettier-ignore
    for (const width of [1, 2, 2 * (1 + 1e-13)])
      expect(cells(binary(), [1, 1], [width, 2])[1]!.slice(0, 2)).toEqual([0, 1]);
    expect(cells(binary(), [1, 1], [2 * (1 + 1e-11), 2])[1]![1]).toBe(0);
    expect(cells(binary(), [1, 2, 3], [6, 1])).toEqual([[0, 0, 1, 1], [1, 0, 2, 1], [3, 0, 3, 1]]); // prettier-ignore
    expect(cells(binary(), [1, 1, 1], [3, 1])).toEqual([[0, 0, 1, 1], [1, 0, 1, 1], [2, 0, 1, 1]]); // prettier-ignore
  });

  it("keeps its exactness through long lists that fall, rise, and fall again", () => {
    const weights = Array.from({ length: 200 }, (_, k) => 10 ** (6 * Math.sin(k / 9)));
    const total = weights.reduce((a, b) => a + b);
    for (const [k, [, , width, height]] of cells(binary(), weights, [30, 20]).entries())
      expect((width * height * total) / weights[k]! / 600).toBeCloseTo(1, 7);
  });
});

it.each([
  [slice(), [[0, 0, 8, 1], [0, 1, 8, 3]]], // prettier-ignore
  [dice(), [[0, 0, 2, 4], [2, 0, 6, 4]]], // prettier-ignore
] as const)("$name lays weights end to end", (engine, expected) => {
  const [first, , last] = cells(engine, [1, 0, 3], [8, 4]);
  expect([first, last]).toEqual(expected);
});

describe("sums", () => {
  const lists = [0, 1, 2, 1023, 1024, 1025, 2048, 2500];

  it.each(lists)("of %d weights, and of all that come after each, are those of a plain loop", (count) => {
    const weights = Float64Array.from({ length: count + 7 }, (_, k) => 1 + (k % 13));
    const out = new Float64Array(count);
    suffixSums(weights, 3, count + 3, out);
    let after = 0;
    for (let k = count - 1; k >= 0; k--) expect(out[k]).toBe((after += weights[k + 3]!));
    expect(sumOf(weights, 3, count + 3)).toBe(after);
  });

  it("of a million tenths are right to twelve places", () => {
    const weights = new Float64Array(2 ** 20).fill(0.1);
    expect(Math.abs(sumOf(weights, 0, weights.length) / (0.1 * 2 ** 20) - 1)).toBeLessThan(1e-12);
  });
});

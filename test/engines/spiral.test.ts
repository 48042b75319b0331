import fc from "fast-check";
import { layout, spiral, weightedTree } from "marquetry";
import { describe, expect, it } from "vitest";

type Box = [x: number, y: number, width: number, height: number];

const sum = (list: readonly number[]) => list.reduce((a, b) => a + b, 0);

/** Mean of longer to shorter side in a strip at the top of a room. */
function meanOf(strip: readonly number[], total: number, width: number, height: number): number {
  const depth = (height * sum(strip)) / total;
  const lengths = strip.map((weight) => (width * weight) / sum(strip));
  return sum(lengths.map((length) => Math.max(length / depth, depth / length))) / strip.length;
}

/** A strip along the top, and the rest below it, turned so that its top is what was the right side. */
function spiralOf(list: readonly number[], width: number, height: number): Box[] {
  if (list.length === 0) return [];
  const total = sum(list);
  let count = 1;
  const mean = (k: number) => meanOf(list.slice(0, k), total, width, height);
  while (count < list.length && mean(count + 1) <= mean(count)) count++;
  const strip = list.slice(0, count);
  const depth = (height * sum(strip)) / total;
  let x = 0;
  const own = strip.map((weight): Box => {
    const length = (width * weight) / sum(strip);
    x += length;
    return [x - length, 0, length, depth];
  });
  const rest = spiralOf(list.slice(count), height - depth, width);
  return [...own, ...rest.map(([u, v, du, dv]): Box => [width - v - dv, depth + u, dv, du])];
}

function boxes(list: readonly number[], width: number, height: number): Box[] {
  const tree = weightedTree({ children: list.map((value) => ({ value })) }, { sort: null });
  const map = layout(tree as never, { engine: spiral(), container: [width, height] });
  return list.map((_, k) => {
    const { x0, y0, x1, y1 } = map.bounds(k + 1);
    return [x0, y0, x1 - x0, y1 - y0];
  });
}

const weight = fc.noBias(fc.double({ min: 0.1, max: 9, noNaN: true }));
const side = fc.integer({ min: 1, max: 90 });

describe("spiral", () => {
  it("is a strip along each side in turn, each as long as its mean gets no worse", () => {
    fc.assert(
      fc.property(fc.array(weight, { minLength: 1, maxLength: 60 }), side, side, (list, width, height) => {
        const expected = spiralOf(list, width, height);
        for (const [k, box] of boxes(list, width, height).entries())
          for (const [j, number] of box.entries()) expect(number).toBeCloseTo(expected[k]![j]!, 9);
      }),
    );
  });

  it("gives children without weight no area, and the others what they have without them", () => {
    fc.assert(
      fc.property(fc.array(fc.oneof(weight, fc.constant(0)), { minLength: 1, maxLength: 40 }), (list) => {
        fc.pre(list.some((each) => each > 0));
        const found = boxes(list, 80, 50);
        const expected = boxes(list.filter((each) => each > 0), 80, 50); // prettier-ignore
        expect(
          found.filter((_, k) => list[k] === 0).every(([, , width, height]) => width * height === 0),
        ).toBe(true);
        const weighty = found.filter((_, k) => list[k]! > 0);
        for (const [k, box] of weighty.entries())
          for (const [j, number] of box.entries()) expect(number).toBeCloseTo(expected[k]![j]!, 9);
      }),
    );
  });
});

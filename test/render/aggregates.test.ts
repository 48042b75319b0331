import { createCanvas } from "@napi-rs/canvas";
import {
  drawCanvas,
  greedy,
  layout,
  squarify,
  toSVG,
  weightedTree,
  type Engine,
  type Partition,
} from "marquetry";
import { describe, expect, test } from "vitest";
import { hierarchies } from "../../examples/support/hierarchies.ts";
import { countLeaves } from "../../src/render/aggregates.ts";
import { flare, readSvg, RecordingContext } from "./pictures.ts";

const many = weightedTree({
  name: "root",
  children: [
    { name: "large", value: 500_000 },
    { name: "crowd", children: Array.from({ length: 1204 }, (_, k) => ({ name: `n${k}`, value: 20 })) },
    {
      name: "mixed",
      children: [{ name: "big", value: 30_000 }, ...Array.from({ length: 90 }, () => ({ value: 40 }))],
    },
  ],
});
const container = [960, 600] as const;

/** Leaves below the picture's root with a cell of at least this area. */
function shownLeaves(map: Partition, minArea: number): number {
  return Array.from(map.leaves()).filter((i) => map.area(i) >= minArea).length;
}

/** Numbers of leaves told in tooltips of aggregates or groups. */
function told(svg: string): number {
  return [...svg.matchAll(/\(\+ ([\d,]+) too small to show\)/g)].reduce(
    (sum, [, count]) => sum + Number(count!.replaceAll(",", "")),
    0,
  );
}

describe.each<[string, Engine]>([
  ["squarify", squarify()],
  ["greedy", greedy()],
])("%s", (_name, engine) => {
  test("every leaf is drawn or counted", () => {
    for (const tree of [many, flare, hierarchies[2]!.tree]) {
      const map = layout(tree, { engine, container });
      for (const minArea of [10, 60, 400]) {
        const svg = toSVG(map, { minArea });
        const drawn = readSvg(svg).shapes.filter(({ attributes }) =>
          attributes["class"]?.startsWith("leaf "),
        ).length;
        const counted = told(svg);
        const filled = Array.from(map.leaves()).filter((i) => !map.isEmpty(i)).length;
        expect(drawn + counted).toBe(filled);
        expect(drawn).toBe(shownLeaves(map, minArea));
      }
    }
  });

  test("a family of small cells is one cell with its name and number", () => {
    const svg = toSVG(layout(many, { engine, container }), { minArea: 100, fontSize: 10 });
    expect(svg).toMatch(/>crowd \+\u00a01,204<|>crowd<\/text><text[^>]*>\+\u00a01,204</);
    expect(svg).toContain("<title>crowd: 24,080 (+ 1,204 too small to show)</title>");
  });

  test("some small cells beside a large one are one cell with their number", () => {
    const svg = toSVG(layout(many, { engine, container }), { minArea: 100, minFontSize: 5 });
    expect(svg).toMatch(/<(rect|path) class="aggregate depth-2"[^>]*><title>mixed\/\+ 90<\/title>/);
    expect(svg).toContain(">+\u00a090</text>");
  });

  test("the number is told on a canvas, in the user's words if given", () => {
    const context = new RecordingContext();
    const map = layout(many, { engine, container });
    drawCanvas(map, context, { minArea: 100, aggregate: (count) => `${count} more` });
    expect(context.texts.map(({ text }) => text)).toContain("90 more");
    const real = createCanvas(960, 600).getContext("2d");
    expect(() => drawCanvas(map, real, { minArea: 100 })).not.toThrow();
  });
});

test("leaves without weight are not counted", () => {
  const tree = weightedTree({
    children: [{ value: 0 }, { value: 1 }, { children: [{ value: 2 }, { value: 0 }] }],
  });
  expect(countLeaves(tree, 1, 4)).toBe(2);
  expect(countLeaves(tree, 0, 1)).toBe(2);
});

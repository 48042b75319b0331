import { createRequire } from "node:module";
import fc from "fast-check";
import {
  circle,
  fitLabel,
  greedy,
  layout,
  MarquetryError,
  measureText,
  weightedTree,
  type Cell,
  type FittedLabel,
} from "marquetry";
import { describe, expect, test } from "vitest";
import { ABOVE, BESIDE, LINE_HEIGHT, LINE_PITCH } from "../../src/render/labels/metrics.ts";
import { convexHull } from "../../src/render/aggregates.ts";
import { graphemes, lettersIn } from "../../src/render/labels/truncate.ts";

const require = createRequire(import.meta.url);

const box = (width: number, height: number): Cell => ({ kind: "rect", x0: 0, y0: 0, x1: width, y1: height });

/** Corners of the block with its margins. */
function blockOf({ lines, x, y, size, angle }: FittedLabel): [number, number][] {
  const halfWidth = (Math.max(...lines.map(measureText)) * size) / 2;
  const halfHeight = ((LINE_HEIGHT + (lines.length - 1) * LINE_PITCH) * size) / 2;
  const [cos, sin] = [Math.cos((angle * Math.PI) / 180), Math.sin((angle * Math.PI) / 180)];
  return [
    [-1, -1],
    [-1, 1],
    [1, 1],
    [1, -1],
  ].map(([p, q]) => {
    const [u, v] = [p! * (halfWidth + BESIDE - 1e-6), q! * (halfHeight + ABOVE - 1e-6)];
    return [x + cos * u - sin * v, y + sin * u + cos * v];
  });
}

/** Corners of the convex hull, counter-clockwise as drawn. */
function hull(points: readonly (readonly [number, number])[]): [number, number][] {
  const ring = convexHull(points.map(([x, y]) => [x, y]));
  return Array.from({ length: ring.length / 2 }, (_, k) => [ring[2 * k]!, ring[2 * k + 1]!]);
}

function outside(ring: readonly (readonly [number, number])[], [x, y]: readonly [number, number]): number {
  return Math.max(
    ...ring.map(([ax, ay], k) => {
      const [bx, by] = ring[(k + 1) % ring.length]!;
      return ((bx - ax) * (y - ay) - (by - ay) * (x - ax)) / Math.hypot(bx - ax, by - ay);
    }),
  );
}

describe("lines", () => {
  test.each([
    ["United States", 60, 60, ["United", "States"]],
    ["United States", 200, 20, ["United States"]],
    ["src/render/labels", 90, 60, ["src/render/", "labels"]],
    ["NodeLinkTreeLayout", 70, 80, ["Node", "LinkTree", "Layout"]],
    ["HTMLElement", 62, 60, ["HTML", "Element"]],
    ["__init__.py", 55, 50, ["__init__", ".py"]],
    ["東京都庁舎", 45, 80, ["東京", "都庁", "舎"]],
  ])("%s in %d × %d", (text, width, height, lines) => {
    expect(fitLabel(box(width, height), text)?.lines).toEqual(lines);
  });

  test("are one where that is asked for, and text shrinks before it is cut off", () => {
    const label = fitLabel(box(66, 60), "United States", { maxLines: 1, minFontSize: 6 })!;
    expect(label.lines).toEqual(["United States"]);
    expect(label.size).toBeLessThan(10);
    expect(label.size).toBeGreaterThanOrEqual(6);
  });

  test("end in an ellipsis where no more fits, whole characters only", () => {
    expect(fitLabel(box(49, 16), "Afghanistan")?.lines).toEqual(["Afgha…"]);
    expect(fitLabel(box(49, 16), "Afghanistan", { overflow: "hide" })).toBeNull();
    // Four letters would be a stub.
    expect(fitLabel(box(40, 16), "Afghanistan")).toBeNull();
    const flags = "🇦🇫🇦🇽🇦🇱🇩🇿🇦🇸🇦🇩🇦🇴";
    const [shown] = fitLabel(box(120, 16), flags)!.lines;
    expect(graphemes(flags).join("").startsWith(shown!.slice(0, -1))).toBe(true);
    expect((shown!.length - 1) % 4).toBe(0);
  });

  test("break where the text does, and within words before these shrink", () => {
    expect(fitLabel(box(200, 60), "one\n two")?.lines).toEqual(["one", "two"]);
    expect(fitLabel(box(62, 40), "Afghanistan")).toMatchObject({ lines: ["Afgha-", "nistan"] });
    const hyphenate = (word: string) => (word === "Afghanistan" ? ["Af", "ghan", "istan"] : [word]);
    expect(fitLabel(box(62, 40), "Afghanistan", { hyphenate })?.lines).toEqual(["Afghan-", "istan"]);
  });

  test.each<unknown>([null, undefined, "Donau-", [1], [null], new Array(1), {}, ["Donau", "dampf"], []])(
    "hyphenate that gives %j is refused by name",
    (parts) => {
      const hyphenate = () => parts as string[];
      const act = () => fitLabel(box(60, 60), "Donaudampfschifffahrt", { hyphenate });
      expect(act).toThrow(MarquetryError);
      expect(act).toThrow(/^hyphenate gave .* for "Donaudampfschifffahrt", not its parts, or the word/);
    },
  );

  test.each([
    ["en-gb", "Massachusetts"],
    ["en-us", "Massachusetts"],
    ["de", "Donaudampfschifffahrt"],
    ["fr", "anticonstitutionnellement"],
    ["es", "desafortunadamente"],
    ["fi", "lentokonesuihkuturbiini"],
    ["pl", "Częstochowa"],
    ["ru", "Благовещенск"],
    ["el", "Θεσσαλονίκη"],
  ])("break where a library says, in %s", (language, word) => {
    const { hyphenateSync } = require(`hyphen/${language}`) as { hyphenateSync: (text: string) => string };
    const parts = hyphenateSync(word).split("\u00ad");
    const ends = parts.map((_, k) => parts.slice(0, k + 1).join("").length);
    // The library takes options after the word, and is given none.
    const { lines } = fitLabel(box(64, 70), word, { hyphenate: hyphenateSync })!;
    expect(lines.length).toBeGreaterThan(1);
    let shown = "";
    for (const [k, line] of lines.entries()) {
      shown += k < lines.length - 1 ? line.replace(/-$/, "") : line;
      expect(ends).toContain(shown.length);
    }
    expect(shown).toBe(word);
    const asList = fitLabel(box(64, 70), word, { hyphenate: (text) => hyphenateSync(text).split("\u00ad") });
    expect(asList!.lines).toEqual(lines);
  });

  test("of a path are shortened in its middle", () => {
    expect(fitLabel(box(110, 18), "source/very/deep/folder/file.ts")?.lines).toEqual(["source/…/file.ts"]);
    expect(fitLabel(box(70, 18), "source/very/deep/folder/file.ts")?.lines).toEqual(["…/file.ts"]);
  });

  test("grow with their cell, between the two limits", () => {
    const sizes = [40, 60, 100, 200, 900].map((side) => fitLabel(box(side, side), "text")!.size);
    expect(sizes).toEqual([...sizes].sort((a, b) => a - b));
    expect(sizes[0]).toBe(10);
    expect(sizes.at(-1)).toBe(28);
    expect(fitLabel(box(900, 900), "text", { fontSize: 16 })!.size).toBe(16);
  });

  test("of next to nothing are left out", () => {
    expect(fitLabel(box(16, 16), "Afghanistan")).toBeNull();
    expect(fitLabel(box(400, 8), "A")).toBeNull();
    expect(fitLabel(box(100, 100), "")).toBeNull();
    expect(fitLabel({ kind: "polygon", points: [] }, "A")).toBeNull();
  });
});

describe("shapes", () => {
  test("a triangle holds its text where it is broadest", () => {
    const cell: Cell = {
      kind: "polygon",
      points: [
        [50, 0],
        [0, 100],
        [100, 100],
      ],
    };
    const label = fitLabel(cell, "triangle", { maxLines: 1, fontSize: 16 })!;
    expect(label.y).toBeGreaterThan(66);
    for (const corner of blockOf(label)) expect(outside(cell.points, corner)).toBeLessThan(1e-6);
  });

  test("an L holds it in its thicker arm", () => {
    const points: [number, number][] = [
      [0, 0],
      [0, 100],
      [100, 100],
      [100, 80],
      [60, 80],
      [60, 0],
    ];
    const label = fitLabel({ kind: "polygon", points }, "label", { maxLines: 1 })!;
    expect(label.x).toBeCloseTo(30, 6);
    expect(label.y).toBeCloseTo(50, 6);
  });

  test("a slant is tried only where it is asked for and helps", () => {
    expect(fitLabel(box(20, 200), "Afghanistan")).toBeNull();
    const turned = fitLabel(box(20, 200), "Afghanistan", { angles: [-90] })!;
    expect([turned.angle, turned.lines, turned.size]).toEqual([-90, ["Afghanistan"], 13.1]);
    expect(fitLabel(box(200, 20), "Afghanistan", { angles: [-90] })!.angle).toBe(0);
  });

  test("in any convex cell every text lies within", () => {
    const words = fc.array(fc.string({ minLength: 1, maxLength: 12, unit: "grapheme" }), {
      minLength: 1,
      maxLength: 5,
    });
    const weights = fc.array(fc.double({ min: 0.01, max: 1, noNaN: true }), { minLength: 2, maxLength: 30 });
    fc.assert(
      fc.property(words, weights, fc.integer({ min: 30, max: 300 }), (parts, values, radius) => {
        const tree = weightedTree({ children: values.map((value) => ({ value })) });
        const map = layout(tree, { engine: greedy(), container: circle(0, 0, radius) });
        for (const i of map.leaves()) {
          const cell = map.cell(i);
          const label = fitLabel(cell, parts.join(" "), { fontSize: 20, minFontSize: 6, angles: [-90, 45] });
          if (!label || cell.kind !== "polygon") continue;
          expect(label.size).toBeGreaterThanOrEqual(6);
          expect(label.size).toBeLessThanOrEqual(20);
          for (const corner of blockOf(label)) expect(outside(cell.points, corner)).toBeLessThan(1e-6);
        }
      }),
      { numRuns: 100 },
    );
  });

  test("20,000 texts in any script lie within any cell, and none is a stub", () => {
    let seed = 20_000;
    // A generator of its own, as Numerical Recipes has it: the same cases each time.
    const chance = (): number => (seed = (seed * 1_664_525 + 1_013_904_223) % 2 ** 32) / 2 ** 32;
    const below = (most: number): number => Math.floor(chance() * most);
    const scripts = [
      [0x61, 26],
      [0x41, 26],
      [0x30, 10],
      [0x2f, 1],
      [0x20, 1],
      [0x4e00, 2000],
      [0x3041, 80],
      [0xac00, 2000],
      [0x0627, 36],
      [0x05d0, 27],
      [0x0905, 50],
      [0x0e01, 40],
      [0x0430, 32],
      [0x1f600, 60],
      [0x0300, 30],
    ] as const;
    const textOf = (): string => {
      const script = scripts[below(scripts.length)]!;
      return Array.from({ length: 1 + below(24) }, () => {
        const [first, count] = chance() < 0.8 ? script : scripts[below(scripts.length)]!;
        return String.fromCodePoint(first + below(count));
      }).join("");
    };
    let fitted = 0;
    for (let k = 0; k < 20_000; k++) {
      const radius = 10 + 90 * chance();
      const corners = 3 + below(8);
      const turn = chance() * Math.PI;
      const points = Array.from({ length: corners }, (_, c): [number, number] => {
        const angle = turn - (2 * Math.PI * c) / corners;
        return [radius * (1 + chance() ** 4) * Math.cos(angle), radius * Math.sin(angle)];
      });
      const cell: Cell =
        k % 2 === 0 ? box(2 * radius, radius * 2 * chance()) : { kind: "polygon", points: hull(points) };
      const text = textOf();
      const label = fitLabel(cell, text);
      if (!label) continue;
      fitted++;
      const ring =
        cell.kind === "polygon"
          ? cell.points
          : ([
              [cell.x0, cell.y0],
              [cell.x0, cell.y1],
              [cell.x1, cell.y1],
              [cell.x1, cell.y0],
            ] as const);
      for (const corner of blockOf(label)) expect(outside(ring, corner), text).toBeLessThan(1e-6);
      const shown = label.lines.join("");
      if (shown.includes("…")) expect(lettersIn(shown), shown).toBeGreaterThanOrEqual(5);
    }
    expect(fitted).toBeGreaterThan(8000);
  });

  test("no other place holds a larger one-line text", () => {
    const points: [number, number][] = [
      [0, 0],
      [20, 120],
      [180, 60],
      [120, 0],
    ];
    const { size } = fitLabel({ kind: "polygon", points }, "quadrilateral", { maxLines: 1, fontSize: 40 })!;
    const [width, height] = [measureText("quadrilateral"), LINE_HEIGHT];
    let largest = 0;
    for (let x = 0; x <= 180; x += 0.5) {
      for (let y = 0; y <= 120; y += 0.5) {
        for (let s = largest + 0.1; s < 40; s += 0.1) {
          const [u, v] = [(width * s) / 2 + BESIDE, (height * s) / 2 + ABOVE];
          const corners = [
            [x - u, y - v],
            [x - u, y + v],
            [x + u, y + v],
            [x + u, y - v],
          ] as const;
          if (corners.some((corner) => outside(points, corner) > 0)) break;
          largest = s;
        }
      }
    }
    expect(size).toBeGreaterThanOrEqual(largest - 1e-6);
    expect(size).toBeLessThan(largest + 0.3);
  });
});

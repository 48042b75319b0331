import { createRequire } from "node:module";
import { createCanvas, GlobalFonts } from "@napi-rs/canvas";
import {
  contrast,
  darkTheme,
  layout,
  lightTheme,
  measureOpenSans,
  measureText,
  slice,
  type Partition,
} from "marquetry";
import { describe, expect, test } from "vitest";
import { largestBox } from "../../src/geometry/largest-box.ts";
import { parseColour, toHex } from "../../src/render/contrast.ts";
import type { Label } from "../../src/render/labels/label.ts";
import { BASELINE, LINE_HEIGHT, LINE_PITCH } from "../../src/render/labels/metrics.ts";
import { naturalFrame } from "../../src/render/frame.ts";
import type { RenderOptions } from "../../src/render/render-options.ts";
import { paint, type DrawnCell, type Painter } from "../../src/render/scene.ts";
import { allMaps, flare } from "./pictures.ts";

/** The texts of a picture of the whole map. */
function labelsOf(map: Partition, options: RenderOptions = {}): Label[] {
  const labels: Label[] = [];
  const ignore = () => undefined;
  const painter: Painter = {
    open: ignore,
    close: ignore,
    cell: ignore,
    aggregate: ignore,
    label: (label) => labels.push(label),
  };
  paint(map, options, naturalFrame(map, 0), painter);
  return labels;
}

/** Corners of the box that a block of text takes, with what ascenders and descenders need. */
function boxOf({ lines, x, y, size, align, angle, weight }: Label): [number, number][] {
  const width = Math.max(...lines.map((line) => measureText(line, weight))) * size;
  const left = align === "left" ? 0 : -width / 2;
  const half = ((LINE_HEIGHT + (lines.length - 1) * LINE_PITCH) * size) / 2;
  const [cos, sin] = [Math.cos((angle * Math.PI) / 180), Math.sin((angle * Math.PI) / 180)];
  return [left, left + width].flatMap((u) =>
    [-half, half].map((v): [number, number] => [x + cos * u - sin * v, y + sin * u + cos * v]),
  );
}

/** Whether a point lies in a polygon of any shape, by the sides a ray to the right crosses. */
function inside(corners: [number, number][], x: number, y: number): boolean {
  let odd = false;
  for (const [k, [ax, ay]] of corners.entries()) {
    const [bx, by] = corners[(k + 1) % corners.length]!;
    if (ay > y !== by > y && x < ax + ((y - ay) / (by - ay)) * (bx - ax)) odd = !odd;
  }
  return odd;
}

describe.each(allMaps())("%s", (_name, map) => {
  const corners = (i: number): [number, number][] => {
    const cell = map.cell(i);
    if (cell.kind === "polygon") return cell.points;
    return [
      [cell.x0, cell.y0],
      [cell.x0, cell.y1],
      [cell.x1, cell.y1],
      [cell.x1, cell.y0],
    ];
  };

  test.each([5, 12, 40])("texts of size %d lie within their cells", (fontSize) => {
    const labels = labelsOf(map, { fontSize, minFontSize: 4 });
    expect(labels.length).toBeGreaterThan(0);
    for (const label of labels) {
      for (const [x, y] of boxOf(label))
        expect(inside(corners(label.node), x, y), label.lines.join(" ")).toBe(true);
      // Names of branches are larger than all other texts.
      expect(label.size).toBeLessThanOrEqual(fontSize * (label.kind === "overlay" ? 1.5 : 1));
      expect(label.size).toBeGreaterThanOrEqual(4);
    }
  });

  test("no text stands on another", () => {
    const labels = labelsOf(map);
    const boxes = labels.map(boxOf).map((points) => {
      const [xs, ys] = [points.map(([x]) => x), points.map(([, y]) => y)];
      return [Math.min(...xs), Math.min(...ys), Math.max(...xs), Math.max(...ys)] as const;
    });
    for (const [k, [x0, y0, x1, y1]] of boxes.entries()) {
      const others = boxes.slice(k + 1).flatMap((other, j) => {
        const isApart = x0 >= other[2] || other[0] >= x1 || y0 >= other[3] || other[1] >= y1;
        return isApart ? [] : [labels[k + 1 + j]!.lines.join(" ")];
      });
      expect(others, labels[k]!.lines.join(" ")).toEqual([]);
    }
  });

  test("texts of inner nodes stand in none of their children", () => {
    const { firstChild, childCount } = map.tree;
    // Where children are too small to be drawn, what stands for them stands in their place.
    const inner = labelsOf(map, { branchLabels: "header" }).filter(
      ({ node, kind }) => !map.tree.isLeaf(node) && kind !== "aggregate",
    );
    if (!map.padded && !map.engine.hasGaps) expect(inner).toEqual([]);
    for (const label of inner) {
      for (let c = firstChild[label.node]!; c < firstChild[label.node]! + childCount[label.node]!; c++) {
        if (map.isEmpty(c)) continue;
        for (const [, y] of boxOf(label)) expect(y).toBeLessThanOrEqual(map.bounds(c).y0 + 1e-9);
      }
    }
  });
});

test("a text that fits is there, as large as asked for", () => {
  const map = layout(flare, { engine: slice(), container: [960, 600] });
  const wide = labelsOf(map, {
    branchLabels: "none",
    label: (_d, i) => (map.tree.isLeaf(i) ? "i" : ""),
    fontSize: 0.5,
  });
  expect(wide.length).toBe(
    [...map.leaves()].filter((i) => map.bounds(i).y1 - map.bounds(i).y0 > 1.725).length,
  );
  expect(new Set(wide.map(({ size }) => size))).toEqual(new Set([0.5]));
});

test("labels can be left out, and white space does not widen them", () => {
  const map = layout(flare, { engine: slice(), container: [960, 6000] });
  expect(labelsOf(map, { label: false })).toEqual([]);
  expect(labelsOf(map, { label: () => " \n\t " })).toEqual([]);
  const first = (text: string) => labelsOf(map, { label: () => text, branchLabels: "none" })[0]!.lines;
  expect(first("  a \t\u0007 b\u0007 ")).toEqual(["a b"]);
  expect(first("  a \n\n b ")).toEqual(["a", "b"]);
});

test.each([undefined, lightTheme, darkTheme])(
  "text contrasts by 4.5 : 1 with what it stands on (%#)",
  (theme) => {
    for (const [, map] of allMaps()) {
      const fills: (readonly [ring: number[][], fill: string])[] = [];
      const labels: Label[] = [];
      const ignore = () => undefined;
      const keep = (_node: number, { points, corners, fill }: DrawnCell): void => {
        const ring = Array.from({ length: corners }, (_, k) => [points[2 * k]!, points[2 * k + 1]!]);
        if (fill !== null) fills.unshift([ring, fill]);
      };
      const painter: Painter = {
        open: ignore,
        close: ignore,
        cell: keep,
        aggregate: keep,
        label: (label) => labels.push(label),
      };
      paint(map, theme ? { theme } : {}, naturalFrame(map, 0), painter);
      expect(labels.length).toBeGreaterThan(0);
      for (const label of labels) {
        if (label.colour === null) continue;
        const { x } = label;
        // The last cell drawn that holds a point of the text is what it stands on.
        for (const [cornerX, cornerY] of [...boxOf(label), [x, label.y] as const]) {
          const found = fills.find(([ring]) => inside(ring as [number, number][], cornerX, cornerY));
          if (!found) continue;
          const [text, ground] = [parseColour(label.colour)!, parseColour(found[1])!];
          const seen = text.map((channel, k) => channel * label.opacity + ground[k]! * (1 - label.opacity));
          expect(contrast(toHex(seen), found[1]), label.lines.join(" ")).toBeGreaterThanOrEqual(4.5);
        }
      }
    }
  },
);

describe("widths of texts", () => {
  const context = createCanvas(1, 1).getContext("2d");
  context.font = "100px DejaVu Sans, Verdana, Arial, sans-serif";

  test.each([
    ...Array.from({ length: 95 }, (_, k) => String.fromCharCode(32 + k)),
    "AgglomerativeCluster",
    "WWWW MMMM @@@@ %%%%",
    "été naïve Ångström ñ",
    "Щука Жук ЮЮЮ",
    "ŒÆœ",
  ])("%j is not wider than thought", (text) => {
    for (const weight of [400, 700]) {
      context.font = `${weight} 100px DejaVu Sans, Verdana, Arial, sans-serif`;
      expect(measureText(text, weight) * 100).toBeGreaterThanOrEqual(context.measureText(text).width);
    }
  });

  test.each([
    ["400Regular/OpenSans_400Regular.ttf", 400],
    ["700Bold/OpenSans_700Bold.ttf", 700],
  ])("of Open Sans are those of its file %s", (file, weight) => {
    const { resolve } = createRequire(import.meta.url);
    GlobalFonts.registerFromPath(resolve(`@expo-google-fonts/open-sans/${file}`), file);
    context.font = `1000px "${file}"`;
    for (const text of [
      "Visualization",
      "Côte d’Ivoire",
      "Москва",
      "Ελλάδα",
      "1,234 € – 5.6 %",
      "Łódź ßæø",
    ]) {
      const { width } = context.measureText(text);
      expect(1000 * measureOpenSans(text, weight)).toBeGreaterThanOrEqual(width - 1);
      expect(1000 * measureOpenSans(text, weight)).toBeLessThanOrEqual(1.01 * width + text.length);
    }
  });

  test("an accent takes no room", () => expect(measureText("é")).toBe(measureText("e")));
});

test("a line of text holds the tallest of common fonts", () => {
  // Ascent and descent of Open Sans, in font sizes, round the baseline.
  expect(LINE_HEIGHT / 2 + BASELINE).toBeGreaterThanOrEqual(1.069);
  expect(LINE_HEIGHT / 2 - BASELINE).toBeGreaterThanOrEqual(0.293);
});

describe("the largest box within a rectilinear ring", () => {
  const box = (ring: number[]) => {
    const out = new Float64Array(8);
    const corners = largestBox(Float64Array.from(ring), ring.length / 2, out);
    return corners === 0 ? [] : [out[0], out[1], out[4], out[5]];
  };

  test("of an L lies in its thicker arm", () => {
    expect(box([0, 0, 0, 10, 10, 10, 10, 7, 4, 7, 4, 0])).toEqual([0, 0, 4, 10]);
  });
  test("of an S reaches across its arms where that is larger", () => {
    expect(box([0, 0, 0, 3, 3, 3, 3, 10, 10, 10, 10, 7, 7, 7, 7, 0])).toEqual([3, 0, 7, 10]);
  });
  test("ends at a limit, for a header", () => {
    const out = new Float64Array(8);
    const ring = Float64Array.of(0, 0, 0, 10, 10, 10, 10, 7, 4, 7, 4, 0);
    expect(largestBox(ring, 6, out, 5)).toBe(4);
    expect([out[0], out[1], out[4], out[5]]).toEqual([0, 0, 4, 5]);
    expect(largestBox(ring, 6, out, 0)).toBe(0);
  });
  test("of a rectangle is all of it, and of nothing nothing", () => {
    expect(box([1, 2, 1, 5, 4, 5, 4, 2])).toEqual([1, 2, 4, 5]);
    expect(box([0, 0, 0, 0, 0, 0])).toEqual([]);
  });
});

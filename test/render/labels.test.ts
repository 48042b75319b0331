import { createCanvas } from "@napi-rs/canvas";
import { branchColours, layout, measureText, slice, type Partition } from "marquetry";
import { describe, expect, test } from "vitest";
import { largestBox } from "../../src/geometry/largest-box.ts";
import type { Label } from "../../src/render/labels/label-writer.ts";
import { BASELINE, LINE_HEIGHT, LINE_PITCH } from "../../src/render/labels/metrics.ts";
import { naturalFrame } from "../../src/render/frame.ts";
import type { RenderOptions } from "../../src/render/render-options.ts";
import { paint, type Painter } from "../../src/render/scene.ts";
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
function boxOf({ lines, x, y, size, align, angle }: Label): [number, number][] {
  const width = Math.max(...lines.map(measureText)) * size;
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
      expect(label.size).toBeLessThanOrEqual(fontSize);
      expect(label.size).toBeGreaterThanOrEqual(4);
    }
  });

  test("texts of inner nodes stand in none of their children", () => {
    const { firstChild, childCount } = map.tree;
    const inner = labelsOf(map).filter(({ node }) => !map.tree.isLeaf(node));
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
  const wide = labelsOf(map, { label: (_d, i) => (map.tree.isLeaf(i) ? "i" : ""), fontSize: 0.5 });
  expect(wide.length).toBe(
    [...map.leaves()].filter((i) => map.bounds(i).y1 - map.bounds(i).y0 > 1.725).length,
  );
  expect(new Set(wide.map(({ size }) => size))).toEqual(new Set([0.5]));
});

test("labels can be left out, and white space does not widen them", () => {
  const map = layout(flare, { engine: slice(), container: [960, 6000] });
  expect(labelsOf(map, { label: false })).toEqual([]);
  expect(labelsOf(map, { label: () => " \n\t " })).toEqual([]);
  expect(labelsOf(map, { label: () => "  a\n\n b\u0007 " })[0]!.lines).toEqual(["a b"]);
});

test("text is black or white on what branch colours fill", () => {
  for (const [, map] of allMaps()) {
    for (const { colour } of labelsOf(map, { colour: branchColours() }))
      expect(colour).toMatch(/^#(000|fff)$/);
  }
});

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
    expect(measureText(text) * 100).toBeGreaterThanOrEqual(context.measureText(text).width);
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

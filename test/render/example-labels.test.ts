import { contrast, measureText } from "marquetry";
import { describe, expect, test } from "vitest";
import { examples } from "../../examples/all.ts";
import { BASELINE, LINE_HEIGHT } from "../../src/render/labels/metrics.ts";
import { cornersOf, readSvg, type Shape } from "./pictures.ts";

/** Coordinates in the pictures have one digit at least. */
const ROUNDING = 0.11;

interface Text {
  readonly text: string;
  readonly box: readonly [number, number][];
  readonly fill: string;
  readonly isRimmed: boolean;
  /** Whether it is the name of a group, across its cells. */
  readonly isOverlay: boolean;
}

/** Texts of the labels, with the boxes that they take at most. */
function textsOf(svg: string): Text[] {
  const usual = Number(/font-size="([\d.]+)"/.exec(svg)![1]);
  const labels = /<g class="labels".*?<\/g>/s.exec(svg)?.[0] ?? "";
  return [...labels.matchAll(/<text ([^>]*)>([^<]*)<\/text>/g)].map(([, list, escaped]) => {
    const attribute = (name: string) => new RegExp(`(?:^| )${name}="([^"]*)"`).exec(list!)?.[1];
    const text = escaped!
      .replace(/&amp;/g, "&")
      .replace(/&#39;/g, "'")
      .replace(/&quot;/g, '"');
    const size = Number(attribute("font-size") ?? usual);
    const width = measureText(text, Number(attribute("font-weight") ?? 400)) * size;
    const x = Number(attribute("x")) - (attribute("text-anchor") === "start" ? 0 : width / 2);
    const y = Number(attribute("y")) - BASELINE * size;
    const half = (LINE_HEIGHT * size) / 2;
    const box = [x, x + width].flatMap((u) => [y - half, y + half].map((v): [number, number] => [u, v]));
    return {
      text,
      box,
      fill: attribute("fill") ?? "#000",
      isRimmed: attribute("stroke") !== undefined,
      isOverlay: attribute("class") === "overlay",
    };
  });
}

/** Whether a box lies in a shape: its middle does, and no side of the shape comes into it. */
function holds(ring: readonly (readonly number[])[], box: readonly [number, number][]): boolean {
  const [[x0, y0], [x1, y1]] = [box[0]!, box[3]!];
  const [x, y] = [(x0 + x1) / 2, (y0 + y1) / 2];
  const room = [x0 + ROUNDING, y0 + ROUNDING, x1 - ROUNDING, y1 - ROUNDING] as const;
  let isWithin = false;
  for (const [k, corner] of ring.entries()) {
    const [ax, ay] = corner as [number, number];
    const [bx, by] = ring[(k + 1) % ring.length] as [number, number];
    if (ay > y !== by > y && x < ax + ((y - ay) / (by - ay)) * (bx - ax)) isWithin = !isWithin;
    if (comesInto(room, ax, ay, bx, by)) return false;
  }
  return isWithin;
}

/** Whether a segment has a part within a box. */
function comesInto(
  [x0, y0, x1, y1]: readonly [number, number, number, number],
  ax: number,
  ay: number,
  bx: number,
  by: number,
): boolean {
  let [from, to] = [0, 1];
  for (const [start, change, low, high] of [
    [ax, bx - ax, x0, x1],
    [ay, by - ay, y0, y1],
  ] as const) {
    if (change === 0) {
      if (start <= low || start >= high) return false;
      continue;
    }
    const [t, u] = [(low - start) / change, (high - start) / change];
    from = Math.max(from, Math.min(t, u));
    to = Math.min(to, Math.max(t, u));
  }
  return from < to;
}

/** All examples show names but this one, which is about shapes. */
const NAMELESS = "caterpillar";

/** Plots and points are no maps, and one draws with d3 alone. */
const OTHERS: readonly string[] = ["tradeoff", "clusters", "d3"];
const maps = examples.filter(({ name }) => !OTHERS.includes(name));

describe.each(maps.map((example) => [example.name, example] as const))("%s", (name, { draw }) => {
  // Two pictures side by side are checked one by one.
  const pictures = draw()
    .split(/(?=<svg [^>]*class="marquetry")/)
    .filter((part) => part.includes('class="marquetry"'))
    .map((part) => part.slice(0, part.indexOf("</svg>") + 6));

  test("no label crosses its cell, and each contrasts with it by 4.5 to 1", () => {
    expect(pictures.length).toBeGreaterThan(0);
    let count = 0;
    for (const svg of pictures) {
      const { shapes } = readSvg(svg);
      const cells = shapes
        .filter(({ attributes: { class: name = "" } }) => /leaf|outline|aggregate/.test(name))
        .map((shape: Shape) => ({ fill: shape.attributes["fill"]!, ring: cornersOf(shape) }))
        .reverse();
      for (const { text, box, fill, isRimmed, isOverlay } of textsOf(svg)) {
        count++;
        // The last cell drawn that holds the whole text is the one it stands on.
        const cell = cells.find((shape) => (isOverlay || shape.fill !== "none") && holds(shape.ring, box));
        expect(cell, text).toBeDefined();
        if (!isRimmed) expect(contrast(fill, cell!.fill), text).toBeGreaterThanOrEqual(4.5);
      }
    }
    expect(count).toBeGreaterThan(name === NAMELESS ? -1 : 5);
  });
});

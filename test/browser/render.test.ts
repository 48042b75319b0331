import {
  circle,
  cssTheme,
  drawCanvas,
  engines,
  greedy,
  layout,
  squarify,
  toSVG,
  weightedTree,
  type Partition,
} from "marquetry";
import { afterEach, describe, expect, test } from "vitest";
import rows from "../../examples/data/flare.json" with { type: "json" };

const tree = weightedTree.fromRows(rows, { weight: "size", label: "name" });
const container = [900, 600] as const;
const maps: [string, Partition][] = [
  ...Object.entries(engines).map(([name, factory]): [string, Partition] => [
    name,
    layout(tree, { engine: factory(), container }),
  ]),
  ["greedy in a circle", layout(tree, { engine: greedy(), container: circle(300, 300, 300) })],
  ["squarify with headers", layout(tree, { engine: squarify(), container, padding: 2, paddingTop: 18 })],
];
/** Each node its own colour, so that a pixel tells whose it is. */
const ownColour = (i: number) => `#${((i * 97) & 0xffff).toString(16).padStart(4, "0")}80`;

afterEach(() => document.body.replaceChildren());

/** Puts the text of an SVG into the page, parsed as XML, which throws where it is not. */
function show(svg: string): SVGSVGElement {
  const parsed = new DOMParser().parseFromString(svg, "image/svg+xml");
  expect(parsed.querySelector("parsererror")?.textContent).toBeUndefined();
  const element = document.importNode(parsed.documentElement, true) as unknown as SVGSVGElement;
  document.body.append(element);
  return element;
}

/** Leaves so fat that their centroid is well away from lines and from smoothed edges. */
function fatLeaves(map: Partition): number[] {
  return [...map.leaves()].filter((i) => {
    const { x0, y0, x1, y1 } = map.bounds(i);
    const [width, height] = [x1 - x0, y1 - y0];
    return (
      Math.min(width, height) > 14 && map.area(i) > 0.4 * width * height && map.engine.shape !== "rectilinear"
    );
  });
}

describe.each(maps)("%s", (_name, map) => {
  test.each([1, 2])("is painted into a canvas where it lies, at pixel ratio %d", (pixelRatio) => {
    const canvas = document.createElement("canvas");
    canvas.width = (map.region.x1 - map.region.x0) * pixelRatio;
    canvas.height = (map.region.y1 - map.region.y0) * pixelRatio;
    const context = canvas.getContext("2d", { willReadFrequently: true })!;
    drawCanvas(map, context, { pixelRatio, colour: ownColour, label: false });
    for (const i of fatLeaves(map)) {
      const [x, y] = map.centroid(i);
      const at = (along: number, from: number) => Math.floor((along - from) * pixelRatio);
      const pixel = context.getImageData(at(x, map.region.x0), at(y, map.region.y0), 1, 1).data;
      const shown = `#${[...pixel.subarray(0, 3)].map((channel) => channel.toString(16).padStart(2, "0")).join("")}`;
      expect(shown, map.tree.label(i)).toBe(ownColour(i));
    }
  });

  test("comes as an SVG whose elements are where the cells are", () => {
    const svg = show(toSVG(map, { colour: ownColour, label: false }));
    const offset = svg.getBoundingClientRect();
    for (const i of fatLeaves(map)) {
      const [x, y] = map.centroid(i);
      const [left, top] = [x - map.region.x0 + offset.x, y - map.region.y0 + offset.y];
      if (left >= innerWidth || top >= innerHeight) continue;
      expect(document.elementFromPoint(left, top)?.getAttribute("fill"), map.tree.label(i)).toBe(
        ownColour(i),
      );
    }
  });

  test.each([
    ["by the table", undefined],
    ["by the browser", browserMeasure("sans-serif")],
  ])("has its texts within their cells, in the browser's own font, measured %s", (_measured, measure) => {
    const svg = show(toSVG(map, { minFontSize: 5, colour: ownColour, ...(measure ? { measure } : {}) }));
    const texts = [...svg.querySelectorAll("text")];
    expect(texts.length).toBeGreaterThan(0);
    const cells = [...svg.querySelectorAll<SVGGeometryElement>("rect, path")];
    const point = svg.createSVGPoint();
    for (const text of texts) {
      const { x, y, width, height } = text.getBBox();
      const [left, right] = [x + ROUNDED, x + width - ROUNDED];
      const corners = [
        [left, y],
        [right, y],
        [left, y + height],
        [right, y + height],
      ];
      const owner = cells.find(
        (cell) =>
          (cell.classList.contains("leaf") ? holdsName(cell, text) : cell.classList.contains("outline")) &&
          corners.every(([u, v]) => {
            [point.x, point.y] = [u!, v!];
            return cell.isPointInFill(point);
          }),
      );
      expect(owner, text.textContent).toBeDefined();
    }
  });
});

/** The browser rounds widths up to whole pixels. */
const ROUNDED = 0.5;

/** Whether the name of a leaf, in its tooltip, has a line of text in it, be it cut off. */
function holdsName(cell: Element, text: Element): boolean {
  // A chain of single children is named as a whole, and its last name is the leaf's.
  return cell.textContent.includes(text.textContent.split(" / ").at(-1)!.replace(/…$/, ""));
}

/** The width of a text in font sizes, as a canvas of this browser measures it. */
function browserMeasure(family: string): (text: string, weight?: number) => number {
  const context = document.createElement("canvas").getContext("2d")!;
  return (text, weight = 400) => {
    context.font = `${weight} 100px ${family}`;
    return (1.02 * context.measureText(text).width) / 100;
  };
}

test("names from right to left, emoji and control characters stay readable and within", () => {
  const names = [
    "שלום עולם!",
    "مرحبا بالعالم (1)",
    "👩‍👩‍👧 family 🇫🇷",
    "a\u0007b\u0000c",
    "\u202Egnp.exe",
    "</text><script>",
  ];
  const tree = weightedTree({ name: "r", children: names.map((name) => ({ name, value: 1 })) });
  const svg = show(toSVG(layout(tree, { engine: squarify(), container })));
  expect(svg.querySelectorAll("text").length).toBeGreaterThanOrEqual(names.length);
  expect(svg.querySelector("script")).toBeNull();
  expect(svg.querySelector('text[direction="rtl"]')).not.toBeNull();
  const shown = [...svg.querySelectorAll("text")].map((text) => text.textContent).join("|");
  // eslint-disable-next-line no-control-regex
  expect(shown).not.toMatch(/[\u0000-\u001f\u202a-\u202e\u2066-\u2069]/);
  for (const text of svg.querySelectorAll("text")) {
    const { x, y, width, height } = text.getBBox();
    const node = layout(tree, { engine: squarify(), container }).at(x + width / 2, y + height / 2);
    const { x0, y0, x1, y1 } = layout(tree, { engine: squarify(), container }).bounds(node);
    expect(x >= x0 && y >= y0 && x + width <= x1 && y + height <= y1, text.textContent).toBe(true);
  }
});

test("a theme of custom properties follows the page", () => {
  const map = layout(tree, { engine: greedy(), container });
  document.body.style.setProperty("--marquetry-background", "rgb(1, 2, 3)");
  const svg = show(toSVG(map, { theme: cssTheme(), label: false }));
  expect(getComputedStyle(svg.querySelector(".background")!).fill).toBe("rgb(1, 2, 3)");
  expect(getComputedStyle(svg).stroke).toBe("rgb(255, 255, 255)");
  document.body.style.removeProperty("--marquetry-background");
});

test("an SVG in a page has a name, tooltips, and text that does nothing", () => {
  const evil = `</text><script>window.hit = 1</script><img src=x onerror="window.hit = 1">`;
  const data = {
    name: evil,
    children: [
      { name: "a & b", value: 2 },
      { name: evil, value: 1 },
    ],
  };
  const map = layout(weightedTree(data), { engine: squarify(), container: [2000, 100] });
  const host = document.createElement("div");
  host.innerHTML = toSVG(map, { minFontSize: 1, fontSize: 6 });
  document.body.append(host);
  const svg = host.querySelector("svg")!;
  expect(svg.role).toBe("img");
  expect(svg.ariaLabel).toBe(evil);
  expect([...host.querySelectorAll("script, img")]).toEqual([]);
  expect([...svg.querySelectorAll(".leaf > title")].map((title) => title.textContent)).toEqual([
    "a & b: 2",
    `${evil}: 1`,
  ]);
  expect([...svg.querySelectorAll("text")].map((text) => text.textContent).join("")).toContain(
    "</text><script>",
  );
  expect("hit" in window).toBe(false);
});

test("a tree 1000 levels deep is read by the browser's parsers", () => {
  const levels = 1000;
  const parent = Int32Array.from({ length: 2 * levels + 1 }, (_, i) =>
    i === 0 ? -1 : i - 1 - ((i - 1) % 2),
  );
  const weight = Float64Array.from(parent, (_, i) => (i % 2 === 1 || i === 2 * levels ? 1 : 0));
  const deep = weightedTree.fromColumns({ parent, weight }, { sort: null });
  const svg = show(toSVG(layout(deep, { engine: greedy(), container })));
  const leaves = [...deep.leaves()].length;
  expect(svg.querySelectorAll(".leaf").length).toBe(leaves);
  const host = document.createElement("div");
  host.innerHTML = svg.outerHTML;
  expect(host.querySelectorAll(".leaf").length).toBe(leaves);
});

test("a worker's canvas will do", () => {
  const map = layout(tree, { engine: greedy(), container });
  const context = new OffscreenCanvas(900, 600).getContext("2d")!;
  drawCanvas(map, context);
  const { data } = context.getImageData(0, 0, 900, 600);
  // Three smoothed edges that meet in a pixel may leave a hint of what is behind.
  expect(data.filter((value, k) => k % 4 === 3 && value < 240)).toEqual(new Uint8ClampedArray());
});

import {
  circle,
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

  test("has its texts within their cells, in the browser's own font", () => {
    const svg = show(toSVG(map, { minFontSize: 5, colour: ownColour }));
    const texts = [...svg.querySelectorAll("text")];
    expect(texts.length).toBeGreaterThan(0);
    const point = svg.createSVGPoint();
    for (const text of texts) {
      const { x, y, width, height } = text.getBBox();
      const cells = [...svg.querySelectorAll<SVGGeometryElement>("rect, path")].filter((cell) =>
        [
          [x, y],
          [x + width, y],
          [x, y + height],
          [x + width, y + height],
        ].every(([u, v]) => {
          [point.x, point.y] = [u!, v!];
          return cell.isPointInFill(point);
        }),
      );
      const owner = cells.some(
        (cell) => cell.textContent.includes(text.textContent) || cell.classList.contains("outline"),
      );
      expect(owner, text.textContent).toBe(true);
    }
  });
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
  expect([...svg.querySelectorAll("text")].map((text) => text.textContent)).toContain(evil);
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

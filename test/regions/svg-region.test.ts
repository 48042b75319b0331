import { expect, it } from "vitest";
import { ringArea } from "../../src/geometry/ring.ts";
import { svgRegion, type Region } from "../../src/index.ts";

const areaOf = ({ ring }: Region): number => ringArea(ring, 0, ring.length / 2);
const svg = (content: string): string => `<svg xmlns="http://www.w3.org/2000/svg">${content}</svg>`;

it.each([
  ['<path d="M0 0H3V4H0Z"/>', 12],
  ["<svg:path d='M0 0H3V4H0Z'/>", 12],
  ['<polygon points="0,0 3 0, 3 4"/>', 6],
  ['<rect width="5" height="2"/>', 10],
  ['<rect width="10" height="10" rx="2"/>', 100 - (4 - Math.PI) * 4],
  ['<circle cx="5" cy="9" r="10"/>', 100 * Math.PI],
  ['<ellipse rx="10" ry="4"/>', 40 * Math.PI],
  [
    '<rect width="9" height="9"/><!-- <rect width="50" height="1"/> --><circle cx="4.5" cy="4.5" r="2"/>',
    81 - 4 * Math.PI,
  ],
  ['<defs><rect width="50" height="1"/></defs><rect width="9" height="9"/>', 81],
  [
    '<g transform="scale(2,3)"><rect width="1" height="1" transform="translate(5)"/></g><rect x="30" width="1" height="1"/>',
    7,
  ],
  ['<rect width="2" height="1" transform="rotate(30 5 5) skewX(20)"/>', 2],
  ['<rect width="2" height="1" transform="matrix(0 2 1 0 5 5)"/>', 4],
  [
    '<svg x="5" width="9" height="10" viewBox="0 0 2 2"><rect width="2" height="1"/></svg><rect y="50" width="1" height="1"/>',
    41.5,
  ],
  [
    '<svg width="4" height="10" viewBox="0 0 2 2" preserveAspectRatio="none"><rect width="2" height="2"/></svg>',
    40,
  ],
  [
    '<svg width="4" height="10" viewBox="0 0 2 2" preserveAspectRatio="xMinYMin slice"><circle r="1"/></svg>',
    25 * Math.PI,
  ],
  [
    '<defs><rect id="r" width="2" height="2"/></defs><use href="#r" x="20"/><use xlink:href="#r" transform="scale(3)"/>',
    40,
  ],
  [
    '<symbol id="s" viewBox="0 0 1 1"><rect width="1" height=".5"/></symbol><use href="#s" width="6" height="6"/>',
    18,
  ],
  [
    '<g transform="scale(9)"><path id="p" d="M0 0H1V1H0Z" transform="scale(2)"/></g><use href="#p" y="99"/>',
    328,
  ],
  [
    '<rect width="2" height="1" transform="scale(5)" style="fill: red; transform: scale(2) rotate(30deg)"/>',
    8,
  ],
  [
    '<g style="display:none"><rect width="9" height="9"/></g><rect width="3" height="3" style="transform: none"/>',
    9,
  ],
])("reads %s", (content, area) => {
  expect(areaOf(svgRegion(svg(content), { tolerance: 1e-5 }))).toBeCloseTo(area, 2);
});

it("puts a shape where its transforms do, the inner one first", () => {
  const { x0, y0, x1, y1 } = svgRegion(
    svg('<g transform="translate(10 20)"><rect width="1" height="2" transform="rotate(90)"/></g>'),
  );
  [x0, y0, x1, y1].forEach((at, k) => expect(at).toBeCloseTo([8, 20, 10, 21][k]!, 9));
});

it("takes the element of an id, wherever it stands", () => {
  const text = svg(
    '<defs><g id="a"><rect width="2" height="2"/></g></defs><rect id="b" width="9" height="9"/>',
  );
  expect(areaOf(svgRegion(text, { id: "a" }))).toBe(4);
  expect(areaOf(svgRegion(text, { id: "b" }))).toBe(81);
});

it("draws curves as finely whatever their size, where they are magnified to fit", () => {
  const corners = [1, 1000].map((r) => svgRegion(svg(`<circle r="${r}"/>`), { fit: [600, 600] }).ring.length);
  expect(corners[0]).toBe(corners[1]);
  expect(areaOf(svgRegion(svg('<circle r="1"/>'), { fit: [600, 600] })) / (Math.PI * 300 * 300)).toBeCloseTo(
    1,
    3,
  );
});

it.each([
  ["<text>A</text>", "there is no path, polygon, rect, circle or ellipse in the drawing"],
  [
    '<rect/><path id="p" d="M0 0L9"/>',
    'svgRegion: <path> 3, "p": L takes 2 numbers; one is missing at character 7',
  ],
  ['<rect width="1" height="1" transform="turn(3)"/>', 'svgRegion: <rect> 2: no transform "turn(3)"'],
  ['<rect width="1" height="1" transform="rotate(3"/>', 'svgRegion: <rect> 2: no transform "rotate(3"'],
  ['<rect width="100%" height="1"/>', '<rect> 2: width must be a number without a unit, not "100%"'],
  ['<circle r="2mm"/>', '<circle> 2: r must be a number without a unit, not "2mm"'],
  ['<polygon points="0,0 9,9 9,0 0,9"/>', "crosses itself at (4.5, 4.5)"],
  [
    '<svg viewBox="0 0 2 2"><rect width="1" height="1"/></svg>',
    'width must be a number without a unit, not "100%"',
  ],
  ['<svg width="1" height="1" viewBox="0 0 0 2"><rect width="1" height="1"/></svg>', 'no viewBox "0 0 0 2"'],
  [
    '<use href="other.svg#a"/>',
    '<use> 2 must name an element of the drawing, such as "#a", not "other.svg#a"',
  ],
  ['<use href="#a"/>', '<use> 2: there is no shape with or within the id "a"'],
  ['<g id="a"><use href="#a"/></g>', '"a" draws itself again'],
  [
    '<rect width="1" height="1" style="transform: rotate(.5turn)"/>',
    '<rect> 2: no transform "rotate(.5turn)"',
  ],
  [
    '<rect width="1" height="1" style="transform-origin: 50% 50%"/>',
    "<rect> 2: transform-origin is not read",
  ],
  [
    '<rect id="a" width="9" height="9"/><circle id="b" r="5"/><rect x="30" width="1" height="1"/>',
    'svgRegion: <circle> 3, "b" crosses <rect> 2, "a" at (0, 5); take one alone: id: "a" or id: "b"',
  ],
  [
    '<rect width="9" height="9"/><rect x="9" width="9" height="4"/>',
    "touches <rect> 2 at (9, 4); give one of them an id",
  ],
])("refuses %s", (content, message) => {
  expect(() => svgRegion(svg(content))).toThrow(message);
});

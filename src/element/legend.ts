import { lightTheme, type Legend, type Partition } from "../index.ts";
import { colourLegend } from "./library.ts";
import { fillsOf, type Drawing } from "./picture.ts";
import type { Words } from "./words.ts";

const SVG = "http://www.w3.org/2000/svg";
const FONT_SIZE = 13;
/** Part of the opacity of a text that steps back. */
const FAINT = 0.75;

/** The drawing's own legend, or one of what its colours tell, in the words of the page. */
export function legendOf({ legend }: Drawing, words: Words): Legend {
  const level = (number: number): string => words.say("level", { level: words.count(number) });
  return legend ?? colourLegend({ level, others: words.strings.others });
}

/** Draws what the colours mean, as wide as its place. */
export function drawLegend(
  place: HTMLElement,
  map: Partition,
  root: number,
  drawing: Drawing,
  width: number,
  words: Words,
): void {
  const theme = drawing.theme ?? lightTheme;
  const context = document.createElement("canvas").getContext("2d");
  const family = drawing.fontFamily ?? "sans-serif";
  if (context) context.font = `${FONT_SIZE}px ${family}`;
  const measure = (text: string): number => (context ? context.measureText(text).width / FONT_SIZE : 0);
  const { marks, height } = legendOf(drawing, words)(map, {
    x: 0,
    y: 0,
    width,
    fontSize: FONT_SIZE,
    text: theme.text,
    colour: fillsOf(drawing, root),
    measure,
    write: (value: number) => words.number(value),
    locale: drawing.locale,
    root,
  });
  const svg = document.createElementNS(SVG, "svg");
  set(svg, { width, height, viewBox: `0 0 ${width} ${height}`, "font-family": family, role: "img" });
  const told: string[] = [];
  for (const mark of marks ?? []) {
    const isText = "text" in mark;
    const element = document.createElementNS(SVG, isText ? "text" : "rect");
    if (isText) {
      const anchor = mark.align === "middle" ? "middle" : mark.align === "right" ? "end" : "start";
      set(element, {
        x: mark.x,
        y: mark.y,
        "font-size": mark.size,
        fill: mark.colour,
        "text-anchor": anchor,
      });
      if (mark.bold) set(element, { "font-weight": "bold" });
      if (mark.faint) set(element, { opacity: FAINT });
      element.textContent = mark.text;
      told.push(mark.text);
    } else set(element, { x: mark.x, y: mark.y, width: mark.width, height: mark.height, fill: mark.fill });
    svg.append(element);
  }
  set(svg, { "aria-label": told.join(", ") });
  place.replaceChildren(svg);
}

function set(element: Element, attributes: Readonly<Record<string, string | number>>): void {
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, String(value));
}

import type { Frame, Scale } from "./axes.ts";

/** Attributes of an element. */
type Attributes = Readonly<Record<string, string | number | undefined>>;

export const INK = "#333333";
const PALE = "#e6e6e6";
const FONT_SIZE = 11;

/** An element; its content is escaped already. */
export function tag(name: string, attributes: Attributes, content?: string): string {
  const written = Object.entries(attributes)
    .filter(([, value]) => value !== undefined)
    .map(([key, value]) => ` ${key}="${escape(String(typeof value === "number" ? tenths(value) : value))}"`);
  const start = `<${name}${written.join("")}`;
  return content === undefined ? `${start}/>` : `${start}>${content}</${name}>`;
}

export function text(content: string, x: number, y: number, attributes: Attributes = {}): string {
  return tag("text", { x, y, ...attributes }, escape(content));
}

export function escape(content: string): string {
  return content
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replaceAll('"', "&quot;");
}

/** A whole picture on white. */
export function picture(width: number, height: number, title: string, content: string): string {
  const attributes = {
    xmlns: "http://www.w3.org/2000/svg",
    viewBox: `0 0 ${width} ${height}`,
    width,
    height,
    role: "img",
    "aria-label": title,
    "font-family": "'Open Sans', Helvetica, Arial, sans-serif",
    "font-size": FONT_SIZE,
    fill: INK,
  };
  const heading = text(title, 12, 20, { "font-size": 13, "font-weight": "bold" });
  return `${tag("svg", attributes, tag("rect", { width, height, fill: "#ffffff" }) + heading + content)}\n`;
}

/** Width of a text, roughly: good enough to keep labels apart. */
export function widthOf(content: string): number {
  return content.length * FONT_SIZE * 0.54;
}

/** Lines at the ticks of an axis with their numbers, and what the axis shows. */
export function axis(which: "x" | "y", { at, ticks }: Scale, frame: Frame, caption: string): string {
  const { left, top, right, bottom } = frame;
  const marks = ticks.map((value) => {
    const place = at(value);
    const shown = numeral(value);
    return which === "x"
      ? tag("path", { d: `M${tenths(place)} ${top}V${bottom}`, stroke: PALE }) +
          text(shown, place, bottom + 15, { "text-anchor": "middle" })
      : tag("path", { d: `M${left} ${tenths(place)}H${right}`, stroke: PALE }) +
          text(shown, left - 6, place + 4, { "text-anchor": "end" });
  });
  const middle = which === "x" ? (left + right) / 2 : (top + bottom) / 2;
  const turned = { transform: `rotate(-90 ${left - 38} ${tenths(middle)})`, "text-anchor": "middle" };
  const title =
    which === "x"
      ? text(caption, middle, bottom + 33, { "text-anchor": "middle" })
      : text(caption, left - 38, middle, turned);
  return marks.join("") + (caption === "" ? "" : title);
}

/** A number as an axis shows it. */
function numeral(value: number): string {
  if (value === 0) return "0";
  if (value < 1) return String(value).replace(/^0/, "");
  return value >= 1e4 ? value.toExponential().replace("e+", "e") : String(value);
}

function tenths(value: number): number {
  return Math.round(value * 10) / 10;
}

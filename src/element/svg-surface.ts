import type { CanvasContext, Partition } from "../index.ts";
import type { Camera, Size } from "./camera.ts";
import { drawView, type Drawing, type Surface } from "./picture.ts";

const SVG = "http://www.w3.org/2000/svg";
/** Coordinates are written in hundredths of a pixel. */
const UNIT = 100;

/** An SVG: sharp while it is magnified and on paper, for maps of up to a thousand cells or so. */
export class SvgSurface implements Surface {
  readonly element: SVGSVGElement = document.createElementNS(SVG, "svg");

  draw(map: Partition, camera: Camera, size: Size, _pixelRatio: number, drawing: Drawing): void {
    const group = document.createElementNS(SVG, "g");
    group.setAttribute("transform", `translate(${camera.lens.x} ${camera.lens.y})`);
    drawView(map, new SvgContext(group), camera, size, drawing);
    this.element.setAttribute("viewBox", `0 0 ${size.width} ${size.height}`);
    this.element.replaceChildren(group);
  }
}

let measuring: CanvasRenderingContext2D | undefined;

/** A canvas context that makes elements of what is drawn, so that the one renderer serves both surfaces. */
class SvgContext implements CanvasContext {
  fillStyle: unknown = "#000";
  strokeStyle: unknown = "#000";
  lineWidth = 1;
  lineJoin: unknown = "miter";
  font = "10px sans-serif";
  textAlign: unknown = "start";
  textBaseline: unknown = "alphabetic";
  direction: unknown = "inherit";
  globalAlpha = 1;
  readonly #group: SVGGElement;
  /** How what is written is moved and turned, and what was so before. */
  #transform = "";
  readonly #saved: string[] = [];
  #path = "";
  /** The element of the current path or text, once it is filled or outlined. */
  #drawn: SVGElement | null = null;
  #text = "";

  constructor(group: SVGGElement) {
    this.#group = group;
  }

  save(): void {
    this.#saved.push(this.#transform);
  }

  restore(): void {
    this.#transform = this.#saved.pop() ?? "";
  }

  /** As the browser writes it: elements of SVG cannot be measured before they are in a page. */
  measureText(text: string): TextMetrics {
    const context = (measuring ??= document.createElement("canvas").getContext("2d")!);
    if (context.font !== this.font) context.font = this.font;
    return context.measureText(text);
  }

  translate(x: number, y: number): void {
    this.#transform += `translate(${round(x)} ${round(y)})`;
  }

  rotate(angle: number): void {
    this.#transform += `rotate(${round((angle * 180) / Math.PI)})`;
  }

  /** One unit is one pixel, whatever the screen's. */
  scale(): void {}

  beginPath(): void {
    this.#path = "";
    this.#drawn = null;
  }

  moveTo(x: number, y: number): void {
    this.#path += `M${round(x)} ${round(y)}`;
  }

  lineTo(x: number, y: number): void {
    this.#path += `L${round(x)} ${round(y)}`;
  }

  /** Arcs of less than half a turn, as outlines have them. */
  ellipse(x: number, y: number, rx: number, ry: number, _: number, __: number, to: number): void {
    const end = `${round(x + rx * Math.cos(to))} ${round(y + ry * Math.sin(to))}`;
    this.#path += `A${round(rx)} ${round(ry)} 0 0 0 ${end}`;
  }

  closePath(): void {
    this.#path += "Z";
  }

  fill(): void {
    this.#outline().setAttribute("fill", String(this.fillStyle));
  }

  stroke(): void {
    const isNew = this.#drawn === null;
    const path = this.#outline();
    if (isNew) path.setAttribute("fill", "none");
    this.#line(path);
  }

  /** A text with a rim is one element. */
  strokeText(text: string, x: number, y: number): void {
    const element = this.#write(text, x, y);
    this.#line(element);
    element.setAttribute("paint-order", "stroke");
    this.#drawn = element;
    this.#text = text;
  }

  fillText(text: string, x: number, y: number): void {
    const rimmed = this.#text === text ? this.#drawn : null;
    (rimmed ?? this.#write(text, x, y)).setAttribute("fill", String(this.fillStyle));
    this.#drawn = null;
    this.#text = "";
  }

  #outline(): SVGElement {
    if (this.#drawn) return this.#drawn;
    const path = this.#append("path");
    path.setAttribute("d", this.#path);
    return (this.#drawn = path);
  }

  #line(element: SVGElement): void {
    element.setAttribute("stroke", String(this.strokeStyle));
    element.setAttribute("stroke-width", String(round(this.lineWidth)));
    element.setAttribute("stroke-linejoin", String(this.lineJoin));
  }

  #write(text: string, x: number, y: number): SVGElement {
    const element = this.#append("text");
    const [, weight, size = "10", family = "sans-serif"] =
      /^(?:(\w+)\s+)?([\d.]+)px\s+(.*)$/.exec(this.font) ?? [];
    element.setAttribute("x", String(round(x)));
    element.setAttribute("y", String(round(y)));
    element.setAttribute("font-size", size);
    element.setAttribute("font-family", family);
    if (weight !== undefined) element.setAttribute("font-weight", weight);
    // Which end of a text is its start goes by its direction.
    const isFromRight = this.direction === "rtl";
    if (isFromRight) element.setAttribute("direction", "rtl");
    if (this.textAlign === "center") element.setAttribute("text-anchor", "middle");
    else if ((this.textAlign === "right") !== isFromRight && this.textAlign !== "start")
      element.setAttribute("text-anchor", "end");
    if (this.globalAlpha !== 1) element.setAttribute("opacity", String(round(this.globalAlpha)));
    if (this.#transform !== "") element.setAttribute("transform", this.#transform);
    element.textContent = text;
    return element;
  }

  #append(name: "path" | "text"): SVGElement {
    const element = document.createElementNS(SVG, name);
    this.#group.append(element);
    return element;
  }
}

function round(value: number): number {
  return Math.round(value * UNIT) / UNIT;
}

import {
  engines,
  layout,
  weightedTree,
  type CanvasContext,
  type Partition,
  type WeightedTree,
} from "marquetry";
import rows from "../../examples/data/flare.json" with { type: "json" };

export const flare: WeightedTree = weightedTree.fromRows(rows, { weight: "size", label: "name" });

/** The same tree by every engine there is, without and with padding. */
export function allMaps(tree: WeightedTree = flare): [name: string, map: Partition][] {
  const container = [960, 600] as const;
  return Object.entries(engines).flatMap(([name, factory]): [string, Partition][] => [
    [name, layout(tree, { engine: factory(), container })],
    [`${name}, padded`, layout(tree, { engine: factory(), container, padding: 2, paddingTop: 18 })],
  ]);
}

/** A context that keeps what is drawn into it. */
export class RecordingContext implements CanvasContext {
  canvas: { width: number; height: number } | undefined;
  fillStyle: unknown = "";
  strokeStyle: unknown = "";
  lineWidth = 1;
  lineJoin: unknown = "";
  font = "";
  textAlign: unknown = "";
  textBaseline: unknown = "";
  scales: number[] = [];
  depth = 0;
  readonly fills: { fill: unknown; path: number[][] }[] = [];
  readonly strokes: { width: number; path: number[][] }[] = [];
  readonly texts: { text: string; x: number; y: number; fill: unknown; font: string }[] = [];
  readonly rims: string[] = [];
  #path: number[][] = [];
  #rings: number[][][] = [];

  save(): void {
    this.depth++;
  }
  restore(): void {
    this.depth--;
  }
  scale(x: number, y: number): void {
    this.scales.push(x, y);
  }
  beginPath(): void {
    this.#rings = [];
  }
  moveTo(x: number, y: number): void {
    this.#rings.push((this.#path = [[x, y]]));
  }
  lineTo(x: number, y: number): void {
    this.#path.push([x, y]);
  }
  closePath(): void {}
  fill(): void {
    for (const path of this.#rings) this.fills.push({ fill: this.fillStyle, path });
  }
  stroke(): void {
    this.strokes.push({ width: this.lineWidth, path: this.#path });
  }
  fillText(text: string, x: number, y: number): void {
    this.texts.push({ text, x, y, fill: this.fillStyle, font: this.font });
  }
  strokeText(text: string): void {
    this.rims.push(text);
  }
}

/** One element of an SVG, as its text has it. */
export interface Shape {
  readonly name: string;
  readonly attributes: Record<string, string>;
}

/** The elements of an SVG in order, and the deepest nesting; throws where tags do not match. */
export function readSvg(svg: string): { shapes: Shape[]; nesting: number } {
  const shapes: Shape[] = [];
  const open: string[] = [];
  let nesting = 0;
  const rest = svg.replace(
    /<(\/?)([a-z]+)((?: [a-z:-]+="[^"<>]*")*)(\/?)>/gi,
    (_, end: string, name: string, list: string, empty: string) => {
      if (end) {
        if (open.pop() !== name) throw new Error(`</${name}> ends nothing`);
        return "";
      }
      const attributes = Object.fromEntries(
        [...list.matchAll(/ ([a-z:-]+)="([^"]*)"/gi)].map(([, key, value]) => [key!, value!]),
      );
      shapes.push({ name, attributes });
      if (!empty) nesting = Math.max(nesting, open.push(name));
      return "";
    },
  );
  if (open.length > 0 || rest.includes("<"))
    throw new Error(`not well-formed: ${open.join(" ")} ${rest.slice(0, 50)}`);
  return { shapes, nesting };
}

/** Corners of a `<rect>` or `<path>`. */
export function cornersOf({ name, attributes: a }: Shape): number[][] {
  if (name === "path")
    return a["d"]!.slice(1, -1)
      .split("L")
      .map((pair) => pair.split(" ").map(Number));
  const [x, y, w, h] = [Number(a["x"]), Number(a["y"]), Number(a["width"]), Number(a["height"])] as [
    number,
    number,
    number,
    number,
  ];
  return [
    [x, y],
    [x, y + h],
    [x + w, y + h],
    [x + w, y],
  ];
}

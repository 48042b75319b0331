import type { Partition } from "../index.ts";
import { isAtNode, type Camera, type Size } from "./camera.ts";
import { legendOf } from "./legend.ts";
import { drawPNG, fillsOf, withoutSurround, type Drawing, type PictureOptions } from "./picture.ts";
import type { Words } from "./words.ts";
import { SvgSurface } from "./svg-surface.ts";

/** The kinds of files that a map can be saved as. */
export type FileKind = "png" | "svg" | "csv" | "json";

/** What a file is made of. */
export interface FileSource {
  readonly map: Partition;
  /** The node whose colours begin. */
  readonly top: number;
  readonly camera: Camera;
  readonly size: Size;
  readonly drawing: Drawing;
  /** The words of the legend, if there is one. */
  readonly words: Words | null;
}

/** What the view shows as a picture, or the data below its node. */
export async function fileOf(
  kind: FileKind,
  source: FileSource,
  options: PictureOptions = {},
): Promise<Blob> {
  const { map, camera, size, words } = source;
  // A part of a map has no title.
  const whole = words ? { ...source.drawing, legend: legendOf(source.drawing, words) } : source.drawing;
  const told = isAtNode(camera) ? whole : withoutSurround(source.drawing);
  const drawing = { ...told, colour: fillsOf(told, source.top) };
  if (kind === "png") return drawPNG(map, camera, size, drawing, options);
  if (kind === "svg") {
    const surface = new SvgSurface();
    surface.draw(map, camera, size, 1, drawing);
    const { element } = surface;
    element.setAttribute("width", String(size.width));
    element.setAttribute("height", String(size.height));
    return new Blob([new XMLSerializer().serializeToString(element)], { type: "image/svg+xml" });
  }
  const isTable = kind === "csv";
  const text = isTable ? tableOf(map, camera.root) : JSON.stringify(nestedOf(map, camera.root), null, 1);
  return new Blob([text], { type: isTable ? "text/csv" : "application/json" });
}

/** A node and all below it, level by level. */
function* below({ tree: { firstChild, childCount } }: Partition, root: number): IterableIterator<number> {
  for (let [low, high] = [root, root + 1]; low < high;) {
    for (let i = low; i < high; i++) yield i;
    const last = high - 1;
    low = firstChild[low]!;
    high = firstChild[last]! + childCount[last]!;
  }
}

/** Rows as `weightedTree.fromRows` reads them. */
function tableOf(map: Partition, root: number): string {
  const { tree } = map;
  const rows = Array.from(below(map, root), (i) => [
    tree.id(i),
    i === root ? "" : tree.id(tree.parent[i]!),
    tree.label(i),
    String(tree.weight[i]!),
  ]);
  return [["id", "parent", "label", "weight"], ...rows]
    .map((row) => `${row.map(fieldOf).join(",")}\r\n`)
    .join("");
}

function fieldOf(text: string): string {
  return /[",\r\n]|^\s|\s$/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

interface Nested {
  readonly id: string;
  readonly label: string;
  readonly weight: number;
  children?: Nested[];
}

function nestedOf(map: Partition, root: number): Nested {
  const { tree } = map;
  const made = new Map<number, Nested>();
  for (const i of below(map, root)) {
    const node: Nested = { id: tree.id(i), label: tree.label(i), weight: tree.weight[i]! };
    made.set(i, node);
    if (i !== root) (made.get(tree.parent[i]!)!.children ??= []).push(node);
  }
  return made.get(root)!;
}

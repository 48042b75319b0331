import type { Partition, PathSink } from "../index.ts";
import { placeOfNode, type Camera, type Size } from "./camera.ts";
import { compose, type Similarity } from "./similarity.ts";

const SVG = "http://www.w3.org/2000/svg";
/** More selected cells are outlined no longer, each of them being too small to be seen. */
const MOST_OUTLINED = 2000;

/** Which nodes are marked. */
export interface Marked {
  readonly hovered: number;
  /** The node of the focus ring, −1 for none. */
  readonly focused: number;
  readonly selected: readonly number[];
}

/** Outlines over the picture: the cell under the pointer, the selection, the focus ring. */
export class Marks {
  readonly element: SVGSVGElement = document.createElementNS(SVG, "svg");
  readonly #hover = this.#path("hover");
  readonly #selection = [this.#path("selection under"), this.#path("selection")];
  readonly #focus = [this.#path("focus under"), this.#path("focus")];

  constructor() {
    this.element.classList.add("marks");
    this.element.setAttribute("aria-hidden", "true");
  }

  /** Puts the outlines where a camera, whose picture is moved by `shift`, shows the cells. */
  draw(map: Partition, camera: Camera, shift: Similarity, size: Size, marked: Marked): void {
    const outline = (node: number): string =>
      node < 0 ? "" : pathData(map, node, compose(placeOfNode(map, camera, node, size), shift));
    this.#hover.setAttribute("d", outline(marked.hovered));
    const selection = marked.selected.slice(0, MOST_OUTLINED).map(outline).join("");
    for (const path of this.#selection) path.setAttribute("d", selection);
    // At the edge of the screen half of the ring would be cut off.
    const focus =
      marked.focused < 0
        ? ""
        : pathData(map, marked.focused, compose(placeOfNode(map, camera, marked.focused, size), shift), size);
    for (const path of this.#focus) path.setAttribute("d", focus);
  }

  clear(): void {
    for (const path of this.element.children) path.setAttribute("d", "");
  }

  #path(className: string): SVGPathElement {
    const path = document.createElementNS(SVG, "path");
    path.setAttribute("class", className);
    this.element.append(path);
    return path;
  }
}

/** Corners farther off the screen than this, in pixels, are beyond what browsers draw exactly. */
const FARTHEST = 1e5;

/** Half of the widest ring, in pixels. */
const RING = 3;

/**
 * Traces the cell of a node whose frame lies at a place on the screen.
 *
 * @param within - the screen, if what lies beyond its edges is to be drawn along them
 */
export function tracePlaced(
  map: Partition,
  node: number,
  { scale, x, y }: Similarity,
  path: PathSink,
  within?: Size,
): void {
  const near = (along: number, length?: number): number =>
    length === undefined
      ? Math.min(FARTHEST, Math.max(-FARTHEST, along))
      : Math.min(length - RING, Math.max(RING, along));
  const ring = new Float64Array(2 * Math.max(map.cells.mostCorners, 1));
  const corners = map.cells.corners(node) && map.cells.ring(node, ring);
  for (let k = 0; k < 2 * corners; k += 2) {
    const u = near(ring[k]! * scale + x, within?.width);
    const v = near(ring[k + 1]! * scale + y, within?.height);
    if (k === 0) path.moveTo(u, v);
    else path.lineTo(u, v);
  }
  if (corners > 0) path.closePath();
}

/** The outline of a cell as the data of an SVG path. */
function pathData(map: Partition, node: number, place: Similarity, within?: Size): string {
  let data = "";
  const sink: PathSink = {
    moveTo: (x, y) => (data += `M${x.toFixed(2)} ${y.toFixed(2)}`),
    lineTo: (x, y) => (data += `L${x.toFixed(2)} ${y.toFixed(2)}`),
    closePath: () => (data += "Z"),
  };
  tracePlaced(map, node, place, sink, within);
  return data;
}

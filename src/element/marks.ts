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
    const focus = outline(marked.focused);
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

/** Traces the cell of a node whose frame lies at a place on the screen. */
export function tracePlaced(map: Partition, node: number, { scale, x, y }: Similarity, path: PathSink): void {
  const ring = new Float64Array(2 * Math.max(map.cells.mostCorners, 1));
  const corners = map.cells.corners(node) && map.cells.ring(node, ring);
  for (let k = 0; k < 2 * corners; k += 2) {
    const u = near(ring[k]! * scale + x);
    const v = near(ring[k + 1]! * scale + y);
    if (k === 0) path.moveTo(u, v);
    else path.lineTo(u, v);
  }
  if (corners > 0) path.closePath();
}

function near(along: number): number {
  return Math.min(FARTHEST, Math.max(-FARTHEST, along));
}

/** The outline of a cell as the data of an SVG path. */
function pathData(map: Partition, node: number, place: Similarity): string {
  let data = "";
  tracePlaced(map, node, place, {
    moveTo: (x, y) => (data += `M${x.toFixed(2)} ${y.toFixed(2)}`),
    lineTo: (x, y) => (data += `L${x.toFixed(2)} ${y.toFixed(2)}`),
    closePath: () => (data += "Z"),
  });
  return data;
}

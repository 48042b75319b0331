import type { Partition } from "../index.ts";
import { placeOfNode, type Camera, type Size } from "./camera.ts";
import { compose, type Similarity } from "./similarity.ts";
import { pathData } from "./trace.ts";

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

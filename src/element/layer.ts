import type { ColourFunction, Partition } from "../index.ts";
import { placeOfNode, type Camera, type Size } from "./camera.ts";
import { tracePlaced } from "./marks.ts";
import { CanvasSurface, clearCanvas, fillsOf, type Drawing, type Surface } from "./picture.ts";
import type { Similarity, Stretch } from "./similarity.ts";
import { SvgSurface } from "./svg-surface.ts";

/** What a layer draws. */
export interface Scene {
  readonly map: Partition;
  /** The node that fills the view when nothing is magnified: colours begin there. */
  readonly top: number;
  readonly size: Size;
  readonly pixelRatio: number;
  readonly drawing: Drawing;
  readonly asSvg: boolean;
  /** Nodes found by a search, all others being veiled; null if nothing is searched for. */
  readonly matches: readonly number[] | null;
}

/** The fills of scenes on their way, with the number of nodes that they are for. */
const known = new WeakMap<Scene, { readonly nodes: number; readonly fill: ColourFunction }>();

/**
 * A scene as it is drawn on the way to it: quickly, without texts, which are fitted at the end, and in fills that are
 * asked for once a node.
 *
 * @param map - what is on the way; its nodes have the same numbers in every picture as long as they are as many
 */
export function plain(scene: Scene, map: Partition = scene.map, top: number = scene.top): Scene {
  let fills = known.get(scene);
  if (fills?.nodes !== map.size) {
    const fresh = fillsOf(scene.drawing, top);
    const byNode: ReturnType<ColourFunction>[] = [];
    const fill: ColourFunction = (node) => (byNode[node] ??= fresh(node, map));
    fills = { nodes: map.size, fill: Object.assign(fill, { meaning: fresh.meaning }) };
    known.set(scene, fills);
  }
  const { drawing } = scene;
  return {
    ...scene,
    map,
    top,
    drawing: { ...drawing, colour: fills.fill, label: false, branchLabels: "none", aggregate: () => "" },
    asSvg: false,
  };
}

/** Cells below this area in square pixels cannot be seen through the veil, and are not cut out. */
const LEAST_SEEN = 0.1;

/** One picture of the map that can be moved and magnified as a whole, which costs next to nothing. */
export class Layer {
  readonly element: HTMLDivElement = document.createElement("div");
  readonly #veil: HTMLCanvasElement = document.createElement("canvas");
  #surface: Surface | null = null;
  /** What the picture was drawn from; null if it was not yet. */
  camera: Camera | null = null;

  constructor() {
    this.element.className = "layer";
    this.#veil.className = "veil";
  }

  /** Draws what a camera shows, and puts the picture where it belongs. */
  draw(scene: Scene, camera: Camera): void {
    const { map, size, pixelRatio, asSvg } = scene;
    const drawing = { ...scene.drawing, colour: fillsOf(scene.drawing, scene.top) };
    if (!this.#surface || this.#surface instanceof SvgSurface !== asSvg) {
      this.#surface = asSvg ? new SvgSurface() : new CanvasSurface();
      this.element.replaceChildren(this.#surface.element, this.#veil);
    }
    this.#surface.draw(map, camera, size, pixelRatio, drawing);
    this.#drawVeil(scene, camera);
    this.camera = camera;
    this.show(null);
  }

  /** Moves the picture as a whole; null puts it back. */
  show(movement: Similarity | Stretch | null, opacity = 1): void {
    const { style } = this.element;
    style.transform = movement ? matrixOf(movement) : "";
    style.opacity = opacity === 1 ? "" : String(opacity);
    style.visibility = opacity === 0 ? "hidden" : "";
  }

  /** Lets the picture appear over what lies under it, in so many milliseconds. */
  appear(duration: number): Promise<unknown> {
    return this.element.animate([{ opacity: 0 }, { opacity: 1 }], duration).finished.catch(() => undefined);
  }

  /** Frees the memory of the picture. */
  clear(): void {
    this.#surface = null;
    this.camera = null;
    this.element.replaceChildren();
    this.#veil.width = this.#veil.height = 0;
  }

  #drawVeil({ map, size, pixelRatio, matches }: Scene, camera: Camera): void {
    this.#veil.hidden = matches === null;
    if (!matches) return;
    const context = clearCanvas(this.#veil, size, pixelRatio);
    if (!context) return;
    context.setTransform(pixelRatio, 0, 0, pixelRatio, 0, 0);
    context.fillStyle = getComputedStyle(this.#veil).color;
    context.fillRect(0, 0, size.width, size.height);
    context.globalCompositeOperation = "destination-out";
    context.fillStyle = "#000";
    for (const node of matches) {
      const place = placeOfNode(map, camera, node, size);
      if (!(map.cells.area(node) * place.scale * place.scale > LEAST_SEEN)) continue;
      context.beginPath();
      tracePlaced(map, node, place, context);
      context.fill();
    }
    context.globalCompositeOperation = "source-over";
  }
}

function matrixOf(movement: Similarity | Stretch): string {
  const { x, y } = movement;
  const [scaleX, scaleY] =
    "scale" in movement ? [movement.scale, movement.scale] : [movement.scaleX, movement.scaleY];
  return `matrix(${scaleX},0,0,${scaleY},${x},${y})`;
}

import type { Partition } from "../index.ts";
import type { Size } from "./camera.ts";
import type { TooltipFunction } from "./card.ts";
import { later, loadLater } from "./lazy.ts";
import type { Words } from "./words.ts";

/** From the pointer to the tooltip's corner, in pixels. */
const OFFSET = 12;

/** Says more about the cell under the pointer, or about the focused one. */
export class Tooltip {
  readonly element: HTMLDivElement = document.createElement("div");
  readonly #slot: HTMLSlotElement = document.createElement("slot");
  readonly #content: HTMLDivElement = document.createElement("div");
  #shown = -1;
  #map: Partition | null = null;

  constructor() {
    this.element.className = "tooltip";
    this.element.setAttribute("part", "tooltip");
    this.element.setAttribute("role", "tooltip");
    this.element.hidden = true;
    this.#slot.name = "tooltip";
    // What stands in a slot is shown where nobody fills it.
    this.#slot.append(this.#content);
    this.element.append(this.#slot);
  }

  /** Shows what is said of a node beside a point of the screen. */
  show(
    map: Partition,
    node: number,
    x: number,
    y: number,
    size: Size,
    say: TooltipFunction | null,
    words: Words,
  ): void {
    const module = later();
    if (!module) {
      void loadLater().catch(() => undefined);
      return;
    }
    if (node !== this.#shown || map !== this.#map) {
      this.#shown = node;
      this.#map = map;
      const parts = { element: this.element, slot: this.#slot, content: this.#content };
      this.element.hidden = !module.fillTooltip(parts, map, node, say, words);
    }
    if (this.element.hidden) return;
    const { offsetWidth, offsetHeight, style } = this.element;
    const right = x + OFFSET + offsetWidth <= size.width;
    const below = y + OFFSET + offsetHeight <= size.height;
    style.left = `${Math.max(0, right ? x + OFFSET : x - OFFSET - offsetWidth)}px`;
    style.top = `${Math.max(0, below ? y + OFFSET : y - OFFSET - offsetHeight)}px`;
  }

  hide(): void {
    this.#shown = -1;
    this.#map = null;
    this.element.hidden = true;
  }
}

import type { Partition } from "../index.ts";
import type { Size } from "./camera.ts";
import { nameOf, plain, shareOf, weightOf, wayTo } from "./words.ts";

/** What a tooltip says of a node: a text or an element; null for no tooltip. Data never become markup. */
export type TooltipFunction<T = unknown> = (
  datum: T | undefined,
  node: number,
  map: Partition<T | undefined>,
) => string | Node | null;

/** From the pointer to the tooltip's corner, in pixels. */
const OFFSET = 12;
const LEVELS = 12;

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
  show(map: Partition, node: number, x: number, y: number, size: Size, say: TooltipFunction | null): void {
    if (node !== this.#shown || map !== this.#map) {
      this.#shown = node;
      this.#map = map;
      this.element.hidden = !this.#fill(map, node, say);
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

  /** Fills the tooltip; false if there is nothing to say. */
  #fill(map: Partition, node: number, say: TooltipFunction | null): boolean {
    if (say) {
      const said = say(map.tree.data(node), node, map);
      this.#content.replaceChildren(...(said === null || said === "" ? [] : [said]));
      this.element.replaceChildren(this.#content);
      return this.#content.childNodes.length > 0;
    }
    if (this.#slot.parentNode !== this.element) {
      this.#slot.append(this.#content);
      this.element.replaceChildren(this.#slot);
    }
    const slotted = this.#slot.assignedElements();
    if (slotted.length > 0) for (const element of slotted) fillFields(element, map, node);
    else this.#content.replaceChildren(...usualContent(map, node));
    return true;
  }
}

function usualContent(map: Partition, node: number): HTMLElement[] {
  const name = document.createElement("strong");
  name.textContent = nameOf(map, node);
  name.dir = "auto";
  const numbers = document.createElement("div");
  const parent = map.tree.parent[node]!;
  numbers.textContent =
    parent < 0 ? weightOf(map, node) : `${weightOf(map, node)} · ${shareOf(map, node)} of `;
  if (parent >= 0) {
    const whole = document.createElement("bdi");
    whole.textContent = nameOf(map, parent);
    numbers.append(whole);
  }
  return [name, numbers];
}

/** Writes into every element of a slotted tooltip that names a field: `<b data-field="label"></b>`. */
function fillFields(slotted: Element, map: Partition, node: number): void {
  const fields: Readonly<Record<string, () => string>> = {
    label: () => nameOf(map, node),
    id: () => plain(map.tree.id(node)),
    weight: () => weightOf(map, node),
    share: () => shareOf(map, node),
    total: () => shareOf(map, node, 0),
    path: () =>
      wayTo(map, node, LEVELS)
        .map((v) => nameOf(map, v))
        .join(" / "),
  };
  const named = [slotted, ...slotted.querySelectorAll("[data-field]")];
  for (const element of named) {
    const field = fields[element.getAttribute("data-field") ?? ""];
    if (field) element.textContent = field();
  }
}

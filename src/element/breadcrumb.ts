import type { Partition } from "../index.ts";
import { nameOf, wayTo } from "./words.ts";

/** Levels shown; above them stands the root alone. */
const LEVELS = 6;

/** The way from the root to the node that fills the view; each step leads back there. */
export class Breadcrumb {
  readonly element: HTMLElement = document.createElement("nav");
  readonly #list = document.createElement("ol");

  /** @param go - called with the node of a step */
  constructor(go: (node: number) => void) {
    this.element.className = "path";
    this.element.setAttribute("part", "path");
    this.element.append(this.#list);
    this.#list.addEventListener("click", (event) => {
      const step = event.target instanceof Element ? event.target.closest("button") : null;
      if (step) go(Number(step.dataset["node"]));
    });
  }

  /** Shows the way to a node; `name` tells a screen reader which map's it is. */
  show(map: Partition, root: number, name: string): void {
    this.element.setAttribute("aria-label", `path in ${name}`);
    const way = wayTo(map, root, LEVELS);
    const steps = way.map((node) => stepTo(map, node, node === root));
    if (way[0] !== 0) steps.unshift(stepTo(map, 0, false), gap());
    this.#list.replaceChildren(...steps);
  }

  clear(): void {
    this.#list.replaceChildren();
  }
}

function stepTo(map: Partition, node: number, isLast: boolean): HTMLElement {
  const item = document.createElement("li");
  const step = document.createElement("button");
  step.type = "button";
  step.dir = "auto";
  step.textContent = nameOf(map, node);
  step.dataset["node"] = String(node);
  if (isLast) step.setAttribute("aria-current", "true");
  item.append(step);
  return item;
}

function gap(): HTMLElement {
  const item = document.createElement("li");
  item.textContent = "…";
  return item;
}

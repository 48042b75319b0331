import type { Partition } from "../index.ts";
import { wayTo, type Words } from "./words.ts";

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
  show(map: Partition, root: number, name: string, words: Words): void {
    this.element.setAttribute("aria-label", words.say("path", { name }));
    const way = wayTo(map, root, LEVELS);
    const step = (node: number): HTMLElement => stepTo(node, words.name(map, node), node === root);
    const steps = way.filter((node) => node !== 0).map(step);
    const first = step(0);
    this.#list.replaceChildren(first, ...steps);
    if (way[0] !== 0) first.after(gap());
    this.#fit(first, steps);
  }

  /** Leaves out steps from the middle until the others can be read whole. */
  #fit(first: HTMLElement, steps: readonly HTMLElement[]): void {
    const { element } = this;
    element.classList.remove("tight");
    for (const [k, step] of steps.slice(0, -1).entries()) {
      if (element.scrollWidth <= element.clientWidth) return;
      step.remove();
      if (k === 0 && first.nextElementSibling === steps[1]) first.after(gap());
    }
    element.classList.toggle("tight", element.scrollWidth > element.clientWidth);
  }

  clear(): void {
    this.#list.replaceChildren();
  }
}

function stepTo(node: number, name: string, isLast: boolean): HTMLElement {
  const item = document.createElement("li");
  const step = document.createElement("button");
  step.type = "button";
  step.dir = "auto";
  step.textContent = name;
  step.title = name;
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

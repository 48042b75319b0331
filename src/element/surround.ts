import type { Partition } from "../index.ts";
import { later, loadLater, type Later } from "./lazy.ts";
import type { Drawing } from "./picture.ts";
import type { Words } from "./words.ts";

/** What stands around the map: title and subtitle above, legend, caption and source below. */
export class Surround {
  readonly head: HTMLElement = document.createElement("div");
  readonly foot: HTMLElement = document.createElement("div");
  readonly #legend: HTMLElement = document.createElement("div");
  readonly #texts = ["title", "subtitle", "caption", "source"].map((name) => {
    const text = document.createElement("p");
    text.className = name;
    text.setAttribute("part", name);
    text.dir = "auto";
    return text;
  });
  /** What the legend was drawn of last. */
  #drawn: readonly unknown[] = [];
  #frame = 0;

  constructor() {
    this.head.className = "head";
    this.foot.className = "foot";
    this.#legend.className = "legend";
    this.#legend.setAttribute("part", "legend");
    this.head.append(...this.#texts.slice(0, 2));
    this.foot.append(this.#legend, ...this.#texts.slice(2));
    for (const element of [...this.#texts, this.#legend]) element.hidden = true;
  }

  /** Shows the texts of a drawing, and keeps a place for a legend. */
  show({ title, subtitle, caption, source }: Drawing, hasLegend: boolean): void {
    this.#legend.hidden = !hasLegend;
    for (const [k, text] of [title, subtitle, caption, source].entries()) {
      this.#texts[k]!.hidden = !text;
      this.#texts[k]!.textContent = text ?? "";
    }
  }

  /** Shows what the colours below a node mean; no map takes the legend away. */
  explain(map: Partition | null, root: number, drawing: Drawing, words: Words): void {
    cancelAnimationFrame(this.#frame);
    if (!map) {
      this.#drawn = [];
      this.#legend.replaceChildren();
      return;
    }
    const module = later();
    if (!module) {
      const again = (): void => this.explain(map, root, drawing, words);
      void loadLater().then(again, () => undefined);
      return;
    }
    // It takes room from the map, and who is told a size must not change it.
    this.#frame = requestAnimationFrame(() => this.#draw(module, map, root, drawing, words));
  }

  #draw(module: Later, map: Partition, root: number, drawing: Drawing, words: Words): void {
    const width = Math.floor(this.#legend.getBoundingClientRect().width);
    const { colour, legend, theme, fontFamily } = drawing;
    const parts = [map, root, width, words, colour, legend, theme, fontFamily];
    if (width === 0 || parts.every((part, k) => part === this.#drawn[k])) return;
    this.#drawn = parts;
    module.drawLegend(this.#legend, map, root, drawing, width, words);
  }
}

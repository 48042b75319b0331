import type { Words } from "./words.ts";

/** A layout that takes longer, in milliseconds, is shown to be at work. */
const SHOWN_AFTER = 200;

/** Shows, and tells those who cannot see it, that a layout is under way. */
export class Spinner {
  readonly #element: HTMLElement;
  readonly #told: Element;
  #timer: ReturnType<typeof setTimeout> | undefined;

  /** @param told - what is marked as busy meanwhile */
  constructor(element: HTMLElement, told: Element) {
    this.#element = element;
    this.#told = told;
  }

  show(words: Words, leaves: number): void {
    this.#told.setAttribute("aria-busy", "true");
    this.#element.firstElementChild!.textContent = words.say("laysOut", { count: words.count(leaves) });
    this.#timer = setTimeout(() => (this.#element.hidden = false), SHOWN_AFTER);
  }

  hide(): void {
    clearTimeout(this.#timer);
    this.#element.hidden = true;
    this.#told.removeAttribute("aria-busy");
  }
}

import type { Words } from "./words.ts";

/** Milliseconds that a hint is shown. */
const SHOWN = 1500;

/** What a wheel without its key is answered with, for a moment. */
export class Hint {
  readonly #element: HTMLElement;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(element: HTMLElement) {
    this.#element = element;
  }

  /** Tells what key the wheel takes. */
  show(words: Words): void {
    this.#element.textContent = words.say("wheelHint", { key: words.strings.wheelKey });
    this.#element.hidden = false;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.hide(), SHOWN);
  }

  hide(): void {
    clearTimeout(this.#timer);
    this.#element.hidden = true;
  }
}

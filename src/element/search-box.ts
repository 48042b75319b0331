import type { Words } from "./words.ts";

/** What a search box asks for. */
export interface SearchWishes {
  /** Look for a text. */
  search(text: string): void;
  /** Go on to the next match, or back to the one before. */
  step(by: 1 | -1): void;
  /** The reader is done, and wants the map back. */
  leave(): void;
}

/** After the last key, this many milliseconds pass before the search begins. */
const PAUSE = 120;

/** A field to search in, and how many nodes were found. */
export class SearchBox {
  readonly element: HTMLElement = document.createElement("search");
  readonly field: HTMLInputElement = document.createElement("input");
  readonly #count = document.createElement("output");
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(wishes: SearchWishes) {
    this.element.className = "search";
    this.element.setAttribute("part", "search");
    this.element.hidden = true;
    this.field.type = "search";
    this.field.autocomplete = "off";
    this.element.append(this.field, this.#count);
    this.field.addEventListener("input", () => {
      this.stop();
      this.#timer = setTimeout(() => {
        this.stop();
        wishes.search(this.field.value);
      }, PAUSE);
    });
    this.field.addEventListener("keydown", (event) => {
      if (event.isComposing) return;
      if (event.key === "Enter") {
        this.stop();
        wishes.search(this.field.value);
        wishes.step(event.shiftKey ? -1 : 1);
      } else if (event.key === "Escape") {
        this.stop();
        wishes.search("");
        wishes.leave();
      } else return;
      event.preventDefault();
      event.stopPropagation();
    });
  }

  /** Shows what is searched for, and how many nodes match, null where nothing is; `name` is that of the map searched, of which perhaps a part only is there, or more than is told. */
  show(
    text: string,
    matches: number | null,
    name: string,
    words: Words,
    within: "inLoaded" | "atLeast" | null,
  ): void {
    const about = words.say("searchIn", { name });
    this.element.setAttribute("aria-label", about);
    this.field.setAttribute("aria-label", about);
    this.field.placeholder = words.strings.search;
    // What was typed since is about to be searched for.
    if (this.#timer === undefined && this.field.value !== text) this.field.value = text;
    const found = words.say(matches === 1 ? "match" : "matches", { count: words.count(matches ?? 0) });
    const told = within ? words.say(within, { matches: found }) : found;
    this.#count.textContent = matches === null ? "" : told;
  }

  /** Forgets a search that has not begun. */
  stop(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
  }
}

import { styleSheet } from "./styles.ts";

/** The parts of the element that stay for its life, beside those that have a class of their own. */
export interface Furniture {
  /** Fills the element, whatever its display. */
  readonly frame: HTMLDivElement;
  readonly stage: HTMLDivElement;
  /** Where what stands inside the element is shown, until there is a map. */
  readonly still: HTMLSlotElement;
  readonly spinner: HTMLDivElement;
  readonly message: HTMLParagraphElement;
  /** What is said where there are no data. */
  readonly empty: HTMLParagraphElement;
  /** What key the wheel takes. */
  readonly hint: HTMLDivElement;
  /** The menu to save with: a button that opens a list. */
  readonly menu: HTMLDetailsElement;
  readonly save: HTMLElement;
  readonly list: HTMLUListElement;
  /** Tells a screen reader what changed. */
  readonly live: HTMLDivElement;
}

/** Fills a shadow root: `onBar` in a row above, `onStage` one upon the other below, `head` and `foot` around all. */
export function furnish(
  shadow: ShadowRoot,
  [head, foot]: readonly [Node, Node],
  onBar: readonly Node[],
  onStage: readonly Node[],
): Furniture {
  shadow.adoptedStyleSheets = [styleSheet()];
  const frame = part("div", "frame");
  const bar = part("div", "bar");
  const stage = part("div", "stage");
  const still = part("slot", "still");
  const spinner = part("div", "spinner");
  const message = part("p", "message");
  const live = part("div", "live");
  const empty = part("p", "empty");
  const hint = part("div", "hint");
  const menu = document.createElement("details");
  const save = document.createElement("summary");
  const list = document.createElement("ul");
  menu.className = "menu";
  menu.setAttribute("part", "menu");
  menu.append(save, list);
  spinner.append(document.createElement("span"));
  spinner.hidden = message.hidden = empty.hidden = hint.hidden = menu.hidden = true;
  // Only who turns a wheel is told.
  hint.setAttribute("aria-hidden", "true");
  spinner.setAttribute("role", "status");
  message.setAttribute("role", "alert");
  live.setAttribute("role", "status");
  bar.append(...onBar, menu);
  stage.append(still, empty, ...onStage, hint, spinner);
  frame.append(head, bar, stage, foot, message, live);
  shadow.append(frame);
  return { frame, stage, still, spinner, message, empty, hint, menu, save, list, live };
}

function part<Tag extends "div" | "p" | "slot">(tag: Tag, name: string): HTMLElementTagNameMap[Tag] {
  const element = document.createElement(tag);
  element.className = name;
  element.setAttribute("part", name);
  return element;
}

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
  /** Tells a screen reader what changed. */
  readonly live: HTMLDivElement;
}

/** Fills a shadow root: `onBar` in a row above, `onStage` one upon the other below. */
export function furnish(shadow: ShadowRoot, onBar: readonly Node[], onStage: readonly Node[]): Furniture {
  shadow.adoptedStyleSheets = [styleSheet()];
  const frame = part("div", "frame");
  const bar = part("div", "bar");
  const stage = part("div", "stage");
  const still = part("slot", "still");
  const spinner = part("div", "spinner");
  const message = part("p", "message");
  const live = part("div", "live");
  const waiting = document.createElement("span");
  waiting.textContent = "Laying out …";
  spinner.append(waiting);
  spinner.hidden = message.hidden = true;
  spinner.setAttribute("role", "status");
  message.setAttribute("role", "alert");
  live.setAttribute("role", "status");
  bar.append(...onBar);
  stage.append(still, ...onStage, spinner);
  frame.append(bar, stage, message, live);
  shadow.append(frame);
  return { frame, stage, still, spinner, message, live };
}

function part<Tag extends "div" | "p" | "slot">(tag: Tag, name: string): HTMLElementTagNameMap[Tag] {
  const element = document.createElement(tag);
  element.className = name;
  element.setAttribute("part", name);
  return element;
}

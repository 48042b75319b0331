import type { Partition } from "../index.ts";
import { partsOf } from "./strings.ts";
import { plain, wayTo, type Words } from "./words.ts";

/** What a tooltip says of a node: a text or an element; null for no tooltip. Data never become markup. */
export type TooltipFunction<T = unknown> = (
  datum: T | undefined,
  node: number,
  map: Partition<T | undefined>,
) => string | Node | null;

/** Levels of a path that are told. */
const LEVELS = 12;

/** What a tooltip holds: what the page says of a node, what it has slotted, or the usual. */
export interface TooltipParts {
  readonly element: HTMLElement;
  readonly slot: HTMLSlotElement;
  readonly content: HTMLElement;
}

/** Fills a tooltip; false if there is nothing to say. */
export function fillTooltip(
  { element, slot, content }: TooltipParts,
  map: Partition,
  node: number,
  say: TooltipFunction | null,
  words: Words,
): boolean {
  if (say) {
    const said = say(map.tree.data(node), node, map);
    content.replaceChildren(...(said === null || said === "" ? [] : [said]));
    element.replaceChildren(content);
    return content.childNodes.length > 0;
  }
  if (slot.parentNode !== element) {
    slot.append(content);
    element.replaceChildren(slot);
  }
  const slotted = slot.assignedElements();
  if (slotted.length > 0) for (const each of slotted) fillFields(each, map, node, words);
  else content.replaceChildren(...usualContent(map, node, words));
  return true;
}

/** What a card holds beside what it says. */
export interface CardWishes {
  /** What zooms or opens, if anything does, and what that is called. */
  readonly act: (() => void) | null;
  readonly action: string;
  readonly close: () => void;
}

/** Fills the card that a tap opens: name, path, value and share of a node, and what can be done with it. */
export function fillCard(
  card: HTMLElement,
  map: Partition,
  node: number,
  say: TooltipFunction | null,
  words: Words,
  { act, action, close }: CardWishes,
): void {
  const said = say?.(map.tree.data(node), node, map);
  const way = wayTo(map, node, LEVELS).slice(0, -1);
  const path = document.createElement("div");
  path.className = "way";
  path.append(...way.flatMap((v, k) => [...(k > 0 ? [" › "] : []), isolated(words.name(map, v))]));
  const content = said ? [said] : [...(way.length > 0 ? [path] : []), ...usualContent(map, node, words)];
  const buttons = document.createElement("div");
  buttons.className = "buttons";
  if (act) buttons.append(button(action, act));
  buttons.append(button(words.strings.close, close));
  card.setAttribute("aria-label", words.name(map, node));
  card.replaceChildren(...content, buttons);
}

function usualContent(map: Partition, node: number, words: Words): HTMLElement[] {
  const name = document.createElement("strong");
  name.textContent = words.name(map, node);
  name.dir = "auto";
  const numbers = document.createElement("div");
  const parent = map.tree.parent[node]!;
  numbers.append(isolated(words.weight(map, node)));
  if (parent >= 0) {
    const values = { share: words.share(map, node), parent: words.name(map, parent) };
    numbers.append(" · ", ...partsOf(words.strings.share, values));
  }
  return [name, numbers];
}

function isolated(text: string): HTMLElement {
  const element = document.createElement("bdi");
  element.textContent = text;
  return element;
}

function button(text: string, act: () => void): HTMLButtonElement {
  const element = document.createElement("button");
  element.type = "button";
  element.textContent = text;
  element.addEventListener("click", act);
  return element;
}

/** Writes into every element of a slotted tooltip that names a field: `<b data-field="label"></b>`. */
function fillFields(slotted: Element, map: Partition, node: number, words: Words): void {
  const fields: Readonly<Record<string, () => string>> = {
    label: () => words.name(map, node),
    id: () => plain(map.tree.id(node)),
    weight: () => words.weight(map, node),
    share: () => words.share(map, node),
    total: () => words.share(map, node, 0),
    path: () =>
      wayTo(map, node, LEVELS)
        .map((v) => words.name(map, v))
        .join(" / "),
  };
  for (const element of [slotted, ...slotted.querySelectorAll("[data-field]")]) {
    const field = fields[element.getAttribute("data-field") ?? ""];
    if (field) element.textContent = field();
  }
}

import type { Partition } from "../index.ts";
import { wayTo, type Words } from "./words.ts";

/** Siblings before and after the focused one that are in the document; `aria-setsize` tells how many there are. */
const AROUND = 25;
/** Levels above the focused node that are in the document; `aria-level` tells the true level. */
const LEVELS = 24;

/** What the mirror shows. */
export interface Mirrored {
  readonly focused: number;
  readonly selected: ReadonlySet<number>;
}

/**
 * A tree of elements that says to a screen reader what the picture shows: the way down to the focused node, its
 * siblings about it, and their places among all. It holds a hundred elements or so, whatever the map's size.
 *
 * The keyboard's focus stays on `element`, which names the focused item by `aria-activedescendant`: so it is not
 * lost when the items are made anew.
 */
export class Mirror {
  readonly element: HTMLDivElement = document.createElement("div");

  constructor() {
    const { element } = this;
    element.className = "tree";
    element.tabIndex = 0;
    element.setAttribute("role", "tree");
    element.setAttribute("aria-multiselectable", "true");
    element.setAttribute("aria-label", "map");
  }

  /** Makes the items anew. */
  show(map: Partition, mirrored: Mirrored, name: string, words: Words): void {
    const { focused } = mirrored;
    this.element.setAttribute("aria-label", name);
    const way = wayTo(map, focused, LEVELS);
    let container: HTMLElement = this.element;
    container.replaceChildren();
    for (const node of way.slice(0, -1)) {
      const item = itemOf(map, node, mirrored, words);
      item.setAttribute("aria-expanded", "true");
      const group = document.createElement("div");
      group.setAttribute("role", "group");
      item.append(group);
      container.append(item);
      container = group;
    }
    container.append(...siblings(map, focused).map((node) => itemOf(map, node, mirrored, words)));
    this.element.setAttribute("aria-activedescendant", `item-${focused}`);
  }

  /** Puts the focused item where its cell is: for magnifiers, and for readers that click where an item is. */
  place(box: { x: number; y: number; width: number; height: number }): void {
    const item = this.element.querySelector<HTMLElement>(
      `#${this.element.getAttribute("aria-activedescendant")}`,
    );
    if (!item) return;
    const [left, top, width, height] = [box.x, box.y, box.width, box.height].map((length) => `${length}px`);
    Object.assign(item.style, { inset: "auto", left, top, width, height });
  }

  /** Whether the picture can be dragged: fingers then do not scroll the page. */
  setZoomed(isZoomed: boolean): void {
    this.element.classList.toggle("zoomed", isZoomed);
  }

  /** Says that there is nothing to show. */
  clear(): void {
    this.element.replaceChildren();
    this.element.removeAttribute("aria-activedescendant");
  }
}

/** The node of an item of the mirror, or −1. */
export function nodeOfItem(target: EventTarget | null): number {
  const item = target instanceof Element ? target.closest<HTMLElement>("[role=treeitem]") : null;
  return item ? Number(item.dataset["node"]) : -1;
}

function siblings({ tree }: Partition, node: number): number[] {
  const parent = tree.parent[node]!;
  if (parent < 0) return [node];
  const first = tree.firstChild[parent]!;
  const from = Math.max(first, node - AROUND);
  const to = Math.min(first + tree.childCount[parent]!, node + AROUND + 1);
  return Array.from({ length: to - from }, (_, k) => from + k);
}

function itemOf(map: Partition, node: number, { selected }: Mirrored, words: Words): HTMLElement {
  const { tree } = map;
  const parent = tree.parent[node]!;
  const item = document.createElement("div");
  item.id = `item-${node}`;
  item.dataset["node"] = String(node);
  item.setAttribute("role", "treeitem");
  item.setAttribute("aria-label", words.sentence(map, node));
  item.setAttribute("aria-level", String(tree.depth(node) + 1));
  item.setAttribute("aria-setsize", String(parent < 0 ? 1 : tree.childCount[parent]));
  item.setAttribute("aria-posinset", String(parent < 0 ? 1 : node - tree.firstChild[parent]! + 1));
  item.setAttribute("aria-selected", String(selected.has(node)));
  if (tree.childCount[node]! > 0) item.setAttribute("aria-expanded", "false");
  return item;
}

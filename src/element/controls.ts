import type { WeightedTree } from "../index.ts";
import { isAtNode, moved, zoomed } from "./camera.ts";
import { isWithin } from "./data.ts";
import { firstChildOf, type Explorer } from "./explorer.ts";
import { Gestures, type GestureWishes, type WheelMode } from "./gestures.ts";
import { nodeOfItem } from "./mirror.ts";
import { topOf } from "./seat.ts";
import { neighbour, type Direction } from "./neighbour.ts";
import type { Similarity } from "./similarity.ts";

/** How much a key magnifies. */
const STEP = 1.5;

/** Leads the keyboard, the pointers and the clicks of screen readers to the explorer. */
export class Controls implements GestureWishes {
  readonly #explorer: Explorer;
  /** The node that an arrow led to, and the level of the node where the arrows began: leaves above it do not change it. */
  #arrived = -1;
  #level = 0;

  constructor(explorer: Explorer) {
    this.#explorer = explorer;
    const { element } = explorer.mirror;
    new Gestures(element, this);
    element.addEventListener("keydown", (event) => {
      const isPages = event.ctrlKey || event.metaKey || event.altKey || event.isComposing;
      if (!explorer.map || isPages || !Object.hasOwn(this.#keys, event.key)) return;
      explorer.showRing(true);
      if (this.#keys[event.key]!() !== false) event.preventDefault();
    });
    element.addEventListener("focus", () => explorer.showRing(element.matches(":focus-visible")));
    element.addEventListener("blur", () => {
      explorer.showRing(false);
      explorer.tooltip.hide();
    });
    // A screen reader clicks on an item of the mirror; a pointer cannot.
    element.addEventListener("click", (event) => {
      const node = nodeOfItem(event.target);
      if (node < 0 || !explorer.map) return;
      explorer.focus(node);
      this.#goIn();
    });
  }

  // ── Pointers ──

  get wheel(): WheelMode {
    return this.#explorer.settings.wheel;
  }

  zoom(factor: number, x: number, y: number): boolean {
    const { shown: map, camera, size, view } = this.#explorer;
    if (!map) return false;
    if (view.isZooming) return true;
    const top = topOf(map);
    if (factor < 1 && top > 0 && camera.root === top && isAtNode(camera)) {
      void this.#explorer.zoom(map.tree.parent[top]!);
      return true;
    }
    const next = zoomed(map, camera, factor, x, y, size);
    if (next.root === camera.root && isAtNode(next) && isAtNode(camera)) return false;
    this.#explorer.moveTo(next);
    return true;
  }

  move(movement: Similarity): void {
    const { shown: map, camera, size } = this.#explorer;
    if (map) this.#explorer.moveTo(moved(map, camera, movement, size));
  }

  hover(x: number, y: number): void {
    this.#explorer.hover(this.#explorer.nodeAt(x, y), x, y);
  }

  leave(): void {
    this.#explorer.hover(-1);
  }

  press(x: number, y: number, adds: boolean): void {
    if (this.#explorer.map) this.#explorer.press(this.#explorer.nodeAt(x, y), adds);
  }

  open(x: number, y: number): void {
    const explorer = this.#explorer;
    const { root } = explorer.camera;
    const node = explorer.nodeAt(x, y);
    if (!explorer.map || node < 0 || node === root) return;
    const { tree } = explorer.map;
    const child = childTowards(tree, root, node);
    if (tree.childCount[child] === 0) explorer.open(child);
    else void explorer.zoom(child, node);
  }

  // ── Keyboard ──

  /** What keys do; false if there is nothing to do, so that the page may use the key. */
  readonly #keys: Readonly<Record<string, () => unknown>> = {
    ArrowLeft: () => this.#step("left"),
    ArrowRight: () => this.#step("right"),
    ArrowUp: () => this.#step("up"),
    ArrowDown: () => this.#step("down"),
    Enter: () => this.#goIn(),
    Escape: () => this.#goOut(),
    Backspace: () => this.#goOut(),
    Home: () => this.#goToEnd("first"),
    End: () => this.#goToEnd("last"),
    " ": () => this.#explorer.toggle(this.#explorer.focused),
    "/": () => this.#goToSearch(),
    "0": () => void this.#explorer.zoom(0),
    "+": () => this.#zoomFocused(STEP),
    "=": () => this.#zoomFocused(STEP),
    "-": () => this.#zoomFocused(1 / STEP),
  };

  #goToSearch(): boolean {
    const { searchBox, settings } = this.#explorer;
    if (settings.searchable) searchBox.field.focus();
    return settings.searchable;
  }

  #zoomFocused(factor: number): void {
    const { x, y, width, height } = this.#explorer.boxOf(this.#explorer.focused);
    this.zoom(factor, x + width / 2, y + height / 2);
  }

  #step(direction: Direction): void {
    const explorer = this.#explorer;
    const map = explorer.shown!;
    const { root } = explorer.camera;
    const { focused } = explorer;
    const isBelow = focused !== root && isWithin(map.tree, focused, root);
    if (focused !== this.#arrived) this.#level = map.tree.depth(focused);
    const next = isBelow
      ? neighbour(map, root, focused, direction, this.#level)
      : firstChildOf(map.tree, root);
    if (next >= 0) explorer.focus(next);
    this.#arrived = explorer.focused;
    explorer.explain();
  }

  /** One level down: into the cell that holds the focus; a leaf is opened. */
  #goIn(): void {
    const explorer = this.#explorer;
    const { tree } = explorer.map!;
    const { root } = explorer.camera;
    const { focused } = explorer;
    if (focused === root || !isWithin(tree, focused, root)) explorer.focus(firstChildOf(tree, root));
    else {
      const child = childTowards(tree, root, focused);
      if (tree.childCount[child] === 0) explorer.open(child);
      else void explorer.zoom(child, child === focused ? firstChildOf(tree, child) : focused);
    }
    explorer.explain();
  }

  /** One level up; at the top, back to the whole, then away with the selection. */
  #goOut(): boolean {
    const explorer = this.#explorer;
    const { camera } = explorer;
    explorer.tooltip.hide();
    if (camera.root > 0) void explorer.zoom(explorer.map!.tree.parent[camera.root]!, camera.root);
    else if (!isAtNode(camera)) void explorer.zoom(0);
    else if (explorer.selected.length > 0) explorer.select([]);
    else return false;
    return true;
  }

  /** To the first or the last of the siblings: the heaviest or the lightest, if the tree is sorted. */
  #goToEnd(end: "first" | "last"): void {
    const explorer = this.#explorer;
    const { tree } = explorer.map!;
    const parent = tree.parent[explorer.focused]!;
    if (parent < 0) return;
    const first = tree.firstChild[parent]!;
    explorer.focus(end === "first" ? first : first + tree.childCount[parent]! - 1);
    explorer.explain();
  }
}

/** The child of `root` above a node below it. */
function childTowards({ parent }: WeightedTree, root: number, node: number): number {
  let v = node;
  while (parent[v] !== root) v = parent[v]!;
  return v;
}

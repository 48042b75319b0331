import type { WeightedTree } from "../index.ts";
import { isAtNode, moved, zoomed } from "./camera.ts";
import { isWithin } from "./data.ts";
import { detailOf } from "./events.ts";
import { folded } from "./search.ts";
import { firstChildOf, isEnd, type Explorer } from "./explorer.ts";
import { Gestures, type GestureWishes, type WheelMode } from "./gestures.ts";
import { nodeOfItem } from "./mirror.ts";
import { topOf } from "./seat.ts";
import { neighbour, type Direction } from "./neighbour.ts";
import type { Similarity } from "./similarity.ts";

/** Keys that come within so many milliseconds are one word. */
const WORD = 700;
/** How much a key magnifies. */
const STEP = 1.5;

/** Leads the keyboard, the pointers and the clicks of screen readers to the explorer. */
export class Controls implements GestureWishes {
  readonly #explorer: Explorer;
  /** The node that an arrow led to, and the level of the node where the arrows began: leaves above it do not change it. */
  #arrived = -1;
  #level = 0;
  /** What was typed last, and when. */
  #typed = { word: "", time: -Infinity };
  readonly #showHint: () => void;

  /** @param showHint - tells what key the wheel takes */
  constructor(explorer: Explorer, showHint: () => void) {
    this.#explorer = explorer;
    this.#showHint = showHint;
    const { element } = explorer.mirror;
    new Gestures(element, this);
    element.addEventListener("keydown", (event) => {
      const isPages = event.ctrlKey || event.metaKey || event.altKey || event.isComposing;
      if (!explorer.map || isPages) return;
      if (this.#type(event)) {
        event.preventDefault();
        return;
      }
      if (!Object.hasOwn(this.#keys, event.key)) return;
      explorer.showRing(true);
      if (this.#keys[event.key]!() !== false) event.preventDefault();
    });
    element.addEventListener("focus", () => explorer.showRing(element.matches(":focus-visible")));
    element.addEventListener("blur", () => {
      explorer.showRing(false);
      explorer.tooltip.hide();
    });
    element.addEventListener("contextmenu", (event) => {
      const { left, top } = element.getBoundingClientRect();
      // A key asks for the menu of the node that has the focus.
      const isKey = event instanceof PointerEvent && event.pointerId < 0;
      const node = isKey ? explorer.focused : explorer.nodeAt(event.clientX - left, event.clientY - top);
      if (!explorer.map || node < 0) return;
      if (explorer.offer("marquetry-menu", detailOf(explorer.map, node))) event.preventDefault();
    });
    element.addEventListener("copy", (event) => {
      const { map, chosen, words } = explorer;
      if (!map) return;
      event.preventDefault();
      const details = chosen.map((node) => detailOf(map, node));
      if (explorer.offer("marquetry-copy", details)) return;
      const lines = chosen.map((node) => `${words.name(map, node)}\t${map.tree.weight[node]}`);
      event.clipboardData?.setData("text/plain", lines.join("\n"));
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

  press(x: number, y: number, adds: boolean, isTap: boolean): void {
    const explorer = this.#explorer;
    if (!explorer.map) return;
    const node = explorer.nodeAt(x, y);
    explorer.press(node, adds);
    if (isTap) explorer.showCard(node, y);
    else explorer.closeCard();
  }

  hint(): void {
    if (this.#explorer.map) this.#showHint();
  }

  open(x: number, y: number): void {
    const explorer = this.#explorer;
    const { root } = explorer.camera;
    const node = explorer.nodeAt(x, y);
    if (!explorer.map || node < 0 || node === root) return;
    const { tree } = explorer.map;
    const child = childTowards(tree, root, node);
    if (isEnd(tree, child)) explorer.open(child);
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

  /** Goes to the next node whose label begins with what is typed; false if the key is for something else. */
  #type({ key, timeStamp }: KeyboardEvent): boolean {
    const { word, time } = this.#typed;
    const isGoingOn = timeStamp - time < WORD && word !== "";
    const isText = /^.$/u.test(key) && (isGoingOn || !Object.hasOwn(this.#keys, key));
    if (!isText || (key === " " && !isGoingOn)) return false;
    const explorer = this.#explorer;
    const typed = folded((isGoingOn ? word : "") + key, false);
    this.#typed = { word: typed, time: timeStamp };
    // The same letter again leads on to the next.
    const isRepeated = typed === typed[0]!.repeat(typed.length);
    const wanted = isRepeated ? typed[0]! : typed;
    const { tree } = explorer.map!;
    const { root } = explorer.camera;
    const nodes = [...nodesInView(tree, root)];
    const now = nodes.indexOf(explorer.focused);
    const from = isRepeated || typed.length === 1 ? now + 1 : Math.max(now, 0);
    const ordered = [...nodes.slice(from), ...nodes.slice(0, from)];
    const found = ordered.find((node) => folded(tree.label(node)).startsWith(wanted));
    explorer.showRing(true);
    if (found !== undefined) {
      explorer.focus(found);
      explorer.explain();
    }
    return true;
  }

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
      if (isEnd(tree, child)) explorer.open(child);
      else void explorer.zoom(child, child === focused ? firstChildOf(tree, child) : focused);
    }
    explorer.explain();
  }

  /** One level up; at the top, back to the whole, then away with the selection. */
  #goOut(): boolean {
    const explorer = this.#explorer;
    const { camera } = explorer;
    explorer.tooltip.hide();
    if (explorer.closeCard()) return true;
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

/** The nodes below a root, level by level. */
function* nodesInView({ firstChild, childCount }: WeightedTree, root: number): IterableIterator<number> {
  for (let [low, high] = [root, root + 1]; low < high;) {
    const last = high - 1;
    low = firstChild[low]!;
    high = firstChild[last]! + childCount[last]!;
    for (let i = low; i < high; i++) yield i;
  }
}

/** The child of `root` above a node below it. */
function childTowards({ parent }: WeightedTree, root: number, node: number): number {
  let v = node;
  while (parent[v] !== root) v = parent[v]!;
  return v;
}

import { darkTheme, type Partition, type WeightedTree } from "../index.ts";
import { Breadcrumb } from "./breadcrumb.ts";
import { atNode, isAtNode, moved, ownBox, placeOfNode, ringFor, type Camera, type Size } from "./camera.ts";
import { heir, isWithin } from "./data.ts";
import { detailOf, type MarquetryEventMap } from "./events.ts";
import type { Scene } from "./layer.ts";
import { seated, topOf, type Seat } from "./seat.ts";
import { HitIndex } from "./hit-index.ts";
import { Marks } from "./marks.ts";
import { Mirror } from "./mirror.ts";
import { later, loadLater } from "./lazy.ts";
import { withoutSurround, type Drawing } from "./picture.ts";
import { SearchBox } from "./search-box.ts";
import { findLabels, foldedLabels } from "./search.ts";
import { Seeker } from "./seek.ts";
import type { MapSettings } from "./settings.ts";
import { compose } from "./similarity.ts";
import { Surround } from "./surround.ts";
import { Tooltip } from "./tooltip.ts";
import { View } from "./view.ts";
import { Words } from "./words.ts";

/** A cell narrower on the screen, in pixels, is too small to be found. */
const LEAST_FOUND = 16;
/** Time of a movement that only brings a cell into sight, as a part of the usual. */
const NUDGE = 0.4;

/** What is shown of a map, by id, so that it can be found again in another one. */
export interface Wanted {
  root?: string;
  focused?: string;
  selection?: readonly string[];
}

/** Tells the page of something; false if the page takes it over. */
export type Emit = <Name extends keyof MarquetryEventMap>(
  name: Name,
  detail: MarquetryEventMap[Name]["detail"],
) => boolean;

/**
 * Lays the subtree of a node out for a view of some size, like the one before if there is one, else like the cell that
 * the node has in the whole map; null where that cannot be done, or not at once.
 */
export type LayOutBranch = (base: number, size: Size, before: Partition | null) => Partition | null;

/** A map being read: where the view is, what has the focus, what is selected, what was searched for. */
export class Explorer {
  readonly view: View;
  readonly marks: Marks = new Marks();
  readonly mirror: Mirror = new Mirror();
  readonly tooltip: Tooltip = new Tooltip();
  readonly surround: Surround = new Surround();
  /** What a tap tells of a node. */
  readonly card: HTMLDivElement = document.createElement("div");
  readonly breadcrumb: Breadcrumb = new Breadcrumb((node) => void this.zoom(node, node));
  readonly searchBox: SearchBox = new SearchBox({
    search: (words) => void this.search(words),
    step: (by) => this.nextMatch(by),
    leave: () => this.mirror.element.focus(),
  });
  readonly settings: Readonly<MapSettings>;
  readonly #emit: Emit;
  readonly #announce: (text: string) => void;
  /** The whole map, whose numbers and names all nodes have. */
  map: Partition | null = null;
  /** The map as it is shown: the whole one, or seated for a node that fills the view. */
  shown: Partition | null = null;
  #seat: Seat | null = null;
  size: Size = { width: 0, height: 0 };
  focused = 0;
  selected: readonly number[] = [];
  #hits: HitIndex | null = null;
  /** What is searched: made on the first search, and kept for the tree. */
  #labels: string[] | null = null;
  #text = "";
  #matches: number[] | null = null;
  readonly #seeker = new Seeker();
  /** Which of those that the source has found is looked at. */
  #foundAt = -1;
  #hovered = -1;
  #ring = false;
  isDark = false;
  /** Leads to a node that is perhaps not loaded, by the ids on the way. */
  lead: (ids: readonly string[]) => void = () => {};
  /** Is told that the view shows something else, or the same elsewhere. */
  seen: () => void = () => {};
  #words: { strings: object; drawing: object; words: Words } | undefined;

  readonly #layOutBranch: LayOutBranch;

  /**
   * @param layOutBranch - lays the subtree of a node out for the whole view
   * @param landed - called when a morph has come to its end by itself; has to draw the picture, which may fail
   */
  constructor(
    settings: Readonly<MapSettings>,
    layOutBranch: LayOutBranch,
    emit: Emit,
    announce: (text: string) => void,
    landed: (draw: () => void) => void,
  ) {
    this.view = new View(
      () => this.mark(),
      (draw) => {
        landed(draw);
        this.#explain();
      },
    );
    this.settings = settings;
    this.#layOutBranch = layOutBranch;
    this.#emit = emit;
    this.#announce = announce;
    this.view.element.setAttribute("aria-hidden", "true");
    this.card.className = "card";
    this.card.setAttribute("part", "card");
    this.card.setAttribute("role", "dialog");
    this.card.hidden = true;
  }

  /** How the element speaks. */
  get words(): Words {
    const { strings, drawing } = this.settings;
    if (this.#words?.strings !== strings || this.#words.drawing !== drawing)
      this.#words = { strings, drawing, words: new Words(strings, drawing) };
    return this.#words.words;
  }

  /** How the map is drawn: dark where that is wanted, unless a theme is given. */
  get drawing(): Drawing {
    const { drawing } = this.settings;
    return this.isDark && !drawing.theme ? { ...drawing, theme: darkTheme } : drawing;
  }

  get camera(): Camera {
    return this.view.camera;
  }

  // ── Showing ──

  /**
   * Shows another map, with the zoom, the focus and the selection of the one before, or those wanted. Where it is of
   * another kind, the part of a cell that was magnified means nothing any more, and the whole cell is shown.
   *
   * @param isAlike - whether it was made as the one before was
   * @param morphs - whether the picture goes from the one to the other, or jumps; all but the picture is new at once
   */
  adopt(map: Partition, size: Size, wanted: Wanted, isAlike: boolean, morphs: boolean): void {
    const before = this.map?.tree;
    const { tree } = map;
    const { camera } = this.view;
    const base = this.#seat && before ? before.id(this.#seat.base) : null;
    this.map = map;
    this.size = size;
    this.#hovered = -1;
    this.tooltip.hide();
    this.card.hidden = true;
    const ids = wanted.selection ?? (before ? this.selected.map((node) => before.id(node)) : []);
    this.selected = ids.map((id) => tree.find(id)).filter((node) => node >= 0);
    this.focused = before ? heir(before, this.focused, tree) : firstChildOf(tree, 0);
    if (wanted.focused !== undefined) this.focused = Math.max(0, this.find("focused", wanted.focused));
    let root = before ? heir(before, camera.root, tree) : 0;
    if (wanted.root !== undefined) root = Math.max(0, this.find("root", wanted.root));
    while (root > 0 && map.isEmpty(root)) root = tree.parent[root]!;
    if (before !== tree) this.#labels = null;
    if (before?.data(0) !== tree.data(0)) this.#seek();
    this.#find();
    const keepsLens =
      isAlike && before && wanted.root === undefined && tree.id(root) === before.id(camera.root);
    const lens = keepsLens ? camera.lens : atNode(root).lens;
    const kept = keepsLens && base !== null ? tree.find(base) : -1;
    const seat = keepsLens && base === null ? 0 : kept >= 0 && isWithin(tree, root, kept) ? kept : root;
    this.#sit(seat, isAlike ? this.#seat : null);
    this.draw(size, { root, lens }, morphs ? this.#timeFor(1) : 0);
  }

  /** Draws a map of the same cells, of which only the data may be others; nothing else is disturbed. */
  redraw(map: Partition, size: Size): void {
    if (map !== this.map) {
      this.map = map;
      this.shown = this.#seat ? map.withCells(this.shown!.cells) : map;
      this.#hits = new HitIndex(this.shown);
    }
    this.draw(size);
  }

  /** Lays the subtree of a node out for the whole view, where that can be done at once; the root has the whole map. */
  #sit(base: number, before: Seat | null = null): void {
    const branch = base === 0 ? null : this.#layOutBranch(base, this.size, before && before.branch);
    this.#show(branch && { base, branch });
  }

  #show(seat: Seat | null): void {
    this.#seat = seat;
    this.shown = seat ? seated(this.map!, seat) : this.map!;
    this.#hits = new HitIndex(this.shown);
  }

  /** Draws the map anew, for a screen of some size; another map in so many milliseconds. */
  draw(size: Size = this.size, camera: Camera = this.view.camera, duration = 0): void {
    this.size = size;
    this.dress();
    if (!this.map) return;
    this.view.show(this.#scene(), camera, duration);
    this.#tell();
  }

  /** Shows what stands around the map, which has to be there before its size is told. */
  dress(): void {
    const { searchBox } = this;
    searchBox.element.hidden = !this.settings.searchable;
    const { found, isCut } = this.#seeker;
    const isPart = this.map?.tree.lookup.lazy !== undefined && !found;
    const count = found?.length ?? this.#matches?.length ?? null;
    searchBox.show(this.#text, count, this.name, this.words, isPart ? "inLoaded" : isCut ? "atLeast" : null);
    this.surround.show(this.settings.drawing, this.settings.legend);
  }

  #scene(): Scene {
    const { canvasAbove } = this.settings;
    const drawing = withoutSurround(this.drawing);
    const asSvg = !hasMoreLeaves(this.map!.tree, canvasAbove);
    const pixelRatio = globalThis.devicePixelRatio;
    const top = this.#seat?.base ?? 0;
    return { map: this.shown!, top, size: this.size, pixelRatio, drawing, asSvg, matches: this.#matches };
  }

  /** Shows nothing. */
  clear(): void {
    this.map = this.shown = this.#seat = this.#hits = this.#labels = this.#matches = null;
    this.selected = [];
    this.#seek();
    this.view.dispose();
    this.breadcrumb.clear();
    this.mirror.clear();
    this.tooltip.hide();
    this.card.hidden = true;
    this.surround.explain(null, 0, this.drawing, this.words);
    this.mark();
  }

  /** Puts the outlines where the cells are now. */
  mark(): void {
    if (!this.map || this.view.isZooming) {
      this.marks.clear();
      return;
    }
    const { shown } = this.view;
    if (!shown) return;
    this.seen();
    const shownAs = (node: number): number => this.view.nodeShown(node);
    this.marks.draw(shown.map, shown.camera, shown.shift, this.size, {
      hovered: shownAs(this.#hovered),
      focused: shownAs(this.#ring ? this.focused : -1),
      selected: this.selected.map(shownAs),
    });
  }

  /** Whether the focus ring shows: as long as the keyboard is in use. */
  showRing(ring: boolean): void {
    if (ring === this.#ring) return;
    this.#ring = ring;
    this.mark();
  }

  /** Tells the breadcrumb and the mirror where the view is. */
  #tell(): void {
    const map = this.map!;
    const { camera } = this.view;
    this.breadcrumb.show(map, camera.root, this.name, this.words);
    if (!this.view.isFlying) this.#explain();
    const shown = { focused: this.focused, selected: new Set(this.selected) };
    this.mirror.show(map, shown, this.name, this.words);
    this.mirror.place(this.boxOf(this.focused));
    this.mirror.setZoomed(!isAtNode(camera));
    this.mark();
  }

  /** Draws the legend, which may take room from the map: never while that is on its way. */
  #explain(): void {
    const map = this.settings.legend ? this.shown : null;
    this.surround.explain(map, map ? topOf(map) : 0, this.drawing, this.words);
  }

  /** What a screen reader calls the map. */
  get name(): string {
    return this.settings.label || (this.map ? this.words.name(this.map, 0) : this.words.strings.map);
  }

  // ── Where things are ──

  /** The node of an id, or −1; for "", the one where a map begins. */
  find(what: "root" | "focused", id: string): number {
    const { tree } = this.map!;
    if (id !== "") return tree.find(id);
    return what === "root" ? 0 : firstChildOf(tree, 0);
  }

  /** The deepest node at a point of the screen, or −1. */
  nodeAt(x: number, y: number): number {
    const map = this.shown;
    if (!map) return -1;
    const { camera, shift } = this.view;
    const place = compose(placeOfNode(map, camera, camera.root, this.size), shift);
    return this.#hits!.at(camera.root, (x - place.x) / place.scale, (y - place.y) / place.scale);
  }

  /** The box of a node's cell on the screen, as it will be when nothing moves. */
  boxOf(node: number): { x: number; y: number; width: number; height: number } {
    const map = this.shown!;
    const { scale, x, y } = placeOfNode(map, this.view.camera, node, this.size);
    const box = ownBox(map, node, ringFor(map));
    if (!box) return { x, y, width: 0, height: 0 };
    const { x0, y0, x1, y1 } = box;
    return { x: x0 * scale + x, y: y0 * scale + y, width: (x1 - x0) * scale, height: (y1 - y0) * scale };
  }

  // ── Zoom ──

  /** Flies to a node, or to any camera, and gives the focus to a node. */
  zoom(to: number | Camera, focused: number = this.focused, part = 1): Promise<void> {
    const map = this.map!;
    const camera = typeof to === "number" ? atNode(to) : to;
    if (map.isEmpty(camera.root)) return Promise.resolve();
    const before = this.view.camera.root;
    this.hover(-1);
    this.card.hidden = true;
    const arrival = typeof to === "number" ? this.#fill(to) : this.view.flyTo(camera, this.#timeFor(part));
    this.#setFocused(focused);
    this.#tell();
    this.#tellZoom(before);
    return arrival;
  }

  /** Goes to where a node fills the view: the node's cells are laid out for it, and go there from where they are. */
  #fill(node: number): Promise<void> {
    const { tree } = this.map!;
    const duration = this.#timeFor(1);
    const last = this.#seat;
    const { root } = this.view.camera;
    if (node !== (last?.base ?? 0)) this.#sit(node);
    const now = this.#seat;
    // Where there is no other layout, the camera alone moves.
    if (now === last) return this.view.flyTo(atNode(node), duration);
    const isInward = now !== null && isWithin(tree, node, root);
    const isOutward = last !== null && isWithin(tree, last.base, node);
    const seat = isInward ? now : isOutward ? last : null;
    return this.view.zoomTo(this.#scene(), atNode(node), seat, duration);
  }

  /** Milliseconds for a part of the usual movement. */
  #timeFor(part: number): number {
    const isStill = globalThis.matchMedia("(prefers-reduced-motion: reduce)").matches;
    return isStill ? 0 : this.settings.duration * part;
  }

  /** Moves the camera at once, as the wheel and the fingers do. */
  moveTo(camera: Camera): void {
    const before = this.view.camera.root;
    this.hover(-1);
    this.card.hidden = true;
    this.view.moveTo(camera);
    this.mirror.setZoomed(!isAtNode(camera));
    if (camera.root === before) return;
    this.breadcrumb.show(this.map!, camera.root, this.name, this.words);
    this.#tellZoom(before);
  }

  #tellZoom(before: number): void {
    const { root } = this.view.camera;
    if (root === before) return;
    this.#announce(this.words.say("fills", { name: this.words.name(this.map!, root) }));
    this.#emit("marquetry-zoom", detailOf(this.map!, root));
  }

  // ── Focus and selection ──

  /** Gives the focus to a node, and brings it into sight. */
  focus(node: number): void {
    const map = this.map!;
    this.#setFocused(node);
    if (!isWithin(map.tree, node, this.view.camera.root)) {
      void this.zoom(Math.max(0, map.tree.parent[node]!), node);
      return;
    }
    const { width, height } = this.size;
    const box = this.boxOf(node);
    const [right, bottom] = [box.x + box.width, box.y + box.height];
    if (right > 1 && bottom > 1 && box.x < width - 1 && box.y < height - 1) {
      this.#tell();
      return;
    }
    const toMiddle = { scale: 1, x: (width - box.x - right) / 2, y: (height - box.y - bottom) / 2 };
    void this.zoom(moved(this.shown!, this.view.camera, toMiddle, this.size), node, NUDGE);
  }

  #setFocused(node: number): void {
    if (node === this.focused) return;
    this.focused = node;
    this.#emit("marquetry-focus", detailOf(this.map!, node));
  }

  select(nodes: readonly number[]): void {
    const map = this.map!;
    const before = this.selected;
    const isSame = nodes.length === before.length && nodes.every((node, k) => node === before[k]);
    this.selected = [...nodes];
    this.#tell();
    if (isSame) return;
    this.#emit(
      "marquetry-select",
      nodes.map((node) => detailOf(map, node)),
    );
  }

  /** Adds a node to the selection, or takes it out. */
  toggle(node: number): void {
    const others = this.selected.filter((other) => other !== node);
    this.select(others.length < this.selected.length ? others : [...others, node]);
  }

  /** A click on a node, or on none. `adds` keeps what is selected. */
  press(node: number, adds: boolean): void {
    this.showRing(false);
    if (node >= 0) this.#setFocused(node);
    if (node >= 0 && adds) this.toggle(node);
    else this.select(node < 0 ? [] : [node]);
  }

  /** Opens a leaf, which selects it. */
  open(leaf: number): void {
    this.select([leaf]);
    this.#emit("marquetry-open", detailOf(this.map!, leaf));
  }

  /** The pointer is on a node, or on none, at a point of the screen. */
  hover(node: number, x = 0, y = 0): void {
    const map = this.map;
    if (!map) return;
    if (node < 0) this.tooltip.hide();
    else this.tooltip.show(map, node, x, y, this.size, this.settings.tooltip, this.words);
    if (node === this.#hovered) return;
    this.#hovered = node;
    this.mark();
    this.#emit("marquetry-hover", node < 0 ? null : detailOf(map, node));
  }

  /** Shows the tooltip of the focused node, in the middle of its cell. */
  explain(): void {
    const map = this.map!;
    if (this.view.isFlying || !isWithin(map.tree, this.focused, this.view.camera.root)) return;
    const { x, y, width, height } = this.boxOf(this.focused);
    const { size, words } = this;
    this.tooltip.show(map, this.focused, x + width / 2, y + height / 2, size, this.settings.tooltip, words);
  }

  /** Opens the card of a node, above or below the point of the screen that a finger touched. */
  showCard(node: number, y: number): void {
    const map = this.map;
    const module = later();
    if (!map || !module || node < 0) {
      this.card.hidden = true;
      if (!module) void loadLater().catch(() => undefined);
      return;
    }
    const { tree } = map;
    const { root } = this.view.camera;
    const isLeaf = isEnd(tree, node);
    let child = node;
    while (child !== root && tree.parent[child] !== root) child = tree.parent[child]!;
    const zooms = child !== root && !isEnd(tree, child);
    const act = zooms ? () => void this.zoom(child, node) : isLeaf ? () => this.open(node) : null;
    module.fillCard(this.card, map, node, this.settings.tooltip, this.words, {
      act,
      action: this.words.strings[zooms ? "zoomIn" : "open"],
      close: () => this.closeCard(),
    });
    this.card.classList.toggle("above", y > this.size.height / 2);
    this.card.hidden = false;
  }

  /** Closes the card; false if there was none. */
  closeCard(): boolean {
    const wasOpen = !this.card.hidden;
    const hadFocus = this.card.contains((this.card.getRootNode() as ShadowRoot).activeElement);
    this.card.hidden = true;
    if (hadFocus) this.mirror.element.focus();
    return wasOpen;
  }

  /** The nodes that a copy is of: those selected, or else the focused one. */
  get chosen(): readonly number[] {
    return this.selected.length > 0 ? this.selected : [this.focused];
  }

  /** Tells the page of something that it may take over; true if it did. */
  offer<Name extends keyof MarquetryEventMap>(
    name: Name,
    detail: MarquetryEventMap[Name]["detail"],
  ): boolean {
    return !this.#emit(name, detail);
  }

  // ── Search ──

  /** Marks all nodes whose labels hold a text, and returns their ids. */
  search(text: string): string[] {
    // What is typed and not yet searched for gives way.
    this.searchBox.stop();
    const isSame = text === this.#text;
    this.#text = text;
    if (!isSame || !this.#seeker.found) this.#seek();
    this.#find();
    this.draw();
    const ids = (this.#matches ?? []).map((node) => this.map!.tree.id(node));
    this.#emit("marquetry-search", { text, ids });
    return ids;
  }

  /** Has all of a tree searched that is loaded in parts, where its source can. */
  #seek(): void {
    this.#foundAt = -1;
    this.#seeker.seek(this.map?.tree ?? null, this.#text, () => {
      this.#find();
      this.draw();
      const ids = this.#seeker.found!.map(({ id }) => id);
      this.#emit("marquetry-search", { text: this.#text, ids });
    });
  }

  /** Goes on to the match after the focused node, and zooms to where it can be seen. */
  nextMatch(by: 1 | -1): void {
    const matches = this.#matches;
    const map = this.map;
    const { found } = this.#seeker;
    if (!map) return;
    if (found && found.length > 0) {
      this.#foundAt =
        (this.#foundAt < 0 ? Math.min(by, 0) + found.length : this.#foundAt + by + found.length) %
        found.length;
      const { id, path } = found[this.#foundAt]!;
      const node = map.tree.find(id);
      if (node < 0) this.lead([...path, id]);
      else this.#visit(node);
      return;
    }
    if (!matches || matches.length === 0) return;
    const now = matches.indexOf(this.focused);
    this.#visit(matches.at(now < 0 ? Math.min(by, 0) : (now + by) % matches.length)!);
  }

  /** Gives the focus to a node that was found, where it can be seen. */
  #visit(node: number): void {
    const map = this.map!;
    const isBelow = isWithin(map.tree, node, this.view.camera.root);
    const { width, height } = this.boxOf(node);
    this.showRing(true);
    if (node === 0 || (isBelow && Math.min(width, height) >= LEAST_FOUND)) this.focus(node);
    else void this.zoom(map.tree.parent[node]!, node);
  }

  #find(): void {
    this.#matches = null;
    if (!this.map || this.#text === "") return;
    this.#labels ??= foldedLabels(this.map.tree);
    const here = findLabels(this.#labels, this.#text);
    const beyond = this.#seeker.nodesIn(this.map.tree);
    this.#matches = beyond.length === 0 ? here : [...new Set([...here, ...beyond])].sort((a, b) => a - b);
  }
}

/** Whether nothing lies below a node, loaded or not. */
export function isEnd(tree: WeightedTree, node: number): boolean {
  return tree.childCount[node] === 0 && tree.isLoaded(node);
}

/** The first child of a node, which is the heaviest where the tree is sorted; of a leaf, itself. */
export function firstChildOf(tree: WeightedTree, node: number): number {
  return tree.childCount[node]! > 0 ? tree.firstChild[node]! : node;
}

function hasMoreLeaves({ size, childCount }: WeightedTree, most: number): boolean {
  let leaves = 0;
  for (let i = 0; i < size; i++) if (childCount[i] === 0 && ++leaves > most) return true;
  return false;
}

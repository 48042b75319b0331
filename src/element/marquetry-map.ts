import { checkOption, MarquetryError, type Partition, type WeightedTree } from "../index.ts";
import { number, text, type Option, type OptionTable } from "../options/option.ts";
import { Breadcrumb } from "./breadcrumb.ts";
import type { Size } from "./camera.ts";
import { Controls } from "./controls.ts";
import { isLaterState, treeOf } from "./data.ts";
import type { MarquetryEventMap } from "./events.ts";
import { Explorer, type Wanted } from "./explorer.ts";
import { furnish, type Furniture } from "./furniture.ts";
import { Layouter, type LaidOut } from "./layouter.ts";
import { drawPNG, type PictureOptions } from "./png.ts";
import { SearchBox } from "./search-box.ts";
import {
  attributeNames,
  attributesOf,
  isSame,
  mapSettings,
  readAttribute,
  settingNames,
  settle,
  usualSettings,
  type MapSettings,
  type SettingName,
  type Work,
} from "./settings.ts";
import { containerOf } from "./shape.ts";

/** A layout that takes longer, in milliseconds, is shown to be at work. */
const SPINNER_AFTER = 200;
/** An element of which no size is known after so many milliseconds is looked at: nothing reports that there is none. */
const LOOK_AFTER = 100;
/** Stands for a node of a tree still to come. */
const LATER = -2;

const ID: Option = {
  takes: "the id of a node",
  allows: (value) => text().allows(value) || number().allows(value),
};

/** What changes while the map is used. */
const STATE: OptionTable<Required<Wanted> & { search: string }> = {
  root: ID,
  focused: ID,
  search: text(),
  selection: {
    takes: "a list of ids",
    allows: (value) => Array.isArray(value) && value.every((id) => ID.allows(id)),
  },
};

/** The base class, where there is a document; in Node the module loads, and the class cannot be used. */
const Base: new () => HTMLElement & MapSettings = (
  typeof HTMLElement === "undefined" ? Object : HTMLElement
) as never;

/**
 * `<marquetry-map>`: a map to look at, to walk through and to search, by mouse, fingers, keyboard and ear.
 *
 * Set `data`, and perhaps `engine` and `container`; all else has defaults, and null sets it back to them. What cannot
 * be used is said in the element and by the event `marquetry-error`, and what was there before it stays. Zoom, focus
 * and selection are kept by id when the data change. Large trees are laid out in a worker.
 *
 * The element takes its size from the page like any block; where the page says nothing, it is 24rem high.
 *
 * @example
 * const map = document.querySelector("marquetry-map");
 * map.data = { name: "fruit", children: [{ name: "apples", value: 5 }, { name: "pears", value: 3 }] };
 * map.addEventListener("marquetry-select", ({ detail }) => console.log(detail.map(({ label }) => label)));
 */
export class MarquetryMap extends Base {
  static readonly observedAttributes: readonly string[] = attributeNames;

  static {
    for (const name of settingNames) {
      Object.defineProperty(this.prototype, name, {
        configurable: true,
        enumerable: true,
        get(this: MarquetryMap) {
          return this.#settings[name];
        },
        set(this: MarquetryMap, value: unknown) {
          for (const attribute of attributesOf(name)) this.#mend(attribute);
          this.#set(name, name, value);
        },
      });
    }
  }

  readonly #settings: MapSettings = usualSettings();
  readonly #layouter = new Layouter();
  readonly #explorer: Explorer;
  readonly #searchBox: SearchBox;
  readonly #furniture: Furniture;
  readonly #observer: ResizeObserver;

  /** Size of the stage; null out of the document, and as long as it has none. */
  #size: Size | null = null;
  /** Whether it is known if there is a size. */
  #isSeen = false;
  #look: ReturnType<typeof setTimeout> | undefined;
  #tree: WeightedTree | null = null;
  /** What the map there is was made with: a later tree made alike may keep its cells in place. */
  #made: Made | null = null;
  /** Ids to zoom to, to focus and to select as soon as there is a map. */
  #wanted: Wanted = {};
  readonly #todo = new Set<Work>();
  #isScheduled = false;
  /** What is wrong now, by the setting, the attribute or the work at fault. */
  readonly #faults = new Map<string, Error>();
  /** Counts layouts, so that the outcome of an outdated one is dropped. */
  #job = 0;
  #isLayingOut = false;
  #spin: ReturnType<typeof setTimeout> | undefined;
  #waiting: ((map: this) => void)[] = [];

  constructor() {
    super();
    const breadcrumb = new Breadcrumb((node) => void this.#explorer.zoom(node, node));
    this.#searchBox = new SearchBox({
      search: (words) => void this.search(words),
      step: (by) => this.#explorer.nextMatch(by),
      leave: () => this.focus(),
    });
    this.#explorer = new Explorer(this.#settings, {
      breadcrumb,
      searchBox: this.#searchBox,
      announce: (words) => (this.#furniture.live.textContent = words),
      emit: (name, detail) => this.#emit(name, detail),
    });
    const { view, marks, mirror, tooltip } = this.#explorer;
    this.#furniture = furnish(
      this.attachShadow({ mode: "open" }),
      [breadcrumb.element, this.#searchBox.element],
      [view.element, marks.element, mirror.element, tooltip.element],
    );
    new Controls(this.#explorer, this.#settings, this.#searchBox.field);
    this.#observer = new ResizeObserver(([entry]) => this.#resize(entry!.contentRect));
  }

  // ── State ──

  /** The map that is shown; null before the first layout. */
  get map(): Partition | null {
    return this.#explorer.map;
  }

  /**
   * Resolves when nothing is left to lay out and to draw, or nothing can be: where what was set cannot be used, and
   * while the element is out of the document or has no size, as with `display: none`. It always does: a worker that
   * does not begin within 10 seconds is given up for the page, and a layout ends when the element is removed.
   */
  get ready(): Promise<this> {
    return new Promise((resolve) => {
      this.#waiting.push(resolve);
      this.#settle();
    });
  }

  /** Id of the node that fills the view. Setting it zooms; null shows the whole. */
  get root(): string {
    return this.#wanted.root ?? this.map?.tree.id(this.#explorer.camera.root) ?? "";
  }
  set root(id: string | number | null) {
    this.#attempt("root", () => void this.zoomTo(id));
  }

  /** Id of the node that the keyboard is at; null for where it begins. */
  get focused(): string {
    return this.#wanted.focused ?? this.map?.tree.id(this.#explorer.focused) ?? "";
  }
  set focused(id: string | number | null) {
    this.#attempt("focused", () => {
      const node = this.#known("focused", id);
      if (node >= 0) this.#explorer.focus(node);
      else if (node === LATER) this.#wanted.focused = String(id ?? "");
    });
  }

  /** Ids of the selected nodes; null for none. */
  get selection(): readonly string[] {
    return this.#wanted.selection ?? this.#explorer.selected.map((node) => this.map!.tree.id(node));
  }
  set selection(ids: readonly (string | number)[] | null) {
    this.#attempt("selection", () => {
      checkOption("marquetry-map", STATE, "selection", ids ?? []);
      const wanted = (ids ?? []).map(String);
      const { map } = this;
      if (this.#isBusy || !map) this.#wanted.selection = wanted;
      else this.#explorer.select(wanted.map((id) => map.tree.find(id)).filter((node) => node >= 0));
    });
  }

  // ── Methods ──

  /**
   * Zooms until a node fills the view, and resolves when it does; an id that is not in the tree changes nothing, null
   * shows the whole.
   *
   * @throws MarquetryError `bad-option` if it is no id
   */
  zoomTo(id: string | number | null): Promise<void> {
    const node = this.#known("root", id);
    if (node === LATER) this.#wanted.root = String(id ?? "");
    return node >= 0 ? this.#explorer.zoom(node) : Promise.resolve();
  }

  /**
   * Marks all nodes whose labels hold a text, veils the others, and returns the ids of those found; "" ends it.
   *
   * @throws MarquetryError `bad-option` if it is no text
   */
  search(words: string): string[] {
    checkOption("marquetry-map", STATE, "search", words);
    return this.#explorer.search(words);
  }

  /** Number of the deepest node at a point of the window, as pointer events tell it; −1 for none. */
  nodeAt(clientX: number, clientY: number): number {
    const { left, top } = this.#furniture.stage.getBoundingClientRect();
    return this.#explorer.nodeAt(clientX - left, clientY - top);
  }

  /**
   * What the view shows, as a PNG file.
   *
   * @throws MarquetryError `bad-option`; `bad-input` if there is no map
   */
  async toPNG(options: PictureOptions = {}): Promise<Blob> {
    await this.ready;
    const { map, camera, size } = this.#explorer;
    if (!map) {
      const message = "marquetry-map: there is no map to draw: set data, and show the element";
      throw new MarquetryError("bad-input", message);
    }
    return drawPNG(map, camera, size, this.#settings.drawing, options);
  }

  /** Gives the map the keyboard. */
  override focus(options?: FocusOptions): void {
    this.#explorer.mirror.element.focus(options);
  }

  // ── Lifecycle ──

  /** @internal */
  connectedCallback(): void {
    this.#takeOver();
    this.#observer.observe(this.#furniture.stage);
    this.#look = setTimeout(() => {
      const { width, height } = getComputedStyle(this.#furniture.stage);
      this.#resize({ width: parseFloat(width), height: parseFloat(height) });
    }, LOOK_AFTER);
  }

  /** @internal */
  disconnectedCallback(): void {
    this.#observer.disconnect();
    clearTimeout(this.#look);
    if (this.#isLayingOut) this.#todo.add("layout");
    this.#endLayout();
    this.#layouter.dispose();
    this.#explorer.view.dispose();
    this.#searchBox.stop();
    this.#explorer.tooltip.hide();
    // The next size reported starts the work again.
    this.#size = null;
    this.#isSeen = false;
    this.#settle();
  }

  /** @internal */
  attributeChangedCallback(attribute: string, _before: string | null, given: string | null): void {
    const [name, value] = readAttribute(attribute, given, this.#settings);
    this.#set(name, attribute, value);
  }

  /** Properties set before the element was defined hide the accessors: they are set once more. */
  #takeOver(): void {
    const own = this as unknown as Record<string, unknown>;
    for (const name of [...settingNames, "root", "focused", "selection"]) {
      if (!Object.hasOwn(this, name)) continue;
      const value = own[name];
      Reflect.deleteProperty(this, name);
      own[name] = value;
    }
  }

  // ── What is wrong ──

  /** Does something; what is wrong with it is told until it succeeds. */
  #attempt(place: string, act: () => void): boolean {
    try {
      act();
    } catch (error) {
      this.#blame(place, error);
      return false;
    }
    this.#mend(place);
    return true;
  }

  /** Never a silent blank: what is wrong is shown and told, after the script that did it if it is not mended by then. */
  #blame(place: string, error: unknown): void {
    const failure = error instanceof Error ? error : new Error(String(error));
    const isNews = this.#faults.get(place)?.message !== failure.message;
    this.#faults.set(place, failure);
    queueMicrotask(() => {
      if (this.#faults.get(place) !== failure) return;
      this.#showFaults();
      if (isNews) this.#emit("marquetry-error", { error: failure });
    });
  }

  #mend(place: string): void {
    if (this.#faults.delete(place)) this.#showFaults();
  }

  #showFaults(): void {
    const { message } = this.#furniture;
    message.hidden = this.#faults.size === 0;
    message.textContent = Array.from(this.#faults.values(), (fault) => fault.message).join("\n");
  }

  // ── Work to do ──

  get #isBusy(): boolean {
    return this.#todo.size > 0 || this.#isLayingOut;
  }

  /** Whether there is work that can be done as things are. */
  get #isPending(): boolean {
    if (this.#isLayingOut) return true;
    return this.isConnected && (this.#size ? this.#todo.size > 0 : !this.#isSeen);
  }

  /** Sets what is new; only data may have changed and still be the same. */
  #set(name: SettingName, place: string, given: unknown): void {
    this.#attempt(place, () => {
      const value = settle(name, given);
      if (name !== "data" && isSame(value, this.#settings[name])) return;
      Object.assign(this.#settings, { [name]: value });
      const { work } = mapSettings[name];
      if (work === "none") return;
      this.#todo.add(work);
      this.#schedule();
    });
  }

  #resize({ width, height }: Size): void {
    clearTimeout(this.#look);
    this.#isSeen = true;
    if (width > 0 && height > 0) {
      this.#mend("size");
      const isNew = (before: Size | undefined | null) => before?.width !== width || before.height !== height;
      if (isNew(this.#size)) {
        this.#size = { width, height };
        this.#todo.add(isNew(this.#made?.size) ? "layout" : "draw");
        this.#schedule();
      }
    } else if (this.getClientRects().length > 0) {
      const side = width > 0 ? "height" : "width";
      const message = `marquetry-map: no ${side} is left for the map; give the element one, as style="${side}: 400px"`;
      this.#blame("size", new MarquetryError("bad-container", message));
    } else this.#mend("size");
    this.#furniture.frame.classList.toggle("bare", this.#faults.has("size"));
    this.#settle();
  }

  /** Does the work after the script that asked for it, once, however much it set. */
  #schedule(): void {
    if (this.#isScheduled || !this.#size) return;
    this.#isScheduled = true;
    queueMicrotask(() => {
      this.#isScheduled = false;
      this.#work();
    });
  }

  #work(): void {
    const size = this.#size;
    if (!size || !this.isConnected) return;
    const todo = new Set(this.#todo);
    this.#todo.clear();
    const isOther = todo.has("tree") && this.#attempt("tree", () => (this.#tree = this.#makeTree()));
    if (isOther || todo.has("layout")) {
      if (!this.#attempt("layout", () => this.#layOut(size))) this.#made = null;
    } else {
      this.#attempt("draw", () => this.#explorer.draw(size));
      this.#fulfil();
    }
    this.#settle();
  }

  /** Zooms, focuses and selects what was asked for while there was work to do. */
  #fulfil(): void {
    const { root, focused, selection } = this.#wanted;
    if (this.#isBusy || !this.map) return;
    this.#wanted = {};
    if (selection !== undefined) this.selection = selection;
    if (focused !== undefined) this.focused = focused;
    if (root !== undefined) this.root = root;
  }

  #makeTree(): WeightedTree | null {
    const { data, dataOptions } = this.#settings;
    return data === null ? null : treeOf(data, dataOptions);
  }

  #layOut(size: Size): void {
    this.#endLayout();
    const tree = this.#tree;
    if (!tree) {
      this.#made = null;
      this.#mend("draw");
      this.#explorer.clear();
      return;
    }
    const { engine, container, spacing, workerAbove, workerFactory } = this.#settings;
    const made = { engine, container, spacing, size };
    const outcome = this.#layouter.run({
      tree,
      engine,
      container: containerOf(container, size),
      spacing,
      workerAbove,
      workerFactory,
      before: this.#mapToKeep(tree, made),
    });
    if (outcome instanceof Promise) void this.#await(outcome, made);
    else this.#adopt(outcome, made);
  }

  /** Shows what a worker makes as soon as it is there, and meanwhile the map before. */
  async #await(outcome: Promise<LaidOut>, made: Made): Promise<void> {
    const job = ++this.#job;
    this.#isLayingOut = true;
    this.#explorer.mirror.element.setAttribute("aria-busy", "true");
    this.#spin = setTimeout(() => (this.#furniture.spinner.hidden = false), SPINNER_AFTER);
    this.#attempt("draw", () => this.#explorer.draw(made.size));
    const laidOut = await outcome.catch((error: unknown) => ({ error }));
    if (job !== this.#job) return;
    this.#endLayout();
    if ("map" in laidOut) {
      this.#mend("layout");
      this.#adopt(laidOut, made);
    } else {
      this.#blame("layout", laidOut.error);
      this.#made = null;
    }
    this.#fulfil();
    this.#settle();
  }

  /** The map whose cells a tree's should stay close to: one made alike, of an earlier state of the same data. */
  #mapToKeep(tree: WeightedTree, made: Made): Partition | null {
    const { map } = this;
    if (!map || map.tree === tree || !isSame(this.#made, made)) return null;
    return isLaterState(map.tree, tree) ? map : null;
  }

  /** Ends what a layout under way shows; its outcome will be dropped. */
  #endLayout(): void {
    this.#job++;
    this.#layouter.cancel();
    this.#isLayingOut = false;
    clearTimeout(this.#spin);
    this.#furniture.spinner.hidden = true;
    this.#explorer.mirror.element.removeAttribute("aria-busy");
  }

  /**
   * Resolves `ready` once there is nothing left to do: in a task of its own, because the work may stand in a
   * `ResizeObserver`, where whoever waits could not change sizes without a complaint of the browser.
   */
  #settle(): void {
    if (this.#isPending || this.#waiting.length === 0) return;
    setTimeout(() => {
      if (this.#isPending) return;
      const waiting = this.#waiting;
      this.#waiting = [];
      for (const resolve of waiting) resolve(this);
    });
  }

  /** Shows a new map. */
  #adopt({ map, where, reason }: LaidOut, made: Made): void {
    const wanted = this.#wanted;
    this.#wanted = {};
    const last = this.#made;
    // Whatever the size.
    const isAlike = last !== null && isSame({ ...last, size: made.size }, made);
    this.#made = made;
    const show = (): void => this.#explorer.adopt(map, this.#size ?? made.size, wanted, isAlike);
    if (this.#attempt("draw", show)) this.#emit("marquetry-layout", { map, where, reason });
  }

  #emit<Name extends keyof MarquetryEventMap>(name: Name, detail: MarquetryEventMap[Name]["detail"]): void {
    this.dispatchEvent(new CustomEvent(name, { detail, bubbles: true, composed: true }));
  }

  /** The node of an id, −1 if the tree has none, or `LATER` if the tree is still to come; for null, where a map begins. */
  #known(name: "root" | "focused", id: string | number | null): number {
    checkOption("marquetry-map", STATE, name, id ?? "");
    if (!this.map || this.#isBusy) return LATER;
    return this.#explorer.find(name, String(id ?? ""));
  }
}

/** What a map was made with, beside its tree. */
type Made = Pick<MapSettings, "engine" | "container" | "spacing"> & { readonly size: Size };

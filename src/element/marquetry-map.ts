import {
  MarquetryError,
  type Engine,
  type Partition,
  type SpacingOptions,
  type WeightedTree,
} from "../index.ts";
import { Breadcrumb } from "./breadcrumb.ts";
import type { Size } from "./camera.ts";
import { Controls } from "./controls.ts";
import { isLaterState, treeOf, type MapData } from "./data.ts";
import type { MarquetryEventMap } from "./events.ts";
import { Explorer, type Wanted } from "./explorer.ts";
import { furnish, type Furniture } from "./furniture.ts";
import type { WheelMode } from "./gestures.ts";
import { Layouter, type LaidOut, type WorkerFactory } from "./layouter.ts";
import type { Drawing } from "./picture.ts";
import { drawPNG, type PictureOptions } from "./png.ts";
import { SearchBox } from "./search-box.ts";
import {
  ATTRIBUTES,
  dataOf,
  readAttribute,
  usualSettings,
  WORK,
  type Settings,
  type Work,
} from "./settings.ts";
import { containerOf, type ContainerShape } from "./shape.ts";
import type { TooltipFunction } from "./tooltip.ts";

/** A layout that takes longer, in milliseconds, is shown to be at work. */
const SPINNER_AFTER = 200;
/** Stands for a node of a tree still to come. */
const LATER = -2;

/** The base class, where there is a document; in Node the module loads, and the class cannot be used. */
const Base: typeof HTMLElement = (
  typeof HTMLElement === "undefined" ? Object : HTMLElement
) as typeof HTMLElement;

/**
 * `<marquetry-map>`: a map to look at, to walk through and to search, by mouse, fingers, keyboard and ear.
 *
 * Set `data`, and perhaps `engine` and `container`; all else has defaults. Zoom, focus and selection are kept by
 * id when the data change. Large trees are laid out in a worker.
 *
 * @example
 * const map = document.querySelector("marquetry-map");
 * map.data = { name: "fruit", children: [{ name: "apples", value: 5 }, { name: "pears", value: 3 }] };
 * map.addEventListener("marquetry-select", ({ detail }) => console.log(detail.map(({ label }) => label)));
 */
export class MarquetryMap extends Base {
  static readonly observedAttributes: readonly string[] = ATTRIBUTES;

  readonly #settings: Settings = usualSettings();
  readonly #layouter = new Layouter();
  readonly #explorer: Explorer;
  readonly #searchBox: SearchBox;
  readonly #furniture: Furniture;
  readonly #observer: ResizeObserver;

  /** Size of the stage; null out of the document. */
  #size: Size | null = null;
  #tree: WeightedTree | null = null;
  #hasBadData = false;
  /** What the map there is was made with: a later tree made alike may keep its cells in place. */
  #made: Made | null = null;
  /** Ids to zoom to, to focus and to select as soon as there is a map. */
  #wanted: Wanted = {};
  readonly #todo = new Set<Work>();
  #isScheduled = false;
  /** Counts layouts, so that the outcome of an outdated one is dropped. */
  #job = 0;
  #isLayingOut = false;
  #spin: ReturnType<typeof setTimeout> | undefined;
  #waiting: ((map: this) => void)[] = [];

  constructor() {
    super();
    const breadcrumb = new Breadcrumb((node) => void this.#explorer.zoom(node, node));
    this.#searchBox = new SearchBox({
      search: (text) => void this.search(text),
      step: (by) => this.#explorer.nextMatch(by),
      leave: () => this.focus(),
    });
    this.#explorer = new Explorer(this.#settings, {
      breadcrumb,
      searchBox: this.#searchBox,
      announce: (text) => (this.#furniture.live.textContent = text),
      emit: (name, detail) => this.#emit(name, detail),
    });
    const { view, marks, mirror, tooltip } = this.#explorer;
    this.#furniture = furnish(
      this.attachShadow({ mode: "open" }),
      [breadcrumb.element, this.#searchBox.element],
      [view.element, marks.element, mirror.element, tooltip.element],
    );
    new Controls(this.#explorer, this.#settings, this.#searchBox.field);
    this.#observer = new ResizeObserver(([entry]) => {
      const { width, height } = entry!.contentRect;
      this.#resize({ width, height });
    });
  }

  // ── Settings ──

  /** A tree of `weightedTree`, nested objects, rows that name their parents, or `[path, weight]` pairs. Attribute: JSON. */
  get data(): MapData | null {
    const { data } = this.#settings;
    return typeof data === "string" ? dataOf(data) : data;
  }
  set data(data: MapData | null) {
    this.#set({ data: data ?? null });
  }

  /** How the tree is made of the data: `children`, `weight`, `id`, `label`, as `weightedTree` takes them. */
  get dataOptions(): object {
    return this.#settings.dataOptions;
  }
  set dataOptions(dataOptions: object) {
    this.#set({ dataOptions });
  }

  /** An engine or its name; "greedy" by default. Only a name can go to a worker. */
  get engine(): Engine | string {
    return this.#settings.engine;
  }
  set engine(engine: Engine | string) {
    this.#set({ engine });
  }

  /** What the map fills: "fill" by default, "circle", "hexagon", or the corners of a convex polygon. Attribute: `0,0 4,0 2,3`. */
  get container(): ContainerShape {
    return this.#settings.container;
  }
  set container(container: ContainerShape) {
    this.#set({ container });
  }

  /** Room between and around the cells, in pixels, as `layout` takes it. Attributes: `padding`, and `header` for `paddingTop`. */
  get spacing(): SpacingOptions {
    return this.#settings.spacing;
  }
  set spacing(spacing: SpacingOptions) {
    this.#set({ spacing });
  }

  /** Colours, texts and lines, as `drawCanvas` takes them. */
  get drawing(): Drawing {
    return this.#settings.drawing;
  }
  set drawing(drawing: Drawing) {
    this.#set({ drawing });
  }

  /** What the tooltip says; null for what is slotted as `tooltip`, or else name, weight and share. */
  get tooltip(): TooltipFunction | null {
    return this.#settings.tooltip;
  }
  set tooltip(tooltip: TooltipFunction | null) {
    this.#set({ tooltip });
  }

  /** Whether the wheel zooms: "zoom" by default, "ctrl" only with Ctrl or ⌘, "none". */
  get wheel(): WheelMode {
    return this.#settings.wheel;
  }
  set wheel(wheel: WheelMode) {
    this.#set({ wheel });
  }

  /** What a screen reader calls the map; the label of the tree's root by default. */
  get label(): string {
    return this.#settings.label;
  }
  set label(label: string) {
    this.#set({ label });
  }

  /** Whether there is a field to search in; false by default. */
  get searchable(): boolean {
    return this.#settings.searchable;
  }
  set searchable(searchable: boolean) {
    this.#set({ searchable });
  }

  /** Milliseconds that a zoom takes; 600 by default, 0 always where the reader prefers less motion. */
  get duration(): number {
    return this.#settings.duration;
  }
  set duration(duration: number) {
    this.#set({ duration });
  }

  /** Maps of more leaves are drawn on a canvas, others as SVG; 1000 by default. */
  get canvasAbove(): number {
    return this.#settings.canvasAbove;
  }
  set canvasAbove(canvasAbove: number) {
    this.#set({ canvasAbove });
  }

  /** Trees of more leaves are laid out in a worker, if the engine is given by name; 20,000 by default. */
  get workerAbove(): number {
    return this.#settings.workerAbove;
  }
  set workerAbove(workerAbove: number) {
    this.#set({ workerAbove });
  }

  /** Makes the worker for large trees, where the bundler does not find it: a module worker of `marquetry/element/worker`. */
  get workerFactory(): WorkerFactory | null {
    return this.#layouter.factory;
  }
  set workerFactory(factory: WorkerFactory | null) {
    this.#layouter.reset(factory);
  }

  // ── State ──

  /** The map that is shown; null before the first layout. */
  get map(): Partition | null {
    return this.#explorer.map;
  }

  /** Resolves when nothing is left to lay out and to draw: for an element out of the document, when it is back. */
  get ready(): Promise<this> {
    if (!this.#isBusy) return Promise.resolve(this);
    return new Promise((resolve) => this.#waiting.push(resolve));
  }

  /** Id of the node that fills the view. Setting it zooms. */
  get root(): string {
    return this.#wanted.root ?? this.map?.tree.id(this.#explorer.camera.root) ?? "";
  }
  set root(id: string) {
    void this.zoomTo(id);
  }

  /** Id of the node that the keyboard is at. */
  get focused(): string {
    return this.#wanted.focused ?? this.map?.tree.id(this.#explorer.focused) ?? "";
  }
  set focused(id: string) {
    const node = this.#known(id);
    if (node >= 0) this.#explorer.focus(node);
    else if (node === LATER) this.#wanted.focused = id;
  }

  /** Ids of the selected nodes. */
  get selection(): readonly string[] {
    return this.#wanted.selection ?? this.#explorer.selected.map((node) => this.map!.tree.id(node));
  }
  set selection(ids: readonly string[]) {
    const { map } = this;
    if (this.#isBusy || !map) this.#wanted.selection = [...ids];
    else this.#explorer.select(ids.map((id) => map.tree.find(id)).filter((node) => node >= 0));
  }

  // ── Methods ──

  /** Zooms until a node fills the view, and resolves when it does; an id that is not in the tree changes nothing. */
  zoomTo(id: string): Promise<void> {
    const node = this.#known(id);
    if (node === LATER) this.#wanted.root = id;
    return node >= 0 ? this.#explorer.zoom(node) : Promise.resolve();
  }

  /** Marks all nodes whose labels hold a text, veils the others, and returns the ids of those found; "" ends it. */
  search(text: string): string[] {
    return this.#explorer.search(text);
  }

  /** Number of the deepest node at a point of the window, as pointer events tell it; −1 for none. */
  nodeAt(clientX: number, clientY: number): number {
    const { left, top } = this.#furniture.stage.getBoundingClientRect();
    return this.#explorer.nodeAt(clientX - left, clientY - top);
  }

  /** What the view shows, as a PNG file. */
  async toPNG(options: PictureOptions = {}): Promise<Blob> {
    await this.ready;
    const { map, camera, size } = this.#explorer;
    if (!map) throw new MarquetryError("bad-input", "there is no map to draw: set data first");
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
  }

  /** @internal */
  disconnectedCallback(): void {
    this.#observer.disconnect();
    if (this.#isLayingOut) this.#todo.add("layout");
    this.#endLayout();
    this.#layouter.dispose();
    this.#explorer.view.dispose();
    this.#searchBox.stop();
    this.#explorer.tooltip.hide();
    // The next size reported starts the work again.
    this.#size = null;
  }

  /** @internal */
  attributeChangedCallback(name: string, _before: string | null, text: string | null): void {
    this.#set(readAttribute(name, text, this.#settings));
  }

  /** Properties set before the element was defined hide the accessors: they are set once more. */
  #takeOver(): void {
    const own = this as unknown as Record<string, unknown>;
    for (const name of [...Object.keys(WORK), "workerFactory", "root", "focused", "selection"]) {
      if (!Object.hasOwn(this, name)) continue;
      const value = own[name];
      Reflect.deleteProperty(this, name);
      own[name] = value;
    }
  }

  // ── Work to do ──

  get #isBusy(): boolean {
    return this.#todo.size > 0 || this.#isLayingOut;
  }

  #set(changed: Partial<Settings>): void {
    Object.assign(this.#settings, changed);
    for (const name of Object.keys(changed)) this.#todo.add(WORK[name as keyof Settings]);
    this.#schedule();
  }

  #resize(size: Size): void {
    if (!(size.width > 0 && size.height > 0)) return;
    const before = this.#size;
    if (before?.width === size.width && before.height === size.height) return;
    this.#size = size;
    const isNew = this.#made?.size.width !== size.width || this.#made.size.height !== size.height;
    this.#todo.add(isNew ? "layout" : "draw");
    this.#schedule();
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
    try {
      if (todo.has("tree") || this.#hasBadData) this.#tree = this.#makeTree();
      if (todo.has("tree") || todo.has("layout")) this.#layOut(size);
      else {
        this.#explorer.draw(size);
        this.#fulfil();
      }
    } catch (error) {
      this.#fail(error);
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

  /** The tree of the data; data it cannot be made of are tried again with the next layout, so that the message stays. */
  #makeTree(): WeightedTree | null {
    const { data, dataOptions } = this.#settings;
    this.#hasBadData = true;
    const tree = data === null ? null : treeOf(dataOf(data), dataOptions);
    this.#hasBadData = false;
    return tree;
  }

  #layOut(size: Size): void {
    this.#endLayout();
    const tree = this.#tree;
    if (!tree) {
      this.#made = null;
      this.#furniture.message.hidden = true;
      this.#explorer.clear();
      return;
    }
    const { engine, container, spacing, workerAbove } = this.#settings;
    const made = { engine, container, spacing, size };
    const outcome = this.#layouter.run({
      tree,
      engine,
      container: containerOf(container, size),
      spacing,
      workerAbove,
      before: this.#mapToKeep(tree, made),
    });
    if (!(outcome instanceof Promise)) {
      this.#adopt(outcome, made);
      return;
    }
    const job = ++this.#job;
    this.#isLayingOut = true;
    this.#explorer.mirror.element.setAttribute("aria-busy", "true");
    this.#spin = setTimeout(() => (this.#furniture.spinner.hidden = false), SPINNER_AFTER);
    this.#explorer.draw(size);
    outcome
      .then((laidOut) => {
        if (job !== this.#job) return;
        this.#endLayout();
        this.#adopt(laidOut, made);
      })
      .catch((error: unknown) => {
        if (job !== this.#job) return;
        this.#endLayout();
        this.#fail(error);
      })
      .finally(() => this.#settle());
  }

  /** The map whose cells a tree's should stay close to: one made alike, of an earlier state of the same data. */
  #mapToKeep(tree: WeightedTree, made: Made): Partition | null {
    const { map } = this;
    const hasSize = this.#made?.size.width === made.size.width && this.#made.size.height === made.size.height;
    if (!map || !hasSize || !this.#isAlike(made) || map.tree === tree) return null;
    return isLaterState(map.tree, tree) ? map : null;
  }

  /** Whether the map there is was made in the same way, whatever the size. */
  #isAlike({ engine, container, spacing }: Made): boolean {
    const last = this.#made;
    return last?.engine === engine && last.container === container && last.spacing === spacing;
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
    if (this.#isBusy || this.#waiting.length === 0) return;
    setTimeout(() => {
      if (this.#isBusy) return;
      const waiting = this.#waiting;
      this.#waiting = [];
      for (const resolve of waiting) resolve(this);
    });
  }

  /** Shows a new map. */
  #adopt({ map, where, reason }: LaidOut, made: Made): void {
    const wanted = this.#wanted;
    this.#wanted = {};
    const isAlike = this.#isAlike(made);
    this.#made = made;
    this.#furniture.message.hidden = true;
    this.#explorer.adopt(map, this.#size ?? made.size, wanted, isAlike);
    this.#emit("marquetry-layout", { map, where, reason });
  }

  /** Never a silent blank: what is wrong is shown, told, and the map before it stays. */
  #fail(error: unknown): void {
    const failure = error instanceof Error ? error : new Error(String(error));
    this.#furniture.message.hidden = false;
    this.#furniture.message.textContent = failure.message;
    this.#made = null;
    this.#emit("marquetry-error", { error: failure });
  }

  #emit<Name extends keyof MarquetryEventMap>(name: Name, detail: MarquetryEventMap[Name]["detail"]): void {
    this.dispatchEvent(new CustomEvent(name, { detail, bubbles: true, composed: true }));
  }

  /** The node of an id, −1 if the tree has none, or `LATER` if the tree is still to come. */
  #known(id: string): number {
    return this.map && !this.#isBusy ? this.map.tree.find(id) : LATER;
  }
}

/** What a map was made with, beside its tree. */
interface Made {
  readonly engine: Engine | string;
  readonly container: ContainerShape;
  readonly spacing: SpacingOptions;
  readonly size: Size;
}

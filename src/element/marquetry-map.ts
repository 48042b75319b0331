import { checkOption, MarquetryError, readOptions, type Partition, type WeightedTree } from "../index.ts";
import { choice } from "../options/option.ts";
import { Controls } from "./controls.ts";
import type { MarquetryEventMap } from "./events.ts";
import { Explorer } from "./explorer.ts";
import { Faults } from "./faults.ts";
import { furnish, type Furniture } from "./furniture.ts";
import type { FileKind } from "./files.ts";
import { hashOf, nodeOfHash, stepsOf, tellHash } from "./hash.ts";
import { Hint } from "./hint.ts";
import { loadLater } from "./lazy.ts";
import { workerBesideThisFile, type WorkerMaker } from "./own-worker.ts";
import { pictureOptions, type PictureOptions } from "./picture.ts";
import { Presence } from "./presence.ts";
import { SaveMenu } from "./save-menu.ts";
import { darkness, isDark } from "./scheme.ts";
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
} from "./settings.ts";
import { topOf } from "./seat.ts";
import { STATE } from "./state.ts";
import { knowPaths } from "./shape.ts";
import { Spinner } from "./spinner.ts";
import type { StepKind } from "./way.ts";
import { Works } from "./works.ts";

/** Milliseconds that those who wait for the element wait for what it loads later. */
const LOADS = 3000;
/** Stands for a node of a tree still to come. */
const LATER = -2;

/** An element that listens to the map's events by their names. */
interface Listening<T> {
  addEventListener<Name extends keyof MarquetryEventMap>(
    name: Name,
    listen: (event: MarquetryEventMap<T>[Name]) => void,
    options?: boolean | AddEventListenerOptions,
  ): void;
}

/** The base class, where there is a document; in Node the module loads, and the class cannot be used. */
const Base: new <T>() => Listening<T> & HTMLElement & MapSettings<T> = (
  typeof HTMLElement === "undefined" ? Object : HTMLElement
) as never;

/**
 * `<marquetry-map>`: a map to look at, to walk through and to search, by mouse, fingers, keyboard and ear.
 *
 * Set `data`, and perhaps `engine` and `container`; all else has defaults, and null sets it back to them. What cannot
 * be used is said in the element and by the event `marquetry-error`, and what was there before it stays. Zoom, focus
 * and selection are kept by id when the data change, and the picture moves from the one map to the next. Large trees are
 * laid out in a worker.
 *
 * What stands inside the element, as a picture that a server has drawn, is shown until the first map is. The type `T` is
 * that of the data of a node.
 *
 * The element takes its size from the page like any block; where the page says nothing, it is 24rem high.
 *
 * @example
 * const map = document.querySelector("marquetry-map");
 * map.data = { name: "fruit", children: [{ name: "apples", value: 5 }, { name: "pears", value: 3 }] };
 * map.addEventListener("marquetry-select", ({ detail }) => console.log(detail.map(({ label }) => label)));
 */
export class MarquetryMap<T = unknown> extends Base<T> {
  static readonly observedAttributes: readonly string[] = attributeNames;

  /**
   * Ways to the element's own worker, the first to be tried first.
   *
   * @internal
   */
  static workers: readonly WorkerMaker[] = [workerBesideThisFile];
  /**
   * What is known by name: held here, no bundler drops it.
   *
   * @internal
   */
  static known: object = {};
  /**
   * Has the element know paths as containers: by the class, for each file of a build may have its own of all else.
   *
   * @internal
   */
  static readonly knowPaths: typeof knowPaths = knowPaths;

  static {
    for (const name of settingNames) {
      Object.defineProperty(this.prototype, name, {
        configurable: true,
        enumerable: true,
        get(this: MarquetryMap) {
          return this.#settings[name];
        },
        set(this: MarquetryMap, value: unknown) {
          for (const attribute of attributesOf(name)) this.#faults.mend(attribute);
          this.#set(name, name, value);
        },
      });
    }
  }

  readonly #settings: MapSettings = usualSettings();
  readonly #explorer: Explorer;
  readonly #furniture: Furniture;
  readonly #presence: Presence;
  readonly #faults: Faults;
  readonly #hint: Hint;
  readonly #works: Works;
  /** Counts ways down, of which the last one counts. */
  #way = 0;

  constructor() {
    super();
    this.#explorer = new Explorer(
      this.#settings,
      (base, size, before) => this.#works.branch(base, size, before),
      (name, detail) => this.#emit(name, detail),
      (words) => (this.#furniture.live.textContent = words),
      (draw) => {
        this.#faults.attempt("draw", draw);
        this.#works.settle();
      },
    );
    this.#explorer.seen = () => this.#walk();
    this.#explorer.lead = (ids) => void this.#goDown(ids, "id");
    const { breadcrumb, searchBox, view, marks, mirror, tooltip, card, surround } = this.#explorer;
    this.#furniture = furnish(
      this.attachShadow({ mode: "open" }),
      [surround.head, surround.foot],
      [breadcrumb.element, searchBox.element],
      [view.element, marks.element, mirror.element, card, tooltip.element],
    );
    this.#hint = new Hint(this.#furniture.hint);
    new Controls(this.#explorer, () => this.#hint.show(this.#explorer.words));
    this.#faults = new Faults(this.#furniture.message, (error) => this.#emit("marquetry-error", { error }));
    new SaveMenu(this.#furniture, this.#explorer, this.#faults, {
      finish: () => this.#finish(),
      toFile: (kind) => this.toFile(kind),
    });
    this.#presence = new Presence(this.#furniture.stage, () => this.#works.place());
    this.#works = new Works({
      host: this,
      settings: this.#settings,
      explorer: this.#explorer,
      furniture: this.#furniture,
      presence: this.#presence,
      faults: this.#faults,
      spinner: new Spinner(this.#furniture.spinner, mirror.element),
      workers: () => MarquetryMap.workers,
      dress: () => this.#dress(),
      finish: () => this.#finish(),
      laidOut: (made, isLinked) => {
        this.#emit("marquetry-layout", made);
        if (isLinked) void this.#followSteps();
      },
      restore: ({ root, ...others }) => {
        Object.assign(this, others);
        if (root !== undefined) this.root = root;
      },
    });
  }

  // ── State ──

  /** The map that is shown, or that the picture is on its way to; null before the first layout. */
  get map(): Partition<T | undefined> | null {
    return this.#explorer.map as Partition<T | undefined> | null;
  }

  /**
   * Resolves when nothing is left to lay out and to draw, and the picture has come to a new map, or nothing can be:
   * where what was set cannot be used, and while the element is out of the document or has no size, as with
   * `display: none`. It always does: a worker that does not begin within 10 seconds is given up for the page, one that
   * never ends for an error, and a layout ends when the element is removed; where new data never let the picture rest,
   * it does after a while. An element out of sight waits with its work; asking for `ready` makes it begin.
   */
  get ready(): Promise<this> {
    return this.#works.wait(performance.now()).then(async () => {
      // With a map comes what it takes to move and to tell of it; who has to wait long goes without.
      if (this.map) await Promise.race([loadLater().catch(() => undefined), pause(LOADS)]);
      return this;
    });
  }

  /** Id of the node that fills the view. Setting it zooms; null shows the whole. */
  get root(): string {
    return this.#works.wanted.root ?? this.map?.tree.id(this.#explorer.camera.root) ?? "";
  }
  set root(id: string | number | null) {
    this.#faults.attempt("root", () => void this.zoomTo(id));
  }

  /** Id of the node that the keyboard is at; null for where it begins. */
  get focused(): string {
    return this.#works.wanted.focused ?? this.map?.tree.id(this.#explorer.focused) ?? "";
  }
  set focused(id: string | number | null) {
    this.#faults.attempt("focused", () => {
      const node = this.#known("focused", id);
      if (node >= 0) this.#explorer.focus(node);
      else if (node === LATER) this.#works.wanted.focused = String(id ?? "");
    });
  }

  /** Ids of the selected nodes; null for none. */
  get selection(): readonly string[] {
    return this.#works.wanted.selection ?? this.#explorer.selected.map((node) => this.map!.tree.id(node));
  }
  set selection(ids: readonly (string | number)[] | null) {
    this.#faults.attempt("selection", () => {
      checkOption("marquetry-map", STATE, "selection", ids ?? []);
      const wanted = (ids ?? []).map(String);
      const { map } = this;
      if (this.#works.isBusy || !map) this.#works.wanted.selection = wanted;
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
    if (node === LATER) this.#works.wanted.root = String(id ?? "");
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
  toPNG(options: PictureOptions = {}): Promise<Blob> {
    return this.toFile("png", options);
  }

  /**
   * What the view shows as a picture, "png" or "svg", or the data below its node, "csv" or "json".
   *
   * @throws MarquetryError `bad-option`; `bad-input` if there is no map
   */
  async toFile(kind: FileKind, options: PictureOptions = {}): Promise<Blob> {
    checkOption("toFile", { kind: choice(["png", "svg", "csv", "json"]) }, "kind", kind);
    const settled = readOptions<PictureOptions>("toPNG", pictureOptions, options);
    // What is drawn is the map itself, however far the picture on the screen has come.
    await this.#works.wait(-Infinity);
    const { shown: map, camera, size } = this.#explorer;
    if (!map) {
      const message = "marquetry-map: there is no map to draw: set data, and show the element";
      throw new MarquetryError("bad-input", message);
    }
    const { fileOf } = await loadLater();
    const { drawing } = this.#explorer;
    const words = this.#settings.legend ? this.#explorer.words : null;
    return fileOf(kind, { map, top: topOf(map), camera, size, drawing, words }, settled);
  }

  /** Gives the map the keyboard. */
  override focus(options?: FocusOptions): void {
    this.#explorer.mirror.element.focus(options);
  }

  // ── Lifecycle ──

  /** @internal */
  connectedCallback(): void {
    this.#takeOver();
    this.#dress();
    this.#presence.start();
    darkness().addEventListener("change", this.#seeScheme);
    addEventListener("hashchange", this.#followHash);
  }

  /** @internal */
  disconnectedCallback(): void {
    this.#presence.stop();
    this.#works.stop();
    this.#explorer.view.dispose();
    this.#explorer.searchBox.stop();
    this.#explorer.tooltip.hide();
    this.#explorer.card.hidden = true;
    darkness().removeEventListener("change", this.#seeScheme);
    removeEventListener("hashchange", this.#followHash);
    this.#hint.hide();
    this.#walk();
    this.#works.settle();
  }

  readonly #seeScheme = (): void => {
    this.#works.add("draw");
  };

  /** Zooms to where the address leads. */
  readonly #followHash = (): void => {
    const { map } = this;
    const node = map && this.#settings.hash ? nodeOfHash(map, location.hash) : -1;
    if (node >= 0 && node !== this.#explorer.camera.root) void this.zoomTo(map!.tree.id(node));
    if (node >= 0) void this.#followSteps();
  };

  /** Loads what the address leads to, where it is not there. */
  async #followSteps(): Promise<void> {
    const { hash } = location;
    const steps = stepsOf(hash);
    if (!steps || !this.map?.tree.lookup.lazy) return;
    const known = stepsOf(hashOf(this.map, nodeOfHash(this.map, hash)))!;
    if (known.length < steps.length) await this.#goDown(steps, "label", () => location.hash === hash);
  }

  /** Loads what lies on a way down, and zooms to its end, unless something else was asked for meanwhile. */
  async #goDown(
    steps: readonly string[],
    kind: StepKind,
    isWanted: () => boolean = () => true,
  ): Promise<void> {
    const way = ++this.#way;
    const { map } = this;
    const module = await loadLater().catch(() => null);
    if (!map || !module) return;
    const led = await module.openWay(map, steps, kind);
    // What a source gave as its root tells its trees apart.
    const isSame = this.map?.tree.data(0) === map.tree.data(0);
    if (way !== this.#way || !isSame || !isWanted()) return;
    const { tree } = led.map;
    this.data = tree;
    const target = kind === "id" && tree.isLeaf(led.node) ? tree.parent[led.node]! : led.node;
    if (kind === "id") this.#works.wanted.focused = tree.id(led.node);
    await this.zoomTo(tree.id(Math.max(0, target)));
  }

  /** Loads what is needed to move, to tell of nodes and to save, and its styles. */
  #finish(): void {
    const { adoptedStyleSheets: sheets } = this.shadowRoot!;
    loadLater().then(
      ({ lateStyleSheet }) => {
        if (sheets.length === 1) sheets.push(lateStyleSheet());
        this.#faults.mend("load");
      },
      (error: unknown) => this.#faults.blame("load", error),
    );
  }

  /** Loads what has become large enough to be seen, of a tree that is loaded in parts. */
  #walk(): void {
    if (!this.map?.tree.lookup.lazy) return;
    loadLater().then(
      ({ walkOn }) =>
        walkOn(this.#explorer, this.isConnected, (tree) => (this.data = tree as WeightedTree<T>)),
      () => undefined,
    );
  }

  /** What does not depend on a map: the scheme, and the words. */
  #dress(): void {
    const { scheme, menu } = this.#settings;
    const explorer = this.#explorer;
    explorer.isDark = isDark(this, scheme);
    this.#furniture.frame.classList.toggle("dark", explorer.isDark);
    this.#furniture.menu.hidden = !menu;
    this.#furniture.save.textContent = explorer.words.strings.save;
    this.#furniture.empty.textContent = explorer.words.strings.empty;
    explorer.dress();
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

  // ── Work to do ──

  /** Sets what is new; only data may have changed and still be the same. */
  #set(name: SettingName, place: string, given: unknown): void {
    this.#faults.attempt(place, () => {
      const value = settle(name, given);
      if (name !== "data" && isSame(value, this.#settings[name])) return;
      Object.assign(this.#settings, { [name]: value });
      const { work } = mapSettings[name];
      if (work === "none") return;
      if (work === "draw" && this.isConnected) this.#dress();
      this.#works.add(work);
    });
  }

  #emit<Name extends keyof MarquetryEventMap>(
    name: Name,
    detail: MarquetryEventMap[Name]["detail"],
  ): boolean {
    if (name === "marquetry-zoom" && this.#settings.hash) tellHash(this.map!, this.#explorer.camera.root);
    const cancelable = name === "marquetry-menu" || name === "marquetry-copy";
    return this.dispatchEvent(new CustomEvent(name, { detail, bubbles: true, composed: true, cancelable }));
  }

  /** The node of an id, −1 if the tree has none, or `LATER` if the tree is still to come; for null, where a map begins. */
  #known(name: "root" | "focused", id: string | number | null): number {
    checkOption("marquetry-map", STATE, name, id ?? "");
    if (!this.map || this.#works.isBusy) return LATER;
    return this.#explorer.find(name, String(id ?? ""));
  }
}

function pause(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}

import type { Partition, WeightedTree } from "../index.ts";
import type { Size } from "./camera.ts";

/** Cells narrower than this, or of less area than a square of this side, in pixels, are not looked into. */
const LEAST_SIDE = 24;
const LEAST_AREA = 64 ** 2;
/** Others that were left out are loaded where their cell takes this part of the view: who zooms in wants them. */
const PAGED = 0.8;
/** Requests at a time. */
const MOST_AT_ONCE = 6;
/** Milliseconds that the view must stand still before anything is loaded. */
const STILL = 80;
/** Milliseconds before what failed is tried once more, and the longest that this comes to as it fails again. */
const PATIENCE = 1000;
const MOST_PATIENCE = 30_000;

/** What shows the map that is walked through. */
interface Shown {
  readonly map: Partition | null;
  readonly camera: { readonly root: number };
  readonly size: Size;
  boxOf(node: number): { x: number; y: number; width: number; height: number };
  draw(): void;
}

const walkers = new WeakMap<Shown, Walker>();

/**
 * Has what the view shows large enough loaded, a moment later.
 *
 * @param isOn - whether the element is in a document: where it is not, all that is under way is given up
 * @param show - shows the tree with what was loaded
 */
export function walkOn(explorer: Shown, isOn: boolean, show: (tree: WeightedTree) => void): void {
  let walker = walkers.get(explorer);
  if (!walker) walkers.set(explorer, (walker = new Walker(explorer, show)));
  walker.look(isOn);
}

class Walker {
  readonly #explorer: Shown;
  readonly #show: (tree: WeightedTree) => void;
  readonly #loading = new Map<string, AbortController>();
  /** What was loaded and is not shown yet. */
  readonly #ready = new Set<string>();
  /** How often each node has failed in a row, and when it may be tried again. */
  readonly #failed = new Map<string, { times: number; until: number }>();
  #timer: ReturnType<typeof setTimeout> | undefined;
  #isShowing = false;

  constructor(explorer: Shown, show: (tree: WeightedTree) => void) {
    this.#explorer = explorer;
    this.#show = show;
  }

  look(isOn: boolean): void {
    clearTimeout(this.#timer);
    if (isOn) this.#timer = setTimeout(() => this.#load(), STILL);
    else this.#giveUp(new Set());
  }

  #load(): void {
    const { map } = this.#explorer;
    if (!map?.tree.lookup.lazy) return;
    const wanted = this.#wanted(map);
    this.#giveUp(new Set(wanted.map((node) => map.tree.id(node))));
    const now = performance.now();
    for (const node of wanted) {
      const id = map.tree.id(node);
      if (this.#loading.size >= MOST_AT_ONCE) break;
      if (this.#loading.has(id) || (this.#failed.get(id)?.until ?? 0) > now) continue;
      void this.#ask(map, node, id);
    }
  }

  async #ask(map: Partition, node: number, id: string): Promise<void> {
    const abort = new AbortController();
    this.#loading.set(id, abort);
    try {
      await map.expand(node, { signal: abort.signal });
      this.#failed.delete(id);
      this.#ready.add(id);
    } catch {
      if (abort.signal.aborted) return;
      const times = (this.#failed.get(id)?.times ?? 0) + 1;
      const patience = Math.min(PATIENCE * 2 ** (times - 1), MOST_PATIENCE);
      this.#failed.set(id, { times, until: performance.now() + patience });
      // That it failed shows at its cell.
      if (times === 1) this.#explorer.draw();
      setTimeout(() => this.look(true), patience);
    } finally {
      if (this.#loading.get(id) === abort) this.#loading.delete(id);
    }
    await this.#showReady();
  }

  /** Shows what is there in the map as it is by now: what was loaded is at hand, so that no wait comes between. */
  async #showReady(): Promise<void> {
    if (this.#isShowing || this.#ready.size === 0) return;
    this.#isShowing = true;
    const start = this.#explorer.map;
    let map = start;
    for (const id of [...this.#ready]) {
      this.#ready.delete(id);
      const node = map?.tree.find(id) ?? -1;
      if (map && node >= 0 && !map.tree.isLoaded(node)) map = await map.expand(node).catch(() => map);
    }
    this.#isShowing = false;
    // Other data may have been set meanwhile, which then are looked into by themselves.
    if (map && map !== start && this.#explorer.map === start) this.#show(map.tree);
    else this.look(true);
  }

  /** Ends requests for what nobody looks at any more. */
  #giveUp(wanted: ReadonlySet<string>): void {
    for (const [id, abort] of this.#loading) {
      if (wanted.has(id)) continue;
      this.#loading.delete(id);
      abort.abort();
    }
  }

  /** Nodes that are not loaded and large enough in the view, the largest first. */
  #wanted(map: Partition): number[] {
    const { tree } = map;
    const { camera, size } = this.#explorer;
    const found: { node: number; area: number }[] = [];
    const open = [camera.root];
    for (let node = open.pop(); node !== undefined; node = open.pop()) {
      const { x, y, width, height } = this.#explorer.boxOf(node);
      const isSeen = x < size.width && y < size.height && x + width > 0 && y + height > 0;
      if (!isSeen || Math.min(width, height) < LEAST_SIDE || width * height < LEAST_AREA) continue;
      const least = tree.isRemainder(node) ? PAGED * size.width * size.height : 0;
      if (!tree.isLoaded(node) && width * height >= least) found.push({ node, area: width * height });
      const first = tree.firstChild[node]!;
      for (let c = first; c < first + tree.childCount[node]!; c++) open.push(c);
    }
    return found.sort((a, b) => b.area - a.area).map(({ node }) => node);
  }
}

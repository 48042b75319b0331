import { MarquetryError, type Partition, type WeightedTree } from "../index.ts";
import { layOutBranch } from "./branch.ts";
import type { Size } from "./camera.ts";
import { isLaterState, isSameTree, treeOf } from "./data.ts";
import type { Explorer, Wanted } from "./explorer.ts";
import type { Faults } from "./faults.ts";
import type { Furniture } from "./furniture.ts";
import { nodeOfHash } from "./hash.ts";
import { Layouter } from "./layouter.ts";
import { isAlike, isMadeAlike, type Made } from "./made.ts";
import type { LaidOut } from "./on-page.ts";
import type { WorkerMaker } from "./own-worker.ts";
import type { Presence } from "./presence.ts";
import { isSame, type MapSettings, type Work } from "./settings.ts";
import { containerOf } from "./shape.ts";
import type { Spinner } from "./spinner.ts";
import { Waiting } from "./waiting.ts";

/** Who waits for the picture to stand still is told after so many durations that it moves on: new data may never end. */
const MOST_WAITED = 2;

/** What the work of an element is done with, and what it tells. */
interface Workshop {
  readonly host: HTMLElement;
  readonly settings: Readonly<MapSettings>;
  readonly explorer: Explorer;
  readonly furniture: Furniture;
  readonly presence: Presence;
  readonly faults: Faults;
  readonly spinner: Spinner;
  /** Ways to the element's own worker. */
  readonly workers: () => readonly WorkerMaker[];
  readonly dress: () => void;
  /** Is told that there is something to show. */
  readonly finish: () => void;
  /** Is told of a new map, and whether it is the first, and shows what the address leads to. */
  readonly laidOut: (made: LaidOut, isLinked: boolean) => void;
  /** Zooms, focuses and selects. */
  readonly restore: (wanted: Wanted) => void;
}

/** What an element has to do after something was set: to read the data, to lay out, to draw; and who waits for it. */
export class Works {
  readonly #of: Workshop;
  readonly #layouter = new Layouter();
  /** The size that the work to do was last reckoned for. */
  #size: Size | null = null;
  #tree: WeightedTree | null = null;
  /** What the map there is was made with: a later one made alike may keep its cells in place. */
  #made: Made | null = null;
  /** The map whose arrangement is kept in other sizes, each time from the same state, so that sizes between leave no trace. */
  #base: Partition | null = null;
  /** Size of the whole element, and whether its map is to be laid out afresh since what stands around took other room. */
  #outer: Size | null = null;
  #startsAnew = false;
  /** Ids to zoom to, to focus and to select as soon as there is a map. */
  wanted: Wanted = {};
  readonly #todo = new Set<Work>();
  #isScheduled = false;
  /** What a worker is at; its outcome is dropped if this is another by then. */
  #job: Made | null = null;
  /** Whether the size, or the user's own data, have become others since it began. */
  #isOutdated = false;
  readonly #waiting = new Waiting(
    () => this.#isPending,
    () =>
      this.#of.explorer.view.isMorphing
        ? performance.now() - MOST_WAITED * this.#of.settings.duration
        : Infinity,
  );

  constructor(workshop: Workshop) {
    this.#of = workshop;
  }

  /** Has something done. */
  add(work: Work): void {
    this.#todo.add(work);
    this.#schedule();
  }

  /** Tells those who wait, where nothing is left to do. */
  settle(): void {
    this.#waiting.settle();
  }

  /** Leaves off, out of the document: the next size reported starts the work again. */
  stop(): void {
    this.#size = null;
    if (this.#job) this.#todo.add("layout");
    this.#endLayout();
    this.#layouter.dispose();
  }

  /** The subtree of a node laid out for the whole view; null where that cannot be done at once. */
  branch(base: number, size: Size, before: Partition | null): Partition | null {
    const { map } = this.#of.explorer;
    return (
      map && this.#made && layOutBranch(map, this.#made, base, size, before, this.#of.settings.workerAbove)
    );
  }

  get isBusy(): boolean {
    return this.#todo.size > 0 || this.#job !== null;
  }

  /** Whether the work to do can be done as things are: in sight, or where someone waits for it. */
  get #canWork(): boolean {
    const { size, isNear } = this.#of.presence;
    return this.#of.host.isConnected && size !== null && (isNear || this.#waiting.isAny);
  }

  /** Whether whoever waits has reason to. */
  get #isPending(): boolean {
    if (this.#job) return true;
    return (
      this.#of.host.isConnected && (this.#of.presence.size ? this.#todo.size > 0 : !this.#of.presence.isKnown)
    );
  }

  /** Takes note of where the element is and how large, and does what has waited for it. */
  place(): void {
    const { size, isFlat } = this.#of.presence;
    const isShown = this.#of.host.getClientRects().length > 0;
    if (!size && isShown) {
      const side = isFlat ? "height" : "width";
      const message = `marquetry-map: no ${side} is left for the map; give the element one, as style="${side}: 400px"`;
      this.#of.faults.blame("size", new MarquetryError("bad-container", message));
    } else this.#of.faults.mend("size");
    this.#of.furniture.frame.classList.toggle("bare", this.#of.faults.has("size"));
    if (size && size !== this.#size) {
      this.#todo.add(isSame(this.#made?.size, size) ? "draw" : "layout");
      const { offsetWidth: width, offsetHeight: height } = this.#of.furniture.frame;
      // Whether texts and legend come before or after the data must not be seen in the layout.
      if (isSame(this.#outer, { width, height })) this.#startsAnew = true;
      this.#outer = { width, height };
    }
    this.#size = size;
    this.#schedule();
    this.settle();
  }

  /** Does the work after the script that asked for it, once, however much it set. */
  #schedule(): void {
    if (this.#isScheduled || this.#todo.size === 0 || !this.#canWork) return;
    this.#isScheduled = true;
    queueMicrotask(() => {
      this.#isScheduled = false;
      if (this.#canWork) this.#work(this.#of.presence.size!);
    });
  }

  #work(size: Size): void {
    const todo = new Set(this.#todo);
    this.#todo.clear();
    const { data, dataOptions } = this.#of.settings;
    const makeTree = () => (this.#tree = data && treeOf(data, dataOptions));
    this.#of.dress();
    const isOther = todo.has("tree") && this.#of.faults.attempt("tree", makeTree);
    if (isOther || todo.has("layout")) {
      if (!this.#of.faults.attempt("layout", () => this.#layOut(size))) this.#made = null;
    } else {
      this.#of.faults.attempt("draw", () => this.#of.explorer.draw(size));
      this.#fulfil();
    }
    this.#tellEmpty();
    this.settle();
  }

  /** Says that there is nothing to show: no data, or such as weigh nothing where `spacing` allows that. */
  #tellEmpty(): void {
    const { explorer, faults, furniture } = this.#of;
    const isEmpty = explorer.map ? explorer.map.isEmpty(0) : !this.#tree && !faults.has("tree");
    furniture.empty.hidden = !isEmpty || furniture.still.assignedNodes().length > 0;
  }

  /** Zooms, focuses and selects what was asked for while there was work to do; the zoom is the last to say where. */
  #fulfil(): void {
    if (this.isBusy || !this.#of.explorer.map) return;
    const { wanted } = this;
    this.wanted = {};
    this.#of.restore(wanted);
  }

  #layOut(size: Size): void {
    const tree = this.#tree;
    if (!tree) {
      this.#endLayout();
      this.#made = this.#base = null;
      this.#of.faults.mend("draw");
      this.#of.explorer.clear();
      return;
    }
    const { engine, container, spacing, workerAbove, workerFactory, trustedTypes } = this.#of.settings;
    const made: Made = { tree, engine, container, spacing, size };
    if (this.#job && isAlike(this.#job, made)) {
      this.#stay(this.#job, made);
      return;
    }
    this.#endLayout();
    const before = this.#of.explorer.map;
    if (before && this.#made && isAlike(this.#made, made) && isSame(this.#made.size, size)) {
      this.#made = made;
      const map = before.tree === tree ? before : before.update(tree);
      this.#of.faults.attempt("draw", () => this.#of.explorer.redraw(map, size));
      this.#fulfil();
      return;
    }
    const outcome = this.#layouter.run({
      tree,
      engine,
      container: containerOf(container, size),
      spacing,
      workerAbove,
      workerFactory,
      ownWorkers: this.#of.workers(),
      trustedTypes,
      before: this.#mapToKeep(made),
    });
    if (outcome instanceof Promise) void this.#await(outcome, made);
    else this.#adopt(outcome, made);
  }

  /** Lets a worker end what it is at: the same as is wanted now, or the same in another size, which then is next. */
  #stay(job: Made, made: Made): void {
    this.#isOutdated = job.tree !== made.tree || !isSame(job.size, made.size);
    this.#of.faults.attempt("draw", () => this.#of.explorer.draw(made.size));
  }

  /** Shows what a worker makes as soon as it is there, and meanwhile the map before. */
  async #await(outcome: Promise<LaidOut>, made: Made): Promise<void> {
    this.#job = made;
    this.#of.spinner.show(this.#of.explorer.words, made.tree.leafCount);
    this.#of.faults.attempt("draw", () => this.#of.explorer.draw(made.size));
    const laidOut = await outcome.catch((error: unknown) => ({ error }));
    if (this.#job !== made) return;
    const isOutdated = this.#isOutdated;
    this.#endLayout();
    if ("map" in laidOut) {
      this.#of.faults.mend("layout");
      this.#adopt(laidOut, made);
    } else {
      this.#of.faults.blame("layout", laidOut.error);
      this.#made = null;
    }
    if (isOutdated) {
      this.#todo.add("layout");
      this.#schedule();
    }
    this.#fulfil();
    this.settle();
  }

  /** The map whose cells should stay where they are: one made alike, of an earlier state of the same data or for another size. */
  #mapToKeep(made: Made): Partition | null {
    const { map } = this.#of.explorer;
    if (!map || !this.#made || !isMadeAlike(this.#made, made)) return null;
    if (isSameTree(map.tree, made.tree)) return this.#startsAnew ? null : this.#base;
    return isLaterState(map.tree, made.tree) ? map : null;
  }

  /** Ends what a layout under way shows; its outcome will be dropped. */
  #endLayout(): void {
    this.#job = null;
    this.#isOutdated = false;
    this.#layouter.cancel();
    this.#of.spinner.hide();
  }

  /** Resolves when there is a map, or can be none, and where the wait did not begin long ago, when the picture stands still. */
  wait(since: number): Promise<void> {
    const waited = this.#waiting.add(since);
    this.#schedule();
    this.settle();
    return waited;
  }

  /** Shows a new map. */
  #adopt({ map, where, reason }: LaidOut, made: Made): void {
    const { wanted } = this;
    this.wanted = {};
    const linked = this.#of.settings.hash && !this.#of.explorer.map ? nodeOfHash(map, location.hash) : -1;
    if (linked > 0) wanted.root ??= map.tree.id(linked);
    const last = this.#made;
    const isSuchAsLast = last !== null && isMadeAlike(last, made);
    const isAnew = this.#startsAnew || !isSuchAsLast || !this.#base || !isSameTree(this.#base.tree, map.tree);
    if (isAnew) this.#base = map;
    // A worker may have begun before what stands around was there.
    if (!this.#of.presence.size || isSame(this.#of.presence.size, made.size)) this.#startsAnew = false;
    this.#made = made;
    // Who drags the edge of a window wants the map to follow, and out of sight there is nothing to follow.
    const isResized = isSuchAsLast && isSameTree(last.tree, made.tree);
    const morphs = this.#of.presence.isNear && !isResized;
    const size = this.#of.presence.size ?? made.size;
    const show = (): void => this.#of.explorer.adopt(map, size, wanted, isSuchAsLast, morphs);
    if (!this.#of.faults.attempt("draw", show)) return;
    this.#of.furniture.still.hidden = true;
    this.#tellEmpty();
    this.#of.finish();
    this.#of.laidOut({ map, where, reason }, linked >= 0);
  }
}

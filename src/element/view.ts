import { atNode, between, rebased, withSurroundings, type Camera } from "./camera.ts";
import { isWithin } from "./data.ts";
import { Layer, plain, type Scene } from "./layer.ts";
import { later } from "./lazy.ts";
import type { Morph, Shown } from "./morph.ts";
import type { Seat } from "./seat.ts";
import { compose, IDENTITY, moment, type Similarity } from "./similarity.ts";
import { boxBetween, boxOnScreen, stretchBetween, wholeScreen, type Box } from "./boxes.ts";

/** A picture that takes longer to draw, in milliseconds, is moved as a whole while the camera moves. */
const QUICK = 6;
/** After the last movement of the camera, this many milliseconds pass before a slow picture is drawn sharp. */
const SETTLED = 120;
/** A slow picture is drawn anew at least this often while the camera moves, in multiples of the time it takes. */
const PATIENCE = 6;
/** A moving layer magnified more than this is hidden: it would be a blur, and use much memory. */
const BLURRED = 60;
/** Milliseconds in which texts appear after a zoom. */
const APPEARS = 160;
/** Frames that stay away, as in a tab out of sight, end a morph so many milliseconds after its time. */
const GRACE = 1000;

/**
 * Shows a map through a camera, at rest or on its way.
 *
 * Two layers hold a picture each. A flight moves both as a whole, the one before fading out and the one after
 * fading in, so that a frame costs the same for ten cells and for 100,000. The wheel and the fingers move one.
 * Another map is a way of its own: a morph, each frame of which is drawn.
 */
export class View {
  /** Where the layers are. */
  readonly element: HTMLDivElement = document.createElement("div");
  readonly #moved: () => void;
  readonly #landed: (draw: () => void) => void;
  #front = new Layer();
  #back = new Layer();
  #scene: Scene | null = null;
  /** The camera, during a flight the one it leads to. */
  camera: Camera = atNode(0);
  /** How what the camera shows lies on the screen at this moment: the identity but during a flight. */
  shift: Similarity = IDENTITY;
  #flight: Flight | null = null;
  #morph: MorphUnderWay | null = null;
  #zoom: ZoomUnderWay | null = null;
  #frame = 0;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #cost = 0;
  #drawnAt = 0;

  /**
   * @param moved - called after every frame in which something moved
   * @param landed - called when a morph has come to its end by itself; has to draw the picture, which may fail
   */
  constructor(moved: () => void, landed: (draw: () => void) => void) {
    this.#moved = moved;
    this.#landed = landed;
    this.element.className = "layers";
    this.element.append(this.#back.element, this.#front.element);
    this.#back.show(null, 0);
  }

  get isFlying(): boolean {
    return this.#flight !== null || this.isMorphing || this.isZooming;
  }

  /** Whether the picture is on its way to one that is laid out otherwise. */
  get isZooming(): boolean {
    return this.#zoom !== null;
  }

  get isMorphing(): boolean {
    return this.#morph !== null;
  }

  /** What is on the screen at this moment: during a morph a map on its way, which `nodeShown` finds nodes in. */
  get shown(): Shown | null {
    if (this.#morph) return { ...this.#morph.shown, shift: IDENTITY };
    return this.#scene && { map: this.#scene.map, camera: this.camera, shift: this.shift };
  }

  /** The node on the screen that stands for one of the map. */
  nodeShown(node: number): number {
    return this.#morph ? this.#morph.way.nodeOf(node) : node;
  }

  /**
   * Shows another scene: at once, or in so many milliseconds from what is on the screen. The same scene drawn
   * otherwise is shown at once, and a flight or a morph goes on.
   */
  show(scene: Scene, camera: Camera, duration = 0): void {
    const before = this.#scene;
    const isRedrawn =
      camera === this.camera && before?.map.cells === scene.map.cells && before.size === scene.size;
    if (!isRedrawn && this.#startMorph(scene, camera, duration)) return;
    if (!isRedrawn) this.#stop();
    this.#scene = scene;
    this.camera = camera;
    if (!this.#zoom) this.#draw();
  }

  /**
   * Goes to a scene in which a node fills the view that lies elsewhere in the one before, or the other way round. The
   * cells below that node go from where they are to where they will be; all else moves as a picture.
   *
   * @param seat - of the node; null where the two pictures have nothing in common
   */
  zoomTo(scene: Scene, camera: Camera, seat: Seat | null, duration: number): Promise<void> {
    const last = this.#scene;
    const standing = last && duration > 0 && !document.hidden ? this.#standing(last) : null;
    const isInward = seat?.base === camera.root;
    const [from, to] = [standing, { map: scene.map, camera }].map((shown) => {
      if (!shown) return null;
      return seat ? boxOnScreen(shown.map, shown.camera, seat.base, scene.size) : wholeScreen(scene.size);
    });
    this.#stop();
    this.#scene = scene;
    this.camera = camera;
    if (!standing || !from || !to) {
      this.#draw();
      return Promise.resolve();
    }
    const way =
      (seat && later()?.wayOfBranch(standing, { map: scene.map, camera }, seat, scene.size)) ?? null;
    if (isInward) [this.#front, this.#back] = [this.#back, this.#front];
    if (!isInward) this.#back.draw(plain(scene), camera);
    else if (!way) this.#front.draw(plain(scene), camera);
    return new Promise((resolve) => {
      this.element.classList.add("moving");
      const late = setTimeout(() => this.#arrive(), duration + GRACE);
      this.#zoom = { way, isInward, from, to, duration, shown: null, start: undefined, late, resolve };
      this.#advanceZoom(this.#zoom, 0);
      this.#frame = requestAnimationFrame(this.#zoomOn);
    });
  }

  readonly #zoomOn = (now: number): void => {
    const zoom = this.#zoom;
    this.#frame = 0;
    if (!zoom) return;
    zoom.start ??= now;
    const done = (now - zoom.start) / zoom.duration;
    if (done < 1) {
      this.#advanceZoom(zoom, done * done * (3 - 2 * done));
      this.#frame = requestAnimationFrame(this.#zoomOn);
    } else this.#arrive();
  };

  #advanceZoom(zoom: ZoomUnderWay, part: number): void {
    const { way, isInward, from, to } = zoom;
    const box = boxBetween(from, to, part);
    const [last, next] = [stretchBetween(from, box), stretchBetween(to, box)];
    if (this.element.firstElementChild !== this.#back.element) this.element.prepend(this.#back.element);
    if (isInward) this.#back.show(last, 1 - smooth(part, 0.5, 1));
    else this.#back.show(next);
    if (way) {
      zoom.shown = way(part);
      const { map, camera } = zoom.shown;
      this.#front.draw(plain(this.#scene!, map), camera);
      this.#front.show(null, isInward ? smooth(part, 0, 0.15) : 1 - smooth(part, 0.9, 1));
    } else if (isInward) this.#front.show(next, smooth(part, 0.1, 0.5));
    else this.#front.show(last, 1 - smooth(part, 0.3, 0.8));
    this.#moved();
  }

  /** Ends a zoom with the picture that it led to, whose texts appear over the last one on the way. */
  #arrive(): void {
    const zoom = this.#zoom;
    if (!zoom) return;
    const resolve = this.#leaveZoom();
    if (zoom.isInward) [this.#front, this.#back] = [this.#back, this.#front];
    this.element.append(this.#front.element);
    this.#landed(() => {
      this.#draw();
      this.#back.show(null);
      const front = this.#front;
      void front.appear(Math.min(APPEARS, zoom.duration / 2)).then(() => {
        if (front !== this.#front || this.isFlying) return;
        this.#back.clear();
        this.#back.show(null, 0);
      });
    });
    resolve?.();
  }

  #leaveZoom(): (() => void) | undefined {
    const zoom = this.#zoom;
    this.#zoom = null;
    if (!zoom) return undefined;
    clearTimeout(zoom.late);
    cancelAnimationFrame(this.#frame);
    this.#frame = 0;
    this.element.classList.remove("moving");
    this.#back.show(null, 0);
    return zoom.resolve;
  }

  /** Moves the camera at once, as a wheel or a finger does. */
  moveTo(camera: Camera): void {
    this.#endFlight();
    this.#land();
    this.#arrive();
    this.#back.show(null, 0);
    this.camera = camera;
    if (!this.#scene || this.#frame !== 0) return;
    this.#frame = requestAnimationFrame(() => {
      this.#frame = 0;
      this.#follow();
    });
  }

  /** Moves the camera in so many milliseconds, and resolves when it is there or has been sent elsewhere. */
  flyTo(camera: Camera, duration: number): Promise<void> {
    const scene = this.#scene;
    const before = this.camera;
    if (scene && this.#morph) {
      const arrival = this.#startMorph(scene, camera, duration);
      if (arrival) return arrival;
      this.camera = camera;
      this.#land();
      return Promise.resolve();
    }
    this.#stop();
    this.camera = camera;
    if (!scene || !(duration > 0)) {
      if (scene) this.#draw();
      return Promise.resolve();
    }
    // Between two branches, what lies between them is seen on the way; upwards, the picture above shows it.
    const isAcross = !isWithin(scene.map.tree, before.root, camera.root);
    const shown = isAcross ? withSurroundings(scene.map, before, camera, scene.size) : before;
    if (this.#front.camera !== shown) this.#front.draw(scene, shown);
    [this.#front, this.#back] = [this.#back, this.#front];
    this.#front.draw(scene, camera);
    const whole = between(scene.map, before, camera, scene.size);
    return new Promise((resolve) => {
      this.element.classList.add("moving");
      this.#flight = { whole, duration, start: undefined, done: 0, resolve };
      this.#advance(this.#flight);
      this.#frame = requestAnimationFrame(this.#fly);
    });
  }

  /** Stops all that moves, and frees the pictures. */
  dispose(): void {
    this.#stop();
    this.#scene = null;
    this.#front.clear();
    this.#back.clear();
  }

  readonly #fly = (now: number): void => {
    const flight = this.#flight;
    this.#frame = 0;
    if (!flight) return;
    flight.start ??= now;
    flight.done = Math.min(1, (now - flight.start) / flight.duration);
    if (flight.done < 1) {
      this.#advance(flight);
      this.#frame = requestAnimationFrame(this.#fly);
    } else this.#endFlight();
  };

  #advance({ whole, done: t }: Flight): void {
    const eased = t * t * (3 - 2 * t);
    const { source, target } = moment(whole, eased);
    this.shift = target;
    // Going in, the sharp part fades in over the whole; going out, the part fades out over the whole.
    const isInward = whole.scale >= 1;
    const behind = isInward ? this.#back : this.#front;
    if (this.element.firstElementChild !== behind.element) this.element.prepend(behind.element);
    const before = isInward ? 1 - smooth(eased, 0.7, 1) : 1 - smooth(eased, 0.35, 0.7);
    const after = isInward ? smooth(eased, 0.3, 0.65) : 1;
    this.#back.show(source, source.scale > BLURRED ? 0 : before);
    this.#front.show(target, target.scale > BLURRED ? 0 : after);
    this.#moved();
  }

  #endFlight(): void {
    const flight = this.#flight;
    if (!flight) return;
    this.#flight = null;
    this.element.classList.remove("moving");
    cancelAnimationFrame(this.#frame);
    this.#frame = 0;
    this.shift = IDENTITY;
    this.#front.show(null);
    this.#back.show(null, 0);
    this.#moved();
    flight.resolve();
  }

  /** Sets out for another scene from what is on the screen, if there is time and a way. */
  #startMorph(scene: Scene, camera: Camera, duration: number): Promise<void> | null {
    const module = later();
    const from = this.#scene && duration > 0 && !document.hidden ? this.#standing(this.#scene) : null;
    const way = from && module?.morphBetween(from, scene.map, camera, scene.size);
    if (!module || !way) return null;
    const isUnderWay = this.isFlying;
    const isAloft = this.#flight !== null;
    this.#stop();
    this.#scene = scene;
    this.camera = camera;
    return new Promise((resolve) => {
      this.#morph = {
        way,
        duration,
        isUnderWay,
        shown: way.at(0),
        start: undefined,
        late: setTimeout(() => this.#land(), duration + GRACE),
        resolve,
      };
      this.#frame = requestAnimationFrame(this.#change);
      // The picture that a flight led to would flash up.
      if (isAloft) this.#drawMorph(this.#morph);
    });
  }

  /** What is on the screen, as the camera would show it at rest. */
  #standing(scene: Scene): Pick<Shown, "map" | "camera"> {
    if (this.#morph) return this.#morph.shown;
    if (this.#zoom?.shown) return this.#zoom.shown;
    const { root, lens } = this.camera;
    if (!this.#flight) return { map: scene.map, camera: this.camera };
    return {
      map: scene.map,
      camera: rebased(scene.map, { root, lens: compose(lens, this.shift) }, scene.size),
    };
  }

  readonly #change = (now: number): void => {
    const morph = this.#morph;
    this.#frame = 0;
    if (!morph) return;
    morph.start ??= now;
    const done = (now - morph.start) / morph.duration;
    if (done < 1) {
      // What moves already goes on at once, so that data that come in quickly are not trailed.
      const part = morph.isUnderWay ? done * (2 - done) : done * done * (3 - 2 * done);
      try {
        morph.shown = morph.way.at(part);
        this.#drawMorph(morph);
        this.#frame = requestAnimationFrame(this.#change);
        return;
      } catch {
        // What cannot be drawn is told where the end of the way is drawn.
      }
    }
    this.#land();
  };

  #drawMorph({ way: { nodeOf }, shown: { map, camera } }: MorphUnderWay): void {
    const scene = this.#scene!;
    const matches = scene.matches?.map(nodeOf) ?? null;
    this.#front.draw({ ...plain(scene, map, nodeOf(scene.top)), matches }, camera);
    this.#moved();
  }

  /** Ends a morph with the picture that it led to. */
  #land(): void {
    if (!this.#morph) return;
    const resolve = this.#leaveMorph();
    this.#landed(() => this.#draw());
    resolve?.();
  }

  #leaveMorph(): (() => void) | undefined {
    const morph = this.#morph;
    this.#morph = null;
    if (!morph) return undefined;
    clearTimeout(morph.late);
    cancelAnimationFrame(this.#frame);
    this.#frame = 0;
    return morph.resolve;
  }

  /** Shows where the camera is now: drawn anew if that is quick, else by moving the picture there is. */
  #follow(): void {
    const scene = this.#scene;
    const drawn = this.#front.camera;
    if (!scene || !drawn) return;
    const isDue = performance.now() - this.#drawnAt > PATIENCE * this.#cost;
    if (this.#cost <= QUICK || isDue) {
      this.#draw();
      return;
    }
    this.#front.show(between(scene.map, drawn, this.camera, scene.size));
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#draw(), SETTLED);
    this.#moved();
  }

  #draw(): void {
    clearTimeout(this.#timer);
    if (!this.#scene) return;
    if (this.#morph) {
      this.#drawMorph(this.#morph);
      return;
    }
    const start = performance.now();
    this.#front.draw(this.#scene, this.camera);
    this.#drawnAt = performance.now();
    this.#cost = this.#drawnAt - start;
    if (this.#flight) this.#advance(this.#flight);
    else this.#moved();
  }

  #stop(): void {
    this.#endFlight();
    this.#leaveMorph()?.();
    this.#leaveZoom()?.();
    cancelAnimationFrame(this.#frame);
    this.#frame = 0;
    clearTimeout(this.#timer);
  }
}

interface Flight {
  readonly whole: Similarity;
  readonly duration: number;
  start: number | undefined;
  /** Part of the way that is done. */
  done: number;
  readonly resolve: () => void;
}

interface MorphUnderWay {
  readonly way: Morph;
  readonly duration: number;
  /** Whether it began out of another movement. */
  readonly isUnderWay: boolean;
  shown: Pick<Shown, "map" | "camera">;
  start: number | undefined;
  readonly late: ReturnType<typeof setTimeout>;
  readonly resolve: () => void;
}

interface ZoomUnderWay {
  /** What is drawn on the way; null where the pictures before and after are moved. */
  readonly way: ((part: number) => Pick<Shown, "map" | "camera">) | null;
  readonly isInward: boolean;
  /** Where the cell is that both pictures have, before and after. */
  readonly from: Box;
  readonly to: Box;
  readonly duration: number;
  shown: Pick<Shown, "map" | "camera"> | null;
  start: number | undefined;
  readonly late: ReturnType<typeof setTimeout>;
  readonly resolve: () => void;
}

/** 0 below `from`, 1 above `to`, rising between. */
function smooth(t: number, from: number, to: number): number {
  return Math.min(1, Math.max(0, (t - from) / (to - from)));
}

import { atNode, between, withSurroundings, type Camera } from "./camera.ts";
import { isWithin } from "./data.ts";
import { Layer, type Scene } from "./layer.ts";
import { IDENTITY, moment, type Similarity } from "./similarity.ts";

/** A picture that takes longer to draw, in milliseconds, is moved as a whole while the camera moves. */
const QUICK = 6;
/** After the last movement of the camera, this many milliseconds pass before a slow picture is drawn sharp. */
const SETTLED = 120;
/** A slow picture is drawn anew at least this often while the camera moves, in multiples of the time it takes. */
const PATIENCE = 6;
/** A moving layer magnified more than this is hidden: it would be a blur, and use much memory. */
const BLURRED = 60;

/**
 * Shows a map through a camera, at rest or on its way.
 *
 * Two layers hold a picture each. A flight moves both as a whole, the one before fading out and the one after
 * fading in, so that a frame costs the same for ten cells and for 100,000. The wheel and the fingers move one.
 */
export class View {
  /** Where the layers are. */
  readonly element: HTMLDivElement = document.createElement("div");
  readonly #moved: () => void;
  #front = new Layer();
  #back = new Layer();
  #scene: Scene | null = null;
  /** The camera, during a flight the one it leads to. */
  camera: Camera = atNode(0);
  /** How what the camera shows lies on the screen at this moment: the identity but during a flight. */
  shift: Similarity = IDENTITY;
  #flight: Flight | null = null;
  #frame = 0;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #cost = 0;
  #drawnAt = 0;

  /** @param moved - called after every frame in which something moved */
  constructor(moved: () => void) {
    this.#moved = moved;
    this.element.className = "layers";
    this.element.append(this.#back.element, this.#front.element);
    this.#back.show(null, 0);
  }

  get isFlying(): boolean {
    return this.#flight !== null;
  }

  /** Shows another scene, or the same drawn otherwise, at once; the latter during a flight too, which goes on. */
  show(scene: Scene, camera: Camera): void {
    const before = this.#scene;
    const isRedrawn =
      camera === this.camera && before?.map.cells === scene.map.cells && before.size === scene.size;
    if (!isRedrawn) this.#stop();
    this.#scene = scene;
    this.camera = camera;
    this.#draw();
  }

  /** Moves the camera at once, as a wheel or a finger does. */
  moveTo(camera: Camera): void {
    this.#endFlight();
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
    const start = performance.now();
    this.#front.draw(this.#scene, this.camera);
    this.#drawnAt = performance.now();
    this.#cost = this.#drawnAt - start;
    if (this.#flight) this.#advance(this.#flight);
    else this.#moved();
  }

  #stop(): void {
    this.#endFlight();
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

/** 0 below `from`, 1 above `to`, rising between. */
function smooth(t: number, from: number, to: number): number {
  return Math.min(1, Math.max(0, (t - from) / (to - from)));
}

import type { Similarity } from "./similarity.ts";

/** Whether the wheel zooms: by itself, with Ctrl or ⌘ only (as a pinch on a touchpad reports itself), or never. */
export type WheelMode = "zoom" | "ctrl" | "none";

/** What gestures ask for. Points are in pixels from the corner of the map. */
export interface GestureWishes {
  readonly wheel: WheelMode;
  /** Magnify about a point; false if that cannot be, so that the page may scroll instead. */
  zoom(factor: number, x: number, y: number): boolean;
  /** Move what is on the screen. */
  move(movement: Similarity): void;
  hover(x: number, y: number): void;
  leave(): void;
  /** A click or a tap; `adds` if a key is held that adds to the selection; `isTap` if a finger did it. */
  press(x: number, y: number, adds: boolean, isTap: boolean): void;
  /** The wheel was turned without the key that it takes. */
  hint(): void;
  /** A double click or a double tap. */
  open(x: number, y: number): void;
}

/** Half as large or twice as large for about 350 pixels of the wheel. */
const WHEEL_SPEED = 0.002;
/** A mouse with steps tells lines or pages. */
const LINE = 18;
const PAGE = 400;
/** A pointer that moves less, in pixels, clicks. */
const STILL = 5;
/** Two taps within this time, in milliseconds, and this distance, in pixels, are one double tap. */
const DOUBLE_TIME = 350;
const DOUBLE_DISTANCE = 24;

interface Point {
  readonly x: number;
  readonly y: number;
}

/** Reads wheel, mouse, pen and fingers on an element. */
export class Gestures {
  readonly #element: HTMLElement;
  readonly #wishes: GestureWishes;
  readonly #pointers = new Map<number, Point>();
  #start: Point = { x: 0, y: 0 };
  #isClick = false;
  #lastTap = { time: -Infinity, x: 0, y: 0 };

  constructor(element: HTMLElement, wishes: GestureWishes) {
    this.#element = element;
    this.#wishes = wishes;
    element.addEventListener("wheel", (event) => this.#wheel(event), { passive: false });
    element.addEventListener("pointerdown", (event) => this.#down(event));
    element.addEventListener("pointermove", (event) => this.#move(event));
    element.addEventListener("pointerup", (event) => this.#up(event, true));
    element.addEventListener("pointercancel", (event) => this.#up(event, false));
    element.addEventListener("pointerleave", () => wishes.leave());
  }

  #wheel(event: WheelEvent): void {
    const { wheel } = this.#wishes;
    if (wheel === "none") return;
    if (wheel === "ctrl" && !event.ctrlKey && !event.metaKey) {
      this.#wishes.hint();
      return;
    }
    const unit = event.deltaMode === 1 ? LINE : event.deltaMode === 2 ? PAGE : 1;
    // Touchpads report a pinch as a wheel with Ctrl and small steps.
    const speed = event.ctrlKey && event.deltaMode === 0 ? 4 * WHEEL_SPEED : WHEEL_SPEED;
    const { x, y } = this.#point(event);
    if (this.#wishes.zoom(Math.exp(-event.deltaY * unit * speed), x, y)) event.preventDefault();
  }

  #down(event: PointerEvent): void {
    if (event.pointerType === "mouse" && event.button !== 0) return;
    const point = this.#point(event);
    this.#pointers.set(event.pointerId, point);
    this.#isClick = this.#pointers.size === 1;
    if (this.#isClick) this.#start = point;
  }

  #move(event: PointerEvent): void {
    const point = this.#point(event);
    const before = this.#pointers.get(event.pointerId);
    if (!before) {
      if (event.pointerType !== "touch") this.#wishes.hover(point.x, point.y);
      return;
    }
    if (this.#isClick && distance(point, this.#start) < STILL) return;
    if (this.#isClick) {
      this.#isClick = false;
      // Only what drags is captured: a captured pointer would take clicks from the items of the mirror.
      if (event.isTrusted) this.#element.setPointerCapture(event.pointerId);
      this.#wishes.leave();
    }
    const others = [...this.#pointers].filter(([id]) => id !== event.pointerId).map(([, other]) => other);
    this.#pointers.set(event.pointerId, point);
    if (others.length === 0) this.#wishes.move({ scale: 1, x: point.x - before.x, y: point.y - before.y });
    else if (others.length === 1) this.#wishes.move(pinch(others[0]!, before, point));
  }

  #up(event: PointerEvent, isDone: boolean): void {
    if (!this.#pointers.delete(event.pointerId) || !isDone || !this.#isClick) return;
    this.#isClick = false;
    const { x, y } = this.#point(event);
    const time = event.timeStamp;
    const isDouble =
      time - this.#lastTap.time < DOUBLE_TIME && distance(this.#lastTap, { x, y }) < DOUBLE_DISTANCE;
    this.#lastTap = { time: isDouble ? -Infinity : time, x, y };
    if (isDouble) this.#wishes.open(x, y);
    else {
      const adds = event.ctrlKey || event.metaKey || event.shiftKey;
      this.#wishes.press(x, y, adds, event.pointerType === "touch");
    }
  }

  #point(event: MouseEvent): Point {
    const { left, top } = this.#element.getBoundingClientRect();
    return { x: event.clientX - left, y: event.clientY - top };
  }
}

/** What two fingers do, of which one stays and one moves. */
function pinch(fixed: Point, before: Point, after: Point): Similarity {
  const scale = Math.max(1, distance(fixed, after)) / Math.max(1, distance(fixed, before));
  // The middle between the fingers stays between them.
  const from = { x: (fixed.x + before.x) / 2, y: (fixed.y + before.y) / 2 };
  const to = { x: (fixed.x + after.x) / 2, y: (fixed.y + after.y) / 2 };
  return { scale, x: to.x - from.x * scale, y: to.y - from.y * scale };
}

function distance(a: Point, b: Point): number {
  return Math.hypot(a.x - b.x, a.y - b.y);
}

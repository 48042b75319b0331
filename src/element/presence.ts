import type { Size } from "./camera.ts";

/** An element of which no size is known after so many milliseconds is looked at: nothing reports that there is none. */
const LOOK_AFTER = 100;
/** What is farther from the window than this part of its size is out of sight. */
const NEAR = 0.5;
/** Pixels that the two ways of telling a size may differ by. */
const ROUNDED = 1e-3;

/** How large an element is shown, and whether it is in sight or about to be. */
export class Presence {
  /** Size of the stage; null out of the document, and as long as it has none. */
  size: Size | null = null;
  /** Whether it is known if there is a size. */
  isKnown = false;
  /** Whether a stage without a size has a width. */
  isFlat = false;
  /** Whether the element is in sight, or about to be scrolled there. */
  isNear = false;
  readonly #stage: Element;
  readonly #changed: () => void;
  readonly #sizes: ResizeObserver;
  readonly #places: IntersectionObserver;
  #look: ReturnType<typeof setTimeout> | undefined;

  /** @param changed - called whenever size or place is reported, changed or not */
  constructor(stage: Element, changed: () => void) {
    this.#stage = stage;
    this.#changed = changed;
    this.#sizes = new ResizeObserver(([entry]) => this.#measured(entry!.contentRect));
    this.#places = new IntersectionObserver(
      (entries) => {
        this.isNear = entries.at(-1)!.isIntersecting;
        changed();
      },
      { rootMargin: `${NEAR * 100}%` },
    );
  }

  start(): void {
    this.#sizes.observe(this.#stage);
    this.#places.observe(this.#stage);
    // On paper, all is in sight.
    addEventListener("beforeprint", this.#beforePrint);
    this.#look = setTimeout(() => {
      const { width, height } = getComputedStyle(this.#stage);
      this.#measured({ width: parseFloat(width), height: parseFloat(height) });
    }, LOOK_AFTER);
  }

  stop(): void {
    this.#sizes.disconnect();
    this.#places.disconnect();
    removeEventListener("beforeprint", this.#beforePrint);
    clearTimeout(this.#look);
    this.size = null;
    this.isKnown = this.isNear = false;
  }

  readonly #beforePrint = (): void => {
    this.isNear = true;
    this.#changed();
  };

  #measured({ width, height }: Size): void {
    clearTimeout(this.#look);
    const isFirst = !this.isKnown;
    this.isKnown = true;
    this.isFlat = width > 0;
    if (!(width > 0 && height > 0)) this.size = null;
    else if (!this.size || isAnother(this.size, { width, height })) this.size = { width, height };
    // Places are reported a frame later than sizes, and the first picture would come late.
    if (isFirst) this.isNear = isNear(this.#stage);
    this.#changed();
  }
}

/** Computed styles are rounded to thousandths of a pixel, observed sizes are not: both are the same size. */
function isAnother(a: Size, b: Size): boolean {
  return Math.abs(a.width - b.width) > ROUNDED || Math.abs(a.height - b.height) > ROUNDED;
}

function isNear(element: Element): boolean {
  const { left, top, right, bottom } = element.getBoundingClientRect();
  const [x, y] = [NEAR * innerWidth, NEAR * innerHeight];
  return right >= -x && bottom >= -y && left <= innerWidth + x && top <= innerHeight + y;
}

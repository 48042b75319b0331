/** Work that can be left for a while and taken up again: it pauses now and then, and returns what comes of it. */
export type Steps<R> = Generator<undefined, R, undefined>;

/** Work pauses after about so many children are placed. */
const STRIDE = 64;

/** Counts children that are placed, and says when to pause. */
export class Stride {
  #placed = 0;

  /** Whether it is time to pause now that so many more are placed. */
  isOver(children: number): boolean {
    this.#placed += children;
    if (this.#placed < STRIDE) return false;
    this.#placed = 0;
    return true;
  }
}

/** Does all the work at once. */
export function finish<R>(steps: Steps<R>): R {
  for (;;) {
    const { done, value } = steps.next();
    if (done === true) return value;
  }
}

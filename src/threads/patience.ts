import { MarquetryError } from "../errors.ts";

/** A worker that does not begin within so many milliseconds could not be loaded, or is none of ours. */
export const PATIENCE = 10_000;
/** One that has begun hangs if it is silent for so many milliseconds, and so many more for each leaf. */
const ENDURANCE = 60_000;
const ENDURANCE_A_LEAF = 10;

/** Waits for signs of a worker. */
export class Patience {
  #timer: ReturnType<typeof setTimeout> | undefined;

  /** Waits from now on, and acts when the time is over. */
  wait(milliseconds: number, act: () => void): void {
    this.end();
    // In two halves: where this thread stood still for long, signs may have come that are not read yet.
    this.#timer = setTimeout(() => (this.#timer = setTimeout(act, milliseconds / 2)), milliseconds / 2);
  }

  /** The same for a worker that has begun with so many leaves: says what is wrong with it. */
  endure(owner: string, leaves: number, act: (error: MarquetryError) => void): void {
    const milliseconds = ENDURANCE + ENDURANCE_A_LEAF * leaves;
    const message = `${owner}: the worker has not laid ${leaves} leaves out in ${milliseconds / 1000} seconds, and was given up; another engine, or less effort, may do`;
    this.wait(milliseconds, () => act(new MarquetryError("bad-engine", message)));
  }

  end(): void {
    clearTimeout(this.#timer);
  }
}

import type { Steps } from "../engines/steps.ts";

/** Milliseconds of work at a time: what a page needs for a frame, and little against what a turn costs. */
const SLICE = 12;

/** Does work in slices, between which the page, or the server, answers others; the signal ends it. */
export async function inSlices<R>(steps: Steps<R>, signal?: AbortSignal): Promise<R> {
  const turns = new Turns();
  try {
    // Who asks and at once thinks better of it is heard, however short the work is.
    await Promise.resolve();
    signal?.throwIfAborted();
    for (;;) {
      for (const end = performance.now() + SLICE; performance.now() < end;) {
        const { done, value } = steps.next();
        if (done === true) return value;
      }
      await turns.next();
      signal?.throwIfAborted();
    }
  } finally {
    turns.end();
  }
}

/** Gives others their turn. In a page timers would wait four milliseconds each, and a second where it is not seen. */
class Turns {
  // Node has a queue of its own for that, and reads a thousand messages in one turn.
  readonly #channel: MessageChannel | null =
    typeof setImmediate === "undefined" ? new MessageChannel() : null;

  next(): Promise<unknown> {
    return new Promise((resolve) => {
      if (!this.#channel) {
        setImmediate(resolve);
        return;
      }
      this.#channel.port1.onmessage = resolve;
      this.#channel.port2.postMessage(null);
    });
  }

  end(): void {
    this.#channel?.port1.close();
  }
}

import { write, type Io } from "./io.ts";
import { visible, visibleLines } from "./text.ts";

/** No progress is shown for work that ends sooner. */
const PATIENCE_MS = 1000;
/** Time between two progress lines. */
const REFRESH_MS = 100;
/** Trees from here on take long enough to lay out that the stage is named at once: no timer fires meanwhile. */
const MANY_NODES = 200_000;
const CLEAR_LINE = "\r\u001b[K";
const DEFAULT_COLUMNS = 80;

/** What the program tells its user on stderr: notes, errors, and one line of progress on a terminal. */
export class Console {
  readonly #io: Io;
  readonly #quiet: boolean;
  readonly #start: number;
  #next: number;
  #shown = false;

  constructor(io: Io, quiet: boolean = false) {
    this.#io = io;
    this.#quiet = quiet;
    this.#start = io.now();
    this.#next = this.#start + PATIENCE_MS;
  }

  /** Tells something worth knowing about a run that goes well; nothing when asked to be quiet. */
  async note(text: string): Promise<void> {
    if (!this.#quiet) await this.line(text);
  }

  async line(text: string): Promise<void> {
    await this.clear();
    await write(this.#io.stderr, `marquetry: ${visibleLines(text)}\n`);
  }

  /** Shows how far the work has come, if it has taken long and stderr is a terminal. */
  async progress(text: () => string): Promise<void> {
    if (this.#quiet || !this.#io.isTTY.stderr) return;
    const now = this.#io.now();
    if (now < this.#next) return;
    this.#next = now + REFRESH_MS;
    await this.#show(text());
  }

  /** Names the work that starts now and that nothing interrupts. */
  async stage(text: string, nodes: number): Promise<void> {
    if (this.#quiet || !this.#io.isTTY.stderr) return;
    if (nodes >= MANY_NODES || this.#io.now() - this.#start >= PATIENCE_MS) await this.#show(text);
  }

  async clear(): Promise<void> {
    if (!this.#shown) return;
    this.#shown = false;
    await write(this.#io.stderr, CLEAR_LINE);
  }

  async #show(text: string): Promise<void> {
    const room = (this.#io.stderr.columns || DEFAULT_COLUMNS) - 1;
    this.#shown = true;
    await write(this.#io.stderr, CLEAR_LINE + visible(text).slice(0, room));
  }
}

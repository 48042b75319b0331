/** What is wrong now, by the setting, the attribute or the work at fault: shown as long as it is. */
export class Faults {
  readonly #faults = new Map<string, Error>();
  readonly #message: HTMLElement;
  readonly #tell: (error: Error) => void;

  /**
   * @param message - where it is shown
   * @param tell - called once for each new fault
   */
  constructor(message: HTMLElement, tell: (error: Error) => void) {
    this.#message = message;
    this.#tell = tell;
  }

  has(place: string): boolean {
    return this.#faults.has(place);
  }

  /** Does something; what is wrong with it is told until it succeeds. */
  attempt(place: string, act: () => void): boolean {
    try {
      act();
    } catch (error) {
      this.blame(place, error);
      return false;
    }
    this.mend(place);
    return true;
  }

  /** Never a silent blank: what is wrong is shown and told, after the script that did it if it is not mended by then. */
  blame(place: string, error: unknown): void {
    const failure = error instanceof Error ? error : new Error(String(error));
    if (this.#faults.get(place)?.message === failure.message) return;
    this.#faults.set(place, failure);
    queueMicrotask(() => {
      if (this.#faults.get(place) !== failure) return;
      this.#show();
      this.#tell(failure);
    });
  }

  mend(place: string): void {
    if (this.#faults.delete(place)) this.#show();
  }

  #show(): void {
    this.#message.hidden = this.#faults.size === 0;
    this.#message.textContent = Array.from(this.#faults.values(), ({ message }) => message).join("\n");
  }
}

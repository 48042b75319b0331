/** Who waits for an element to have nothing left to do. */
export class Waiting {
  readonly #isPending: () => boolean;
  readonly #settledSince: () => number;
  #waiting: { readonly resolve: () => void; readonly since: number }[] = [];

  /**
   * @param isPending - whether those who wait have reason to
   * @param settledSince - those who began to wait later than this wait on; Infinity for none
   */
  constructor(isPending: () => boolean, settledSince: () => number) {
    this.#isPending = isPending;
    this.#settledSince = settledSince;
  }

  get isAny(): boolean {
    return this.#waiting.length > 0;
  }

  add(since: number): Promise<void> {
    return new Promise((resolve) => void this.#waiting.push({ resolve, since }));
  }

  /**
   * Tells them once there is nothing left to do: in a task of its own, because the work may stand in a `ResizeObserver`,
   * where whoever waits could not change sizes without a complaint of the browser.
   */
  settle(): void {
    if (this.#isPending() || !this.isAny) return;
    setTimeout(() => {
      if (this.#isPending()) return;
      const told = this.#settledSince();
      const waiting = this.#waiting;
      this.#waiting = waiting.filter(({ since }) => since >= told);
      for (const { resolve, since } of waiting) if (since < told) resolve();
    });
  }
}

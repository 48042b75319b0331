/** Up to so many bytes arrays share a buffer: to make one takes longer than to fill it. */
const SMALL = 4096;

/** Makes the arrays of one object: those of a small one are parts of one buffer, those of a large one stand alone. */
export class Carver {
  readonly #buffer: ArrayBuffer | null;
  #at = 0;

  /** @param bytes - of all arrays together; those of the widest numbers are to come first */
  constructor(bytes: number) {
    this.#buffer = bytes <= SMALL ? new ArrayBuffer(bytes) : null;
  }

  floats(length: number): Float64Array {
    return this.#buffer
      ? new Float64Array(this.#buffer, this.#take(8 * length), length)
      : new Float64Array(length);
  }

  integers(length: number): Int32Array {
    return this.#buffer
      ? new Int32Array(this.#buffer, this.#take(4 * length), length)
      : new Int32Array(length);
  }

  bytes(length: number): Uint8Array {
    return this.#buffer ? new Uint8Array(this.#buffer, this.#take(length), length) : new Uint8Array(length);
  }

  #take(bytes: number): number {
    const at = this.#at;
    this.#at += bytes;
    return at;
  }
}

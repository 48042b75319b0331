import {
  factorOf,
  isNumber,
  NumberNotation,
  partsOf,
  plainDigits,
  readWeight,
  type NumberFormat,
  type Parts,
} from "./numbers.ts";

/** A text that is no weight, and where it stands. */
interface Bad {
  readonly text: string;
  readonly at: number;
}

/** What rows weigh if numbers are read in one way; with the first text that cannot be read so. */
interface Reading {
  sums: number[];
  bad: Bad | undefined;
}

/**
 * Weights of rows, added up as they come. Whether `1,234` has thousands or decimals may be known at the end only: up
 * to there both are reckoned with, where they differ.
 */
export class WeightColumn {
  readonly #decimal: "." | "," | undefined;
  readonly #base: 1000 | 1024;
  readonly #notation: NumberNotation;
  readonly #dot: Reading = { sums: [], bad: undefined };
  /** Has the same list of sums as long as there is no difference. */
  readonly #comma: Reading = { ...this.#dot };
  /** The first with a unit that is none of bytes. */
  #odd: Bad | undefined;

  /** @param likely - what stands before decimals where numbers leave it open */
  constructor(decimal: "." | "," | undefined, base: 1000 | 1024 = 1000, likely?: ",") {
    this.#decimal = decimal;
    this.#base = base;
    this.#notation = new NumberNotation(base, likely);
  }

  /** Whether a row was given a weight. */
  has(row: number): boolean {
    // Where one reading went wrong, its sums stop.
    const reading = this.#dot.bad ? this.#comma : this.#dot;
    return !Number.isNaN(reading.sums[row] ?? NaN);
  }

  /** Adds to what a row weighs. */
  add(row: number, weight: number): void {
    addTo(this.#dot, row, weight);
    if (this.#comma.sums !== this.#dot.sums) addTo(this.#comma, row, weight);
  }

  /** Adds a weight that is written as a text without blanks round it, and not missing. `at` tells where it stands. */
  addText(row: number, text: string, at: number): void {
    const isPlain = isNumber(text);
    if (isPlain && !text.includes(".")) {
      const value = Number(text);
      if (value >= 0 && value < Infinity) {
        this.#notation.seeWhole(value);
        this.add(row, value);
      } else for (const reading of [this.#dot, this.#comma]) reading.bad ??= { text, at };
      return;
    }
    const parts = isPlain ? { digits: text, unit: "" } : partsOf(text);
    if (parts) this.#notation.see(parts, text);
    this.#addParts(row, parts, { text, at });
  }

  #addParts(row: number, parts: Parts | undefined, from: Bad): void {
    let factor = 1;
    if (parts && parts.unit !== "" && parts.unit !== "%") {
      const known = factorOf(parts.unit, this.#base);
      if (known === undefined) this.#odd ??= from;
      else factor = known;
    }
    const read = (decimal: "." | ","): number => {
      const digits = parts && plainDigits(parts.digits, decimal);
      return digits === undefined ? NaN : Number(digits) * factor;
    };
    const dot = this.#dot.bad ? NaN : read(".");
    const comma = this.#comma.bad ? NaN : read(",");
    if (dot === comma && dot >= 0 && dot < Infinity) {
      this.add(row, dot);
      return;
    }
    if (this.#comma.sums === this.#dot.sums) this.#comma.sums = this.#dot.sums.slice();
    put(this.#dot, row, dot, from);
    put(this.#comma, row, comma, from);
  }

  /** Moves all weights to other rows; of those that come to one they add up. */
  move(to: Int32Array, size: number): void {
    const isSame = this.#comma.sums === this.#dot.sums;
    for (const reading of [this.#dot, this.#comma]) {
      const before = reading.sums;
      reading.sums = new Array<number>(size).fill(NaN);
      for (const [row, weight] of before.entries())
        if (!Number.isNaN(weight)) addTo({ ...reading, bad: undefined }, to[row]!, weight);
    }
    if (isSame) this.#comma.sums = this.#dot.sums;
  }

  /**
   * The weights of so many rows, NaN for those without; and what is worth telling of how they are written.
   *
   * @throws MarquetryError `bad-file` for the first that is no weight
   */
  finish(size: number, placeOf: (at: number) => string): { weight: number[]; notes: readonly string[] } {
    const format = this.#notation.format(this.#decimal);
    const { sums, bad } = format.decimal === "." ? this.#dot : this.#comma;
    const odd = format.unit === "" ? this.#odd : undefined;
    const first = bad && odd ? (bad.at < odd.at ? bad : odd) : (bad ?? odd);
    if (first) refuse(first, format, placeOf);
    while (sums.length < size) sums.push(NaN);
    return { weight: sums, notes: format.notes };
  }
}

function refuse({ text, at }: Bad, format: NumberFormat, placeOf: (at: number) => string): void {
  readWeight(text, format, () => placeOf(at));
}

function put(reading: Reading, row: number, weight: number, from: Bad): void {
  if (weight >= 0 && weight < Infinity) addTo(reading, row, weight);
  else reading.bad ??= from;
}

function addTo({ sums, bad }: Reading, row: number, weight: number): void {
  if (bad) return;
  while (sums.length <= row) sums.push(NaN);
  const before = sums[row]!;
  sums[row] = Number.isNaN(before) ? weight : before + weight;
}

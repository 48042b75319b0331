/** Up to this length insertion beats merging. */
const SHORT = 24;
/** From this length on distribution by digits beats merging. */
const LONG = 1000;

/** The upper word of a weight in three digits. */
const DIGIT_BITS = 11;
const DIGIT_MASK = (1 << DIGIT_BITS) - 1;
const BUCKETS = 1 << DIGIT_BITS;

/**
 * Sorts ranges of weights in descending order, moving `items` along with them. Stable: equal keys keep their order.
 * Made once for many ranges, so that they share the room for moving.
 */
export class DescendingSort {
  readonly #keys: Float64Array;
  readonly #items: Int32Array;
  readonly #words: Uint32Array;
  readonly #spareKeys: Float64Array;
  readonly #spareItems: Int32Array;
  readonly #spareWords: Uint32Array;
  readonly #counts: Int32Array;
  readonly #upperWord: number;

  /** @param longest - length of the longest range that will be sorted */
  constructor(keys: Float64Array, items: Int32Array, longest: number) {
    const size = longest > SHORT ? longest : 0;
    this.#keys = keys;
    this.#items = items;
    this.#words = new Uint32Array(keys.buffer, keys.byteOffset, 2 * keys.length);
    this.#spareKeys = new Float64Array(size);
    this.#spareItems = new Int32Array(size);
    this.#spareWords = new Uint32Array(this.#spareKeys.buffer);
    this.#counts = new Int32Array(longest >= LONG ? 3 * BUCKETS : 0);
    this.#upperWord = new Uint8Array(Uint32Array.of(1).buffer)[0]!;
  }

  /** Sorts `keys[first] … keys[end − 1]`, all finite and not negative, nor −0. */
  sort(first: number, end: number): void {
    if (end - first <= SHORT) insert(this.#keys, this.#items, first, end);
    else if (end - first < LONG) this.#merge(first, end);
    else this.#distribute(first, end);
  }

  /** Merges runs sorted by insertion, to and fro between the two rooms. */
  #merge(first: number, end: number): void {
    for (let run = first; run < end; run += SHORT) {
      insert(this.#keys, this.#items, run, Math.min(run + SHORT, end));
    }
    const size = end - first;
    let isHome = true;
    for (let width = SHORT; width < size; width *= 2) {
      for (let low = 0; low < size; low += 2 * width) {
        const middle = Math.min(low + width, size);
        const high = Math.min(middle + width, size);
        if (isHome)
          mergeRuns(this.#keys, this.#items, first, low, middle, high, this.#spareKeys, this.#spareItems, 0);
        else
          mergeRuns(this.#spareKeys, this.#spareItems, 0, low, middle, high, this.#keys, this.#items, first);
      }
      isHome = !isHome;
    }
    if (!isHome) this.#bringHome(first, size);
  }

  /**
   * Distributes by the upper words of the keys, the last digit first. What they do not tell apart is sorted
   * afterwards: among whole numbers below 2²¹ nothing, among others hardly ever more than a few keys a run.
   */
  #distribute(first: number, end: number): void {
    const size = end - first;
    this.#countDigits(first, end);
    let isHome = true;
    for (let digit = 0; digit < 3; digit++) {
      const counts = this.#counts.subarray(digit * BUCKETS, (digit + 1) * BUCKETS);
      if (!toStarts(counts, size)) continue;
      this.#move(digit * DIGIT_BITS, counts, isHome, first, size);
      isHome = !isHome;
    }
    if (!isHome) this.#bringHome(first, size);
    this.#sortTies(first, end);
  }

  #countDigits(first: number, end: number): void {
    const words = this.#words;
    const counts = this.#counts.fill(0);
    for (let k = 2 * first + this.#upperWord; k < 2 * end; k += 2) {
      const word = words[k]!;
      counts[word & DIGIT_MASK]!++;
      counts[BUCKETS + ((word >>> DIGIT_BITS) & DIGIT_MASK)]!++;
      counts[2 * BUCKETS + (word >>> (2 * DIGIT_BITS))]!++;
    }
  }

  #move(shift: number, next: Int32Array, isHome: boolean, first: number, size: number): void {
    const words = isHome ? this.#words : this.#spareWords;
    const keys = isHome ? this.#keys : this.#spareKeys;
    const items = isHome ? this.#items : this.#spareItems;
    const toKeys = isHome ? this.#spareKeys : this.#keys;
    const toItems = isHome ? this.#spareItems : this.#items;
    const from = isHome ? first : 0;
    const to = isHome ? 0 : first;
    const upper = this.#upperWord;
    for (let k = from; k < from + size; k++) {
      const bucket = (words[2 * k + upper]! >>> shift) & DIGIT_MASK;
      const place = to + next[bucket]!++;
      toKeys[place] = keys[k]!;
      toItems[place] = items[k]!;
    }
  }

  #sortTies(first: number, end: number): void {
    const words = this.#words;
    const upper = this.#upperWord;
    for (let low = first; low < end;) {
      const word = words[2 * low + upper]!;
      let high = low + 1;
      while (high < end && words[2 * high + upper] === word) high++;
      if (high - low > SHORT) this.#merge(low, high);
      else if (high - low > 1) insert(this.#keys, this.#items, low, high);
      low = high;
    }
  }

  #bringHome(first: number, size: number): void {
    this.#keys.set(this.#spareKeys.subarray(0, size), first);
    this.#items.set(this.#spareItems.subarray(0, size), first);
  }
}

/** Turns counts into the place where each bucket starts, the highest first; false if all is in one bucket. */
function toStarts(counts: Int32Array, size: number): boolean {
  let start = 0;
  for (let bucket = BUCKETS - 1; bucket >= 0; bucket--) {
    const count = counts[bucket]!;
    if (count === size) return false;
    counts[bucket] = start;
    start += count;
  }
  return true;
}

function insert(keys: Float64Array, items: Int32Array, first: number, end: number): void {
  for (let i = first + 1; i < end; i++) {
    const key = keys[i]!;
    const item = items[i]!;
    let j = i - 1;
    for (; j >= first && keys[j]! < key; j--) {
      keys[j + 1] = keys[j]!;
      items[j + 1] = items[j]!;
    }
    keys[j + 1] = key;
    items[j + 1] = item;
  }
}

/** Merges `low … middle − 1` and `middle … high − 1`, counted from `base`, into the same places from `toBase`. */
function mergeRuns(
  keys: Float64Array,
  items: Int32Array,
  base: number,
  low: number,
  middle: number,
  high: number,
  toKeys: Float64Array,
  toItems: Int32Array,
  toBase: number,
): void {
  let a = base + low;
  let b = base + middle;
  const endA = b;
  const endB = base + high;
  for (let k = toBase + low; k < toBase + high; k++) {
    const from = a < endA && (b >= endB || keys[a]! >= keys[b]!) ? a++ : b++;
    toKeys[k] = keys[from]!;
    toItems[k] = items[from]!;
  }
}

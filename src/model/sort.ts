/** Up to this length insertion beats merging. */
const SHORT = 24;
/** From this length on distribution by digits beats merging. */
const LONG = 1000;

/** The upper word of a weight in three digits. */
const DIGIT_BITS = 11;
const BUCKETS = 1 << DIGIT_BITS;
const DIGIT_MASK = BUCKETS - 1;

/**
 * Makes a function that sorts the range `first … end − 1` of some keys in descending order, and moves items along with
 * them. Stable: equal keys keep their order. It is made once for many ranges, so that they share the room for moving.
 *
 * @param keys - all finite and not negative, nor −0
 * @param longest - length of the longest range that will be sorted
 */
export function descendingSort(
  keys: Float64Array,
  items: Int32Array,
  longest: number,
): (first: number, end: number) => void {
  const room = longest > SHORT ? longest : 0;
  const words = new Uint32Array(keys.buffer, keys.byteOffset, 2 * keys.length);
  const spareKeys = new Float64Array(room);
  const spareItems = new Int32Array(room);
  const spareWords = new Uint32Array(spareKeys.buffer);
  const counts = new Int32Array(longest >= LONG ? 3 * BUCKETS : 0);
  const upper = new Uint8Array(Uint32Array.of(1).buffer)[0]!;

  const bringHome = (first: number, size: number): void => {
    keys.set(spareKeys.subarray(0, size), first);
    items.set(spareItems.subarray(0, size), first);
  };

  /** Merges runs sorted by insertion, to and fro between the two rooms. */
  const merge = (first: number, end: number): void => {
    for (let run = first; run < end; run += SHORT) insert(keys, items, run, Math.min(run + SHORT, end));
    const size = end - first;
    let isHome = true;
    for (let width = SHORT; width < size; width *= 2) {
      if (isHome) mergeRuns(keys, items, first, width, size, spareKeys, spareItems, 0);
      else mergeRuns(spareKeys, spareItems, 0, width, size, keys, items, first);
      isHome = !isHome;
    }
    if (!isHome) bringHome(first, size);
  };

  /**
   * Distributes by the upper words of the keys, the last digit first. What they do not tell apart is sorted
   * afterwards: among whole numbers below 2²¹ nothing, among others hardly ever more than a few keys a run.
   */
  const distribute = (first: number, end: number): void => {
    const size = end - first;
    counts.fill(0);
    for (let k = 2 * first + upper; k < 2 * end; k += 2) {
      const word = words[k]!;
      counts[word & DIGIT_MASK]!++;
      counts[BUCKETS + ((word >>> DIGIT_BITS) & DIGIT_MASK)]!++;
      counts[2 * BUCKETS + (word >>> (2 * DIGIT_BITS))]!++;
    }
    let isHome = true;
    for (let digit = 0; digit < 3; digit++) {
      const next = counts.subarray(digit * BUCKETS, (digit + 1) * BUCKETS);
      if (!toStarts(next, size)) continue;
      const shift = digit * DIGIT_BITS;
      if (isHome) deal(words, upper, shift, next, keys, items, first, size, spareKeys, spareItems, 0);
      else deal(spareWords, upper, shift, next, spareKeys, spareItems, 0, size, keys, items, first);
      isHome = !isHome;
    }
    if (!isHome) bringHome(first, size);
    for (let low = first; low < end;) {
      const word = words[2 * low + upper];
      let high = low + 1;
      while (high < end && words[2 * high + upper] === word) high++;
      if (high - low > SHORT) merge(low, high);
      else if (high - low > 1) insert(keys, items, low, high);
      low = high;
    }
  };

  const sort = (first: number, end: number): void => {
    const size = end - first;
    if (size <= SHORT) insert(keys, items, first, end);
    else if (size < LONG) merge(first, end);
    else distribute(first, end);
  };
  return sort;
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

/** Moves what lies from `base` on to the next places of the buckets in which its digits are. */
function deal(
  words: Uint32Array,
  upper: number,
  shift: number,
  next: Int32Array,
  keys: Float64Array,
  items: Int32Array,
  base: number,
  size: number,
  toKeys: Float64Array,
  toItems: Int32Array,
  toBase: number,
): void {
  for (let k = base; k < base + size; k++) {
    const place = toBase + next[(words[2 * k + upper]! >>> shift) & DIGIT_MASK]!++;
    toKeys[place] = keys[k]!;
    toItems[place] = items[k]!;
  }
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

/** Merges the runs of `width`, counted from `base`, in pairs into the same places from `toBase` on. */
function mergeRuns(
  keys: Float64Array,
  items: Int32Array,
  base: number,
  width: number,
  size: number,
  toKeys: Float64Array,
  toItems: Int32Array,
  toBase: number,
): void {
  for (let low = 0; low < size; low += 2 * width) {
    let a = base + low;
    let b = base + Math.min(low + width, size);
    const endA = b;
    const endB = base + Math.min(low + 2 * width, size);
    for (let k = toBase + low; k < toBase + endB - base; k++) {
      const from = a < endA && (b >= endB || keys[a]! >= keys[b]!) ? a++ : b++;
      toKeys[k] = keys[from]!;
      toItems[k] = items[from]!;
    }
  }
}

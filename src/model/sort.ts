/** Up to this length insertion beats distribution. */
const SHORT = 24;

/**
 * Makes a function that sorts the range `first … end − 1` of some keys in descending order, and moves items along with
 * them. Stable: equal keys keep their order. It is made once for many ranges, so that they share the room for moving.
 *
 * A range is dealt out to buckets by the upper halves of its numbers, which grow as their logarithms do, and each
 * bucket is sorted in the same way. The range of a bucket is as many times narrower as there are buckets, so that this
 * ends after a few rounds whatever the keys; most often after one or two.
 *
 * @param keys - all finite and not negative, nor −0: then their bits are in the same order as they are
 * @param longest - length of the longest range that will be sorted
 */
export function descendingSort(
  keys: Float64Array,
  items: Int32Array,
  longest: number,
): (first: number, end: number) => void {
  if (longest <= SHORT) return (first, end) => insert(keys, items, first, end);
  const words = new Uint32Array(keys.buffer, keys.byteOffset, 2 * keys.length);
  const spareKeys = new Float64Array(longest);
  const spareItems = new Int32Array(longest);
  const counts = new Int32Array(longest);
  const upper = new Uint8Array(Uint32Array.of(1).buffer)[0]!;

  const sort = (first: number, end: number, half = upper): void => {
    const size = end - first;
    if (size <= SHORT) {
      insert(keys, items, first, end);
      return;
    }
    const from = 2 * first + half;
    let least = words[from]!;
    let most = least;
    for (let k = from; k < 2 * end; k += 2) {
      const word = words[k]!;
      if (word < least) least = word;
      else if (word > most) most = word;
    }
    if (least === most) {
      if (half === upper) sort(first, end, 1 - upper);
      return;
    }
    const scale = (size - 1) / (most - least);
    counts.fill(0, 0, size);
    for (let k = from; k < 2 * end; k += 2) counts[((most - words[k]!) * scale) | 0]!++;
    let start = 0;
    let fullest = 0;
    for (let bucket = 0; bucket < size; bucket++) {
      const count = counts[bucket]!;
      if (count > fullest) fullest = count;
      counts[bucket] = start;
      start += count;
    }
    for (let k = first; k < end; k++) {
      const place = counts[((most - words[2 * k + half]!) * scale) | 0]!++;
      spareKeys[place] = keys[k]!;
      spareItems[place] = items[k]!;
    }
    keys.set(spareKeys.subarray(0, size), first);
    items.set(spareItems.subarray(0, size), first);
    if (fullest <= SHORT) {
      insert(keys, items, first, end);
      return;
    }
    for (let low = first; low < end;) {
      const bucket = ((most - words[2 * low + half]!) * scale) | 0;
      let high = low + 1;
      while (high < end && (((most - words[2 * high + half]!) * scale) | 0) === bucket) high++;
      if (high - low > 1) sort(low, high, half);
      low = high;
    }
  };
  return sort;
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

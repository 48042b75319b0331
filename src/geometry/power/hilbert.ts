/** Bits of a coordinate on the curve: a grid of 65,536 × 65,536 squares. */
const BITS = 16;
const SQUARES = 2 ** BITS;
/** Sites that the lower bits of a sort key can number. */
const MOST_SITES = 2 ** 21;

/** So few sites are near each other in any order. */
const FEW = 16;

/** Numbers sites with coordinates from −1 to 1 along Hilbert's curve, so that each is near the one before. */
export function hilbertOrder(x: Float64Array, y: Float64Array, count: number): Int32Array {
  const order = new Int32Array(count);
  if (count <= FEW) {
    for (let i = 0; i < count; i++) order[i] = i;
    return order;
  }
  // Place on the curve and number of the site in one double of 32 + 21 bits, which sort without a comparator.
  const keys = new Float64Array(count);
  for (let i = 0; i < count; i++) keys[i] = hilbertPlace(x[i]!, y[i]!) * MOST_SITES + (i % MOST_SITES);
  if (count > MOST_SITES) {
    for (let i = 0; i < count; i++) order[i] = i;
    return order.sort((a, b) => keys[a]! - keys[b]! || a - b);
  }
  keys.sort();
  for (let k = 0; k < count; k++) order[k] = keys[k]! % MOST_SITES;
  return order;
}

function hilbertPlace(x: number, y: number): number {
  let u = toSquare(x);
  let v = toSquare(y);
  let place = 0;
  for (let s = SQUARES >> 1; s > 0; s >>= 1) {
    const right = u & s ? 1 : 0;
    const low = v & s ? 1 : 0;
    place = 4 * place + ((3 * right) ^ low);
    if (low === 0) {
      if (right === 1) {
        u = SQUARES - 1 - u;
        v = SQUARES - 1 - v;
      }
      const swapped = u;
      u = v;
      v = swapped;
    }
  }
  return place;
}

function toSquare(x: number): number {
  return Math.max(0, Math.min(SQUARES - 1, Math.floor(((x + 1) / 2) * SQUARES)));
}

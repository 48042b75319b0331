/**
 * Exact sums and products of doubles, as lists of doubles that do not overlap, least first: the expansions of
 * Shewchuk, Adaptive Precision Floating-Point Arithmetic and Fast Robust Geometric Predicates (1997).
 */

/** Splits a double of 53 bits into two halves of 26. */
const SPLITTER = 2 ** 27 + 1;

/** Rounding error of `product`, which is a × b rounded. */
export function productTail(a: number, b: number, product: number): number {
  const bigA = SPLITTER * a;
  const highA = bigA - (bigA - a);
  const lowA = a - highA;
  const bigB = SPLITTER * b;
  const highB = bigB - (bigB - b);
  const lowB = b - highB;
  return lowA * lowB - (product - highA * highB - lowA * highB - highA * lowB);
}

/** Rounding error of `sum`, which is a + b rounded. */
export function sumTail(a: number, b: number, sum: number): number {
  const part = sum - a;
  return a - (sum - part) + (b - part);
}

/** Adds one double to the first `length` components of `e`, in place, and returns the new length. */
export function grow(e: Float64Array, length: number, b: number): number {
  let carry = b;
  let kept = 0;
  for (let k = 0; k < length; k++) {
    const sum = e[k]! + carry;
    const tail = sumTail(e[k]!, carry, sum);
    // What is written lies behind what is read, so `e` may be its own target.
    if (tail !== 0) e[kept++] = tail;
    carry = sum;
  }
  if (carry !== 0) e[kept++] = carry;
  return kept;
}

/** Adds `sign` × a × b to an expansion, in place, and returns the new length: at most two more. */
export function addProduct(e: Float64Array, length: number, a: number, b: number, sign: 1 | -1): number {
  const product = a * b;
  return grow(e, grow(e, length, sign * productTail(a, b, product)), sign * product);
}

/** Adds the product of two expansions to a third, in place, and returns its new length. */
export function addProducts(
  e: Float64Array,
  length: number,
  f: Float64Array,
  fLength: number,
  g: Float64Array,
  gLength: number,
): number {
  let kept = length;
  for (let i = 0; i < fLength; i++) {
    for (let j = 0; j < gLength; j++) kept = addProduct(e, kept, f[i]!, g[j]!, 1);
  }
  return kept;
}

/** The greatest component of an expansion, which has the sign of the whole. */
export function leading(e: Float64Array, length: number): number {
  return length === 0 ? 0 : e[length - 1]!;
}

/** The typed arrays of this library. */
type Numbers = Float64Array | Int32Array | Uint8Array;

/**
 * An array with room for at least `length` numbers: the one given while it has that, else a copy of twice the
 * length, so that growing step by step costs no more than a few writes a number.
 *
 * @param filling - what the new places hold; 0 by default
 */
export function grown<A extends Numbers>(array: A, length: number, filling: number = 0): A {
  if (length <= array.length) return array;
  const longer = new (array.constructor as new (length: number) => A)(2 * length);
  longer.set(array);
  if (filling !== 0) longer.fill(filling, array.length);
  return longer;
}

/** Makes room for at least `length` numbers in each of some arrays of an object, as {@link grown} does. */
export function growAll<Key extends string>(
  owner: Record<Key, Numbers>,
  keys: readonly Key[],
  length: number,
  filling: number = 0,
): void {
  for (const key of keys) owner[key] = grown(owner[key], length, filling);
}

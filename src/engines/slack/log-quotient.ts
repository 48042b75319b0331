/** Quotients from here on have all their digits. */
const LEAST_NORMAL = 2 ** -1022;

/**
 * The logarithm of a/b, also where the quotient is too large or too small for a number. Equal factors of both,
 * if they are powers of four, do not change a bit of it.
 */
export function logQuotient(a: number, b: number): number {
  const quotient = a / b;
  if (quotient >= LEAST_NORMAL && quotient < Infinity) return Math.log(quotient);
  return 2 * Math.log(Math.sqrt(a) / Math.sqrt(b));
}

import fc from "fast-check";
import { MarquetryError } from "marquetry";

/** Values of every type, small in size: what callers may hand over by mistake. */
export const anything: fc.Arbitrary<unknown> = fc.oneof(
  fc.constantFrom(undefined, null, NaN, Infinity, -1, 0, 0.5, 1, 3, 1e300, "", "a", "(a:1,b:1);", true, 7n),
  fc.constantFrom(
    Symbol("s"),
    () => 1,
    () => undefined,
    new Date(0),
    new Map(),
    new Float64Array(2),
  ),
  fc.constantFrom([], [[0]], [[0, 1]], [[0, 1], [1, 0]], [[0, 1n], [1, 0]], [null, null], { length: 3 }), // prettier-ignore
  fc.constantFrom({ length: 1e9 }, { length: -1 }, { length: "2" }, { tree: {} }, Object.create(null)),
  fc.anything({ maxDepth: 2, maxKeys: 3 }),
);

/** What a call throws, if it is an error of the library; anything else is thrown on. */
export function blameOf(call: () => unknown): MarquetryError | undefined {
  try {
    call();
  } catch (error) {
    if (error instanceof MarquetryError) return error;
    throw error;
  }
  return undefined;
}

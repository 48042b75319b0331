import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { grown } from "../../src/geometry/growing.ts";

const arrays = fc.oneof(
  fc.float64Array({ noNaN: true }),
  fc.int32Array(),
  fc.uint8Array(),
) as fc.Arbitrary<Float64Array>;

describe("an array that grows", () => {
  it("stays the same while it has room, else keeps its numbers and its kind", () => {
    fc.assert(
      fc.property(arrays, fc.nat(40), fc.constantFrom(0, 7), (array, length, filling) => {
        const longer = grown(array, length, filling);
        if (length <= array.length) expect(longer).toBe(array);
        else {
          expect(longer.constructor).toBe(array.constructor);
          expect(longer.length).toBe(2 * length);
          expect(longer.subarray(0, array.length)).toEqual(array);
          expect(longer.subarray(array.length).every((value) => value === filling)).toBe(true);
        }
      }),
    );
  });
});

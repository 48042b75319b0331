/**
 * Unit vectors spread over a half turn, in bit-reversed order, so that however many are tried are spread evenly.
 * The number of them is a power of two. Those along the axes are exact, so that a square is cut into rectangles.
 */
export class Directions {
  readonly cos: Float64Array;
  readonly sin: Float64Array;

  constructor(count: number) {
    const bits = Math.log2(count);
    const turns = Array.from({ length: count }, (_, k) => reverseBits(k, bits));
    this.cos = Float64Array.from(turns, (k) => (2 * k === count ? 0 : Math.cos((k * Math.PI) / count)));
    this.sin = Float64Array.from(turns, (k) => Math.sin((k * Math.PI) / count));
  }
}

function reverseBits(value: number, bits: number): number {
  let reversed = 0;
  for (let b = 0; b < bits; b++) reversed |= ((value >> b) & 1) << (bits - 1 - b);
  return reversed;
}

import type { ConvexCutter } from "../../../geometry/convex-cut.ts";

/** Angle in radians, as its sine, below which two directions are not worth trying both. */
const ALIKE = 0.05;
/** A side shorter than this part of the root of the ring's area gives no direction. */
const SHORT_SIDE = 0.1;
/** Angle in radians below which a normal counts as level: rounding must not turn left into right. */
const LEVEL = 1e-9;
/** As many directions as can differ over a half turn, with room to spare. */
const MOST = 128;

/** Unit vectors. */
export interface Directions {
  readonly cos: Float64Array;
  readonly sin: Float64Array;
}

/** A number of directions spread over a half turn. Those along the axes are exact, so that a square is cut into rectangles. */
export function halfTurn(count: number, place: (k: number) => number = (k) => k): Directions {
  const turns = Array.from({ length: count }, (_, k) => place(k));
  return {
    cos: Float64Array.from(turns, (k) => (2 * k === count ? 0 : Math.cos((k * Math.PI) / count))),
    sin: Float64Array.from(turns, (k) => Math.sin((k * Math.PI) / count)),
  };
}

/** A power of two of them, in bit-reversed order, so that however many are tried are spread evenly. */
export function spreadTurns(count: number): Directions {
  return halfTurn(count, (k) => reverseBits(k, Math.log2(count)));
}

function reverseBits(value: number, bits: number): number {
  let reversed = 0;
  for (let b = 0; b < bits; b++) reversed |= ((value >> b) & 1) << (bits - 1 - b);
  return reversed;
}

/**
 * Normals worth trying for the cuts of a ring, over a half turn: along its sides and across them, which leaves right
 * angles where there are some, and on request evenly spread ones.
 */
export class RingDirections {
  count = 0;
  readonly x: Float64Array = new Float64Array(MOST);
  readonly y: Float64Array = new Float64Array(MOST);

  /** Takes the sides of a ring; the axes where all sides are short. */
  takeSides({ x, y, corners, area }: ConvexCutter): void {
    this.count = 0;
    const least = SHORT_SIDE * SHORT_SIDE * area;
    for (let k = 0, j = corners - 1; k < corners; j = k++) {
      const dx = x[k]! - x[j]!;
      const dy = y[k]! - y[j]!;
      const squared = dx * dx + dy * dy;
      if (squared < least) continue;
      const length = Math.sqrt(squared);
      const isUpright = Math.abs(dy) >= Math.abs(dx);
      const nx = (isUpright ? dy : dx) / length;
      const ny = (isUpright ? -dx : dy) / length;
      // The more upright line comes first: of two halves as good, the first is the left one.
      this.#add(nx, ny);
      this.#add(-ny, nx);
    }
    if (this.count > 0) return;
    this.#add(1, 0);
    this.#add(0, 1);
  }

  /** Adds directions spread evenly from that of the first on, as far as they are new. */
  addTurns({ cos, sin }: Directions): void {
    const x0 = this.x[0]!;
    const y0 = this.y[0]!;
    for (let k = 1; k < cos.length; k++) {
      this.#add(x0 * cos[k]! - y0 * sin[k]!, y0 * cos[k]! + x0 * sin[k]!);
    }
  }

  #add(nx: number, ny: number): void {
    const isTurned = ny < -LEVEL || (ny < LEVEL && nx < 0);
    const x = isTurned ? -nx : nx;
    const y = isTurned ? -ny : ny;
    for (let c = 0; c < this.count; c++) {
      const away = this.x[c]! * y - this.y[c]! * x;
      if (away < ALIKE && away > -ALIKE) return;
    }
    this.x[this.count] = x;
    this.y[this.count] = y;
    this.count++;
  }
}

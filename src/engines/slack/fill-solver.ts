import { CutSolver, lnShare } from "./cut-solver.ts";
import { emptyPart, type Part } from "./shapes.ts";

/**
 * Places a cut between two parts of a rectangle that leave no gaps, so that areas per weight differ as little as
 * possible.
 *
 * The two tables of a part are the spread and the middle of the logarithms of area per weight among its leaves, in
 * a box that holds as much as the part weighs. A cut moves the middles of both parts towards each other, as far as
 * both keep shapes that can be filled.
 */
export class FillSolver extends CutSolver {
  readonly #middleA: Part = emptyPart();
  readonly #middleB: Part = emptyPart();
  /** Of the cut tried last: where the middles of the parts lie, and what that comes to. */
  #apart = 0;
  #spread = 0;
  #center = 0;

  solve(axis: number, limit: number): number {
    const side = this.shapes.side(axis) - this.shapes.side(1 - axis);
    const [a, b] = [this.a.longest, this.b.longest];
    const low = Math.max(cutForA(-side - a), cutForB(b - side));
    const high = Math.min(cutForA(a - side), cutForB(-side - b));
    if (!(low <= high)) return Infinity;
    pointToMiddle(this.#middleA, this.a);
    pointToMiddle(this.#middleB, this.b);
    let best = limit;
    let found = Infinity;
    let cut = Math.min(high, Math.max(low, this.balanced));
    for (let trial = 0; trial < this.precision.trials; trial++) {
      this.#try(axis, cut);
      if (this.#spread < best) {
        best = found = this.#spread;
        this.cut = cut;
        this.middle = this.#center;
      }
      const next = Math.min(high, Math.max(low, cut - this.#apart));
      if (next === cut) break;
      cut = next;
    }
    return found;
  }

  #try(axis: number, cut: number): void {
    const shareA = lnShare(cut);
    const shareB = shareA - cut;
    const a = shareA - this.shareA + this.shapes.excess(this.#middleA, axis, shareA);
    const b = shareB - this.shareB + this.shapes.excess(this.#middleB, axis, shareB);
    const halfA = this.shapes.excess(this.a, axis, shareA) / 2;
    const halfB = this.shapes.excess(this.b, axis, shareB) / 2;
    const low = Math.min(a - halfA, b - halfB);
    const high = Math.max(a + halfA, b + halfB);
    this.#spread = high - low;
    this.#center = (high + low) / 2;
    // Both middles move when the cut does, together as far as it: b by its share of a, a by that of b.
    this.#apart = a - b;
  }
}

function pointToMiddle(middle: Part, part: Part): void {
  middle.values = part.middles;
  middle.start = part.start;
  middle.levels = part.levels;
}

/** The cut whose part a has a volume of e to the `share`, of the whole; beyond all cuts if that is more than all. */
function cutForA(share: number): number {
  return share < 0 ? share - Math.log(-Math.expm1(share)) : Infinity;
}

function cutForB(share: number): number {
  return share < 0 ? Math.log(-Math.expm1(share)) - share : -Infinity;
}

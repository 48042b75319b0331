import { grown } from "../../geometry/growing.ts";
import { descendingSort } from "../../model/sort.ts";
import { RowSearch } from "./row-search.ts";
import type { BoxWriter } from "./slices.ts";
import { SquarifiedRows } from "./squarify.ts";
import { sumOf, TIE } from "./sums.ts";

/** The most children for which rows are sought at every effort, with "best", and cuts at each place, or at the first few. */
const MOST_SOUGHT = 24;
const MOST_SOUGHT_BEST = 3000;
/** The same for children of equal weights, for which a grid may be fatter. */
const MOST_EQUAL = 400;
const MOST_CUT = 48;
/** Mean asp over that of squares for which nothing better is sought. */
const NEARLY_SQUARE = 0.01;
const FEW_CUTS = 6;

/** Seeks the fattest rectangles for one family at a time. */
export class FamilySearch implements BoxWriter {
  /** The children that have a weight, the heaviest first, and how many they are. */
  nodes: Int32Array = new Int32Array(0);
  count = 0;
  /** x, y, width and height of each, as laid last, where there are no cells that are written at once. */
  boxes: Float64Array = new Float64Array(0);
  /** The sum of the asp of what was laid last. */
  cost = 0;
  #cells: BoxWriter | undefined;
  /** Whether they are squarify's. */
  isSquarified = true;
  #weights: Float64Array = new Float64Array(0);
  readonly #rows: RowSearch = new RowSearch();
  readonly #squarified: SquarifiedRows = new SquarifiedRows(1);

  /** Begins with a family; whatever is laid out is written as cells, where these are given. */
  read(weights: Float64Array, first: number, end: number, cells?: BoxWriter): void {
    this.#cells = cells;
    this.nodes = grown(this.nodes, end - first);
    this.#weights = grown(this.#weights, end - first);
    if (!cells) this.boxes = grown(this.boxes, 4 * (end - first));
    let count = 0;
    let isSorted = true;
    for (let i = first; i < end; i++) {
      if (weights[i] === 0) continue;
      if (count > 0 && weights[i]! > this.#weights[count - 1]!) isSorted = false;
      this.#weights[count] = weights[i]!;
      this.nodes[count++] = i;
    }
    if (!isSorted) descendingSort(this.#weights, this.nodes, count)(0, count);
    this.count = count;
    this.#isRead = false;
  }
  /** Whether the search for rows knows the family. */
  #isRead = false;

  set(k: number, x: number, y: number, width: number, height: number): void {
    this.cost += width / height + height / width;
    if (this.#cells) {
      this.#cells.set(this.nodes[k]!, x, y, width, height);
      return;
    }
    this.boxes[4 * k] = x;
    this.boxes[4 * k + 1] = y;
    this.boxes[4 * k + 2] = width;
    this.boxes[4 * k + 3] = height;
  }

  /** Writes what was laid last as the cells of the children. */
  write(cells: BoxWriter): void {
    const { nodes, boxes } = this;
    for (let k = 0; k < this.count; k++) {
      cells.set(nodes[k]!, boxes[4 * k]!, boxes[4 * k + 1]!, boxes[4 * k + 2]!, boxes[4 * k + 3]!);
    }
  }

  /** Lays the family out as squarify with ratio 1 does. */
  squarify(width: number, height: number): void {
    this.cost = 0;
    this.#squarified.lay(0, 0, width, height, this.#weights, 0, this.count, this);
    this.isSquarified = true;
  }

  /** Writes a family as squarify with ratio 1 lays it out; one that comes sorted is read from where it is. */
  squarifyInto(
    width: number,
    height: number,
    weights: Float64Array,
    first: number,
    end: number,
    cells: BoxWriter,
  ): void {
    let k = first + 1;
    while (k < end && weights[k]! <= weights[k - 1]!) k++;
    if (k === end && weights[end - 1]! > 0) {
      this.#squarified.lay(0, 0, width, height, weights, first, end, cells);
      return;
    }
    this.read(weights, first, end, cells);
    this.squarify(width, height);
  }

  /** Lays out the fattest of squarify's rows, rows from side to side, and columns; returns the sum of asp. */
  layRows(width: number, height: number, most: number = MOST_SOUGHT): number {
    this.squarify(width, height);
    const squarified = this.cost;
    const limit = this.#weights[0] === this.#weights[this.count - 1] ? Math.max(most, MOST_EQUAL) : most;
    if (this.count < 3 || this.count > limit || squarified < (2 + NEARLY_SQUARE) * this.count)
      return squarified;
    this.#begin();
    if (this.#rows.atLeast(this.count, width, height) > squarified) return squarified;
    const sum = this.#rows.search(0, this.count, width, height);
    if (!(sum < squarified * (1 - TIE))) return squarified;
    this.#rows.lay(0, 0, width, height, this.#weights, 0, this.count, this);
    this.isSquarified = false;
    return sum;
  }

  /** Lays out the fattest rows or columns of parts that are cut off as long as it makes cells fatter; returns the sum of asp. */
  layParts(width: number, height: number): number {
    const rows = this.layRows(width, height, MOST_SOUGHT_BEST);
    if (this.count < 3 || this.count > MOST_SOUGHT_BEST) return rows;
    this.#begin();
    const before = this.boxes.slice(0, 4 * this.count);
    this.cost = 0;
    this.#layPart(0, this.count, 0, 0, width, height);
    const parts = this.cost;
    const isFatter = parts < rows * (1 - TIE);
    this.isSquarified &&= !isFatter;
    if (isFatter) return parts;
    this.boxes.set(before);
    return rows;
  }

  #begin(): void {
    if (!this.#isRead) this.#rows.read(this.#weights, this.count);
    this.#isRead = true;
  }

  #costOf(first: number, end: number, width: number, height: number): number {
    return end - first === 1 ? width / height + height / width : this.#rows.search(first, end, width, height);
  }

  /** Parts wait their turn on a list: a family may be cut as often as it has children. */
  #layPart(...whole: Part): void {
    const open = [whole];
    for (let part = open.pop(); part; part = open.pop()) {
      const [first, end, x, y, width, height] = part;
      const cut = this.#seekCut(first, end, width, height);
      if (!cut) {
        this.#rows.search(first, end, width, height);
        this.#rows.lay(x, y, width, height, this.#weights, first, end, this);
        continue;
      }
      const [at, across] = cut;
      const head = sumOf(this.#weights, first, at);
      const tail = sumOf(this.#weights, at, end);
      const share = head / (head + tail);
      // Not what is left of the side, of which next to nothing may be left.
      const rest = tail / (head + tail);
      const [w, h] = across ? [width * share, height] : [width, height * share];
      open.push([first, at, x, y, w, h]);
      open.push(
        across ? [at, end, x + w, y, width * rest, height] : [at, end, x, y + h, width, height * rest],
      );
    }
  }

  /** The cut after which rows or columns in both parts are fattest, and fatter than in the whole; null if there is none. */
  #seekCut(first: number, end: number, width: number, height: number): [at: number, across: boolean] | null {
    let least = this.#costOf(first, end, width, height) * (1 - TIE);
    let best: [number, boolean] | null = null;
    const last = end - first <= MOST_CUT ? end - 1 : Math.min(end - 1, first + FEW_CUTS);
    const total = sumOf(this.#weights, first, end);
    let head = 0;
    for (let at = first + 1; at <= last; at++) {
      head += this.#weights[at - 1]!;
      const share = head / total;
      if (!(share < 1)) break;
      for (const across of [true, false]) {
        const [w, h] = across ? [width * share, height] : [width, height * share];
        let cost = this.#costOf(first, at, w, h);
        if (cost < least) {
          cost += this.#costOf(at, end, across ? width - w : width, across ? height : height - h);
        }
        if (!(cost < least)) continue;
        least = cost;
        best = [at, across];
      }
    }
    return best;
  }
}

type Part = [first: number, end: number, x: number, y: number, width: number, height: number];

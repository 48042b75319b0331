import { grown } from "../../geometry/growing.ts";
import { EvenSolver, logQuotient, type CutSolver } from "./cut-solver.ts";
import { slackPlan, type SlackEffort, type SlackPlan } from "./effort.ts";
import { FamilyTreeBuilder } from "./family-trees.ts";
import { FillSolver } from "./fill-solver.ts";
import { BELOW, shapesOf, type Part, type Shapes } from "./shapes.ts";
import { TableStore } from "./table-store.ts";

/** What divides the box of one family among its members. */
export interface MemberPacker {
  readonly dimension: number;
  /** Origin and sides of member k, in the order of `add`, from 2 · dimension · k on. */
  readonly boxes: Float64Array;
  clear(): void;
  add(content: number, table: number): void;
  /** Divides a box; see {@link FamilyPacker}. */
  pack(sides: Float64Array, table: number, more?: number): unknown;
}

/** What a {@link FamilyPacker} packs. */
export interface PackerOptions {
  /** Number of axes, 1 to 8. */
  readonly dimension: number;
  /** Longest / shortest side that no member's box exceeds, at least 2. */
  readonly ratio: number;
  readonly effort: SlackEffort;
  /** Families on top of each other: what tables lack in precision adds up over them. 1 by default. */
  readonly depth?: number;
  /** Whether to leave no gaps, and let volumes per content differ instead; in the plane only. False by default. */
  readonly fills?: boolean;
}

/** Where tables that are not kept stand. */
const NOWHERE = -1;
/** Numbers that are kept at most, so that packing need not make them again: 64 MB. */
const MOST_KEPT = 2 ** 23;
/** A binary tree counts as better than an earlier one if it saves at least this much. */
const LEAST_GAIN = 1e-6;

/**
 * Packs the members of one family into a box, losing as little of its volume as it can.
 *
 * Give it the members with `clear` and `add`: each has a content (a volume) and a table that tells by how much the
 * volume of its box must exceed its content, shape by shape. Then either `tabulate` the family, which makes a
 * table of the same kind for the box around all of them, or `pack` it: divide an actual box.
 *
 * A family is joined two parts at a time, in several ways; the parts on the way are no nodes and may be long.
 * Whatever box a member gets, it is cut down to the greatest ratio.
 */
export class FamilyPacker implements MemberPacker {
  readonly dimension: number;
  readonly ratio: number;
  readonly shapes: Shapes;
  readonly store: TableStore;
  /** Shapes along each axis of a member's table. */
  readonly levels: number;
  readonly #fills: boolean;
  /** Boxes that `pack` made: origin and sides of member k, in the order of `add`, from 2 · dimension · k on. */
  boxes: Float64Array = new Float64Array(0);
  readonly #plan: SlackPlan;
  readonly #solver: CutSolver;
  readonly #trees = new FamilyTreeBuilder();
  #count = 0;
  /** Members as they were added. */
  #givenContent: Float64Array = new Float64Array(16);
  #givenTable: Int32Array = new Int32Array(16);
  /** Content, table and number of members of each part; the members in ascending order of need, then the wholes. */
  #content: Float64Array = new Float64Array(32);
  #levels: Int32Array = new Int32Array(32);
  #start: Int32Array = new Int32Array(32);
  #size: Int32Array = new Int32Array(32);
  /** Logarithm of the longest shape in which a part can be filled. */
  #longest: Float64Array = new Float64Array(32);
  #needs: Float64Array = new Float64Array(16);
  #given: Int32Array = new Int32Array(16);
  /** Tables of the wholes: of the family at hand, and before them of those that are kept for later. */
  #wholes: Float64Array = new Float64Array(1024);
  #wholeMiddles: Float64Array = new Float64Array(1);
  /** Where the tables of the family at hand begin. */
  #base = 0;
  /** Where they end. */
  #end = 0;
  /** Origin and sides of each part while a box is divided. */
  #rooms: Float64Array = new Float64Array(0);
  /** The best cut of a box, as `#bestCut` found it. */
  #axis = 0;
  #cut = 0;
  #middle = 0;

  constructor({ dimension, ratio, effort, depth = 1, fills = false }: PackerOptions) {
    this.#fills = fills;
    if (fills) this.#wholeMiddles = new Float64Array(this.#wholes.length);
    this.dimension = dimension;
    this.ratio = ratio;
    this.#plan = slackPlan(dimension, effort, depth);
    this.levels = dimension === 1 ? 1 : this.#plan.levels;
    this.shapes = shapesOf(dimension, this.levels, Math.log(ratio) / Math.max(1, this.levels - 1));
    this.#solver = fills ? new FillSolver(this.shapes, this.#plan) : new EvenSolver(this.shapes, this.#plan);
    this.store = new TableStore(this.shapes.entries(this.levels), fills);
  }

  /** Forgets all members. */
  clear(): void {
    this.#count = 0;
  }

  /**
   * Adds a member.
   *
   * @param content - positive; only its part of the sum matters
   * @param table - number of its table in `store`; 0 for a leaf
   */
  add(content: number, table: number): void {
    const k = this.#count++;
    this.#givenContent = grown(this.#givenContent, this.#count);
    this.#givenTable = grown(this.#givenTable, this.#count);
    this.#givenContent[k] = content;
    this.#givenTable[k] = table;
  }

  /** The number of the table of the family: its excess over the sum of contents, in every shape a node may have. */
  tabulate(): number {
    if (this.#count === 1) return this.#givenTable[0]!;
    const { store } = this;
    const table = store.open();
    const root = 2 * this.#count - 2;
    const from = table * store.entries;
    const winners = new Int8Array(store.entries);
    const before = this.#base;
    this.#sort();
    for (let join = 0; join < this.#plan.joins; join++) {
      if (!this.#join(join)) continue;
      let most = 0;
      for (let k = 0; k < store.entries; k++) {
        this.shapes.choose(k);
        const excess = this.#bestCut(root, store.values[from + k]! - LEAST_GAIN, true);
        if (excess < Infinity) {
          store.values[from + k] = excess;
          if (this.#fills) store.middles[from + k] = this.#middle;
          winners[k] = join;
        }
        most = Math.max(most, store.values[from + k]!);
      }
      if (most < this.#plan.enough) break;
    }
    store.close(table);
    for (const join of winners) store.joins[table]! |= 1 << join;
    if (this.#plan.joins === 1 && !this.#fills && this.#end <= MOST_KEPT) {
      store.wholes[table] = before;
      this.#base = this.#end;
    }
    return table;
  }

  /**
   * Divides a box among the members and writes `boxes`, each with a ratio of at most `ratio`; what is cut off is
   * left on both sides of a box alike. Boxes do not overlap and lie within 0 … side on each axis.
   *
   * @param sides - of the box
   * @param table - number of the family's table
   * @param more - how many binary trees to try beyond those of its table; 0 by default
   * @returns the excess that the family fits with: the logarithm of the volume of the box over the sum of contents
   *   must be at least this for all members to get what their tables ask for
   */
  pack(sides: Float64Array, table: number, more: number = 0): number {
    const d = this.dimension;
    this.boxes = grown(this.boxes, 2 * d * this.#count);
    this.#rooms = grown(this.#rooms, 4 * d * this.#count);
    if (this.#count > 1) this.#sort();
    let excess = 0;
    const root = 2 * this.#count - 2;
    openRoom(d, this.#rooms, root, sides);
    if (this.#count > 1) {
      excess = this.#joinBest(sides, table, more);
      for (let part = root; part >= this.#count; part--) this.#divide(part);
    } else this.#given[0] = 0;
    for (let k = 0; k < this.#count; k++) {
      const [room, box] = [2 * d * k, 2 * d * this.#given[k]!];
      if (this.#fills) for (let j = 0; j < 2 * d; j++) this.boxes[box + j] = this.#rooms[room + j]!;
      else trim(d, this.ratio, this.#rooms, room, this.boxes, box);
    }
    return excess;
  }

  /** Joins the family by the best tree for a box, among those that were the best for some, and returns its excess. */
  #joinBest(sides: Float64Array, table: number, more: number): number {
    const root = 2 * this.#count - 2;
    const joins = this.store.joins[table]!;
    const kept = this.store.wholes[table]!;
    let best = Infinity;
    let bestJoin = 0;
    let last = 0;
    const usual = this.#plan.joins;
    for (let join = 0; join < usual + more && best >= this.#plan.enough; join++) {
      if (join < usual && (joins & (1 << join)) === 0) continue;
      if (!this.#join(join, join === 0 ? kept : NOWHERE, join >= usual)) continue;
      last = join;
      this.shapes.measure(sides, 0);
      const excess = this.#bestCut(root, best, false);
      if (!(excess < best)) continue;
      best = excess;
      bestJoin = join;
    }
    if (last !== bestJoin) this.#join(bestJoin, NOWHERE, bestJoin >= usual);
    return best;
  }

  /** Sorts the members by what they need. */
  #sort(): void {
    const count = this.#count;
    const { store } = this;
    const need = new Float64Array(count);
    this.#given = grown(this.#given, count);
    this.#needs = grown(this.#needs, count);
    this.#content = grown(this.#content, 2 * count);
    this.#levels = grown(this.#levels, 2 * count);
    this.#start = grown(this.#start, 2 * count);
    this.#size = grown(this.#size, 2 * count);
    this.#longest = grown(this.#longest, 2 * count);
    for (let k = 0; k < count; k++) {
      this.#given[k] = k;
      need[k] = this.#givenContent[k]! * Math.exp(store.least[this.#givenTable[k]!]!);
    }
    const given = this.#given.subarray(0, count).sort((a, b) => need[a]! - need[b]! || b - a);
    for (let k = 0; k < count; k++) {
      this.#needs[k] = need[given[k]!]!;
      this.#content[k] = this.#givenContent[given[k]!]!;
      this.#start[k] = this.#givenTable[given[k]!]! * store.entries;
      this.#levels[k] = this.levels;
      this.#size[k] = 1;
      this.#longest[k] = Math.log(this.ratio);
    }
  }

  /**
   * Joins the members by tree number `join` and makes the tables of its wholes, but for the root's.
   *
   * @param kept - where these tables stand already; −1 if nowhere
   */
  #join(join: number, kept = NOWHERE, isMore = false): boolean {
    const count = this.#count;
    if (!this.#trees.build(join, this.#needs, count, isMore)) return false;
    const { first, second } = this.#trees;
    const content = this.#content;
    let end = kept === NOWHERE ? this.#base : kept;
    for (let made = 0; made < count - 1; made++) {
      const part = count + made;
      const [a, b] = [first[made]!, second[made]!];
      content[part] = content[a]! + content[b]!;
      this.#size[part] = this.#size[a]! + this.#size[b]!;
      const longer = Math.log(Math.min(this.#size[part], this.#plan.reach));
      const levels = this.dimension === 1 ? 1 : this.shapes.levelsBeyond(longer);
      const entries = this.shapes.entries(levels);
      this.#levels[part] = levels;
      this.#start[part] = end;
      if (made === count - 2) break;
      if (kept === NOWHERE) this.#tabulateWhole(part, end, entries);
      end += entries;
    }
    this.#end = end;
    return true;
  }

  #tabulateWhole(part: number, start: number, entries: number): void {
    this.#wholes = grown(this.#wholes, start + entries);
    if (this.#fills) this.#wholeMiddles = grown(this.#wholeMiddles, start + entries);
    for (let k = 0; k < entries; k++) {
      this.shapes.choose(k);
      this.#wholes[start + k] = this.#bestCut(part, Infinity, true);
      if (this.#fills) this.#noteFill(part, start, k);
    }
  }

  /** Notes how a whole fills shape k; one that it cannot fill counts as the longest that it can. */
  #noteFill(part: number, start: number, k: number): void {
    if (this.#wholes[start + k]! < Infinity) {
      this.#wholeMiddles[start + k] = this.#middle;
      this.#longest[part] = this.shapes.longest();
    } else {
      this.#wholes[start + k] = this.#wholes[start + k - 1]!;
      this.#wholeMiddles[start + k] = this.#wholeMiddles[start + k - 1]!;
    }
  }

  /**
   * The excess of a whole in a box of the current shape, cut across the best axis; Infinity if that is no less
   * than `limit`. If the shape is one of the lattice, axes of like sides give the same.
   */
  #bestCut(part: number, limit: number, isSorted: boolean): number {
    const count = this.#count;
    const { shapes } = this;
    const solver = this.#solver;
    const a = this.#trees.first[part - count]!;
    const b = this.#trees.second[part - count]!;
    this.#point(solver.a, a);
    this.#point(solver.b, b);
    solver.balance(logQuotient(this.#content[a]!, this.#content[b]!));
    let best = limit;
    let found = Infinity;
    for (let axis = this.dimension - 1; axis >= 0; axis--) {
      if (isSorted && axis < this.dimension - 1 && shapes.side(axis) === shapes.side(axis + 1)) continue;
      const excess = solver.solve(axis, best);
      if (!(excess < best)) continue;
      best = found = excess;
      this.#axis = axis;
      this.#cut = solver.cut;
      this.#middle = solver.middle;
      if (excess < this.#plan.tolerance) break;
    }
    return found;
  }

  #point(part: Part, k: number): void {
    part.values = k < this.#count ? this.store.values : this.#wholes;
    part.start = this.#start[k]!;
    part.levels = this.#levels[k]!;
    if (!this.#fills) return;
    part.middles = k < this.#count ? this.store.middles : this.#wholeMiddles;
    part.longest = this.#longest[k]!;
  }

  /** Cuts the room of a whole between its two parts; the second, which is the heavier as a rule, comes first. */
  #divide(part: number): void {
    const d = this.dimension;
    const rooms = this.#rooms;
    const whole = 2 * d * part;
    this.shapes.measure(rooms, whole + d);
    if (this.#bestCut(part, Infinity, false) === Infinity) this.#cutAnyhow(part);
    const [a, b] = [this.#trees.first[part - this.#count]!, this.#trees.second[part - this.#count]!];
    const side = rooms[whole + d + this.#axis]!;
    const [sideA, sideB] = [side / (1 + Math.exp(-this.#cut)), side / (1 + Math.exp(this.#cut))];
    cutRoom(d, rooms, part, this.#axis, a, sideA, b, sideB);
  }

  /** Where a room is too long to be filled: across its longest side, in proportion to what the parts could fill. */
  #cutAnyhow(part: number): void {
    const [a, b] = [this.#trees.first[part - this.#count]!, this.#trees.second[part - this.#count]!];
    this.#cut = this.#longest[a]! - this.#longest[b]!;
    this.#axis = 0;
    for (let axis = 1; axis < this.dimension; axis++) {
      if (this.shapes.side(axis) > this.shapes.side(this.#axis)) this.#axis = axis;
    }
  }
}

/** Writes the room of part `root`: all of a box. */
export function openRoom(d: number, rooms: Float64Array, root: number, sides: Float64Array): void {
  rooms.fill(0, 2 * d * root, 2 * d * root + d);
  rooms.set(sides, 2 * d * root + d);
}

/** Writes the rooms of parts a and b, into which that of a whole is cut across an axis; b comes first. */
export function cutRoom(
  d: number,
  rooms: Float64Array,
  whole: number,
  axis: number,
  a: number,
  sideA: number,
  b: number,
  sideB: number,
): void {
  rooms.copyWithin(2 * d * a, 2 * d * whole, 2 * d * (whole + 1));
  rooms.copyWithin(2 * d * b, 2 * d * whole, 2 * d * (whole + 1));
  rooms[2 * d * a + d + axis] = sideA;
  rooms[2 * d * b + d + axis] = sideB;
  rooms[2 * d * a + axis]! += sideB;
}

/** Writes the box of a room: its middle, with no side longer than `ratio` times the shortest. Both may be the same. */
export function trim(
  d: number,
  ratio: number,
  rooms: Float64Array,
  room: number,
  boxes: Float64Array,
  box: number,
): void {
  let shortest = Infinity;
  for (let axis = 0; axis < d; axis++) shortest = Math.min(shortest, rooms[room + d + axis]!);
  for (let axis = 0; axis < d; axis++) {
    const side = rooms[room + d + axis]!;
    const kept = Math.min(side, ratio * BELOW * shortest);
    boxes[box + axis] = rooms[room + axis]! + (side - kept) / 2;
    boxes[box + d + axis] = kept;
  }
}

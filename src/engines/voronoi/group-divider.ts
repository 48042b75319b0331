import { diameterSquared } from "../../geometry/diameter.ts";
import { PowerCells } from "../../geometry/power/cells.ts";
import { scaleToUnit } from "../../geometry/power/frame.ts";
import { toGrid } from "../../geometry/power/predicates.ts";
import { convexContains, ringArea, ringBounds, ringCentroid } from "../../geometry/ring.ts";
import type { PartRoom, RingSink } from "../cuts/family-cutter.ts";
import { AreaSolver } from "./area-solver.ts";
import type { Members } from "./members.ts";
import type { Places } from "./places.ts";
import { RowSites } from "./row-sites.ts";
import type { Sites } from "./sites.ts";

/** Greatest relative area error with which a group is taken. */
const ENOUGH = 1e-11;
/** Before sites move, the areas are brought within this of their targets. */
const BEFORE_MOVE = 0.3;
/** How far sites go towards the centroids: beyond them, since the cells follow. */
const MOVE = 1.8;
const MOVE_HALVINGS = 6;
/** A room with diameter² / area beyond this is too thin for its corners to hold exact areas. */
const THIN = 1e5;

/** A group whose cells have grown thinner than this many times what they once were has its sites moved. */
const THINNER = 1.03;
const MOVES_OF_THINNER = 3;
/** Times that this is done, at most. */
const MOST_ROUNDS = 4;
/** How far from its host a newcomer's site is put, in units of the root of the host's area. */
const NEWCOMER_REACH = 0.2;
/** How far sites are moved out of their rows, in units of the root of their areas. */
const SHAKE = 0.8;
/** Thin cells count most among ways of dividing a group of few; beyond this asp, another way is tried. */
export const POWER = 6;
export const FAT_ENOUGH = 2.7;
/** Relative area error within which a start is judged. */
const ABOUT = 0.03;
/** How often they move where a group that is not relaxed has thin cells. */
const MEND_MOVES = 3;
const MEND_ROUNDS = 3;
/** How much more often sites of a group of few move to where cells are fatter. */
const FEW_MOVES = 5;
/** How often the sites of the best of several starts move on. */
const LAST_MOVES = 10;
/** Turn from one newcomer to the next. */
const GOLDEN_ANGLE = 2.399963;

/** How often sites move to the centroids of their cells, and then to where thin cells become fatter. */
export interface Moves {
  readonly toCentroids: number;
  readonly toFatter: number;
}

/**
 * Divides the room of a group among its members by a power diagram with exact areas.
 *
 * All is done in a frame of the room's own, in which its longer side is between a half and 1: so nothing depends
 * on the unit of length, and powers of two change no digit.
 */
export class GroupDivider {
  readonly #solver: AreaSolver = new AreaSolver(new PowerCells());
  readonly #rows: RowSites = new RowSites();
  #room: Float64Array = new Float64Array(0);
  #corners = 0;
  #area = 0;
  #scale = 1;
  #x0 = 0;
  #y0 = 0;
  #width = 0;
  #height = 0;
  #members: Members = { parts: new Int32Array(0), weights: new Float64Array(0), keys: new Int32Array(0) };
  #count = 0;
  /** Mean asp of the group when it was planned. */
  #asp = NaN;

  /**
   * Takes the room and the members.
   *
   * @returns false if the room is too thin for exact areas
   */
  enter({ points, corners }: PartRoom, members: Members): boolean {
    const { weights } = members;
    const count = weights.length;
    this.#members = members;
    this.#count = count;
    this.#corners = corners;
    const room = this.#frame(points, corners);
    const area = ringArea(room, 0, corners);
    this.#area = area;
    if (!(area * THIN > this.#width * this.#width + this.#height * this.#height)) return false;
    const solver = this.#solver;
    solver.begin(count, room, corners);
    let total = 0;
    for (let k = count - 1; k >= 0; k--) total += weights[k]!;
    for (let k = 0; k < count; k++) solver.targets[k] = area * (weights[k]! / total);
    return true;
  }

  /** Moves the room to a frame of its own. */
  #frame(points: Float64Array, corners: number): Float64Array {
    const { x0, y0, x1, y1 } = ringBounds(points, 0, corners);
    const scale = scaleToUnit(Math.max(x1 - x0, y1 - y0));
    this.#scale = scale;
    this.#x0 = x0;
    this.#y0 = y0;
    this.#width = (x1 - x0) * scale;
    this.#height = (y1 - y0) * scale;
    this.#room = points.slice(0, 2 * corners).map((at, k) => (at - (k % 2 === 0 ? x0 : y0)) * scale);
    return this.#room;
  }

  /** Starts from rows, which number `shake` above 0 puts a little out of order, each in another way. */
  startFromRows(shake: number = 0): boolean {
    this.#placeInRows();
    if (shake > 0) this.#shake(shake);
    return this.#solver.start();
  }

  #shake(number: number): void {
    const { mesh, targets } = this.#solver;
    for (let k = 0; k < this.#count; k++) {
      const reach = SHAKE * Math.sqrt(targets[k]!);
      const turn = number * (k + 1) * GOLDEN_ANGLE;
      this.#bringIn(k, mesh.x[k]! + reach * Math.cos(turn), mesh.y[k]! + reach * Math.sin(turn));
    }
  }

  /** Divides the room from rows; false if that cannot be solved. */
  divideFromRows(moves: Moves): boolean {
    const isDone = this.startFromRows() && this.relax(moves) && this.solve();
    return isDone && (moves.toFatter > 0 || this.#mendThin());
  }

  /** Moves the sites of a solved group to where thin cells become fatter, if it has any. */
  #mendThin(): boolean {
    const unmended = this.#meanAspect();
    for (let round = 0, { worst } = this.#measure(); round < MEND_ROUNDS && worst > FAT_ENOUGH; round++) {
      const restore = this.#remember();
      this.#solver.fatten(MEND_MOVES);
      const isSolved = this.solve();
      const before = worst;
      worst = isSolved ? this.#measure().worst : Infinity;
      if (!(worst < before)) return restore();
      // An update is to keep such sites, although others are fatter than their centroids make them.
      this.#asp = Math.max(unmended, this.#meanAspect());
    }
    return true;
  }

  /** A function that puts sites and weights back as they are now, and solves them; false if that fails. */
  #remember(): () => boolean {
    const solver = this.#solver;
    const { x, y, w } = solver.mesh;
    const kept = [x, y, w].map((array) => array.slice(0, this.#count));
    return () => {
      [x, y, w].forEach((array, k) => array.set(kept[k]!));
      return solver.retake() && this.solve();
    };
  }

  /**
   * Divides the room from rows, and from rows out of order, until no cell is thin or this many have been tried, takes
   * the fattest and moves its sites on; false if none of it can be solved.
   */
  divideFromShaken(moves: Moves, shakes: number): boolean {
    const solver = this.#solver;
    let takeBest = null as (() => boolean) | null;
    let least = Infinity;
    const longer = { ...moves, toFatter: moves.toFatter + FEW_MOVES };
    const keep = (): boolean => {
      const { cost, worst } = this.#measure();
      if (cost < least) {
        least = cost;
        takeBest = this.#remember();
      }
      return worst <= FAT_ENOUGH;
    };
    for (let shake = 0; shake <= shakes; shake++)
      if (this.startFromRows(shake) && this.relax(longer) && solver.solve(ABOUT) && keep())
        return this.solve();
    if (takeBest === null || !takeBest()) return false;
    solver.fatten(LAST_MOVES);
    if (this.solve() && (keep(), this.#measure().cost <= least)) return true;
    return takeBest();
  }

  /** What the cells cost, of which thin ones count most, and the asp of the thinnest. */
  #measure(): { cost: number; worst: number } {
    const { mesh, cells } = this.#solver;
    let cost = 0;
    let worst = 0;
    for (let k = 0; k < this.#count; k++) {
      const corners = cells.ring(mesh, k);
      const asp = diameterSquared(cells.points, 0, corners) / cells.areas[k]!;
      cost += (asp / 2) ** POWER;
      if (asp > worst) worst = asp;
    }
    return { cost, worst };
  }

  /** How fat the group once was no longer counts: it is planned anew. */
  #placeInRows(): void {
    const { mesh, targets } = this.#solver;
    this.#asp = NaN;
    this.#rows.place(this.#room, this.#corners, targets, mesh);
  }

  /**
   * Starts from places in the frame in which the room lies at (x, y); members without one are placed in rows, places
   * outside are brought to the border.
   */
  startFromPlaces(places: Places, { x, y }: Required<PartRoom>): boolean {
    this.#placeInRows();
    for (let k = 0; k < this.#count; k++) {
      const place = places.get(this.#members.parts[k]!);
      if (!place) continue;
      this.#bringIn(k, (place[0] - x - this.#x0) * this.#scale, (place[1] - y - this.#y0) * this.#scale);
    }
    return this.#solver.start();
  }

  /** Sets site k to a place, or to where the way from there to the middle of the room comes in. */
  #bringIn(k: number, px: number, py: number): void {
    const { mesh } = this.#solver;
    const room = this.#room;
    const corners = this.#corners;
    const middle = new Float64Array(2);
    ringCentroid(room, 0, corners, middle);
    const [mx, my] = [middle[0]!, middle[1]!];
    let part = 1;
    if (!convexContains(room, 0, corners, px, py)) {
      for (let a = corners - 1, b = 0; b < corners; a = b++) {
        const ex = room[2 * b]! - room[2 * a]!;
        const ey = room[2 * b + 1]! - room[2 * a + 1]!;
        const ofMiddle = ey * (mx - room[2 * a]!) - ex * (my - room[2 * a + 1]!);
        const ofPlace = ey * (px - room[2 * a]!) - ex * (py - room[2 * a + 1]!);
        if (ofMiddle > 0 !== ofPlace > 0) part = Math.min(part, ofMiddle / (ofMiddle - ofPlace));
      }
    }
    mesh.x[k] = toGrid(mx + part * (px - mx));
    mesh.y[k] = toGrid(my + part * (py - my));
  }

  /**
   * Starts from remembered sites; newcomers are put beside the heaviest member remembered. False if that is no start.
   *
   * @param twins - where the earlier site of each member is remembered, or −1
   */
  startFromSites(sites: Sites, twins: Int32Array): boolean {
    const { mesh, targets } = this.#solver;
    const { x, y, w } = mesh;
    const isKnown = (k: number): boolean => twins[k]! >= 0 && !Number.isNaN(sites.x[twins[k]!]!);
    let host = -1;
    for (let k = 0; k < this.#count; k++) {
      if (!isKnown(k)) continue;
      const twin = twins[k]!;
      if (host < 0) host = k;
      x[k] = toGrid(sites.x[twin]! * this.#width);
      y[k] = toGrid(sites.y[twin]! * this.#height);
      w[k] = sites.w[twin]! * this.#area;
      if (host === k) this.#asp = sites.asp[twin]!;
    }
    if (host < 0) return false;
    const reach = NEWCOMER_REACH * Math.sqrt(targets[host]!);
    for (let k = 0, turn = 1; k < this.#count; k++) {
      if (isKnown(k)) continue;
      x[k] = toGrid(x[host]! + reach * Math.cos(turn * GOLDEN_ANGLE));
      y[k] = toGrid(y[host]! + reach * Math.sin(turn * GOLDEN_ANGLE));
      w[k] = w[host]!;
      turn++;
    }
    return this.#solver.evaluate() || this.#solver.start();
  }

  /** Moves sites; false if that leads nowhere. */
  relax({ toCentroids, toFatter }: Moves): boolean {
    const solver = this.#solver;
    for (let k = 0; k < toCentroids; k++) {
      if (solver.error > BEFORE_MOVE && !solver.newton()) return false;
      if (!solver.moveToCentroids(MOVE, MOVE_HALVINGS)) break;
    }
    if (toFatter > 0) solver.fatten(toFatter);
    return true;
  }

  /** Moves the sites of a solved group while it is not as fat as it once was, and solves it again; false if that fails. */
  refresh(): boolean {
    for (let round = 0; this.#meanAspect() > THINNER * this.#asp; round++) {
      if (round === MOST_ROUNDS) {
        // As fat as these weights let it be: moved again and again, its cells would never come to rest.
        this.#asp = this.#meanAspect();
        return true;
      }
      if (!this.relax({ toCentroids: MOVES_OF_THINNER, toFatter: 0 }) || !this.solve()) return false;
    }
    return true;
  }

  #meanAspect(): number {
    const { mesh, cells } = this.#solver;
    let sum = 0;
    for (let k = 0; k < this.#count; k++) {
      const corners = cells.ring(mesh, k);
      sum += diameterSquared(cells.points, 0, corners) / cells.areas[k]!;
    }
    return sum / this.#count;
  }

  /** Makes the areas exact; false if that fails. */
  solve(): boolean {
    return this.#solver.solve() && this.#solver.error <= ENOUGH;
  }

  /** Hands the cells to `sink`, in the frame in which the room lies at (x, y), and remembers the sites. */
  writeTo(sink: RingSink, { x, y }: Required<PartRoom>, sites: Sites): void {
    const { mesh, cells } = this.#solver;
    const unit = 1 / this.#scale;
    let sum = 0;
    for (let k = 0; k < this.#count; k++) {
      const key = this.#members.keys[k]!;
      const corners = cells.ring(mesh, k);
      const { points } = cells;
      sum += diameterSquared(points, 0, corners) / cells.areas[k]!;
      for (let n = 0; n < 2 * corners; n++) points[n]! *= unit;
      sink.set(this.#members.parts[k]!, x + this.#x0, y + this.#y0, points, 0, corners);
      sites.x[key] = mesh.x[k]! / this.#width;
      sites.y[key] = mesh.y[k]! / this.#height;
      sites.w[key] = mesh.w[k]! / this.#area;
    }
    const asp = Number.isNaN(this.#asp) ? sum / this.#count : this.#asp;
    for (let k = 0; k < this.#count; k++) sites.asp[this.#members.keys[k]!] = asp;
  }
}

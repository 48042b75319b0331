import { bridged } from "../geometry/bridges.ts";
import { areaOf, outlineOf, ringOf, split, type Room } from "../geometry/chord.ts";
import { loopsOf } from "../geometry/loops.ts";
import { islandsOf, withoutIdleCorners } from "../geometry/simple-rings.ts";
import type { CutForest } from "../engines/cuts/forest.ts";
import type { PolygonEngine, Ring, RingCells, WeightedTree } from "../engines/engine.ts";
import { Padding } from "../partition/padding.ts";
import { ringRegion } from "../partition/region.ts";
import { ChordPlanner } from "./chord-planner.ts";
import { joinByPlaces } from "./join-by-places.ts";
import { chordLike } from "./kept-chord.ts";
import { mappedPadding } from "./mapped-padding.ts";
import { PowerFamily, type Task } from "./power-family.ts";
import { RoomNotes, WAYS, type EarlierRoom } from "./room-memory.ts";
import { treeOf } from "./sub-tree.ts";

/** Sine of the turn from which a corner counts as one that turns back. */
const STRAIGHT = 1e-12;
/** Parts of less are cut off anew. */
const TINY = 1e-5;

/** A family to be divided: its node, its room in the frame of its cell, and where that lies. */
interface Family {
  readonly node: number;
  readonly room: Room;
  readonly x: number;
  readonly y: number;
}

/**
 * Divides a room of any shape among a tree by chords, or by power diagrams where the engine does, until parts are
 * convex, which the engine divides as ever. Of an earlier layout it keeps how each part was divided, as far as it can.
 */
export class RoomDivision {
  readonly notes: RoomNotes;
  /** Families that no power diagram could be found for. */
  readonly fallbacks: number[] = [];
  readonly #engine: PolygonEngine;
  readonly #plain: PolygonEngine;
  readonly #tree: WeightedTree;
  readonly #cells: RingCells;
  readonly #forest: CutForest;
  readonly #planner = new ChordPlanner();
  readonly #powers: PowerFamily | null;

  /**
   * Begins with a tree.
   *
   * @param cells - of the tree, with that of the root written
   * @param anew - families nothing of which is to be kept
   */
  constructor(
    engine: PolygonEngine,
    tree: WeightedTree,
    cells: RingCells,
    earlier: EarlierRoom | null,
    anew: ReadonlySet<number>,
  ) {
    this.#engine = engine;
    this.#plain = engine.placed ? engine.placed.otherwise() : engine;
    this.#tree = tree;
    this.#cells = cells;
    this.notes = new RoomNotes(tree, earlier, anew);
    this.#forest = this.notes.forest;
    this.#powers = engine.powers ? new PowerFamily(engine.powers, this.#forest, this.#planner) : null;
  }

  divide(room: Room): void {
    const { childCount } = this.#tree;
    const cells = this.#cells;
    const [x, y] = [cells.originX(0), cells.originY(0)];
    const open: Family[] = [{ node: 0, room: moved(startingAt(room, x, y), x, y), x, y }];
    for (let family = open.pop(); family; family = open.pop()) {
      const { x: left, y: top } = family;
      const tasks = cells.padding.none ? this.#divideFamily(family, true) : this.#dividePadded(family);
      for (const { part, room: given, x: dx, y: dy } of tasks) {
        if (childCount[part] === 0) continue;
        // The frame of a cell begins at its first corner.
        const outline = outlineOf(given);
        const [px, py] = [outline[0]!, outline[1]!];
        const own = moved(startingAt(given, px, py), px, py);
        open.push({ node: part, room: own, x: left + dx + px, y: top + dy + py });
      }
    }
  }

  /** Divides what padding leaves of a cell; a convex one, with all below it, is the engine's with its padding. */
  #dividePadded(family: Family): Task[] {
    const { node, room, x, y } = family;
    const cells = this.#cells;
    const { firstChild, childCount } = this.#tree;
    const top = this.#forest.top[node]!;
    if (top < 0) return [];
    const ring = this.#convexRing(top, room);
    if (ring && !this.#isPlaced(node, top) && top >= this.#tree.size) {
      this.#layOutConvex(top, ring, { part: top, room, x: 0, y: 0 }, x, y, cells.padding, true);
      return [];
    }
    const left = this.#openRoom(node);
    if (!left) return [];
    this.#divideFamily({ ...family, room: left }, false);
    cells.close(node);
    const tasks: Task[] = [];
    for (let c = firstChild[node]!; c < firstChild[node]! + childCount[node]!; c++) {
      if (childCount[c] === 0 || cells.corners(c) === 0) continue;
      const points = new Float64Array(2 * cells.corners(c));
      tasks.push({
        part: c,
        room: roomIn(points, cells.ring(c, points)),
        x: cells.originX(c),
        y: cells.originY(c),
      });
    }
    return tasks;
  }

  /** The room that padding leaves for the children of a node; null where there is none. */
  #openRoom(node: number): Room | null {
    const ring: Ring = { corners: 0, points: new Float64Array(0) };
    this.#cells.open(node, ring);
    return ring.corners < 3 ? null : roomIn(ring.points, ring.corners);
  }

  /** The ring of a convex room, for the engine to fill; null where the room is another, or was divided otherwise before. */
  #convexRing(part: number, room: Room): Float64Array | null {
    const way = this.notes.before(part);
    if (way !== WAYS.none && way !== WAYS.block) return null;
    const ring = isConvex(room) ? withoutIdleCorners(ringOf(room)) : null;
    return ring && ring.length >= 6 ? ring : null;
  }

  /**
   * Divides the room of a family, and returns those of its children.
   *
   * @param isDeep - whether the engine divides convex parts with all below them, the children's own families
   */
  #divideFamily({ node, room, x: absoluteX, y: absoluteY }: Family, isDeep: boolean): Task[] {
    const tree = this.#tree;
    const forest = this.#forest;
    const { firstChild, childCount, weight } = tree;
    for (let c = firstChild[node]!; c < firstChild[node]! + childCount[node]!; c++)
      if (weight[c] === 0) this.#cells.set(c, 0, 0, room.x, 0, 0);
    const top = forest.top[node]!;
    if (top < 0) return [];
    const isPlaced = this.#isPlaced(node, top);
    const done: Task[] = [];
    const open: Task[] = [{ part: top, room, x: 0, y: 0 }];
    const outcome = { hasFailed: false, hasWorked: false };
    this.#powers?.begin();
    for (let task = open.pop(); task; task = open.pop()) {
      const { part, room: own, x, y } = task;
      if (part < tree.size) {
        done.push(task);
        const outline = outlineOf(own);
        this.#cells.set(part, x, y, outline, 0, outline.length / 2);
        continue;
      }
      const ring = isPlaced ? null : this.#convexRing(part, own);
      if (ring) this.#layOutConvex(part, ring, task, absoluteX, absoluteY, null, isDeep);
      else {
        const parts = isPlaced ? null : this.#dividePower(task, absoluteX, absoluteY, outcome);
        open.push(...(parts ?? this.#cut(task, absoluteX, absoluteY, isPlaced)));
      }
    }
    if (outcome.hasFailed && !outcome.hasWorked) this.fallbacks.push(node);
    return done;
  }

  /** Whether users care where the children of a node lie; joins these by their places, if they have not been. */
  #isPlaced(node: number, top: number): boolean {
    const { placed } = this.#engine;
    if (!placed || top < this.#tree.size) return false;
    const { cuts } = this.#forest.partsBelow(top);
    if (cuts.every((cut) => this.notes.before(cut) !== WAYS.none))
      return cuts.some((cut) => this.notes.before(cut) === WAYS.placed);
    return joinByPlaces(this.#tree, node, this.#forest, placed.ask);
  }

  #dividePower(
    task: Task,
    familyX: number,
    familyY: number,
    outcome: { hasFailed: boolean; hasWorked: boolean },
  ): Task[] | null {
    const powers = this.#powers;
    const way = this.notes.before(task.part);
    if (!powers || way === WAYS.chord || way === WAYS.placed) return null;
    const frame = [familyX + task.x, familyY + task.y] as const;
    const nodes = this.#forest.partsBelow(task.part).children.sort();
    const known = way === WAYS.power ? this.notes.sitesBefore(nodes, frame) : null;
    const found = (known && powers.repeat(task, nodes, known)) ?? powers.divide(task);
    if (found === "none") return null;
    if (found === "failed") {
      outcome.hasFailed = true;
      return null;
    }
    outcome.hasWorked = true;
    this.notes.notePower(task.part, nodes, found.sites, frame);
    return found.tasks;
  }

  #cut({ part, room, x, y }: Task, familyX: number, familyY: number, isPlaced: boolean): Task[] {
    const forest = this.#forest;
    forest.weigh(part);
    const { light, heavy, share, isLightFirst } = forest;
    const area = share * areaOf(room);
    const frame = [familyX + x, familyY + y] as const;
    const ends = share > TINY ? this.notes.chordBefore(part, isLightFirst, frame) : null;
    const kept = ends && chordLike(room, ends, area);
    const cut = kept ?? this.#powers?.cutOf(part) ?? this.#planner.plan(room, forest, part);
    const { arc, rest, x: dx, y: dy } = split(room, cut, area);
    if (!cut.via) {
      const last = arc.x.length - 1;
      const made = [arc.x[0]! + dx, arc.y[0]! + dy, arc.x[last]! + dx, arc.y[last]! + dy];
      this.notes.noteChord(part, isLightFirst, made, frame, isPlaced);
    }
    return [
      { part: light, room: arc, x: x + dx, y: y + dy },
      { part: heavy, room: rest, x, y },
    ];
  }

  /**
   * Has the engine lay out some siblings in a convex ring.
   *
   * @param padding - of their parent and all below; null for none
   */
  #layOutConvex(
    part: number,
    ring: Float64Array,
    { x, y }: Task,
    familyX: number,
    familyY: number,
    padding: Padding | null,
    isDeep: boolean,
  ): void {
    const cells = this.#cells;
    const engine = this.#plain;
    const nodes = this.#forest.partsBelow(part).children.sort();
    const { below, numbers } = treeOf(this.#tree, nodes, isDeep);
    const region = engine.readContainer(ringRegion(ring), engine.name);
    const own = engine.makeCells(
      below,
      region,
      padding ? mappedPadding(padding, below, numbers) : new Padding(below),
    );
    const frame = [familyX + x, familyY + y] as const;
    const before = this.notes.blockBefore(part, numbers, engine, isDeep);
    const memory = before
      ? engine.partition(below, region, own, before)
      : engine.partition(below, region, own);
    this.notes.noteBlock(part, nodes, region.ring, frame, memory ?? undefined);
    for (const k of memory?.fallbacks ?? []) this.fallbacks.push(numbers[k]!);
    const points = new Float64Array(2 * own.mostCorners);
    for (let k = 1; k < below.size; k++) {
      const count = own.ring(k, points);
      const isTop = below.parent[k] === 0;
      const dx = own.originX(k) + (isTop ? x + own.originX(0) : 0);
      const dy = own.originY(k) + (isTop ? y + own.originY(0) : 0);
      cells.set(numbers[k]!, dx, dy, points, 0, count);
    }
  }
}

/** The room that an outline of one island has. */
function roomIn(points: Float64Array, corners: number): Room {
  return bridged(islandsOf(loopsOf(points, corners))[0]!);
}

/** A room in a frame that begins at (x, y). */
function moved({ x, y, wall }: Room, dx: number, dy: number): Room {
  return { x: x.map((at) => at - dx), y: y.map((at) => at - dy), wall };
}

/** The same ring, from the corner at a place on. */
function startingAt(room: Room, px: number, py: number): Room {
  const first = room.x.findIndex((x, k) => x === px && room.y[k] === py);
  if (first <= 0) return room;
  const turn = <A extends Float64Array | Uint8Array>(array: A): A => {
    const turned = array.slice() as A;
    turned.set(array.subarray(first));
    turned.set(array.subarray(0, first), array.length - first);
    return turned;
  };
  return { x: turn(room.x), y: turn(room.y), wall: room.wall && turn(room.wall) };
}

function isConvex({ x, y, wall }: Room): boolean {
  if (wall) return false;
  const n = x.length;
  for (let k = 0; k < n; k++) {
    const [a, b] = [k === 0 ? n - 1 : k - 1, k + 1 === n ? 0 : k + 1];
    const [ux, uy] = [x[k]! - x[a]!, y[k]! - y[a]!];
    const [vx, vy] = [x[b]! - x[k]!, y[b]! - y[k]!];
    const turn = uy * vx - ux * vy;
    const straight = STRAIGHT * Math.hypot(ux, uy) * Math.hypot(vx, vy);
    // A ring that doubles back has no width there, and turns more than once round.
    if (turn < -straight || (turn <= straight && ux * vx + uy * vy < 0)) return false;
  }
  return true;
}

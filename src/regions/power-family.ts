import { outlineOf, areaOf, split, type Cut, type Room } from "../geometry/chord.ts";
import { bridged } from "../geometry/bridges.ts";
import { ringArea } from "../geometry/ring.ts";
import { islandsOf } from "../geometry/simple-rings.ts";
import type { CutForest } from "../engines/cuts/forest.ts";
import { factorOf } from "../engines/cuts/planners/part-cost.ts";
import type { PolygonEngine } from "../engines/engine.ts";
import { innerPoint } from "../partition/simple-cells.ts";
import type { ChordPlanner } from "./chord-planner.ts";
import { PowerRooms, type PowerRoom, type Site } from "./power-room.ts";

/** Fewer are cut apart: two sites make a chord anyway. */
const LEAST = 3;
/** Weights farther apart than this are cut apart first. */
const MOST_APART = 1000;
/** How often parts of a part that could not be divided are tried by themselves. */
const MOST_DEPTH = 4;
/** Squares in search of a place within a bent cell for its site to begin at: it moves to the middle later. */
const FEW_SQUARES = 30;
/** Directions in which the width of an outline is measured. */
const DIRECTIONS = 16;

/** What is still to be divided: a part of a family, its room, and where the frame of that lies in the family's cell. */
export interface Task {
  readonly part: number;
  readonly room: Room;
  readonly x: number;
  readonly y: number;
}

/** A part divided by a power diagram. */
export interface PowerParts {
  readonly nodes: Int32Array;
  readonly sites: readonly Site[];
  readonly tasks: Task[];
}

/** What chords would make of a child: a place inside, in the frame of the family's cell, and what its shape costs. */
interface Trial {
  readonly x: number;
  readonly y: number;
  readonly cost: number;
}

/**
 * Divides parts of a family in rooms that are not convex by power diagrams clipped to them. Chords come first: they say
 * where sites begin, and where the cells of the diagram would be no fatter than theirs, they are kept.
 */
export class PowerFamily {
  readonly #rooms: PowerRooms;
  readonly #forest: CutForest;
  readonly #planner: ChordPlanner;
  readonly #isPure: boolean;
  readonly #trials = new Map<number, Trial>();
  readonly #cuts = new Map<number, Cut>();
  readonly #depth = new Map<number, number>();

  constructor(powers: NonNullable<PolygonEngine["powers"]>, forest: CutForest, planner: ChordPlanner) {
    this.#rooms = new PowerRooms(powers);
    this.#isPure = powers.isPure;
    this.#forest = forest;
    this.#planner = planner;
  }

  /** Begins with a family. */
  begin(): void {
    this.#trials.clear();
    this.#cuts.clear();
    this.#depth.clear();
  }

  /** The chord that a part was cut by when it was tried. */
  cutOf(part: number): Cut | undefined {
    const cut = this.#cuts.get(part);
    return cut && { ...cut };
  }

  /** Divides a part; "none" where chords are better for it, "failed" where it has no diagram whose cells are in one piece. */
  divide(task: Task): PowerParts | "none" | "failed" {
    const { part, x, y } = task;
    const forest = this.#forest;
    const depth = this.#depth.get(part) ?? 0;
    const nodes = forest.partsBelow(part).children.sort();
    const weights = Array.from(nodes, (node) => forest.weightOf(node));
    const isApart = Math.max(...weights) > MOST_APART * Math.min(...weights);
    for (const below of [forest.first, forest.second])
      this.#depth.set(below[part - forest.cells]!, isApart ? depth : depth + 1);
    if (nodes.length < LEAST || isApart || depth > MOST_DEPTH) return "none";
    if (!this.#trials.has(nodes[0]!)) this.#try(task);
    const trials = Array.from(nodes, (node) => this.#trials.get(node)!);
    const start = trials.map((trial): Site => [trial.x - x, trial.y - y, NaN]);
    const found = this.#solve(task, nodes, weights, start);
    if (!found) return "failed";
    const cost = found.cells.reduce((sum, rings, k) => sum + this.#costOf(nodes[k]!, rings[0]!, rings), 0);
    const usual = trials.reduce((sum, trial) => sum + trial.cost, 0);
    return this.#isPure || cost < usual ? partsOf(task, nodes, found) : "none";
  }

  /** Divides a part from the sites that it had; null if that cannot be done. */
  repeat(task: Task, nodes: Int32Array, sites: readonly Site[]): PowerParts | null {
    const weights = Array.from(nodes, (node) => this.#forest.weightOf(node));
    const found = this.#solve(task, nodes, weights, sites);
    return found && partsOf(task, nodes, found);
  }

  #solve({ room }: Task, nodes: Int32Array, weights: number[], start: readonly Site[]): PowerRoom | null {
    const mayHaveHoles = Array.from(nodes, (node) => !this.#forest.isLeaf(node));
    return this.#rooms.divide(outlineOf(room), weights, start, mayHaveHoles);
  }

  /** Cuts a part by chords down to its children. */
  #try(task: Task): void {
    const forest = this.#forest;
    const open: Task[] = [task];
    const middle = new Float64Array(2);
    for (let next = open.pop(); next; next = open.pop()) {
      const { part, room, x, y } = next;
      if (part < forest.cells) {
        const outline = outlineOf(room);
        innerPoint(outline, 0, outline.length / 2, middle, FEW_SQUARES);
        this.#trials.set(part, {
          x: x + middle[0]!,
          y: y + middle[1]!,
          cost: this.#costOf(part, outline, [outline]),
        });
        continue;
      }
      const cut = this.#planner.plan(room, forest, part);
      this.#cuts.set(part, { ...cut });
      forest.weigh(part);
      const { light, heavy, share } = forest;
      const { arc, rest, x: dx, y: dy } = split(room, cut, share * areaOf(room));
      open.push({ part: light, room: arc, x: x + dx, y: y + dy }, { part: heavy, room: rest, x, y });
    }
  }

  #costOf(node: number, outer: Float64Array, rings: readonly Float64Array[]): number {
    const area = rings.reduce((sum, ring) => sum + ringArea(ring, 0, ring.length / 2), 0);
    const half = widest(outer) ** 2 / area / 2;
    return factorOf(this.#forest, node) * half ** 3;
  }
}

/** The diameter of a ring, to half a per cent. */
function widest(ring: Float64Array): number {
  let most = 0;
  for (let k = 0; k < DIRECTIONS; k++) {
    const [nx, ny] = [Math.cos((Math.PI * k) / DIRECTIONS), Math.sin((Math.PI * k) / DIRECTIONS)];
    let [low, high] = [Infinity, -Infinity];
    for (let c = 0; c < ring.length; c += 2) {
      const along = nx * ring[c]! + ny * ring[c + 1]!;
      if (along < low) low = along;
      if (along > high) high = along;
    }
    most = Math.max(most, high - low);
  }
  return most;
}

function partsOf({ x, y }: Task, nodes: Int32Array, found: PowerRoom): PowerParts {
  const tasks = found.cells.map((rings, k): Task => {
    const room: Room = bridged(islandsOf(rings)[0]!);
    return { part: nodes[k]!, room, x: x + found.x, y: y + found.y };
  });
  return { nodes, sites: found.sites, tasks };
}

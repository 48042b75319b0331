import { ConvexCutter } from "../../../geometry/convex-cut.ts";
import { EdgeDirections, SAME_DIRECTION } from "./edge-directions.ts";

/** η of the proof: parallel edges keep η tan φ times their extent apart. This is what a cut off a third leaves. */
const PARALLEL = /* @__PURE__ */ (() => (1 - Math.sqrt(1 / 3)) / 2)();
/** What an axis-parallel cut of a third across the greater width leaves of it, whatever the ring's shape. */
const PARALLEL_AXES = /* @__PURE__ */ (() => 1 - Math.sqrt(2 / 3))();
/** The same where every cell is a rectangle. */
const PARALLEL_BOXES = 1 / 3;
/** The lemma speaks of angles up to this. */
const MOST_ANGLE = Math.PI / 4;
/** What directions that count as the same can take off an angle, parallel edges included; in radians. */
const ANGLE_TOLERANCE = 20 * SAME_DIRECTION;
/** What edges too short to have a direction, and rounding, can add to a bound; relative. */
const BOUND_TOLERANCE = 1e-3;

/**
 * What `angular` guarantees in a container, by the number of directions that lopsided cuts add on the way to a cell.
 * The proof is in docs/angular-bound.md.
 */
export class AngularGuarantee {
  /** Unit vector of one axis; the other is perpendicular to it. */
  readonly axisX: number;
  readonly axisY: number;
  /** Number of directions of the container's edges and the axes, and the least angle between two of them. */
  readonly #directions: number;
  readonly #angle: number;
  /** The least distance of parallel edges of the container over the extent along them. */
  readonly #spacing: number;

  /** @param spare - directions that every cell may have beyond those that the proof needs */
  constructor(container: Float64Array, spare: number = 0) {
    const cutter = new ConvexCutter();
    cutter.load(container, 0, container.length / 2);
    const edges = new EdgeDirections();
    edges.load(cutter, 1, 0);
    const own = Array.from({ length: edges.count }, (_, c) => c).filter((c) => edges.edges[c]! > 0);
    const axes = chooseAxes(
      own.map((c) => Math.atan2(edges.y[c]!, edges.x[c]!)),
      ({ separation, directions }) => Math.min(separation, angleAmong(directions)),
    );
    // An edge's own vector is free of rounding by the sine.
    this.axisX = axes.edge < 0 ? Math.cos(axes.angle) : edges.x[own[axes.edge]!]!;
    this.axisY = axes.edge < 0 ? Math.sin(axes.angle) : edges.y[own[axes.edge]!]!;
    this.#directions = axes.directions + spare;
    this.#angle = axes.separation;
    this.#spacing = edges.leastSpacing(cutter);
  }

  /** Number of directions that a ring may have, both axes included. */
  directions(added: number): number {
    return this.#directions + added;
  }

  /** The angle that these directions keep. */
  angle(added: number): number {
    return Math.min(MOST_ANGLE, this.#angle, angleAmong(this.directions(added)));
  }

  /** The distance that a cut keeps from an edge parallel to it, over the extent of the ring along both. */
  spacing(added: number): number {
    if (this.directions(added) === 2) return PARALLEL_BOXES;
    return Math.min(PARALLEL_AXES, PARALLEL * Math.tan(this.angle(added)));
  }

  /** The distance that any two parallel edges keep, the container's own included, over the extent along them. */
  leastSpacing(added: number): number {
    return Math.min(this.#spacing, this.spacing(added));
  }

  /** No cell has a larger diameter² / area. */
  bound(added: number): number {
    return (1 + BOUND_TOLERANCE) * Math.max(this.#boundOfCuts(added), this.#boundOfContainer(added));
  }

  #boundOfCuts(added: number): number {
    if (this.directions(added) === 2) return PARALLEL_BOXES + 1 / PARALLEL_BOXES;
    const angle = this.angle(added) - ANGLE_TOLERANCE;
    return angle > 0 ? 1 / (PARALLEL * (1 - PARALLEL) * angle) : Infinity;
  }

  /** What parallel edges of the container itself allow, where they are closer than cuts would be. */
  #boundOfContainer(added: number): number {
    const spacing = this.#spacing;
    if (spacing >= this.spacing(added)) return 0;
    if (this.directions(added) === 2) return spacing + 1 / spacing;
    const angle = this.angle(added) - ANGLE_TOLERANCE;
    return (1 + spacing * spacing) / (spacing * (1 - spacing / Math.tan(angle)));
  }
}

/** The angle that so many directions keep if each new one halves the widest gap between the others. */
function angleAmong(directions: number): number {
  return Math.PI / (2 * (directions - 1));
}

/** Two perpendicular axes for the cuts of a container. */
interface Axes {
  /** Angle of the first. */
  readonly angle: number;
  /** Index of the edge direction it is, or −1. */
  readonly edge: number;
  /** Number of directions, edges and axes together. */
  readonly directions: number;
  /** The least angle between two of them. */
  readonly separation: number;
}

/**
 * Chooses the axes for edges of the given angles, all distinct: along one of them, or in the middle of the widest
 * gap that the edges and their perpendiculars leave; whichever `worth` prefers, first come first.
 */
function chooseAxes(angles: readonly number[], worth: (axes: Axes) => number): Axes {
  const own = leastGap(angles, Math.PI);
  let best = measure(angles, widestGap(angles, Math.PI / 2), -1, own);
  for (const [edge, angle] of angles.entries()) {
    const axes = measure(angles, angle, edge, own);
    if (worth(axes) > worth(best)) best = axes;
  }
  return best;
}

function measure(angles: readonly number[], angle: number, edge: number, own: number): Axes {
  let directions = angles.length + 2;
  let separation = own;
  for (const other of angles) {
    const turn = modulo(other - angle, Math.PI / 2);
    const away = Math.min(turn, Math.PI / 2 - turn);
    if (away <= SAME_DIRECTION) directions--;
    else separation = Math.min(separation, away);
  }
  return { angle, edge, directions, separation };
}

/** The narrowest gap between neighbouring angles modulo `period`. */
function leastGap(angles: readonly number[], period: number): number {
  return gaps(angles, period).reduce((least, [gap]) => Math.min(least, gap), period);
}

/** The middle of the widest gap between neighbouring angles modulo `period`. */
function widestGap(angles: readonly number[], period: number): number {
  const [gap, after] = gaps(angles, period).reduce((widest, pair) => (pair[0] > widest[0] ? pair : widest));
  return after - gap / 2;
}

/** The gap before each angle, and that angle. */
function gaps(angles: readonly number[], period: number): [gap: number, after: number][] {
  const sorted = angles.map((angle) => modulo(angle, period)).sort((a, b) => a - b);
  return sorted.map((angle, k) => [
    k === 0 ? angle - sorted.at(-1)! + period : angle - sorted[k - 1]!,
    angle,
  ]);
}

function modulo(angle: number, period: number): number {
  return ((angle % period) + period) % period;
}

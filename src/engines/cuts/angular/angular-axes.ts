import { SAME_DIRECTION } from "../planners/edge-directions.ts";

/** Two perpendicular axes for the cuts of a container. */
export interface Axes {
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
export function chooseAxes(angles: readonly number[], worth: (axes: Axes) => number): Axes {
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

/** A map of the plane that moves and scales but does not turn: p ↦ scale · p + (x, y). */
export interface Similarity {
  readonly scale: number;
  readonly x: number;
  readonly y: number;
}

/** A map of the plane that moves, and scales differently along x and along y. */
export interface Stretch {
  readonly scaleX: number;
  readonly scaleY: number;
  readonly x: number;
  readonly y: number;
}

/** Leaves every point where it is. */
export const IDENTITY: Similarity = { scale: 1, x: 0, y: 0 };

/** First `first`, then `second`. */
export function compose(first: Similarity, second: Similarity): Similarity {
  return {
    scale: first.scale * second.scale,
    x: second.scale * first.x + second.x,
    y: second.scale * first.y + second.y,
  };
}

/** Magnifies by `scale`, and leaves the point (x, y) where it is. */
export function magnify(scale: number, x: number, y: number): Similarity {
  return { scale, x: x * (1 - scale), y: y * (1 - scale) };
}

/** A way between two pictures: how each of them lies on the screen at one moment. */
export interface Moment {
  readonly source: Similarity;
  readonly target: Similarity;
}

/** A picture magnified more than this is a blur, and its source a speck: the way is made no longer. */
const MOST_MAGNIFIED = 2000;
/** Scales closer to 1 than this have their fixed point so far out that the way counts as straight. */
const STRAIGHT = 1e-6;

/**
 * Where the picture before and the picture after lie when a part `t`, 0 to 1, of the way is done.
 *
 * `whole` takes the screen before to the screen after. The way magnifies evenly about its fixed point, so what
 * both pictures show lies in the same place at every moment.
 */
export function moment(whole: Similarity, t: number): Moment {
  const { scale, x, y } = whole;
  if (Math.abs(scale - 1) < STRAIGHT) {
    return {
      source: { scale: 1, x: x * t, y: y * t },
      target: { scale: 1, x: x * (t - 1), y: y * (t - 1) },
    };
  }
  const fixedX = x / (1 - scale);
  const fixedY = y / (1 - scale);
  const reach = Math.min(Math.max(scale, 1 / MOST_MAGNIFIED), MOST_MAGNIFIED);
  return { source: magnify(reach ** t, fixedX, fixedY), target: magnify(reach ** (t - 1), fixedX, fixedY) };
}

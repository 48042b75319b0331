import { MarquetryError, show } from "../errors.ts";

/** Sides of the polygon that stands for a circle: its area is 0.16 % below the circle's. */
const CIRCLE_SIDES = 64;
const MOST_SIDES = 10_000;

/**
 * A regular polygon as a container.
 *
 * @param cx - x of the centre
 * @param cy - y of the centre
 * @param r - distance of the corners from the centre
 * @param sides - number of sides, at least 3
 * @param turn - angle of the first corner in radians from the x axis; by default a corner points up
 * @throws MarquetryError `bad-option`
 * @example layout(tree, { engine: greedy(), container: regularPolygon(300, 300, 300, 6) });
 */
export function regularPolygon(
  cx: number,
  cy: number,
  r: number,
  sides: number,
  turn: number = -Math.PI / 2,
): [x: number, y: number][] {
  if (!Number.isInteger(sides) || sides < 3 || sides > MOST_SIDES) {
    const message = `a polygon needs 3 to ${MOST_SIDES} sides, not ${show(sides)}`;
    throw new MarquetryError("bad-option", message, { value: sides });
  }
  for (const [name, value] of Object.entries({ cx, cy, r, turn })) {
    if (Number.isFinite(value) && (name !== "r" || value > 0)) continue;
    const takes = name === "r" ? "a positive number" : "a number";
    throw new MarquetryError("bad-option", `${name} of a polygon must be ${takes}, not ${show(value)}`, {
      value,
    });
  }
  return Array.from({ length: sides }, (_, k) => {
    const angle = turn - (2 * Math.PI * k) / sides;
    return [cx + r * Math.cos(angle), cy + r * Math.sin(angle)];
  });
}

/**
 * A circle as a container: a regular polygon with many sides.
 *
 * @param sides - number of sides, 64 by default
 * @throws MarquetryError `bad-option`
 * @example layout(tree, { engine: greedy(), container: circle(300, 300, 300) });
 */
export function circle(
  cx: number,
  cy: number,
  r: number,
  sides: number = CIRCLE_SIDES,
): [x: number, y: number][] {
  return regularPolygon(cx, cy, r, sides);
}

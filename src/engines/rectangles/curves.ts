import { grown } from "../../geometry/growing.ts";
import { readOptions } from "../../options/read-options.ts";
import type { RectEngine } from "../engine.ts";
import { boxEngine } from "../family-engine.ts";
import { OpenRuns } from "./runs.ts";

/**
 * A turn of Hilbert's curve through the quarters of a room, by bits: whether it leads on along y and not along x, and
 * whether it starts at the far end of x, of y.
 */
type Turn = number;
const ALONG_Y = 1;
const FAR_X = 2;
const FAR_Y = 4;
/** The first turn of Moore's curve: as that of 0, but for the turns within its quarters. */
const CLOSED = 8;

/** What an open run is: a room to turn through, or one of the halves of a turn. */
const WHOLE = 0;
const FIRST_HALF = 1;
const SECOND_HALF = 2;
const PARTS = 4;

/**
 * The children along Hilbert's curve: four groups in the quarters of the room, cut where they weigh most nearly the
 * same, and in each the curve again, turned so that its ends meet.
 *
 * Order is kept, and neighbours in the list stay neighbours in the room when weights change; shapes are fair, without
 * a limit. The paper divides a list into the four groups that differ least in weight; here halves are halved.
 *
 * Time: n log n in the number of children.
 *
 * Source: Tak, Cockburn, *Enhanced spatial stability with Hilbert and Moore treemaps* (2013).
 *
 * @throws MarquetryError `bad-option`: it has no options
 * @example layout(tree, { engine: hilbert(), container: [960, 600] });
 */
export function hilbert(options?: Record<string, never>): RectEngine {
  return curveEngine("hilbert", "along Hilbert's curve; neighbours stay near, no guarantee", options, 0);
}

/**
 * The children along Moore's curve, which ends beside its beginning; else as {@link hilbert}.
 *
 * Source: Tak, Cockburn, *Enhanced spatial stability with Hilbert and Moore treemaps* (2013).
 *
 * @throws MarquetryError `bad-option`: it has no options
 * @example layout(tree, { engine: moore(), container: [960, 600] });
 */
export function moore(options?: Record<string, never>): RectEngine {
  const description = "along Moore's curve, a closed one; neighbours stay near, no guarantee";
  return curveEngine("moore", description, options, CLOSED);
}

function curveEngine(
  name: string,
  description: string,
  given: object | undefined,
  firstTurn: Turn,
): RectEngine {
  const runs = new OpenRuns();
  // Of each open run, its turn and what part of that it is: PARTS · turn + part.
  let states: Int32Array = new Int32Array(0);
  return boxEngine({
    name,
    description,
    options: readOptions(name, {}, given),
    divide({ width, height }, weights, first, end, cells) {
      runs.begin(weights, first, end, width, height);
      states = grown(states, 2);
      states[0] = PARTS * firstTurn + WHOLE;
      while (runs.size > 0) {
        const top = runs.size - 1;
        if (runs.count === 1) {
          runs.place(cells);
          continue;
        }
        const turn = Math.floor(states[top]! / PARTS);
        const part = states[top]! % PARTS;
        const alongY = (turn & ALONG_Y) !== 0;
        const across = part === WHOLE ? !alongY : alongY;
        const isFar = (turn & (across ? FAR_X : FAR_Y)) !== 0;
        // In the second half of a turn the curve comes back.
        runs.cut(runs.middle(), across, false, part === SECOND_HALF ? !isFar : isFar);
        states = grown(states, top + 2);
        const quarter = part === SECOND_HALF ? 2 : 0;
        states[top + 1] = part === WHOLE ? PARTS * turn + FIRST_HALF : PARTS * turnOf(turn, quarter);
        states[top] = part === WHOLE ? PARTS * turn + SECOND_HALF : PARTS * turnOf(turn, quarter + 1);
      }
    },
  });
}

/** The turn within a quarter, so that the curve begins where that in the quarter before ends. */
function turnOf(turn: Turn, quarter: number): Turn {
  if (turn === CLOSED) return quarter < 2 ? ALONG_Y | FAR_X : ALONG_Y | FAR_Y;
  if (quarter === 0) return turn ^ ALONG_Y;
  return quarter === 3 ? turn ^ (ALONG_Y | FAR_X | FAR_Y) : turn;
}

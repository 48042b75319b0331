import type { Partition } from "../index.ts";
import { cameraAt, placeOfNode, type Camera, type Size } from "./camera.ts";
import { interpolateMaps } from "./library.ts";
import { onScreen, seatedFrame, type Seat } from "./seat.ts";

/** Subtrees of more nodes are moved as a picture: to draw each frame anew would take too long. */
const MOST_DRAWN = 4000;

/** What is shown of a map. */
interface Shown {
  readonly map: Partition;
  readonly camera: Camera;
}

/**
 * The way of the cells below the base of a seat from where one camera shows them to where another does; null where that
 * would take too long to draw.
 */
export function wayOfBranch(
  before: Shown,
  after: Shown,
  seat: Seat,
  size: Size,
): ((part: number) => Shown) | null {
  if (seat.branch.size > MOST_DRAWN) return null;
  const [from, to] = [before, after].map(({ map, camera }) =>
    onScreen(map, seat, placeOfNode(map, camera, seat.base, size)),
  ) as [Partition, Partition];
  const frame = interpolateMaps(from, to);
  return (part) => {
    const branch = frame(part);
    const map = seatedFrame(after.map, { base: seat.base, branch });
    const place = { scale: 1, x: branch.cells.originX(0), y: branch.cells.originY(0) };
    return { map, camera: cameraAt(map, seat.base, place, size) };
  };
}

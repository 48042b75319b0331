import type { Cells, Partition } from "../index.ts";
import { ownBox, placeBelow, placeOf, ringFor, type Camera, type Size } from "./camera.ts";
import type { Similarity } from "./similarity.ts";

/** Lines and their joints reach this far beyond their cells, in pixels. */
const REACH = 8;

/**
 * A map whose cells off the screen count as empty, so that a renderer passes them by; the map itself where all
 * are on the screen.
 */
export function visiblePart<T>(map: Partition<T>, camera: Camera, size: Size): Partition<T> {
  if (camera.lens.scale <= 1) return map;
  const hidden = hiddenCells(map, camera, size);
  // All else is asked of the cells themselves.
  const cells = Object.create(map.cells) as { -readonly [Name in keyof Cells]: Cells[Name] };
  cells.corners = (i) => (hidden[i] === 1 ? 0 : map.cells.corners(i));
  return map.withCells(cells);
}

/** 1 for each topmost node off the screen. */
function hiddenCells(map: Partition, camera: Camera, size: Size): Uint8Array {
  const { firstChild, childCount } = map.tree;
  const hidden = new Uint8Array(map.size);
  const box = new Float64Array(4);
  const ring = ringFor(map);
  const open: [node: number, place: Similarity][] = [[camera.root, placeOf(map, camera, size)]];
  for (let next = open.pop(); next; next = open.pop()) {
    const [node, place] = next;
    const first = firstChild[node]!;
    for (let c = first; c < first + childCount[node]!; c++) {
      if (!ownBox(map, c, ring, box)) continue;
      const own = placeBelow(map, place, c);
      const x0 = box[0]! * own.scale + own.x;
      const y0 = box[1]! * own.scale + own.y;
      const x1 = box[2]! * own.scale + own.x;
      const y1 = box[3]! * own.scale + own.y;
      if (x1 < -REACH || y1 < -REACH || x0 > size.width + REACH || y0 > size.height + REACH) hidden[c] = 1;
      else if (childCount[c]! > 0 && (x0 < 0 || y0 < 0 || x1 > size.width || y1 > size.height))
        open.push([c, own]);
    }
  }
  return hidden;
}

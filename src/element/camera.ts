import { ringBounds } from "../geometry/ring.ts";
import type { Bounds, Partition, WeightedTree } from "../index.ts";
import { isWithin } from "./data.ts";
import { topOf } from "./seat.ts";
import { compose, IDENTITY, magnify, type Similarity } from "./similarity.ts";

/** Size of the picture in CSS pixels. */
export interface Size {
  readonly width: number;
  readonly height: number;
}

/**
 * What the screen shows: the picture in which the cell of `root` fits the screen, seen through `lens`.
 *
 * All coordinates are those of the root's own frame, so that a cell 10⁻¹⁰⁰ wide is shown as exactly as any.
 */
export interface Camera {
  readonly root: number;
  readonly lens: Similarity;
}

/** The camera that shows the whole cell of a node. */
export function atNode(root: number): Camera {
  return { root, lens: IDENTITY };
}

/** Whether a camera shows the whole cell of its root, and nothing moved it. */
export function isAtNode({ lens }: Camera): boolean {
  return lens.scale === 1 && lens.x === 0 && lens.y === 0;
}

/** Bounding box of a cell in its own frame; null where the cell is empty. `ring` has room for its corners. */
export function ownBox({ cells }: Partition, node: number, ring: Float64Array): Bounds | null {
  return cells.corners(node) === 0 ? null : ringBounds(ring, 0, cells.ring(node, ring));
}

/** Room for the corners of any cell of a map. */
export function ringFor(map: Partition): Float64Array {
  return new Float64Array(2 * Math.max(map.cells.mostCorners, 4));
}

/** From the own frame of a node to the screen that its cell fits. */
function fit(map: Partition, node: number, { width, height }: Size): Similarity {
  const box = ownBox(map, node, ringFor(map));
  if (!box) return IDENTITY;
  const { x0, y0, x1, y1 } = box;
  const scale = Math.min(width / (x1 - x0), height / (y1 - y0));
  return {
    scale,
    x: (width - (x1 - x0) * scale) / 2 - x0 * scale,
    y: (height - (y1 - y0) * scale) / 2 - y0 * scale,
  };
}

/** From the own frame of the camera's root to the screen. */
export function placeOf(map: Partition, { root, lens }: Camera, size: Size): Similarity {
  return compose(fit(map, root, size), lens);
}

/** The camera on a root whose own frame lies at a place on the screen. */
export function cameraAt(map: Partition, root: number, place: Similarity, size: Size): Camera {
  const whole = fit(map, root, size);
  const scale = place.scale / whole.scale;
  return { root, lens: { scale, x: place.x - whole.x * scale, y: place.y - whole.y * scale } };
}

/** The place of a child's frame, from that of its parent's. */
export function placeBelow(map: Partition, place: Similarity, child: number): Similarity {
  const { scale, x, y } = place;
  return { scale, x: x + map.cells.originX(child) * scale, y: y + map.cells.originY(child) * scale };
}

/** The place of a parent's frame, from that of its child's. */
export function placeAbove(map: Partition, place: Similarity, child: number): Similarity {
  const { scale, x, y } = place;
  return { scale, x: x - map.cells.originX(child) * scale, y: y - map.cells.originY(child) * scale };
}

/** The lowest node that holds two nodes. */
function commonRoot({ parent }: WeightedTree, i: number, j: number): number {
  // Parents have smaller numbers than their children, so the greater number climbs until both ways meet.
  while (i !== j) {
    if (i > j) i = parent[i]!;
    else j = parent[j]!;
  }
  return i;
}

/** The place of any node's frame on the screen of a camera. */
export function placeOfNode(map: Partition, camera: Camera, node: number, size: Size): Similarity {
  const { parent } = map.tree;
  const top = commonRoot(map.tree, camera.root, node);
  let place = placeOf(map, camera, size);
  for (let v = camera.root; v !== top; v = parent[v]!) place = placeAbove(map, place, v);
  const down: number[] = [];
  for (let v = node; v !== top; v = parent[v]!) down.push(v);
  return down.reduceRight((above, v) => placeBelow(map, above, v), place);
}

/** From the screen of one camera to the screen of another, so that every cell stays where it is. */
export function between(map: Partition, from: Camera, to: Camera, size: Size): Similarity {
  const top = commonRoot(map.tree, from.root, to.root);
  const before = placeOfNode(map, from, top, size);
  const after = placeOfNode(map, to, top, size);
  const scale = after.scale / before.scale;
  const whole = { scale, x: after.x - before.x * scale, y: after.y - before.y * scale };
  // Beyond 300 decades apart numbers end; the pictures then only fade into each other.
  return [whole.scale, whole.x, whole.y].every(Number.isFinite) ? whole : IDENTITY;
}

/**
 * The same view with the cells around it: from the lowest root that two cameras share, unless that would be magnified
 * too much.
 */
export function withSurroundings(map: Partition, camera: Camera, other: Camera, size: Size): Camera {
  const top = commonRoot(map.tree, camera.root, other.root);
  return seenFrom(map, camera, top, size) ?? camera;
}

/** The same view from a root that holds the camera's; null where that would be magnified too much, or holds it not. */
export function seenFrom(map: Partition, camera: Camera, root: number, size: Size): Camera | null {
  if (root === camera.root) return camera;
  if (!isWithin(map.tree, camera.root, root)) return null;
  const above = cameraAt(map, root, placeOfNode(map, camera, root, size), size);
  return above.lens.scale <= MOST_ZOOM ? above : null;
}

/** A picture is magnified no further than this against the one that fits, where no single cell fills the screen. */
const MOST_ZOOM = 512;

/**
 * The camera after a movement of what is on the screen, kept within the map and based on the deepest root it can.
 * Who drags beyond the picture of the root comes to the picture of its parent.
 */
export function moved(map: Partition, camera: Camera, movement: Similarity, size: Size): Camera {
  const top = topOf(map);
  let next = rebased(map, { root: camera.root, lens: compose(camera.lens, movement) }, size);
  let within = clamped(next, size);
  while (movement.scale === 1 && next.root > top && isPushed(next, within)) {
    const root = map.tree.parent[next.root]!;
    const above = cameraAt(map, root, placeAbove(map, placeOf(map, next, size), next.root), size);
    if (above.lens.scale > MOST_ZOOM) break;
    next = above;
    within = clamped(next, size);
  }
  return within;
}

/** A camera that is pushed back by less, in pixels, is at its edge and not beyond. */
const AT_EDGE = 0.5;

function isPushed({ lens: before }: Camera, { lens: after }: Camera): boolean {
  return Math.abs(before.x - after.x) > AT_EDGE || Math.abs(before.y - after.y) > AT_EDGE;
}

/** The camera magnified about a point of the screen. */
export function zoomed(
  map: Partition,
  camera: Camera,
  factor: number,
  x: number,
  y: number,
  size: Size,
): Camera {
  const most = MOST_ZOOM / camera.lens.scale;
  return moved(map, camera, magnify(Math.min(factor, most), x, y), size);
}

/** The same view from a root that fills the screen: further up where the screen shows more, down where it shows one cell. */
export function rebased(map: Partition, camera: Camera, size: Size): Camera {
  const { parent, childCount } = map.tree;
  const top = topOf(map);
  let { root } = camera;
  let place = placeOf(map, camera, size);
  let next = camera;
  while (root > top && next.lens.scale < 1) {
    place = placeAbove(map, place, root);
    root = parent[root]!;
    next = cameraAt(map, root, place, size);
  }
  while (next.lens.scale > 1) {
    const child = filling(map, root, place, size);
    if (child < 0 || childCount[child] === 0) break;
    place = placeBelow(map, place, child);
    root = child;
    next = cameraAt(map, root, place, size);
  }
  return next;
}

/** The child whose cell holds all four corners of the screen, or −1. Cells are convex but for few, which then only stay unused. */
function filling(map: Partition, root: number, place: Similarity, { width, height }: Size): number {
  const { cells, tree } = map;
  if (map.cells.shape === "rectilinear" || map.cells.shape === "simple") return -1;
  const corners = [0, width].flatMap((x) => [0, height].map((y) => [x, y] as const));
  const first = tree.firstChild[root]!;
  for (let c = first; c < first + tree.childCount[root]!; c++) {
    if (cells.corners(c) === 0) continue;
    const { scale, x, y } = placeBelow(map, place, c);
    if (corners.every(([u, v]) => cells.contains(c, (u - x) / scale, (v - y) / scale))) return c;
  }
  return -1;
}

/** The whole map is shown at the least, and no more room beside the picture than when it fits. */
function clamped({ root, lens }: Camera, { width, height }: Size): Camera {
  const scale = Math.max(lens.scale, 1);
  if (scale === 1) return atNode(root);
  return {
    root,
    lens: {
      scale,
      x: Math.min(0, Math.max(width * (1 - scale), lens.x)),
      y: Math.min(0, Math.max(height * (1 - scale), lens.y)),
    },
  };
}

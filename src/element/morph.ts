import { matchNodes, type Partition } from "../index.ts";
import { interpolateMaps } from "./library.ts";
import { seenFrom, type Camera, type Size } from "./camera.ts";
import { compose, moment, type Similarity } from "./similarity.ts";

/** Maps of more nodes are shown at once: to work out and to draw a picture on the way would take too long. */
const MOST_NODES = 20_000;
/** A map at its very beginning is the one before; from here on its nodes are those of both. */
const BEGUN = 1e-9;

/** What a camera shows of a map, and where that lies on the screen. */
export interface Shown {
  readonly map: Partition;
  readonly camera: Camera;
  readonly shift: Similarity;
}

/** The way from what is shown of a map to what is to be shown of another one. */
export interface Morph {
  /** The node on the way that stands for a node of the map to come. */
  readonly nodeOf: (node: number) => number;
  /** What is shown when a part of the way, 0 to 1, is done. */
  readonly at: (part: number) => Pick<Shown, "map" | "camera">;
}

/**
 * The way between two maps, each seen through a camera of its own; null where there is none worth going: maps too large,
 * or views so far apart that no picture holds both.
 */
export function morphBetween(
  before: Pick<Shown, "map" | "camera">,
  map: Partition,
  camera: Camera,
  size: Size,
): Morph | null {
  if (Math.max(before.map.size, map.size) > MOST_NODES) return null;
  let frame: (t: number) => Partition;
  try {
    frame = interpolateMaps(before.map, map);
  } catch {
    // Between outlines of some kinds no way is known.
    return null;
  }
  const { tree } = frame(BEGUN);
  // Where no node leaves, all have the numbers that they have in the map to come.
  const numbers = tree.size > map.size ? matchNodes(map.tree, tree) : null;
  const nodeOf = (node: number): number => (numbers && node > 0 ? numbers[node]! : node);
  const wayFrom = (root: number): Morph["at"] | null => {
    const id = tree.id(root);
    const [from, to] = [before, { map, camera }].map((end) => {
      const own = root === 0 ? 0 : end.map.tree.find(id);
      return own < 0 || end.map.isEmpty(own) ? null : seenFrom(end.map, end.camera, own, size);
    });
    return from && to ? between(frame, root, from.lens, to.lens) : null;
  };
  for (let root = nodeOf(camera.root); root >= 0; root = tree.parent[root]!) {
    const at = wayFrom(root);
    if (at) return { nodeOf, at };
  }
  return null;
}

function between(
  frame: (t: number) => Partition,
  root: number,
  from: Similarity,
  to: Similarity,
): Morph["at"] {
  const scale = to.scale / from.scale;
  const whole = { scale, x: to.x - from.x * scale, y: to.y - from.y * scale };
  return (part) => ({
    map: frame(Math.max(part, BEGUN)),
    camera: { root, lens: compose(from, moment(whole, part).source) },
  });
}

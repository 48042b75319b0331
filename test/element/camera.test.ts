import { engines, greedy, layout, squarify, type Partition } from "marquetry";
import { caterpillar, randomTree } from "marquetry/fixtures";
import { describe, expect, it } from "vitest";
import {
  atNode,
  between,
  cameraAt,
  isAtNode,
  moved,
  placeOf,
  placeOfNode,
  withSurroundings,
  zoomed,
} from "../../src/element/camera.ts";
import { compose, IDENTITY, moment, type Similarity } from "../../src/element/similarity.ts";
import { visiblePart } from "../../src/element/picture.ts";

const size = { width: 800, height: 500 };
const tree = randomTree(300, { seed: 5 });
const maps = Object.values(engines).map((make) =>
  layout(tree, { engine: make(), container: [size.width, size.height] }),
);

/** The corners of a node's cell on the screen. */
function corners(map: Partition, node: number, place: Similarity): [number, number][] {
  const ring = new Float64Array(2 * map.cells.mostCorners);
  const count = map.cells.ring(node, ring);
  return Array.from({ length: count }, (_, k) => [
    ring[2 * k]! * place.scale + place.x,
    ring[2 * k + 1]! * place.scale + place.y,
  ]);
}

function through({ scale, x, y }: Similarity, [u, v]: readonly [number, number]): [number, number] {
  return [u * scale + x, v * scale + y];
}

describe.each(maps.map((map) => [map.engine.name, map] as const))("the camera on %s", (_, map) => {
  it("fits the cell of its root into the screen", () => {
    for (const node of [0, 1, tree.firstChild[1]!]) {
      const points = corners(map, node, placeOf(map, atNode(node), size));
      const [xs, ys] = [points.map(([x]) => x), points.map(([, y]) => y)];
      expect(Math.min(...xs) + Math.max(...xs)).toBeCloseTo(size.width, 6);
      expect(Math.min(...ys) + Math.max(...ys)).toBeCloseTo(size.height, 6);
      const filled = [
        (Math.max(...xs) - Math.min(...xs)) / size.width,
        (Math.max(...ys) - Math.min(...ys)) / size.height,
      ];
      expect(Math.max(...filled)).toBeCloseTo(1, 9);
    }
  });

  it("places a node alike from every root above it", () => {
    const node = tree.size - 1;
    const direct = placeOfNode(map, atNode(0), node, size);
    for (let root = tree.parent[node]!; root > 0; root = tree.parent[root]!) {
      const camera = cameraAt(map, root, placeOfNode(map, atNode(0), root, size), size);
      const place = placeOfNode(map, camera, node, size);
      expect(place.x).toBeCloseTo(direct.x, 6);
      expect(place.y).toBeCloseTo(direct.y, 6);
      expect(place.scale / direct.scale).toBeCloseTo(1, 9);
    }
  });

  it("keeps every cell where it is on the way from one root to another", () => {
    const ends = [
      [0, tree.size - 1],
      [1, 2],
      [tree.size - 1, 3],
      [5, 0],
    ].map((pair) => pair.map((node) => (tree.childCount[node] === 0 ? tree.parent[node]! : node))) as [
      number,
      number,
    ][];
    for (const [from, to] of ends) {
      const whole = between(map, atNode(from), atNode(to), size);
      for (const t of [0, 0.3, 0.8, 1]) {
        const { source, target } = moment(whole, t);
        const before = corners(map, to, compose(placeOfNode(map, atNode(from), to, size), source));
        const after = corners(map, to, compose(placeOf(map, atNode(to), size), target));
        for (const [k, [x, y]] of before.entries()) {
          expect(after[k]![0]).toBeCloseTo(x, 4);
          expect(after[k]![1]).toBeCloseTo(y, 4);
        }
      }
      for (const end of [moment(whole, 0).source, moment(whole, 1).target])
        for (const name of ["scale", "x", "y"] as const) expect(end[name]).toBeCloseTo(IDENTITY[name], 12);
    }
  });

  it("keeps the point under the wheel, and takes the deepest root that fills the screen", () => {
    const node = [...tree.leaves()].at(-1)!;
    let camera = atNode(0);
    for (let turn = 0; turn < 60; turn++) {
      const { scale, x, y } = placeOfNode(map, camera, node, size);
      const [u, v] = corners(map, node, { scale, x, y })[0]!;
      const [px, py] = [Math.min(Math.max(u, 1), size.width - 1), Math.min(Math.max(v, 1), size.height - 1)];
      const next = zoomed(map, camera, 1.3, px, py, size);
      const movement = between(map, camera, next, size);
      const [qx, qy] = through(movement, [px, py]);
      expect(Math.hypot(qx - px, qy - py)).toBeLessThan(1e-6);
      camera = next;
    }
    expect(camera.lens.scale).toBeGreaterThanOrEqual(1);
    let last = camera;
    for (let turn = 0; turn < 80; turn++) last = zoomed(map, last, 1 / 1.3, 400, 250, size);
    expect(last).toEqual(atNode(0));
    expect(isAtNode(last)).toBe(true);
  });

  it("shows the same with the cells around it", () => {
    const [before, after] = [atNode(1), atNode(2)];
    const wider = withSurroundings(map, before, after, size);
    expect(wider.root).toBe(0);
    const [a, b] = [before, wider].map((camera) => placeOfNode(map, camera, 1, size));
    for (const name of ["scale", "x", "y"] as const) expect(b![name]).toBeCloseTo(a![name], 6);
    expect(withSurroundings(map, atNode(0), after, size)).toEqual(atNode(0));
  });

  it("hides no cell that is on the screen", () => {
    const camera = moved(map, atNode(0), { scale: 6, x: -1500, y: -900 }, size);
    const part = visiblePart(map, camera, size);
    let hidden = 0;
    for (const leaf of tree.leaves()) {
      let isHidden = false;
      for (let v = leaf; v > 0; v = tree.parent[v]!) if (part.cells.corners(v) === 0) isHidden = true;
      if (!isHidden || map.isEmpty(leaf)) continue;
      hidden++;
      const points = corners(map, leaf, placeOfNode(map, camera, leaf, size));
      const isOff =
        points.every(([x]) => x < 0) ||
        points.every(([x]) => x > size.width) ||
        points.every(([, y]) => y < 0) ||
        points.every(([, y]) => y > size.height);
      expect(isOff).toBe(true);
    }
    expect(hidden).toBeGreaterThan(100);
    expect(visiblePart(map, atNode(0), size)).toBe(map);
  });
});

describe("the camera in deep trees", () => {
  it("places a cell a thousand halvings down, where absolute coordinates end", () => {
    const deep = caterpillar(1000, { share: 0.5 });
    const map = layout(deep, { engine: greedy(), container: [size.width, size.height] });
    let node = 0;
    while (deep.childCount[node]! > 0) {
      const first = deep.firstChild[node]!;
      node = deep.childCount[first]! > 0 ? first : first + 1;
      if (deep.depth(node) === 900) break;
    }
    const [x] = corners(map, node, placeOf(map, atNode(node), size))[0]!;
    expect(Number.isFinite(x)).toBe(true);
    const whole = between(map, atNode(0), atNode(node), size);
    for (const t of [0, 0.5, 1]) {
      const { source, target } = moment(whole, t);
      for (const { scale, x: left, y: top } of [source, target])
        expect([scale, left, top].every(Number.isFinite)).toBe(true);
    }
    const up = zoomed(map, atNode(node), 0.4, 400, 250, size);
    expect(up.root).toBeLessThan(node);
    expect(up.root).toBeGreaterThan(0);
  });

  it("never leaves the map", () => {
    const map = layout(tree, { engine: squarify(), container: [size.width, size.height] });
    const near = zoomed(map, atNode(0), 2, 0, 0, size);
    const far = moved(map, near, { scale: 1, x: 1e6, y: -1e6 }, size);
    const place = placeOfNode(map, far, 0, size);
    expect(place.x).toBeLessThanOrEqual(1e-6);
    expect(place.y + size.height * place.scale).toBeGreaterThanOrEqual(size.height - 1e-6);
  });
});

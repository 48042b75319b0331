import { engines, layout, squarify, weightedTree } from "marquetry";
import { describe, expect, it } from "vitest";
import rows from "../../examples/data/flare.json" with { type: "json" };
import { neighbour, type Direction } from "../../src/element/neighbour.ts";

const tree = weightedTree.fromRows(rows, { weight: "size", label: "name" });
const directions: Direction[] = ["left", "right", "up", "down"];

/** Part of L-shaped cells and their like that arrows may pass by. */
const FEW = 0.05;

describe.each(Object.entries(engines))("the arrows on %s", (_, make) => {
  const map = layout(tree, { engine: make(), container: [900, 600] });

  it.each([1, 2, 3])("reach every cell of level %d from every other", (level) => {
    const peers = [...tree.leaves()].filter((i) => tree.depth(i) < level);
    for (let i = tree.levels[level]!; i < tree.levels[level + 1]!; i++) peers.push(i);
    const seen = new Set([peers.at(-1)!]);
    for (const node of seen) {
      for (const direction of directions) {
        const next = neighbour(map, 0, node, direction, level);
        if (next >= 0) seen.add(next);
      }
    }
    const missed = peers.filter((i) => !map.isEmpty(i) && !seen.has(i));
    // A cell in the notch of an L may lie in no direction of any other; the pointer and the search reach it.
    const allowed = make().shape === "rectilinear" ? peers.length * FEW : 0;
    expect(missed.length, missed.map((i) => tree.label(i)).join()).toBeLessThanOrEqual(allowed);
  });

  it("go where they point", () => {
    for (let i = 1; i <= tree.childCount[0]!; i++) {
      const [x, y] = [map.bounds(i).x0 + map.bounds(i).x1, map.bounds(i).y0 + map.bounds(i).y1];
      for (const direction of directions) {
        const next = neighbour(map, 0, i, direction);
        if (next < 0) continue;
        const box = map.bounds(next);
        const along =
          direction === "left" || direction === "right" ? box.x0 + box.x1 - x : box.y0 + box.y1 - y;
        expect(direction === "left" || direction === "up" ? -along : along).toBeGreaterThan(0);
      }
    }
  });
});

it("end at the edge of the root's cell", () => {
  const four = weightedTree({
    name: "all",
    children: [1, 1, 1, 1].map((value, k) => ({ name: `${k}`, value })),
  });
  const map = layout(four, { engine: squarify({ ratio: 1 }), container: [100, 100] });
  const topLeft = map.at(25, 25);
  expect(neighbour(map, 0, topLeft, "left")).toBe(-1);
  expect(neighbour(map, 0, topLeft, "up")).toBe(-1);
  expect(neighbour(map, 0, topLeft, "right")).toBe(map.at(75, 25));
  expect(neighbour(map, 0, topLeft, "down")).toBe(map.at(25, 75));
});

import { greedyInsertion, layout, weightedTree, type Partition } from "marquetry";
import { generator } from "marquetry/fixtures";
import { describe, expect, it } from "vitest";

interface Box {
  readonly x0: number;
  readonly y0: number;
  readonly x1: number;
  readonly y1: number;
}

/** A cell, or two parts beside or below one another: the paper's tree of insertions, laid out anew after each. */
type Node =
  { weight: number; readonly k: number } | { readonly parts: [Node, Node]; readonly isRow: boolean };

const weigh = (node: Node): number =>
  "k" in node ? node.weight : node.parts.reduce((sum, part) => sum + weigh(part), 0);

function place(node: Node, { x0, y0, x1, y1 }: Box, boxes: Box[]): void {
  if ("k" in node) {
    boxes[node.k] = { x0, y0, x1, y1 };
    return;
  }
  const [first, second] = node.parts;
  const share = weigh(first) / weigh(node);
  const [x, y] = [x0 + share * (x1 - x0), y0 + share * (y1 - y0)];
  place(first, node.isRow ? { x0, y0, x1: x, y1 } : { x0, y0, x1, y1: y }, boxes);
  place(second, node.isRow ? { x0: x, y0, x1, y1 } : { x0, y0: y, x1, y1 }, boxes);
}

const aspOf = ({ x0, y0, x1, y1 }: Box): number => (x1 - x0) / (y1 - y0) + (y1 - y0) / (x1 - x0);

function insertInto(node: Node, k: number, added: Node, isRow: boolean): Node {
  if ("k" in node) return node.k === k ? { parts: [node, added], isRow } : node;
  const [first, second] = node.parts;
  return { ...node, parts: [insertInto(first, k, added, isRow), insertInto(second, k, added, isRow)] };
}

function insertAll(weights: readonly number[], room: Box): Box[] {
  let root: Node = { k: 0, weight: weights[0]! };
  const boxes = [room];
  for (let k = 1; k < weights.length; k++) {
    let worst = 0;
    for (const [j, box] of boxes.entries()) if (aspOf(box) > aspOf(boxes[worst]!)) worst = j;
    const { x0, y0, x1, y1 } = boxes[worst]!;
    root = insertInto(root, worst, { k, weight: weights[k]! }, x1 - x0 >= y1 - y0);
    place(root, room, boxes);
  }
  return boxes;
}

function lay(weights: readonly number[]): Partition {
  const tree = weightedTree<readonly number[] | number>(weights, {
    children: (d) => (typeof d === "number" ? null : d),
    weight: (d) => (typeof d === "number" ? d : null),
    sort: null,
  });
  return layout(tree, { engine: greedyInsertion(), container: [400, 300] });
}

describe("greedyInsertion", () => {
  it("inserts each child into the thinnest cell, across its longer side", () => {
    const random = generator(2);
    for (let k = 0; k < 30; k++) {
      const weights = Array.from({ length: 1 + k }, () => 10 ** (2 * random()));
      const map = lay(weights);
      for (const [j, box] of insertAll(weights, { x0: 0, y0: 0, x1: 400, y1: 300 }).entries()) {
        const bounds = map.bounds(j + 1);
        for (const side of ["x0", "y0", "x1", "y1"] as const) expect(bounds[side]).toBeCloseTo(box[side], 8);
      }
    }
  });

  it("leaves all cells but one where they are when a child comes that weighs little", () => {
    const random = generator(3);
    const weights = Array.from({ length: 40 }, () => 10 ** random());
    const map = lay(weights);
    const next = map.update(lay([...weights, 1e-9]).tree, {
      match: Array.from({ length: 42 }, (_, i) => (i < 41 ? i : -1)),
    });
    for (let i = 1; i <= 40; i++) expect(next.bounds(i).x0).toBeCloseTo(map.bounds(i).x0, 5);
    expect(next.area(41)).toBeGreaterThan(0);
  });

  it("lays large families out too", () => {
    const random = generator(4);
    const map = lay(Array.from({ length: 3000 }, () => 10 ** random()).sort((a, b) => b - a));
    const asps = Array.from(map.leaves(), (i) => aspOf(map.bounds(i)));
    expect(asps.reduce((sum, asp) => sum + asp, 0) / asps.length).toBeLessThan(3);
  });
});

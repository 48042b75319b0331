import { layout, orthoconvex, quality, validate, weightedTree, type Partition } from "marquetry";
import { describe, expect, it } from "vitest";

type Plan = number | readonly Plan[];

/** Lays out families of families of weights, all different, in a square. */
function lay(plan: Plan): Partition {
  const tree = weightedTree(plan, {
    children: (node) => (typeof node === "number" ? undefined : node),
    weight: (node) => (typeof node === "number" ? node : 0),
    sort: null,
  });
  const map = layout(tree, { engine: orthoconvex(), container: [1, 1] });
  expect(validate(map)).toEqual([]);
  expect(quality(map).bound!.holds).toBe(true);
  return map;
}

/** Number of corners of the node of a weight, and its bounding box within that of another. */
function place(map: Partition, weight: number, within: number): [corners: number, ...box: number[]] {
  const node = (of: number): number => map.tree.weight.findIndex((own) => Math.abs(own - of) < 1e-9);
  const frame = map.bounds(node(within));
  const { x0, y0, x1, y1 } = map.bounds(node(weight));
  const [width, height] = [frame.x1 - frame.x0, frame.y1 - frame.y0];
  const box = [(x0 - frame.x0) / width, (y0 - frame.y0) / height, (x1 - frame.x0) / width, (y1 - frame.y0) / height]; // prettier-ignore
  return [map.cells.corners(node(weight)), ...box.map(rounded)];
}

function rounded(at: number): number {
  return Number(at.toFixed(9)) + 0;
}

describe("the cases of orthoconvex", () => {
  it("(a): what is heaviest goes to the corner, the rest beyond a line", () => {
    const map = lay([5, 4, 0.01]);
    expect(place(map, 5, 9.01)).toEqual([4, 0, 0, rounded(5 / 9.01), 1]);
  });

  it("(a): a leaf of nearly all the weight takes an L, the rest the notch", () => {
    const map = lay([99, 1]);
    expect(place(map, 99, 100)).toEqual([6, 0, 0, 1, 1]);
    expect(place(map, 1, 100)).toEqual([4, 0.9, 0.9, 1, 1]);
  });

  // In all that follow the leaf of 80 takes an L, and the 1 has to lie at the corner of the notch that is left, where
  // it touches its sibling.

  it("(b): a part above the marked one goes to the corner with it", () => {
    const map = lay([[[80, 1], 17], 4]);
    const notch = rounded(1 - Math.sqrt(22 / 102));
    expect(place(map, 80, 102)).toEqual([6, 0, 0, 1, 1]);
    expect(place(map, 4, 102)).toEqual([4, rounded(1 - (4 / 22) * (1 - notch)), notch, 1, 1]);
    expect(place(map, 98, 102)).toEqual([6, 0, 0, 1, 1]);
    expect(place(map, 17, 102)[0]).toBe(6);
    expect(place(map, 81, 102)[0]).toBe(8);
  });

  it("(c): a leaf alone beside the small part takes an L round it", () => {
    const map = lay([[80, 1], 19]);
    expect(place(map, 19, 19)).toEqual([6, 0, 0, 1, 1]);
    expect(place(map, 1, 19)).toEqual([4, 0, 0, rounded(Math.sqrt(1 / 20)), rounded(Math.sqrt(1 / 20))]);
  });

  it("(c): where the rest is large enough for a slice it has one", () => {
    const map = lay([[80, 1], [16, 3]]); // prettier-ignore
    expect(place(map, 3, 19)).toEqual([4, 0.85, 0, 1, 1]);
    expect(place(map, 16, 19)).toEqual([6, 0, 0, 0.85, 1]);
    expect(place(map, 1, 19)).toEqual([4, 0, 0, rounded(0.85 * Math.sqrt(1 / 17)), rounded(Math.sqrt(1 / 17))]); // prettier-ignore
  });

  it("(c): where it is not, the leaf is an S between two notches", () => {
    const map = lay([[80, 1], [18, 1.1]]); // prettier-ignore
    expect(place(map, 18, 19.1)).toEqual([8, 0, 0, 1, 1]);
    expect(place(map, 1.1, 19.1)).toEqual([4, rounded(1 - Math.sqrt(1.1 / 20.1)), rounded(1 - Math.sqrt(1.1 / 20.1)), 1, 1]); // prettier-ignore
  });

  it("(c): the leaf may be the small part's own sibling", () => {
    const map = lay([[[80, 1], 17], 2]);
    expect(place(map, 17, 17)).toEqual([8, 0, 0, 1, 1]);
    expect(place(map, 98, 100)).toEqual([6, 0, 0, 1, 1]);
  });

  it("(d): three slices, where nothing large enough is a leaf", () => {
    const map = lay([[80, 1], [[7, 7.4], 4.6]]); // prettier-ignore
    expect(place(map, 7, 19)).toEqual([4, 0.42, 0, 0.77, 1]);
    expect(place(map, 4.6, 19)).toEqual([4, 0.77, 0, 1, 1]);
    expect(place(map, 1, 19)).toEqual([4, 0, 0, 0.42, rounded(1 / 8.4)]);
    expect(place(map, 14.4, 19)).toEqual([6, 0, 0, 0.77, 1]);
    expect(place(map, 19, 19)).toEqual([6, 0, 0, 1, 1]);
  });

  it("(d): the parts of the middle slice go on from the other corner", () => {
    // In the middle slice lies what is left of the 14.4 and of the 9.7: it must touch 7.4 along the line between.
    const map = lay([[80, 1], [[[7.4, 2.3], 4.7], 4.6]]); // prettier-ignore
    expect(place(map, 14.4, 19)).toEqual([6, 0, 0, 0.77, 1]);
    expect(place(map, 7.4, 19)).toEqual([4, 0, rounded(1 / 8.4), 0.42, 1]);
    expect(place(map, 2.3, 19)).toEqual([4, 0.42, rounded(1 - 2.3 / 7), 0.77, 1]);
    expect(place(map, 9.7, 19)).toEqual([6, 0, rounded(1 / 8.4), 0.77, 1]);
  });

  it("(d): a leaf that leaves too little for the middle slice is an S in the first", () => {
    const map = lay([[80, 1], [[14, 0.4], 4.6]]); // prettier-ignore
    expect(place(map, 4.6, 19)).toEqual([4, 0.77, 0, 1, 1]);
    expect(place(map, 14, 19)).toEqual([8, 0, 0, 0.77, 1]);
    expect(place(map, 14.4, 19)).toEqual([6, 0, 0, 0.77, 1]);
  });
});

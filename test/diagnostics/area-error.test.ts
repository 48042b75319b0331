import { layout, quality, squarify } from "marquetry";
import { describe, expect, it } from "vitest";
import { family, handBoxes } from "../support/hand-made.ts";

const errorsOf = (...given: Parameters<typeof handBoxes>) => quality(handBoxes(...given)).area;

describe("errors of areas", () => {
  it("are averaged over the nodes that have a weight or a cell", () => {
    const boxes = [[0, 0, 6, 10], [6, 0, 4, 10], [0, 0, 0, 0]] as const; // prettier-ignore
    const { maxError, meanError, worst } = errorsOf([1, 1, 0], [...boxes]);
    expect([maxError, meanError]).toEqual([expect.closeTo(0.2, 12), expect.closeTo(0.2, 12)]);
    // Of errors alike the first.
    expect(worst).toBe(1);
  });

  it("name the first node where there is none", () => {
    const halves = [[0, 0, 5, 10], [5, 0, 5, 10]] as const; // prettier-ignore
    expect(errorsOf([1, 1], [...halves])).toEqual({ maxError: 0, meanError: 0, worst: 1 });
  });

  it("are not asked of weights that have lost their precision", () => {
    const boxes = [[0, 0, 10, 9], [0, 9, 10, 1]] as const; // prettier-ignore
    expect(errorsOf([1, 2 ** -1022], [...boxes])).toMatchObject({ maxError: expect.closeTo(0.1, 12) as number, worst: 1 }); // prettier-ignore
    expect(errorsOf([1, 2 ** -1000], [...boxes])).toMatchObject({ worst: 2 });
  });

  it("are not asked of areas that have lost their precision", () => {
    const lay = (share: number) => quality(layout(family([1, share]), { engine: squarify(), container: [1e-150, 1e-150] })).area; // prettier-ignore
    expect(lay(1e-21)).toEqual({ maxError: expect.closeTo(0, 12) as number, meanError: expect.closeTo(0, 12) as number, worst: 1 }); // prettier-ignore
    expect(lay(0.5).maxError).toBeLessThan(1e-12);
  });
});

describe("the bound of a layout", () => {
  const needle = { engine: { ...squarify(), bound: () => ({ measure: "side", value: 4 }) as const } };

  it("is not asked of the container's own shape, but of a leaf that fills it", () => {
    const family10 = family(Array.from({ length: 10 }, () => 1));
    const { bound } = quality(layout(family10, { ...needle, container: [100, 10] }));
    expect(bound).toEqual({
      measure: "side",
      value: 4,
      reached: expect.closeTo(1, 9) as number,
      holds: true,
    });
    const single = quality(layout(family([1]), { ...needle, container: [100, 10] }));
    expect(single.bound).toMatchObject({ reached: 10, holds: false });
    const leaf = family([]);
    leaf.weight[0] = 1;
    expect(quality(layout(leaf, { ...needle, container: [100, 10] })).bound).toMatchObject({ reached: 10, holds: false }); // prettier-ignore
  });
});

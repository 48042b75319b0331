import fc from "fast-check";
import { powerDiagram } from "marquetry";
import { expect, it } from "vitest";
import { anything, blameOf } from "../support/anything.ts";

const sites: [number, number][] = [[1, 1], [3, 1], [2, 3]]; // prettier-ignore
const region: [number, number][] = [[0, 0], [4, 0], [4, 4], [0, 4]]; // prettier-ignore
const run = powerDiagram as (...args: unknown[]) => unknown;

it("powerDiagram takes whatever it is given, or blames it", () => {
  const points = fc.array(fc.oneof(anything, fc.tuple(fc.double(), fc.double())), { maxLength: 5 });
  const any = fc.oneof(anything, points, fc.array(anything, { maxLength: 4 }));
  fc.assert(fc.property(any, any, any, (a, b, c) => void blameOf(() => run(a, b, c))));
  fc.assert(fc.property(any, (a) => void blameOf(() => run(a, null, region))));
  fc.assert(fc.property(any, (b) => void blameOf(() => run(sites, b, region))));
  fc.assert(fc.property(any, (c) => void blameOf(() => run(sites, null, c))));
  for (const wrong of [undefined, 3, "abc", {}, [1, 2]]) {
    expect(blameOf(() => run(sites, wrong, region))?.code).toBe("bad-input");
    expect(blameOf(() => run(wrong, null, region))?.code).toBe("bad-input");
    expect(blameOf(() => run(sites, null, wrong))?.code).toBe("bad-container");
  }
});

it("a power diagram blames numbers that no site has", () => {
  const diagram = powerDiagram(sites, null, region);
  fc.assert(
    fc.property(anything, (i) => {
      const isSite = i === 0 || i === 1 || i === 2;
      for (const name of ["cell", "area", "isEmpty", "centroid", "neighbours"] as const)
        expect(blameOf(() => diagram[name](i as 1))?.code).toBe(isSite ? undefined : "bad-input");
    }),
  );
});

it("a power diagram does not read its sites, weights and region again", () => {
  const own = { sites: sites.map((p) => [...p]), weights: [0, 0, 1], region: region.map((p) => [...p]) };
  const diagram = powerDiagram(own.sites as never, own.weights, own.region as never);
  const before = [diagram.cell(2), diagram.area(0)];
  own.sites[2]!.fill(0);
  own.weights.fill(9);
  own.region.length = 0;
  expect([diagram.cell(2), diagram.area(0)]).toEqual(before);
});

import fc from "fast-check";
import { layout, orthoconvex, quality, validate } from "marquetry";
import { describe, expect, it } from "vitest";
import { construct, type Construction } from "../../src/engines/orthoconvex/construction.ts";
import { Outliner } from "../../src/engines/orthoconvex/outline.ts";
import { NONE, STAIRS } from "../../src/engines/orthoconvex/parts.ts";
import { MIRROR } from "../../src/engines/orthoconvex/rectangles.ts";
import { ringArea, ringBounds } from "../../src/geometry/ring.ts";
import type { Padding } from "../../src/partition/padding.ts";
import { generator, plant, treePlans, type TreePlan } from "../support/trees.ts";

/** What docs/orthoconvex-bound.md adds to a region's area over the shorter side, and from which area on. */
const ADDED = 8 / 9;
const FROM = 1 / 9;
const ROUNDING = 1e-9;

const unpadded = { none: true } as unknown as Padding;

/** The extent of each staircase along the longer side of the rectangle it was cut apart in, over the lemma's limit. */
function tightness(made: Construction): number {
  const { parts, rectangles } = made;
  const outliner = new Outliner(made);
  let worst = 0;
  for (let part = 0; part < parts.size; part++) {
    const top = parts.top[part]!;
    if (top === NONE || parts.spread[part] !== STAIRS) continue;
    const sides = [rectangles.width[top]!, rectangles.height[top]!];
    const shorter = Math.min(...sides);
    outliner.write(part);
    const area = ringArea(outliner.points, 0, outliner.corners) / shorter ** 2;
    const { x0, y0, x1, y1 } = ringBounds(outliner.points, 0, outliner.corners);
    const extent = (sides[0]! > shorter ? x1 - x0 : y1 - y0) / shorter;
    const limit = area < FROM ? Math.sqrt(area / FROM) : area + ADDED;
    worst = Math.max(worst, extent / limit);
  }
  return worst;
}

/** A large leaf and a small part, which has to lie at the corner of what is left, beside any tree. */
function besideSmall(plan: TreePlan, small: number): TreePlan {
  const total = plan.weight.reduce((sum, weight) => sum + weight, 0);
  return {
    name: `${plan.name} beside ${small}`,
    parent: [-1, 0, 1, 1, ...plan.parent.map((parent) => (parent < 0 ? 0 : parent + 4))],
    weight: [0, 0, 5 * total, small * total, ...plan.weight],
  };
}

describe("the lemma on staircases", () => {
  it("holds in every rectangle", () => {
    let worst = 0;
    fc.assert(
      fc.property(treePlans(80), fc.double({ min: 1, max: 8, noNaN: true }), (plan, ratio) => {
        const reached = tightness(construct(plant(plan), unpadded, ratio, 1));
        expect(reached).toBeLessThanOrEqual(1 + ROUNDING);
        worst = Math.max(worst, reached);
      }),
      { numRuns: 2000 },
    );
    expect(worst).toBeGreaterThan(0.8);
  });

  it("holds where a small part has to lie beside something, in three slices too", () => {
    let slices = 0;
    fc.assert(
      fc.property(treePlans(40), fc.double({ min: 1e-3, max: 0.12, noNaN: true }), (plan, small) => {
        const tree = plant(besideSmall(plan, small));
        const construction = construct(tree, unpadded, 1, 1);
        expect(tightness(construction)).toBeLessThanOrEqual(1 + ROUNDING);
        const { role, count } = construction.rectangles;
        if (role.subarray(0, count).includes(MIRROR)) slices++;
        const map = layout(tree, { engine: orthoconvex(), container: [1, 1] });
        expect(validate(map)).toEqual([]);
        expect(quality(map).bound!.holds).toBe(true);
      }),
      { numRuns: 1500 },
    );
    expect(slices).toBeGreaterThan(10);
  });
});

describe("the bound of orthoconvex", () => {
  it("holds in containers of any ratio, for every node its own", () => {
    const random = generator(11);
    fc.assert(
      fc.property(treePlans(120), (plan) => {
        const ratio = 10 ** (3 * random());
        const map = layout(plant(plan), { engine: orthoconvex(), container: [ratio, 1] });
        expect(quality(map).bound!.holds).toBe(true);
      }),
      { numRuns: 1500 },
    );
  });

  it("is 9 and a little less for leaves up to 8 : 1, and grows with the container's ratio", () => {
    const tree = plant({ name: "two", parent: [-1, 0, 0, 2, 2], weight: [0, 1, 0, 1, 2] });
    const engine = orthoconvex();
    for (const container of [
      [1, 1],
      [8, 1],
      [1, 3],
    ] as const) {
      // prettier-ignore
      const bound = engine.bound(tree, container)!;
      expect(bound.measure).toBe("box");
      expect(bound.value).toBe(9);
      expect(bound.perNode![1]).toBeCloseTo(128 / 15, 12);
      expect(bound.perNode![2]).toBe(9);
    }
    expect(engine.bound(tree, [1, 70])!.value).toBeCloseTo(80, 12);
  });
});

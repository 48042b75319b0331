import { weightedTree } from "marquetry";
import { expect, it } from "vitest";
import { ConvexCutter } from "../../src/geometry/convex-cut.ts";
import { LopsidedCount } from "../../src/engines/cuts/angular/lopsided-count.ts";
import { AngularGuarantee } from "../../src/engines/cuts/angular/angular-guarantee.ts";
import { AngularRules } from "../../src/engines/cuts/angular/angular-rules.ts";
import { CutForest } from "../../src/engines/cuts/forest.ts";

const SQUARE = Float64Array.of(0, 0, 0, 4, 4, 4, 4, 0);
/** The square without two opposite corners: every direction has two edges. */
const HEXAGON = Float64Array.of(0, 1, 0, 4, 3, 4, 4, 3, 4, 0, 1, 0);
/** The square without one corner: a direction with a single edge. */
const PENTAGON = Float64Array.of(0, 1, 0, 4, 4, 4, 4, 0, 1, 0);

/** Whether a cut across y = `level` is allowed in a part that goes on to be cut in a family of tenths. */
function allows(ring: Float64Array, level: number, cutsLeft: "some" | "none"): boolean {
  const weights = [0, 1000, 100, 10, 1];
  const tree = weightedTree.fromColumns({
    parent: Int32Array.from(weights, (_, i) => (i === 0 ? -1 : 0)),
    weight: Float64Array.from(weights),
  });
  const forest = CutForest.build(tree, "huffman");
  const rules = new AngularRules(new AngularGuarantee(SQUARE), LopsidedCount.count(forest));
  const cutter = new ConvexCutter();
  cutter.load(ring, 0, ring.length / 2);
  // The second cut of the family: what it cuts off is a single child in the end, but not at first.
  const part = forest.top[0]! - 1;
  const [light, heavy] = cutsLeft === "some" ? [part - 1, 2] : [3, 2];
  rules.load(cutter, { forest, light, heavy, area: 0, side: 0 });
  cutter.aim(0, 1);
  const width = (y: number) => (y < 1 ? 3 + y : 4);
  let area = 0;
  for (let y = 0.0005; y < level; y += 0.001) area += 0.001 * width(y);
  cutter.sweep(1, area);
  return rules.allows(cutter, 0, 1, rules.directions.near(1, 0, 1e-6));
}

it("leaves a part that will be cut again an edge to cut parallel to, or a direction to spare", () => {
  expect(allows(PENTAGON, 2, "some")).toBe(true);
  expect(allows(HEXAGON, 2, "some")).toBe(true);
  expect(allows(HEXAGON, 3.2, "some")).toBe(false);
  expect(allows(HEXAGON, 3.2, "none")).toBe(true);
});

it("keeps a cut away from an edge parallel to it", () => {
  expect(allows(PENTAGON, 1, "none")).toBe(true);
  expect(allows(PENTAGON, 0.5, "none")).toBe(false);
});

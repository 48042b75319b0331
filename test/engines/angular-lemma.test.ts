import { describe, expect, it } from "vitest";
import { clipRing } from "../../src/geometry/clip.ts";
import { separation } from "../support/separation.ts";
import { generator } from "../support/trees.ts";

/** The lemma of docs/angular-bound.md speaks of angles up to this and of η up to ½. */
const MOST_ANGLE = Math.PI / 4;
const MOST_ETA = 0.5;
const PARALLEL = 1e-9;
const POLYGONS = 30_000;

/** asp × the lemma's bound⁻¹: at most 1 if the lemma is true. */
function tightness(ring: Float64Array, corners: number): number {
  const { angle, spacing, asp } = separation(ring, corners, PARALLEL);
  const phi = Math.min(angle, MOST_ANGLE);
  const eta = Math.min(MOST_ETA, spacing / Math.tan(phi));
  return asp * eta * (1 - eta) * phi;
}

/** A square with half-planes of few directions cut off, at distances that leave slivers as well as fat pieces. */
function randomPolygon(random: () => number): [ring: Float64Array, corners: number] {
  const count = 2 + Math.floor(5 * random());
  const flatness = 10 ** (-3 * random());
  const turn = Math.PI * random();
  const normals = Array.from({ length: count }, () => turn + Math.PI * flatness * random());
  let ring = Float64Array.of(-1, -1, -1, 1, 1, 1, 1, -1);
  let corners = 4;
  for (const angle of normals) {
    for (const side of random() < 0.5 ? [0, Math.PI] : [random() < 0.5 ? 0 : Math.PI]) {
      const out = new Float64Array(2 * corners + 2);
      const limit = random() ** 3;
      const kept = clipRing(ring, corners, Math.cos(angle + side), Math.sin(angle + side), limit, out);
      if (kept < 3) continue;
      ring = out;
      corners = kept;
    }
  }
  return [ring, corners];
}

describe("the lemma: asp ≤ 1 / (η (1 − η) φ)", () => {
  it("holds for random polygons", () => {
    const random = generator(7);
    let worst = 0;
    for (let k = 0; k < POLYGONS; k++) worst = Math.max(worst, tightness(...randomPolygon(random)));
    expect(worst).toBeLessThan(1);
    expect(worst).toBeGreaterThan(0.8);
  });

  it("is tight for flat triangles, so that its constant cannot be smaller", () => {
    for (const angle of [0.3, 0.1, 0.01]) {
      const height = Math.tan(angle) / 2;
      expect(tightness(Float64Array.of(0, 0, 0.5, height, 1, 0), 3)).toBeLessThan(1);
      if (angle <= 0.1) expect(tightness(Float64Array.of(0, 0, 0.5, height, 1, 0), 3)).toBeGreaterThan(0.99);
    }
  });

  it("is tight for flat triangles without their tips", () => {
    for (const share of [0.1, 0.3]) {
      const angle = 0.01;
      const [height, tip] = [Math.tan(angle) / 2, Math.sqrt(share) / 2];
      const top = height * (1 - Math.sqrt(share));
      const ring = Float64Array.of(0, 0, 0.5 - tip, top, 0.5 + tip, top, 1, 0);
      expect(tightness(ring, 4)).toBeLessThan(1);
      expect(tightness(ring, 4)).toBeGreaterThan(0.99);
    }
  });
});

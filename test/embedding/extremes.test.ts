import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { embedUltrametric, MarquetryError, ultrametric, type Embedding, type Ultrametric } from "marquetry";

/** Room for the rounding of coordinates whose distances are some ten steps apart. */
const ROUNDING = 0.5;

/** A tree of heights whose logarithms, to base 10, lie between two numbers: as Newick text with named leaves. */
function ultrametrics(lowest: number, highest: number): fc.Arbitrary<Ultrametric> {
  const heights = fc.array(fc.double({ min: lowest, max: highest, noNaN: true }), {
    minLength: 1,
    maxLength: 24,
  });
  return fc.tuple(heights, fc.array(fc.nat(), { minLength: 24, maxLength: 24 })).map(([logs, choices]) => {
    // Merges in ascending order: each joins two or three of the clusters there are, as the choices say.
    const open = Array.from({ length: logs.length + 3 }, (_, k) => ({ text: `l${k}`, height: 0 }));
    const ascending = logs.map((log) => 10 ** log).sort((a, b) => a - b);
    ascending.forEach((height, k) => {
      const count = Math.min(open.length, 2 + (choices[k]! % 2));
      const from = choices[k]! % (open.length - count + 1);
      const parts = open.splice(from, count).map((part) => `${part.text}:${height - part.height}`);
      open.push({ text: `(${parts.join(",")})`, height });
    });
    const top = ascending.at(-1)!;
    const parts = open.map((part) => `${part.text}:${top - part.height}`);
    return ultrametric.fromNewick(`(${parts.join(",")});`);
  });
}

/** Which leaves share a point, and least and greatest stretch over all pairs that do not. */
function measured(embedding: Embedding): { least: number; greatest: number } {
  const { ultrametric: u, dimension, coordinates } = embedding;
  const group = new Int32Array(u.size).fill(-1);
  embedding.coincident.forEach((members, g) => members.forEach((k) => (group[k] = g)));
  let [least, greatest] = [Infinity, 0];
  for (let j = 0; j < u.size; j++) {
    for (let k = j + 1; k < u.size; k++) {
      const distance = u.distance(j, k);
      const differences = Array.from(
        { length: dimension },
        (_, a) => (coordinates[j * dimension + a]! - coordinates[k * dimension + a]!) / distance,
      );
      const isListed = group[j]! >= 0 && group[j] === group[k];
      expect(embedding.point(j).every((x, axis) => x === embedding.point(k)[axis])).toBe(isListed);
      if (isListed) {
        expect(distance === 0 || distance < embedding.resolution).toBe(true);
        continue;
      }
      expect(distance).toBeGreaterThan(0);
      expect(distance).toBeGreaterThanOrEqual(embedding.resolution);
      least = Math.min(least, Math.hypot(...differences));
      greatest = Math.max(greatest, Math.hypot(...differences));
    }
  }
  return { least, greatest };
}

describe.each([
  ["over 300 decades", -150, 150],
  ["over 20 decades, where the least are near what coordinates tell apart", -20, 0],
  ["that are very small", -305, -280],
  ["that are very large", 280, 305],
] as const)("distances %s", (_, lowest, highest) => {
  it("are told apart or listed as coincident, and what is measured keeps the promise", () => {
    fc.assert(
      fc.property(ultrametrics(lowest, highest), fc.integer({ min: 1, max: 4 }), (u, dimension) => {
        const embedding = embedUltrametric(u, { dimension });
        const { least, greatest } = measured(embedding);
        expect(embedding.coordinates.every(Number.isFinite)).toBe(true);
        expect(embedding.distortion).toBeLessThanOrEqual(embedding.guarantee);
        expect(embedding.quotient).toBeGreaterThan(1 - 1e-9);
        if (least === Infinity) return;
        expect(least).toBeGreaterThan(ROUNDING);
        expect(embedding.distortion / (greatest / least)).toBeCloseTo(1, 2);
        expect(embedding.distances().greatest.every(Number.isFinite)).toBe(true);
      }),
      { numRuns: 150 },
    );
  });
});

describe("leaves nearer than coordinates can tell", () => {
  const text = "((a:1e-17,b:1e-17):1,(c:1e-17,d:1e-17):1);";

  it("share a point, are listed, and are not measured", () => {
    for (const effort of ["guaranteed", "best"] as const) {
      const embedding = embedUltrametric(ultrametric.fromNewick(text), { effort });
      expect(embedding.coincident.map((group) => [...group])).toEqual([
        [0, 1],
        [2, 3],
      ]);
      expect(embedding).toMatchObject({ distortion: 1, resolution: 2 });
    }
  });

  it("are none where all distances are alike, or 0", () => {
    expect(embedUltrametric(ultrametric.fromNewick("((a:0,b:0):1,c:1);")).resolution).toBe(0);
    expect(embedUltrametric(ultrametric.fromNewick("((a:1e-9,b:1e-9):1,c:1.000000001);")).resolution).toBe(0);
  });

  it("are all where no coordinate could be as small", () => {
    const embedding = embedUltrametric(ultrametric.fromNewick("(a:1e-310,b:1e-310);"));
    expect(embedding.coincident).toEqual([Int32Array.of(0, 1)]);
    expect(embedding.resolution).toBeGreaterThan(2e-310);
  });

  it("is an error where points would leave the range of numbers", () => {
    const u = ultrametric.fromTree(ultrametric.fromNewick(`(${":1,".repeat(99)}:1);`).tree, {
      height: () => 8e307,
    });
    expect(() => embedUltrametric(u)).toThrow(
      expect.objectContaining({ code: "bad-distance" }) as MarquetryError,
    );
  });
});

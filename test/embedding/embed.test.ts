import { describe, expect, test } from "vitest";
import {
  embedUltrametric,
  MarquetryError,
  ultrametric,
  type Embedding,
  type EmbedProgress,
  type Ultrametric,
} from "marquetry";
import { generator } from "marquetry/fixtures";
import { clustersOf } from "../../src/embedding/clusters.ts";
import { bestProof, distortionOf } from "../../src/embedding/construct.ts";
import { measureStretch } from "../../src/embedding/distortion.ts";
import { packBoxes } from "../../src/embedding/pack-boxes.ts";
import { placeBoxes } from "../../src/embedding/boxes.ts";
import { provenBoxes } from "../../src/embedding/cut-boxes.ts";
import {
  boxDistortion,
  distortionLimit,
  levelsOf,
  provenNeeds,
  provenRatio,
} from "../../src/embedding/needs.ts";
import { buildSearchTree } from "../../src/embedding/search-tree.ts";
import { bruteForce, hasSpecies, randomUltrametric, speciesText } from "./support.ts";

/** Room for the rounding of coordinates. */
const ROUNDING = 1e-9;

function expectSound(embedding: Embedding): void {
  const [least, greatest] = bruteForce(embedding);
  const hasPairs = least < Infinity;
  if (hasPairs) {
    expect(least).toBeGreaterThan(1 - ROUNDING);
    expect(embedding.expansion).toBeCloseTo(greatest, 9);
    expect(embedding.contraction).toBeCloseTo(1 / least, 9);
    expect(embedding.distortion / (greatest / least)).toBeCloseTo(1, 9);
    expect(embedding.distortionBounds[0]).toBeCloseTo(embedding.distortion, 9);
  }
  expect(embedding.distortion).toBeGreaterThan(embedding.lowerBound * (1 - ROUNDING));
  expect(embedding.quotient).toBe(embedding.distortion / embedding.lowerBound);
  expect(embedding.distortion).toBeLessThan(embedding.guarantee * (1 + ROUNDING));
  expect(embedding.coordinates.every(Number.isFinite)).toBe(true);
}

/**
 * A distortion that boxes of `provenNeeds` never exceed, whatever the ultrametric: e λ² √d ρ^(2 − 2/d) (limit + 1), as
 * docs/ultrametric-embedding.md proves it.
 *
 * @param factor - λ, with which the clusters were made
 * @param limit - the proven lower limit of any embedding
 */
function provenDistortion(levels: number, dimension: number, factor: number, limit: number): number {
  const ratio = provenRatio(levels, dimension);
  return Math.E * factor ** 2 * Math.sqrt(dimension) * ratio ** (2 - 2 / dimension) * (limit + 1);
}

describe("embedding", () => {
  test("contracts nothing, and is measured as brute force does, on 1,000 random ultrametrics", () => {
    for (let seed = 1; seed <= 1000; seed++) {
      const u = randomUltrametric(seed, 2 + (seed % 29), 2 + (seed % 5));
      expectSound(embedUltrametric(u, { dimension: 1 + (seed % 4) }));
    }
  });

  test("does so in eight dimensions, and after a relaxation", () => {
    for (let seed = 1; seed <= 10; seed++) {
      expectSound(embedUltrametric(randomUltrametric(seed, 40), { dimension: 1 + (seed % 8) }));
      const u = randomUltrametric(seed, 60, 6);
      const built = embedUltrametric(u, { dimension: 2 + (seed % 2) });
      const best = embedUltrametric(u, { dimension: 2 + (seed % 2), effort: "best", rounds: 150 });
      expectSound(best);
      expect(best.distortion).toBeLessThanOrEqual(built.distortion);
    }
  });

  test("is the same at each run", () => {
    const u = randomUltrametric(7, 80);
    const run = (): Float64Array => embedUltrametric(u, { effort: "best", rounds: 40 }).coordinates;
    expect(run()).toEqual(run());
  });

  test("equal distances: the corners of a square, a line, a grid", () => {
    const equal = (n: number, dimension: number): Embedding =>
      embedUltrametric(ultrametric.fromNewick(`(${Array.from({ length: n }, () => ":1").join()});`), {
        dimension,
      });
    expect(equal(4, 2).distortion).toBeCloseTo(Math.SQRT2, 9);
    expect(equal(9, 2).distortion).toBeCloseTo(2 * Math.SQRT2, 9);
    expect(equal(8, 3).distortion).toBeCloseTo(Math.sqrt(3), 9);
    for (const n of [2, 5, 17]) {
      const line = equal(n, 1);
      expect(line.distortion).toBeCloseTo(n - 1, 9);
      expect(line.lowerBound).toBeCloseTo(n - 1, 9);
    }
  });

  test("one leaf, two leaves, two at distance 0, all at distance 0", () => {
    const embed = (text: string): Embedding => embedUltrametric(ultrametric.fromNewick(text));
    expect(embed("a;")).toMatchObject({ distortion: 1, lowerBound: 1, quotient: 1, coincident: [] });
    expect([...embed("a;").coordinates]).toEqual([0, 0]);
    expect(embed("(a:1,b:1);").distortion).toBe(1);
    const two = embed("((a:0,b:0):1,c:1,(d:0,e:0,f:0):1);");
    expect(two.coincident.map((group) => [...group])).toEqual([
      [0, 1],
      [3, 4, 5],
    ]);
    expect(two.point(0)).toEqual(two.point(1));
    expectSound(two);
    expect(embed("(a:0,b:0,c:0);")).toMatchObject({ distortion: 1, coincident: [Int32Array.of(0, 1, 2)] });
  });

  test("chains of a thousand levels, families of a thousand, distances over sixty decades", () => {
    const chain = (ratio: number, levels: number): Embedding => {
      let text = "a:1";
      let height = 1;
      for (let k = 0; k < levels; k++) {
        text = `(${text},b:${height}):${height * (ratio - 1)}`;
        height *= ratio;
      }
      return embedUltrametric(ultrametric.fromNewick(`${text};`, { tolerance: 1e-9 }));
    };
    for (const ratio of [1.001, 1.5]) {
      const { quotient, contraction } = chain(ratio, 1000 / (ratio < 1.1 ? 1 : 20));
      expect(contraction).toBeCloseTo(1, 9);
      expect(quotient).toBeLessThan(4);
    }
    expect(chain(1e3, 3).contraction).toBeCloseTo(1, 6);
    const wide = chain(1e3, 20);
    expect(wide.contraction).toBeLessThan(2);
    expect(wide.coordinates.every(Number.isFinite)).toBe(true);
    const family = embedUltrametric(ultrametric.fromNewick(`(${":1,".repeat(1999)}:1);`));
    expect(family.quotient).toBeLessThan(1.6);
  });

  test("boxes hold all leaves below a node", () => {
    const u = randomUltrametric(3, 50);
    const embedding = embedUltrametric(u);
    const { low, high } = embedding.boxes();
    for (let k = 0; k < u.size; k++) {
      for (let i = u.leaves[k]!; i >= 0; i = u.tree.parent[i]!) {
        embedding.point(k).forEach((x, axis) => {
          expect(x).toBeGreaterThanOrEqual(low[2 * i + axis]!);
          expect(x).toBeLessThanOrEqual(high[2 * i + axis]!);
        });
      }
    }
  });

  test("distances at each node are those of brute force", () => {
    const u = randomUltrametric(5, 60);
    const embedding = embedUltrametric(u);
    const found = embedding.distances();
    const seen = new Map(Array.from(found.nodes, (node, k) => [node, k]));
    const least = new Map<number, number>();
    const greatest = new Map<number, number>();
    for (let j = 0; j < u.size; j++) {
      for (let k = j + 1; k < u.size; k++) {
        const distance = u.distance(j, k);
        if (distance === 0) continue;
        const [a, b] = [embedding.point(j), embedding.point(k)];
        const length = Math.hypot(a[0]! - b[0]!, a[1]! - b[1]!);
        let node = commonAncestor(u.tree.parent, u.leaves[j]!, u.leaves[k]!);
        while (!seen.has(node)) node = u.tree.parent[node]!;
        expect(found.distance[seen.get(node)!]).toBe(distance);
        least.set(node, Math.min(least.get(node) ?? Infinity, length));
        greatest.set(node, Math.max(greatest.get(node) ?? 0, length));
      }
    }
    expect(least.size).toBe(found.nodes.length);
    found.nodes.forEach((node, k) => {
      expect(found.least[k]).toBeCloseTo(least.get(node)!, 9);
      expect(found.greatest[k]).toBeCloseTo(greatest.get(node)!, 9);
    });
  });

  test("tells its progress and can be stopped", () => {
    const u = randomUltrametric(11, 200, 6);
    const signal = { aborted: false };
    const told: EmbedProgress[] = [];
    const embedding = embedUltrametric(u, {
      effort: "best",
      rounds: 200,
      signal,
      onProgress: (progress) => {
        told.push(progress);
        signal.aborted = progress.round >= 50;
      },
    });
    expect(told.map(({ round }) => round)).toEqual([10, 20, 30, 40, 50]);
    expect(told.every(({ rounds }) => rounds === 200)).toBe(true);
    expect(embedding.rounds).toBe(50);
    expect(told.at(-1)!.distortion).toBeCloseTo(embedding.distortion, 9);
    expectSound(embedding);
    const controller = new AbortController();
    controller.abort();
    expect(embedUltrametric(u, { effort: "best", signal: controller.signal }).rounds).toBe(0);
  });

  test.for([
    [{ dimension: 0 }, "bad-option"],
    [{ dimension: 2.5 }, "bad-option"],
    [{ dimension: 9 }, "bad-option"],
    [{ effort: "fast" }, "bad-option"],
    [{ rounds: -1 }, "bad-option"],
    [{ signal: {} }, "bad-option"],
  ] as const)("%j is an error", ([options, code]) => {
    const u = randomUltrametric(1, 5);
    expect(() => embedUltrametric(u, options as never)).toThrow(
      expect.objectContaining({ code }) as MarquetryError,
    );
    expect(() => embedUltrametric([] as never)).toThrow(MarquetryError);
  });
});

describe("the lower limit", () => {
  test("no arrangement of a few leaves found by search goes below it", () => {
    for (let seed = 1; seed <= 40; seed++) {
      const u = randomUltrametric(seed, 3 + (seed % 5), 4);
      const clusters = clustersOf(u);
      const sites = clusters.endSite[0]!;
      if (sites < 2) continue;
      const dimension = 1 + (seed % 2);
      const limit = distortionLimit(clusters, dimension);
      expect(descend(seed, clusters, dimension)).toBeGreaterThan(limit * (1 - ROUNDING));
    }
  });

  test("is what the best arrangements of a few equal distances reach", () => {
    const flat = (n: number): Ultrametric => ultrametric.fromNewick(`(${":1,".repeat(n - 1)}:1);`);
    const best = [1, 1, Math.SQRT2, 1.618034, 1.902113, 2, 2.24698];
    best.forEach((value, k) => {
      const { distortion, lowerBound } = embedUltrametric(flat(k + 2));
      expect(distortion).toBeCloseTo(value, 5);
      expect(lowerBound).toBeCloseTo(value, 5);
    });
    for (let dimension = 3; dimension <= 6; dimension++) {
      for (const n of [dimension + 1, dimension + 2]) {
        const { distortion, lowerBound } = embedUltrametric(flat(n), { dimension });
        expect(distortion).toBeCloseTo(lowerBound, 9);
      }
    }
  });

  test("counts families of nearly equal distances as one", () => {
    const { lowerBound } = embedUltrametric(ultrametric.fromNewick("((:1,:1):0.01,(:1,:1):0.01);"));
    expect(lowerBound).toBeCloseTo(Math.SQRT2 / 1.01, 9);
  });

  test("is tight on a line for equal distances, and grows with the square root in the plane", () => {
    const limit = (n: number, dimension: number): number =>
      distortionLimit(clustersOf(ultrametric.fromNewick(`(${":1,".repeat(n - 1)}:1);`)), dimension);
    expect(limit(10, 1)).toBeCloseTo(9, 12);
    expect(limit(10_000, 2)).toBeGreaterThan(104);
    expect(limit(10_000, 2)).toBeLessThan(Math.sqrt((10_000 * 2 * Math.sqrt(3)) / Math.PI));
    expect(limit(8000, 3)).toBeCloseTo(19, 9);
  });

  /** The least distortion that a random search reaches. */
  function descend(seed: number, clusters: ReturnType<typeof clustersOf>, dimension: number): number {
    const random = generator(seed + 1);
    const points = Float64Array.from({ length: clusters.endSite[0]! * dimension }, random);
    const measure = (): number => distortionOf(measureStretch(buildSearchTree(clusters, points, dimension)));
    let best = measure();
    for (let step = 0; step < 600; step++) {
      const at = Math.floor(random() * points.length);
      const before = points[at]!;
      points[at]! += (random() - 0.5) * 3 ** (-step / 100);
      const now = measure();
      if (now <= best) best = now;
      else points[at] = before;
    }
    return best;
  }
});

describe("the construction with a proven limit", () => {
  test("keeps to it, with any side ratio and any merging, in all dimensions", () => {
    for (let seed = 1; seed <= 120; seed++) {
      const u = randomUltrametric(seed, 10 + 2 * seed, 2 + (seed % 9));
      const dimension = 1 + (seed % 8);
      const base = clustersOf(u);
      const factor = [1, 1.2, 2][seed % 3]!;
      const merged = clustersOf(u, factor);
      const ratio = [3, 3.5, 8][seed % 4] ?? provenRatio(levelsOf(merged), dimension);
      const points = provenBoxes(merged, dimension, ratio);
      const { least, greatest } = measureStretch(buildSearchTree(base, points, dimension));
      expect(least[0]).toBeGreaterThan(1 - ROUNDING);
      const limit = boxDistortion(merged, provenNeeds(merged, dimension, ratio), dimension, ratio);
      expect(greatest[1]).toBeLessThan(limit * (1 + ROUNDING));
    }
  });

  test("has a limit in closed form that is no less than the one worked out", () => {
    for (let seed = 1; seed <= 60; seed++) {
      const u = randomUltrametric(seed, 10 + 2 * seed, 2 + (seed % 9));
      const dimension = 1 + (seed % 8);
      const merged = clustersOf(u, 2);
      const limit = distortionLimit(clustersOf(u), dimension);
      const { limit: found } = bestProof(u, dimension);
      expect(found).toBeLessThanOrEqual(provenDistortion(levelsOf(merged), dimension, 2, limit));
    }
  });

  test("is bounded by the logarithm of the spread: as many levels as halvings of the distance", () => {
    for (let seed = 1; seed <= 50; seed++) {
      const u = randomUltrametric(seed, 200);
      const { diameter, size } = clustersOf(u);
      const least = diameter.reduce((a, b) => (b > 0 && b < a ? b : a), Infinity);
      expect(levelsOf(clustersOf(u, 2))).toBeLessThanOrEqual(2 + Math.floor(Math.log2(diameter[0]! / least)));
      expect(size).toBeGreaterThan(1);
    }
  });
});

test("packings contract nothing, in any dimension, with any merging", () => {
  for (let seed = 1; seed <= 120; seed++) {
    const u = randomUltrametric(seed, 5 + (seed % 60), 2 + (seed % 7));
    const dimension = 1 + (seed % 5);
    const merged = clustersOf(u, [1, 1.1, 1.5][seed % 3]);
    const { table, root } = packBoxes(merged, { dimension, most: 12, cap: 3 });
    const points = placeBoxes(merged, table, root);
    const { least } = measureStretch(buildSearchTree(clustersOf(u), points, dimension));
    expect(least[0]).toBeGreaterThan(1 - ROUNDING);
  }
});

describe("a search that is cut short", () => {
  test("gives bounds that hold", () => {
    const u = randomUltrametric(9, 400, 8);
    const clusters = clustersOf(u);
    const random = generator(3);
    const points = Float64Array.from({ length: 2 * clusters.endSite[0]! }, random);
    const tree = buildSearchTree(clusters, points, 2);
    const exact = measureStretch(tree);
    expect(exact.least[0]).toBe(exact.least[1]);
    for (const budget of [0, 100, 1000, 10_000]) {
      const { least, greatest } = measureStretch(tree, budget);
      expect(least[0]).toBeLessThanOrEqual(exact.least[0]);
      expect(least[1]).toBeGreaterThanOrEqual(exact.least[0]);
      expect(greatest[0]).toBeLessThanOrEqual(exact.greatest[0]);
      expect(greatest[1]).toBeGreaterThanOrEqual(exact.greatest[0]);
    }
  });
});

describe.skipIf(!hasSpecies)("trees of species", () => {
  test.for([
    ["birds.tre", 1.75],
    ["mammals.tre", 1.8],
  ] as const)("%s: the construction is within a factor of the limit", ([name, factor]) => {
    const built = embedUltrametric(ultrametric.fromNewick(speciesText(name)));
    expect(built.quotient).toBeLessThan(factor);
    expect(built.contraction).toBeCloseTo(1, 9);
    expect(built.coincident).toEqual([]);
  });

  test("mammals: a few rounds of relaxation come nearer", () => {
    const best = embedUltrametric(ultrametric.fromNewick(speciesText("mammals.tre")), {
      effort: "best",
      rounds: 600,
    });
    expect(best.quotient).toBeLessThan(1.5);
    expect(best.contraction).toBeCloseTo(1, 9);
  });
});

function commonAncestor(parent: Int32Array, a: number, b: number): number {
  let [i, j] = [a, b];
  while (i !== j) {
    if (i > j) i = parent[i]!;
    else j = parent[j]!;
  }
  return i;
}

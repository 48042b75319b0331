import { agnes, type Cluster } from "ml-hclust";
import { describe, expect, test } from "vitest";
import { MarquetryError, ultrametric, weightedTree, type Linkage, type Ultrametric } from "marquetry";
import { generator } from "marquetry/fixtures";
import { hasSpecies, randomUltrametric, speciesText } from "./support.ts";

function errorOf(action: () => unknown): MarquetryError {
  try {
    action();
  } catch (error) {
    if (error instanceof MarquetryError) return error;
    throw error;
  }
  throw new Error("no error");
}

function matrixOf(u: Ultrametric): number[][] {
  return Array.from({ length: u.size }, (_, j) => Array.from({ length: u.size }, (_, k) => u.distance(j, k)));
}

function randomPoints(seed: number, count: number, dimension = 3): number[][] {
  const random = generator(seed);
  return Array.from({ length: count }, () => Array.from({ length: dimension }, random));
}

function distances(points: readonly number[][]): number[][] {
  return points.map((p) => points.map((q) => Math.hypot(...p.map((x, k) => x - q[k]!))));
}

/** Distances of leaves in a clustering of ml-hclust. */
function oracle(matrix: number[][], method: Linkage): number[][] {
  const result = matrix.map((row) => row.map(() => 0));
  const open: Cluster[] = [agnes(matrix, { method, isDistanceMatrix: true })];
  for (let next = open.pop(); next; next = open.pop()) {
    open.push(...next.children);
    const members = next.children.map((child) => child.indices());
    for (const [a, left] of members.entries())
      for (const right of members.slice(a + 1))
        for (const j of left) for (const k of right) result[j]![k] = result[k]![j] = next.height;
  }
  return result;
}

describe("from Newick", () => {
  test("distances are lengths of ways between leaves, in the order of the text", () => {
    const u = ultrametric.fromNewick("((a:1,b:1):2,(c:0.5,d:0.5,e:0.5):2.5);");
    expect(["a", "b", "c", "d", "e"]).toEqual(Array.from({ length: u.size }, (_, k) => u.label(k)));
    expect(matrixOf(u)[0]).toEqual([0, 2, 6, 6, 6]);
    expect(matrixOf(u)[3]).toEqual([6, 6, 1, 0, 1]);
  });

  test("a stem, a single leaf, branches of length 0", () => {
    expect(matrixOf(ultrametric.fromNewick("(((a:1,b:1):1):3);"))).toEqual([
      [0, 2],
      [2, 0],
    ]);
    expect(matrixOf(ultrametric.fromNewick("a;"))).toEqual([[0]]);
    expect(matrixOf(ultrametric.fromNewick("((a:0,b:0):1,c:1);"))).toEqual([
      [0, 0, 2],
      [0, 0, 2],
      [2, 2, 0],
    ]);
    expect(matrixOf(ultrametric.fromNewick("(a:0,b:0);"))).toEqual([
      [0, 0],
      [0, 0],
    ]);
  });

  test("a tree whose leaves are not equally deep names the leaf and the spread", () => {
    const error = errorOf(() => ultrametric.fromNewick("((a:1,b:1):1,(c:1,d:0.5):1);"));
    expect([error.code, error.path, error.value]).toEqual([
      "not-ultrametric",
      expect.stringContaining("/d"),
      0.25,
    ]);
    expect(error.message).toBe(
      "the tree is not ultrametric: its leaves lie 1.5 to 2 below the root, a spread of 25 % where 0.0001 % is allowed; " +
        "the leaf d lies at 1.5, 0.5 from the median 2",
    );
    expect(ultrametric.fromNewick("((a:1,b:1):1,(c:1,d:0.5):1);", { tolerance: 0.3 }).size).toBe(4);
    expect(ultrametric.fromNewick("(a:1,b:1.0000009);").distance(0, 1)).toBe(2 * 1.0000009);
    expect(errorOf(() => ultrametric.fromNewick("(a:1,b:1.0000011);")).code).toBe("not-ultrametric");
  });

  test("a branch without a length, or with a negative one, is named", () => {
    expect(errorOf(() => ultrametric.fromNewick("((a:1,b):1,c:2)root;")).message).toMatch(
      /^the branch above root\/.*\/b has no length$/,
    );
    expect(errorOf(() => ultrametric.fromNewick("(a:-1,b:-1);")).message).toMatch(
      /a has the length -1, below 0$/,
    );
    expect(errorOf(() => ultrametric.fromNewick("(a:1,b:1);", { tolerance: 2 })).code).toBe("bad-option");
  });
});

describe("from distances and points", () => {
  test.for(["single", "average", "complete"] as const)("%s linkage is as ml-hclust has it", (linkage) => {
    for (let seed = 1; seed <= 12; seed++) {
      const points = randomPoints(seed, 2 + 5 * seed);
      const matrix = distances(points);
      const expected = oracle(matrix, linkage).flat();
      for (const u of [
        ultrametric.fromDistances(matrix, { linkage }),
        ultrametric.fromPoints(points, { linkage }),
      ]) {
        expect(ultrametric.check(matrixOf(u))).toBe(null);
        matrixOf(u)
          .flat()
          .forEach((d, k) => expect(d).toBeCloseTo(expected[k]!, 12));
      }
    }
  });

  test.for(["single", "average", "complete"] as const)(
    "%s linkage keeps an ultrametric as it is",
    (linkage) => {
      for (let seed = 1; seed <= 20; seed++) {
        const matrix = matrixOf(randomUltrametric(seed, 30));
        const again = matrixOf(ultrametric.fromDistances(matrix, { linkage })).flat();
        matrix.flat().forEach((d, k) => expect(again[k]).toBeCloseTo(d, 12));
      }
    },
  );

  test("labels, one item, ties, equal points", () => {
    expect(
      ultrametric
        .fromDistances(
          [
            [0, 1],
            [1, 0],
          ],
          { labels: ["a", "b"] },
        )
        .label(1),
    ).toBe("b");
    expect(ultrametric.fromDistances([[0]]).size).toBe(1);
    const ties = Array.from({ length: 40 }, (_, j) =>
      Array.from({ length: 40 }, (_, k) => (j === k ? 0 : 1)),
    );
    expect(matrixOf(ultrametric.fromDistances(ties))).toEqual(ties);
    expect(
      matrixOf(
        ultrametric.fromPoints([
          [1, 1],
          [1, 1],
          [4, 5],
        ]),
      ),
    ).toEqual([
      [0, 0, 5],
      [0, 0, 5],
      [5, 5, 0],
    ]);
  });

  test.for([
    [[[0, 1]], "bad-input", /row 0 .* must have 1 numbers/],
    [
      [
        [0, 1],
        [2, 0],
      ],
      "bad-distance",
      /items 0 and 1 is 1 one way and 2 the other/,
    ],
    [
      [
        [0, NaN],
        [NaN, 0],
      ],
      "bad-distance",
      /items 0 and 1 must be finite and not negative, not NaN/,
    ],
    [
      [
        [0, -1],
        [-1, 0],
      ],
      "bad-distance",
      /not -1/,
    ],
    [[[3]], "bad-distance", /item 0 from itself must be 0, not 3/],
    [[], "empty-tree", /no items/],
    [undefined, "bad-input", /array of rows/],
  ] as const)("%j is an error", ([matrix, code, message]) => {
    const error = errorOf(() => ultrametric.fromDistances(matrix as unknown as number[][]));
    expect(error.code).toBe(code);
    expect(error.message).toMatch(message);
  });

  test("other errors", () => {
    expect(errorOf(() => ultrametric.fromPoints([[1, 2], [1]])).code).toBe("bad-input");
    expect(errorOf(() => ultrametric.fromPoints([[1, Infinity]])).code).toBe("bad-distance");
    expect(errorOf(() => ultrametric.fromDistances([[0]], { linkage: "ward" as "single" })).code).toBe(
      "bad-option",
    );
    expect(errorOf(() => ultrametric.fromDistances([[0]], { labels: [] })).code).toBe("bad-input");
  });
});

describe("the check of three points", () => {
  test("finds a triple exactly where there is one", () => {
    for (let seed = 1; seed <= 60; seed++) {
      const random = generator(seed);
      const matrix = matrixOf(randomUltrametric(seed, 25));
      expect(ultrametric.check(matrix)).toBe(null);
      const [a, b] = [Math.floor(random() * matrix.length), Math.floor(random() * matrix.length)];
      if (a === b) continue;
      matrix[a]![b] = matrix[b]![a] = matrix[a]![b]! * (0.5 + random()) + 0.01;
      const found = ultrametric.check(matrix);
      expect(found !== null).toBe(breaks(matrix));
      if (!found) continue;
      const [i, j, k] = found.triple;
      expect(found.distances).toEqual([matrix[i]![j], matrix[j]![k], matrix[i]![k]]);
      expect(matrix[i]![k]).toBeGreaterThan(Math.max(matrix[i]![j]!, matrix[j]![k]!));
      expect(found.deviation).toBeGreaterThan(1e-6);
    }
  });

  function breaks(matrix: readonly number[][]): boolean {
    const n = matrix.length;
    for (let i = 0; i < n; i++)
      for (let j = 0; j < n; j++)
        for (let k = 0; k < n; k++)
          if (matrix[i]![k]! > Math.max(matrix[i]![j]!, matrix[j]![k]!) * (1 + 2e-6)) return true;
    return false;
  }
});

describe("from a tree with heights", () => {
  test("takes the field height, or what the option says", () => {
    const data = {
      name: "all",
      height: 3,
      children: [{ height: 1, children: [{ value: 1 }, { value: 1 }] }, { value: 1 }],
    };
    const tree = weightedTree<{ height?: number; value?: number }>(data, { sort: null });
    expect(matrixOf(ultrametric.fromTree(tree))).toEqual([
      [0, 6, 6],
      [6, 0, 2],
      [6, 2, 0],
    ]);
    expect(ultrametric.fromTree(tree, { height: () => 2 }).distance(1, 2)).toBe(4);
    expect(errorOf(() => ultrametric.fromTree(tree, { height: (_, i) => i + 1 })).code).toBe(
      "not-ultrametric",
    );
    expect(errorOf(() => ultrametric.fromTree(tree, { height: () => NaN })).code).toBe("bad-distance");
    expect(errorOf(() => ultrametric.fromTree({} as never)).code).toBe("bad-input");
    expect(errorOf(() => ultrametric.fromTree(tree).distance(0, 3)).code).toBe("bad-node");
  });
});

describe.skipIf(!hasSpecies)("trees of species", () => {
  test("birds and mammals are ultrametric", () => {
    expect(ultrametric.fromNewick(speciesText("birds.tre")).size).toBe(9993);
    expect(ultrametric.fromNewick(speciesText("mammals.tre")).size).toBe(5364);
  });

  test("the tree of viruses is not, and the error tells by how much", () => {
    const error = errorOf(() => ultrametric.fromNewick(speciesText("hcv-not-ultrametric.nwk")));
    expect(error.code).toBe("not-ultrametric");
    expect(error.message).toMatch(/a spread of [\d.]+ % .* the leaf \w+ lies at/);
  });
});

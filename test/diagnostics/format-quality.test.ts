import { formatQuality, MarquetryError, type Quality } from "marquetry";
import { describe, expect, it } from "vitest";

type Group = Quality["leaves"];

/** The same six figures for each measure, times 1, 2, 3 and 4. */
function group(count: number): Group {
  const times = (k: number): Group["asp"] => ({
    mean: k,
    median: 0.5 * k,
    p95: 2 * k,
    p99: 3 * k,
    max: 40 * k,
    weighted: 1.25 * k,
  });
  const [asp, side, box, round] = [times(1), times(2), times(3), times(4)];
  return { count, asp, side, aspectRatio: side, box, round, circleRatio: round };
}

const none = { count: 0, weight: 0, share: 0 };
const plain: Quality = {
  leaves: group(12),
  inner: group(1),
  area: { maxError: 0.25, meanError: 0, worst: 3 },
  slack: { ratio: 2, waste: 0, deviation: 0, worst: 1 },
  empty: { count: 2, weight: 3, share: 0.125 },
  tooSmall: { ...none, below: 1 },
  unsolved: none,
  raised: none,
  unloaded: none,
  bound: null,
  fallbacks: [],
};
const special: Quality = {
  ...plain,
  leaves: group(3),
  inner: group(0),
  slack: { ratio: 2, waste: 0.4, deviation: 0.5, worst: 1 },
  unsolved: { count: 1, weight: 2, share: 0.02 },
  raised: { count: 4, weight: 2, share: 0.002 },
  bound: { measure: "side", value: 4, reached: 3.5, holds: true },
  fallbacks: [5, 7, 9],
};

const text = (...lines: string[]): string => lines.join("\n");

/** The entry under a heading of the summary. */
function told(quality: Quality, heading: string): string | undefined {
  const line = formatQuality(quality)
    .split("\n")
    .find((each) => each.startsWith(heading));
  return line?.slice(heading.length).trim();
}

describe("a table of one result", () => {
  it("has the leaves, the inner nodes, and what else is told of every layout", () => {
    expect(formatQuality(plain)).toBe(
      text(
        "leaves (12 cells)  mean  median   p95    p99     max  weighted",
        "asp                1.00    0.50  2.00   3.00   40.00      1.25",
        "side               2.00    1.00  4.00   6.00   80.00      2.50",
        "box                3.00    1.50  6.00   9.00  120.00      3.75",
        "round              4.00    2.00  8.00  12.00  160.00      5.00",
        "",
        "inner (1 cell)     mean  median   p95    p99     max  weighted",
        "asp                1.00    0.50  2.00   3.00   40.00      1.25",
        "side               2.00    1.00  4.00   6.00   80.00      2.50",
        "box                3.00    1.50  6.00   9.00  120.00      3.75",
        "round              4.00    2.00  8.00  12.00  160.00      5.00",
        "",
        "area error, max       0.25",
        "area error, mean      0.00",
        "empty leaves      2 (13 %)",
        "too small          0 (0 %)",
        "bound                 none",
      ),
    );
  });

  it("tells of slack, unsolved and raised leaves and fallbacks where there are some, and leaves out empty groups", () => {
    expect(formatQuality(special)).toBe(
      text(
        "leaves (3 cells)  mean  median   p95    p99     max  weighted",
        "asp               1.00    0.50  2.00   3.00   40.00      1.25",
        "side              2.00    1.00  4.00   6.00   80.00      2.50",
        "box               3.00    1.50  6.00   9.00  120.00      3.75",
        "round             4.00    2.00  8.00  12.00  160.00      5.00",
        "",
        "area error, max                        0.25",
        "area error, mean                       0.00",
        "empty leaves                       2 (13 %)",
        "too small                           0 (0 %)",
        "bound              side 4.00, holds at 3.50",
        "waste                                  40 %",
        "leaf areas off by                      0.50",
        "unsolved                            1 (2 %)",
        "raised                           4 (0.20 %)",
        "fallbacks                                 3",
      ),
    );
  });

  it("takes differences of a millionth or less for rounding", () => {
    const slack = { ...plain.slack, waste: 1e-6, deviation: 1e-6 };
    expect(formatQuality({ ...plain, slack })).toBe(formatQuality(plain));
    const more = { ...plain.slack, waste: 2e-6, deviation: 2e-6 };
    expect(told({ ...plain, slack: more }, "waste")).toBe("< 0.01 %");
    expect(told({ ...plain, slack: more }, "leaf areas off by")).toBe("2.0e-6");
  });

  it.each([
    [0, "0.00"],
    [0.01, "0.01"],
    [0.0099, "9.9e-3"],
    [-0.0012, "-1.2e-3"],
    [-3, "-3.00"],
    [99999, "99999.00"],
    [1e5, "1.0e+5"],
    [-1e5, "-1.0e+5"],
    [Infinity, "∞"],
    [-Infinity, "-∞"],
    [NaN, "–"],
  ])("writes %d as %s", (maxError, shown) => {
    expect(told({ ...plain, area: { ...plain.area, maxError } }, "area error, max")).toBe(shown);
  });

  it.each([
    [0, "0 %"],
    [0.00009, "< 0.01 %"],
    [0.0001, "0.01 %"],
    [0.005, "0.50 %"],
    [0.01, "1 %"],
    [0.996, "100 %"],
    [1, "100 %"],
  ])("writes a share of %d as %s", (share, shown) => {
    expect(told({ ...plain, tooSmall: { ...none, share, below: 1 } }, "too small")).toBe(`0 (${shown})`);
  });
});

describe("a table of several results", () => {
  it("goes measure by measure, with a dash for what a result has nothing of", () => {
    const lines = formatQuality({ plain, special }).split("\n");
    expect(lines.slice(0, 8)).toEqual([
      "leaves: asp    mean  median   p95    p99     max  weighted",
      "plain          1.00    0.50  2.00   3.00   40.00      1.25",
      "special        1.00    0.50  2.00   3.00   40.00      1.25",
      "",
      "leaves: side   mean  median   p95    p99     max  weighted",
      "plain          2.00    1.00  4.00   6.00   80.00      2.50",
      "special        2.00    1.00  4.00   6.00   80.00      2.50",
      "",
    ]);
    expect(lines.slice(16, 20)).toEqual([
      "inner: asp     mean  median   p95    p99     max  weighted",
      "plain          1.00    0.50  2.00   3.00   40.00      1.25",
      "",
      "inner: side    mean  median   p95    p99     max  weighted",
    ]);
    expect(lines.slice(-3)).toEqual([
      "         area error, max  area error, mean  empty leaves  too small                     bound  waste  leaf areas off by  unsolved      raised  fallbacks",
      "plain               0.25              0.00      2 (13 %)    0 (0 %)                      none      –                  –         –           –          –",
      "special             0.25              0.00      2 (13 %)    0 (0 %)  side 4.00, holds at 3.50   40 %               0.50   1 (2 %)  4 (0.20 %)          3",
    ]);
  });

  it("leaves out a group that no result has cells of", () => {
    expect(formatQuality({ special })).not.toContain("inner");
    expect(formatQuality({ special })).toContain("leaves: round");
  });
});

describe("what is no result of quality", () => {
  it.each([[undefined], [null], [7], ["quality"], [{ a: plain, b: 3 }], [{ leaves: {} }], [[plain, null]]])(
    "is refused: %j",
    (wrong) => {
      const call = (): string => formatQuality(wrong as never);
      expect(call).toThrow(MarquetryError);
      expect(call).toThrow(/^formatQuality takes what quality returned, or several of them by name, not ./);
      expect(call).toThrow(expect.objectContaining({ code: "bad-input", value: wrong }));
    },
  );
});

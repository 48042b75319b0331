import { angular, greedy, optionTables, voronoi } from "marquetry";
import { describe, expect, it } from "vitest";

const make = { angular, greedy, voronoi } as Record<string, (options?: unknown) => { options?: object }>;
const bad = (message: string | RegExp): unknown =>
  expect.objectContaining({ code: "bad-option", message: expect.stringMatching(message) as string });

describe("the options of engines with convex cells", () => {
  it.each([
    ["greedy", "best", /^greedy takes its options as an object, as \{ effort: … \}, not "best"$/],
    ["greedy", { effort: "bset" }, /^greedy: effort must be .*did you mean "best"\?$/],
    ["greedy", { odrer: "keep" }, /^greedy has no option "odrer"; did you mean order\?$/],
    ["voronoi", null, /^voronoi takes its options/],
    ["voronoi", { cuts: "no" }, /^voronoi: cuts must be true or false, not "no"$/],
    ["voronoi", { sites: 3 }, /^voronoi: sites must be a function, not 3$/],
    ["angular", 3, /^angular takes no options, not 3$/],
    ["angular", { x: 1 }, /^angular has no option "x"; it has none$/],
  ])("%s refuses %j", (name, options, message) => {
    expect(() => make[name]!(options)).toThrow(bad(message));
  });

  it("stand in the engine as they were settled, unless they are functions", () => {
    expect(make["greedy"]!({ effort: "best" }).options).toEqual({ effort: "best", order: "best" });
    expect(make["voronoi"]!().options).toEqual({ effort: "balanced", cuts: true });
    expect(make["angular"]!().options).toEqual({});
    expect(make["voronoi"]!({ sites: () => null })).not.toHaveProperty("options");
  });

  it("are described, a line each", () => {
    for (const name of Object.keys(make)) {
      const { options, help } = optionTables[name]!;
      expect(Object.keys(help)).toEqual(Object.keys(options));
    }
  });
});

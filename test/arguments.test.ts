import fc from "fast-check";
import {
  circle,
  engines,
  formatQuality,
  interpolateMaps,
  layout,
  optionTables,
  packMap,
  quality,
  registerEngine,
  regularPolygon,
  stability,
  toSVG,
  unpackMap,
  validate,
  weightedTree,
} from "marquetry";
import { describe, expect, it } from "vitest";
import { anything, blameOf } from "./support/anything.ts";

const tree = weightedTree({
  name: "all",
  children: [
    { name: "a", value: 3 },
    { name: "b", value: 2 },
  ],
});
const map = layout(tree, { engine: engines.greedy(), container: [90, 60], padding: 1 });
const right = { engine: engines.squarify(), container: [90, 60] };

/** Public functions with arguments that are right; a wrong one takes the place of each in turn. */
const functions: Readonly<Record<string, [call: unknown, right: readonly unknown[]]>> = {
  layout: [layout, [tree, right]],
  "map.update": [map.update.bind(map), [tree.weight, {}]],
  "map.cell": [map.cell.bind(map), [1]],
  "map.area": [map.area.bind(map), [1]],
  "map.bounds": [map.bounds.bind(map), [1]],
  "map.centroid": [map.centroid.bind(map), [1]],
  "tree.withWeights": [tree.withWeights.bind(tree), [tree.weight]],
  "tree.find": [tree.find.bind(tree), ["a"]],
  quality: [quality, [map, {}]],
  validate: [validate, [map, {}]],
  stability: [stability, [map, map, {}]],
  interpolateMaps: [interpolateMaps, [map, map, {}]],
  formatQuality: [formatQuality, [quality(map)]],
  packMap: [packMap, [map]],
  unpackMap: [unpackMap, [packMap(map), tree]],
  toSVG: [toSVG, [map, {}]],
  circle: [circle, [0, 0, 9, 5]],
  regularPolygon: [regularPolygon, [0, 0, 9, 5, 0]],
  registerEngine: [registerEngine, ["of-a-test", engines.slice]],
  ...Object.fromEntries(Object.entries(engines).map(([name, make]) => [name, [make, [{}]] as const])),
};

describe.each(Object.entries(functions))("%s", (_, [call, args]) => {
  const run = call as (...given: unknown[]) => unknown;

  it("takes what it is for", () => expect(blameOf(() => run(...args))).toBeUndefined());

  it("takes whatever else it is given, or blames it in words", () => {
    fc.assert(
      fc.property(fc.nat({ max: args.length - 1 }), anything, (k, value) => {
        const error = blameOf(() => run(...args.map((given, n) => (n === k ? value : given))));
        if (error) expect(error.message).toMatch(/^\S.{10,1500}$/s);
      }),
    );
  });
});

const optional = Object.entries(functions).filter(([name]) => name in optionTables);

describe.each(optional)("the options of %s", (owner, [call, args]) => {
  const run = call as (...given: unknown[]) => unknown;
  const { options, help } = optionTables[owner]!;
  const withOption = (name: string, value: unknown): unknown =>
    run(...args.slice(0, -1), { ...(args.at(-1) as object), [name]: value });

  it("are refused by name where they are no option", () => {
    const error = blameOf(() => withOption("nonsense", 1));
    expect(error).toMatchObject({ code: "bad-option" });
    expect(error!.message).toContain('no option "nonsense"');
    for (const name of Object.keys(options)) {
      const misspelt = `${name.slice(0, 2)}${name.slice(3)}x`;
      if (misspelt in options) continue;
      expect(blameOf(() => withOption(misspelt, 1))?.message).toContain(`no option "${misspelt}"`);
    }
  });

  it("are refused by value where they cannot have it", () => {
    fc.assert(
      fc.property(fc.constantFrom(...Object.keys(options), "x"), anything, (name, value) => {
        const option = options[name];
        if (!option || value === undefined || option.allows(value)) return;
        expect(blameOf(() => withOption(name, value))?.message).toContain(name);
      }),
    );
  });

  it("have a line of help each", () => expect(Object.keys(help)).toEqual(Object.keys(options)));
});

import { circle, engines, layout, validate } from "marquetry";
import { randomTree } from "marquetry/fixtures";
import { describe, expect, it } from "vitest";
import { buffersOf, pack, plainSpacing, unpack } from "../../src/element/pack.ts";

const tree = randomTree(400, { seed: 8 });

describe.each(Object.entries(engines))("cells of %s that come from a worker", (_, make) => {
  const engine = make();
  const container = engine.shape === "convex" ? circle(200, 200, 200) : ([700, 400] as const);

  it.each([0, 3])("are the same cells, with a padding of %d", (padding) => {
    const map = layout(tree, { engine, container, padding });
    const sent = structuredClone(pack(map));
    const again = unpack(tree, engine, container, sent, () => map);
    expect(again.padded).toBe(map.padded);
    expect(again.engine).toBe(engine);
    for (const i of map) {
      expect(again.cell(i)).toEqual(map.cell(i));
      expect(again.isEmpty(i)).toBe(map.isEmpty(i));
    }
    if (padding === 0) expect(validate(again)).toEqual([]);
    expect(again.update(tree)).toBe(map);
    expect(buffersOf(sent).every((buffer) => buffer instanceof ArrayBuffer)).toBe(true);
  });
});

it("the spacing goes to a worker if it is plain", () => {
  expect(plainSpacing({ padding: 2, paddingTop: 18 })).toEqual({ padding: 2, paddingTop: 18 });
  expect(plainSpacing({})).toEqual({});
  expect(plainSpacing({ padding: () => 2 })).toBeNull();
});

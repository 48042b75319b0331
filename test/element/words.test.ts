import { expect, test } from "vitest";
import { Words } from "../../src/element/words.ts";

test("counts have no unit, whatever the weights are written in", () => {
  const words = new Words({}, { format: "bytes" });
  expect(words.number(1_500_000)).toMatch(/B$/);
  expect(words.count(1_500_000)).toBe("1,500,000");
  expect(new Words({}, { format: "percent", locale: "de" }).count(1500)).toBe("1.500");
});

import { expect, it } from "vitest";
import { plainSpacing } from "../../src/element/pack.ts";

it("the spacing goes to a worker if it is plain", () => {
  expect(plainSpacing({ padding: 2, paddingTop: 18 })).toEqual({ padding: 2, paddingTop: 18 });
  expect(plainSpacing({})).toEqual({});
  expect(plainSpacing({ padding: () => 2 })).toBeNull();
});

import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import * as marquetry from "marquetry";
import * as element from "marquetry/element";
import * as fixtures from "marquetry/fixtures";
import { describe, expect, it } from "vitest";
import { withFatness } from "../examples/support/readme-table.ts";
import { expectToRun, snippetsOf } from "./support/run-snippet.ts";

const ROOT = join(import.meta.dirname, "..");
const README = readFileSync(join(ROOT, "README.md"), "utf8");
/** What the library and the element export. */
const INDEX = ["src/index.ts", "src/element/core.ts", ...subpaths()]
  .map((path) => readFileSync(join(ROOT, path), "utf8"))
  .join("\n");

describe("code in the README", () => {
  const blocks = snippetsOf(README);

  it.each(blocks.map((code, k) => [k + 1, code] as const))(
    "block %i runs and logs what it says",
    (_, code) => {
      expectToRun(code);
      expect(code).toContain('from "marquetry"');
    },
  );

  it("is found", () => expect(blocks.length).toBeGreaterThan(10));
});

describe("figures in the README", () => {
  it("are those that npm start prints", () => expect(README).toBe(withFatness(README)));
});

describe("what the README names", () => {
  it.each([...Object.keys(marquetry), ...Object.keys(element), ...Object.keys(fixtures)])(
    "%s has a line",
    (name) => {
      expect(README).toMatch(new RegExp(`\`${name}[\`(.]`));
    },
  );

  const types = Array.from(INDEX.matchAll(/^export type \{(.*?)\}/gms), ([, names]) => names!)
    .flatMap((names) => names.split(","))
    .map((name) => name.trim().replace(/^.* as /, ""))
    .filter((name) => name !== "");

  it.each(types)("the type %s has a line", (name) => expect(README).toContain(`\`${name}\``));

  const links = Array.from(README.matchAll(/\]\(([^)#]+)\)/g), ([, path]) => path!);

  it.each(links)("%s is there", (path) => expect(readFileSync(join(ROOT, path)).length).toBeGreaterThan(0));
});

function subpaths(): string[] {
  return readdirSync(join(ROOT, "src/subpaths")).map((file) => `src/subpaths/${file}`);
}

import { readFileSync } from "node:fs";
import { join } from "node:path";
import { inspect } from "node:util";
import { compileFunction } from "node:vm";
import { createCanvas } from "@napi-rs/canvas";
import * as d3Hierarchy from "d3-hierarchy";
import * as d3Scale from "d3-scale";
import * as marquetry from "marquetry";
import * as element from "marquetry/element";
import * as fixtures from "marquetry/fixtures";
import { ModuleKind, transpileModule } from "typescript";
import { describe, expect, it } from "vitest";
import { withFatness } from "../examples/support/readme-table.ts";

const ROOT = join(import.meta.dirname, "..");
const README = readFileSync(join(ROOT, "README.md"), "utf8");
/** What the library and the element export. */
const INDEX = ["src/index.ts", "src/element/index.ts"]
  .map((path) => readFileSync(join(ROOT, path), "utf8"))
  .join("\n");

/** What the code may import. */
const MODULES: Readonly<Record<string, unknown>> = {
  marquetry,
  "marquetry/fixtures": fixtures,
  "d3-hierarchy": d3Hierarchy,
  "d3-scale": d3Scale,
};

describe("code in the README", () => {
  const blocks = Array.from(README.matchAll(/^```(?:js|ts)\n(.*?)^```/gms), ([, code]) => code!);

  it.each(blocks.map((code, k) => [k + 1, code] as const))(
    "block %i runs and logs what it says",
    (_, code) => {
      const expected = Array.from(code.matchAll(/\/\/ → (.*)$/gm), ([, text]) => text!);
      const logged = run(code);
      if (expected.length > 0) expect(logged).toEqual(expected);
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
    .map((name) => name.trim())
    .filter((name) => name !== "");

  it.each(types)("the type %s has a line", (name) => expect(README).toContain(`\`${name}\``));

  const links = Array.from(README.matchAll(/\]\(([^)#]+)\)/g), ([, path]) => path!);

  it.each(links)("%s is there", (path) => expect(readFileSync(join(ROOT, path)).length).toBeGreaterThan(0));
});

/** Runs a block as a module of its own, and returns the lines it logs. */
function run(code: string): string[] {
  const logged: string[] = [];
  const names = {
    require: (name: string) => MODULES[name] ?? expect.fail(`the README imports ${name}`),
    exports: {},
    console: { log: (...values: unknown[]) => void logged.push(values.map(shown).join(" ")) },
    document: { querySelector: () => createCanvas(960, 600) },
    devicePixelRatio: 2,
  };
  const { outputText } = transpileModule(code, { compilerOptions: { module: ModuleKind.CommonJS } });
  const block = compileFunction(outputText, Object.keys(names)) as (...values: unknown[]) => void;
  block(...Object.values(names));
  return logged;
}

function shown(value: unknown): string {
  return typeof value === "string" ? value : inspect(value);
}

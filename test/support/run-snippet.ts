import { inspect } from "node:util";
import { compileFunction } from "node:vm";
import { createCanvas } from "@napi-rs/canvas";
import * as d3Hierarchy from "d3-hierarchy";
import * as d3Scale from "d3-scale";
import * as finnish from "hyphen/fi/index.js";
import * as marquetry from "marquetry";
import * as d3 from "marquetry/d3";
import * as engine from "marquetry/engine";
import * as fixtures from "marquetry/fixtures";
import * as reading from "marquetry/read";
import { ModuleKind, transpileModule } from "typescript";
import { expect } from "vitest";

/** What the code may import. */
const MODULES: Readonly<Record<string, unknown>> = {
  marquetry,
  "marquetry/d3": d3,
  "marquetry/engine": engine,
  "marquetry/fixtures": fixtures,
  "marquetry/read": reading,
  "d3-hierarchy": d3Hierarchy,
  "d3-scale": d3Scale,
  "hyphen/fi/index.js": finnish,
};

/** The blocks of code of a page. */
export function snippetsOf(page: string): string[] {
  return Array.from(page.matchAll(/^```(?:js|ts)\n(.*?)^```/gms), ([, code]) => code!);
}

/** Runs a block as a module of its own, and expects it to log the lines that it announces, if any. */
export async function expectToRun(code: string): Promise<void> {
  const expected = Array.from(code.matchAll(/\/\/ → (.*)$/gm), ([, text]) => text!);
  const logged = await run(code);
  if (expected.length > 0) expect(logged).toEqual(expected);
}

/** The lines that it logs. */
async function run(code: string): Promise<string[]> {
  const logged: string[] = [];
  const names = {
    require: (name: string) => MODULES[name] ?? expect.fail(`the page imports ${name}`),
    exports: {},
    console: { log: (...values: unknown[]) => void logged.push(values.map(shown).join(" ")) },
    document: { querySelector: () => createCanvas(960, 600) },
    devicePixelRatio: 2,
  };
  const { outputText } = transpileModule(code, { compilerOptions: { module: ModuleKind.CommonJS } });
  const body = `return (async () => {${outputText}})()`;
  const block = compileFunction(body, Object.keys(names)) as (...values: unknown[]) => Promise<void>;
  await block(...Object.values(names));
  return logged;
}

function shown(value: unknown): string {
  return typeof value === "string" ? value : inspect(value);
}

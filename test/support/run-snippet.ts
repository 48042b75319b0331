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
  const { logged } = await runCode(code, {
    document: { querySelector: () => createCanvas(960, 600) },
    devicePixelRatio: 2,
  });
  if (expected.length > 0) expect(logged).toEqual(expected);
}

/** Runs code that takes some names for granted, as a module of its own; the lines that it logs. */
export async function runCode(
  code: string,
  givens: Readonly<Record<string, unknown>>,
): Promise<{ readonly logged: string[] }> {
  const logged: string[] = [];
  const log = (...values: unknown[]): void => void logged.push(values.map(shown).join(" "));
  const names = {
    ...givens,
    require: (name: string) => MODULES[name] ?? expect.fail(`the page imports ${name}`),
    exports: {},
    console: { log, error: log },
  };
  const { outputText } = transpileModule(code, { compilerOptions: { module: ModuleKind.CommonJS } });
  const body = `return (async () => {${outputText}})()`;
  const block = compileFunction(body, Object.keys(names)) as (...values: unknown[]) => Promise<void>;
  await block(...Object.values(names));
  return { logged };
}

function shown(value: unknown): string {
  return typeof value === "string" ? value : inspect(value);
}

import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { inspect } from "node:util";
import { createCanvas } from "@napi-rs/canvas";
import * as d3Hierarchy from "d3-hierarchy";
import * as d3Scale from "d3-scale";
import * as marquetry from "marquetry";
import * as d3 from "marquetry/d3";
import * as engine from "marquetry/engine";
import * as fixtures from "marquetry/fixtures";
import * as sql from "marquetry/sql";
import { describe, expect, it } from "vitest";
import { runCode } from "./support/run-snippet.ts";

const SOURCE = join(import.meta.dirname, "../src");

/** What is shown in a page, or cannot run by itself: the tests of the element, of wrappers, types and databases run it. */
const ELSEWHERE =
  /document\.|<script|<marquetry-map|<MarquetryMap|from "marquetry\/element|from "marquetry\/react|declare module|\(connection, |…/;

interface Example {
  readonly where: string;
  readonly code: string;
}

/** The examples of all docstrings. */
const examples: Example[] = readdirSync(SOURCE, { recursive: true, encoding: "utf8" })
  .filter((file) => file.endsWith(".ts"))
  .sort()
  .flatMap((file) => {
    const text = readFileSync(join(SOURCE, file), "utf8");
    return Array.from(text.matchAll(/\/\*\*.*?\*\//gs), ([comment]) => comment)
      .flatMap(examplesOf)
      .map((code, k) => ({ where: `${file}, ${k + 1}`, code }));
  });

/** Code after `@example`, up to the next tag or the end, without fences and drawings. */
function examplesOf(comment: string): string[] {
  const lines = comment.replace(/^\/\*\*|\*\/$/g, "").replace(/^[ \t]*\* ?/gm, "");
  return lines
    .split(/@example[ \t]*/)
    .slice(1)
    .map((part) =>
      part
        .split(/^@\w/m)[0]!
        .replace(/```text.*/s, "")
        .replace(/^```\w*$/gm, "")
        .trim(),
    );
}

/** What examples take for granted, made anew for each. */
function givens(): Record<string, unknown> {
  const data = {
    name: "all",
    value: 0,
    age: 2,
    children: [
      {
        name: "src",
        children: ["a", "b", "c", "d"].map((name, k) => ({ name, value: k + 2, age: 0 })),
        age: 1,
      },
      {
        name: "docs",
        children: ["e", "f", "g"].map((name, k) => ({ name, value: 3 * k + 1, age: 0 })),
        age: 1,
      },
    ],
  };
  const tree = marquetry.weightedTree(data);
  const map = marquetry.layout(tree, { engine: marquetry.squarify(), container: [960, 600] });
  const canvas = createCanvas(960, 600);
  const pivot = () => ({ ...marquetry.squarify(), name: "pivot" });
  return {
    ...marquetry,
    ...d3,
    ...engine,
    ...fixtures,
    ...sql,
    ...d3Hierarchy,
    ...d3Scale,
    data,
    tree,
    map,
    i: 3,
    a: map,
    b: map,
    weights: tree.weight.map((weight) => 1.1 * weight),
    year2023: tree,
    year2024: tree.withWeights(tree.weight.map((weight, i) => weight + i)),
    folder: { files: [{ bytes: 3 }, { bytes: 1 }] },
    growth: Array.from(tree.weight, (_, i) => i / 20),
    coverage: Array.from(tree.weight, (_, i) => 5 * i),
    colour: () => "#5ab4ac",
    interpolateViridis: () => "#440154",
    root: d3Hierarchy.hierarchy(data).sum(({ value }) => value),
    u: marquetry.ultrametric.fromNewick("((a:1,b:1):2,c:3);"),
    engine: marquetry.squarify(),
    stairs: pivot,
    pivot,
    canvas,
    context: canvas.getContext("2d"),
    width: 960,
    height: 600,
    devicePixelRatio: 2,
    text: "path,bytes\nsrc/a,1\nsrc/b,2\n",
    file: new File(["path,bytes\na,1\nb,2\n"], "sizes.csv"),
    fetch: () => Promise.resolve(new Response("path,bytes\na,1\nb,2\n")),
    writeFile: () => Promise.resolve(),
    feature: {
      type: "Polygon",
      coordinates: [
        [
          [0, 0],
          [2, 0],
          [2, 1],
          [1, 0.5],
          [0, 1],
          [0, 0],
        ],
      ],
    },
    source: {
      root: { id: "all", weight: 3 },
      children: () =>
        Promise.resolve([
          { id: "a", weight: 2 },
          { id: "b", weight: 1 },
        ]),
    },
    event: { currentTarget: { __data__: data.children[0] } },
    worker: { postMessage: () => undefined },
    d3: {
      ...d3Hierarchy,
      transition: d3Chain,
      geoConicConformal:
        () =>
        ([x, y]: [number, number]) => [x, -y],
    },
    svg: d3Chain(),
  };
}

/** Stands for what d3 draws with: every method returns it again. */
function d3Chain(): unknown {
  return new Proxy({}, { get: (_, name) => (name === "then" ? undefined : d3Chain) });
}

/** A value as text, without quotes and spaces of any kind. */
function plain(text: string): string {
  return text.replace(/^"|"$|\s/g, "");
}

const here = examples.filter(({ code }) => !ELSEWHERE.test(code));

describe("examples of docstrings", () => {
  it("are found", () => {
    expect(here.length).toBeGreaterThan(90);
    expect(examples.length - here.length).toBeLessThan(15);
  });

  it.each(here.map(({ where, code }) => [where, code] as const))("%s", async (_, code) => {
    // A comment after an expression on the last line says what it comes to.
    const said =
      /^(?!const |let |cutter)(.*?);? \/\/ (-?[\d.]+|true|false|null|"[^"]*"|\[.*\])(?:$|[,:;].*)/m.exec(
        code,
      );
    const whole = said === null ? code : code.replace(said[0], `console.log(${said[1]!.replace(/;$/, "")});`);
    const { logged } = await runCode(whole, givens());
    if (said !== null) expect(logged.map(plain)).toContain(plain(said[2]!));
    for (const [, text] of code.matchAll(/\/\/ → (.*)$/gm)) expect(logged).toContain(text);
  });
});

/** Classes show what they are where they come from; these two are for the library's own entries. */
const WITHOUT = /^(?:Partition|PowerDiagram|Ultrametric|readOptions|checkOption)$/;

it("public functions have an example each", () => {
  const without = Object.entries({ ...marquetry, ...d3, ...fixtures })
    .filter(([, value]) => typeof value === "function")
    .map(([name]) => name)
    .filter((name) => !WITHOUT.test(name))
    .filter((name) => !examples.some(({ code }) => new RegExp(`\\b${name}\\b`).test(code)));
  expect(without, inspect(without)).toEqual([]);
});

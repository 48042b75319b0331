import { engines } from "marquetry";
import { expect, test } from "vitest";
import { marquetry } from "./support.ts";

const INPUT =
  '{"name":"r","children":[{"name":"a","value":3},{"name":"b","value":2},{"name":"c","value":1}]}';

interface Result {
  readonly input: string;
  readonly nodes: number;
  readonly leaves: number;
  readonly height: number;
  readonly weight: number;
  readonly engines: readonly {
    readonly engine: string;
    readonly milliseconds: number;
    readonly quality: {
      readonly leaves: { readonly asp: { readonly mean: number } };
      readonly area: { readonly maxError: number };
    };
  }[];
}

async function measured(...argv: string[]): Promise<Result> {
  const { code, out } = await marquetry(["measure", "-", "--json", ...argv], { stdin: INPUT });
  expect(code).toBe(0);
  return JSON.parse(out) as Result;
}

test("measures every engine as JSON", async () => {
  const result = await measured();
  expect(result).toMatchObject({ input: "stdin", nodes: 4, leaves: 3, height: 1, weight: 6 });
  expect(result.engines.map(({ engine }) => engine)).toEqual(Object.keys(engines));
  for (const { engine, quality } of result.engines) {
    expect(quality.leaves.asp.mean).toBeGreaterThanOrEqual(4 / Math.PI);
    // Whole units in place of exact areas.
    if (engine !== "quantum") expect(quality.area.maxError).toBeLessThan(1e-9);
  }
});

test("measures the engines named, spelled either way", async () => {
  const { engines: found } = await measured("--engine", "slice-dice, greedy");
  expect(found.map(({ engine }) => engine)).toEqual(["sliceDice", "greedy"]);
});

test("a container that is no rectangle leaves out engines of rectangles", async () => {
  for (const container of ["circle", "hexagon", "triangle", "0,0 300,0 0,300"]) {
    const names = (await measured("--container", container)).engines.map(({ engine }) => engine);
    expect(names).toContain("greedy");
    expect(names).not.toContain("squarify");
  }
});

test("shows a table with a line for each engine", async () => {
  const { code, out } = await marquetry(["measure", "-", "-e", "squarify,greedy"], { stdin: INPUT });
  expect(code).toBe(0);
  const [head, , headings, first, second] = out.split("\n");
  expect(head).toBe("stdin: 4 nodes, 3 leaves, height 1");
  expect(headings).toMatch(/^engine +asp mean +p95 +max /);
  expect(first).toMatch(/^squarify +\d/);
  expect(second).toMatch(/^greedy +\d/);
});

test("engines lists every engine with its options", async () => {
  const { code, out } = await marquetry(["engines"]);
  expect(code).toBe(0);
  for (const name of Object.keys(engines)) expect(out).toMatch(new RegExp(`^${name} `, "m"));
  expect(out).toMatch(/^squarify(?:.*\n)+? +option ratio: .*\(a number ≥ 1; default: 1\.618\)$/m);
});

test("containers fill the size, or are as large as fits into it", async () => {
  const viewBox = async (...argv: string[]): Promise<string> => {
    const { out } = await marquetry(["draw", "-", ...argv], { stdin: INPUT });
    return /viewBox="([^"]*)"/.exec(out)![1]!;
  };
  expect(await viewBox()).toBe("0 0 960 600");
  expect(await viewBox("--size", "300x200")).toBe("0 0 300 200");
  expect(await viewBox("--size", "300x200", "--container", "square")).toBe("50 0 200 200");
  expect(await viewBox("--size", "300x200", "--container", "circle")).toBe("50 0 200 200");
  expect(await viewBox("--container", "400×300")).toBe("0 0 400 300");
  expect(await viewBox("--container", "0,0 300,0 0,200")).toBe("0 0 300 200");
  const triangle = (await viewBox("--size", "300x200", "--container", "triangle")).split(" ").map(Number);
  expect(triangle[3]).toBe(200);
  expect(triangle[2]).toBeCloseTo(400 / Math.sqrt(3), 1);
});

test("passes options to an engine", async () => {
  const draw = (...argv: string[]) => marquetry(["draw", "-", "-e", "squarify", ...argv], { stdin: INPUT });
  const plain = await draw();
  expect((await draw("--engine-option", "ratio=8")).out).not.toBe(plain.out);
  expect((await draw("--engine-option", "ratio=wide")).code).toBe(2);
  expect((await draw("--padding", "4", "--padding-top", "20")).out).not.toBe(plain.out);
});

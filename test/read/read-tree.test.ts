import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { readTree, type ReadOptions } from "../../src/subpaths/read.ts";
import expected from "./expected.json" with { type: "json" };
import refused from "./refused.json" with { type: "json" };

const HERE = import.meta.dirname;

interface Expected {
  readonly format: string;
  readonly sum: number;
  readonly leaves: number;
  /** Weights of some nodes by their ids. */
  readonly paths: Readonly<Record<string, number>>;
  readonly options?: ReadOptions;
  /** What some note must say. */
  readonly notes?: string;
}

interface Refused {
  readonly code: string;
  readonly message: string;
}

describe("what people have", () => {
  const inputs = Object.entries(expected as unknown as Record<string, Expected>);

  it.each(inputs)("%s", async (file, { format, sum, leaves, paths, options, notes }) => {
    const bytes = readFileSync(join(HERE, "inputs", file));
    // The content must do: no name helps it, but where notes and logs look alike.
    const isSaid = format === "yaml" && !bytes.toString().startsWith("---");
    for (const name of isSaid ? [file] : [file, "stdin"]) {
      const read = await readTree(bytes, { name, ...options });
      expect(read.format).toBe(format);
      expect(read.tree.weight[0]).toBeCloseTo(sum, 9);
      expect(read.tree.leafCount).toBe(leaves);
      for (const [path, weight] of Object.entries(paths)) {
        const node = read.tree.find(path);
        expect(node, path).toBeGreaterThanOrEqual(0);
        expect(read.tree.weight[node], path).toBeCloseTo(weight, 9);
      }
      expect(read.notes.length).toBeGreaterThan(0);
      if (notes !== undefined) expect(read.notes.join("\n")).toContain(notes);
    }
  });

  it("is all there", () => {
    expect(readdirSync(join(HERE, "inputs")).sort()).toEqual(Object.keys(expected).sort());
    expect(inputs.length).toBeGreaterThanOrEqual(80);
  });
});

describe("what is refused", () => {
  const inputs = Object.entries(refused as Record<string, Refused>);

  it.each(inputs)("%s", async (file, { code, message }) => {
    const bytes = readFileSync(join(HERE, "refused", file));
    const error: unknown = await readTree(bytes, { name: file }).catch((fault: unknown) => fault);
    expect(error).toMatchObject({ name: "MarquetryError", code });
    expect((error as Error).message).toContain(message);
    expect((error as Error).message.startsWith(file)).toBe(true);
  });

  it("is all there", () => {
    expect(readdirSync(join(HERE, "refused")).sort()).toEqual(Object.keys(refused).sort());
    expect(inputs.length).toBeGreaterThanOrEqual(40);
  });
});

it("what may be YAML is read as such where its name or its first line says so", async () => {
  const text = "a:\n  b: 1\n  c: 2\n";
  await expect(readTree(text)).rejects.toThrow(/it may be YAML: say so by the option format, "yaml"/);
  for (const [said, options] of [
    [text, { name: "sizes.yml" }],
    [text, { format: "yaml" }],
    [`---\n${text}`, {}],
  ] as const)
    expect((await readTree(said, options)).tree.weight[0]).toBe(3);
});

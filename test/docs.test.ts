import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { customElements } from "../examples/support/custom-elements.ts";
import { optionsPage } from "../examples/support/options-page.ts";
import { expectToRun, snippetsOf } from "./support/run-snippet.ts";

const FOLDER = join(import.meta.dirname, "../docs");

describe("docs/writing-an-engine.md", () => {
  const page = readFileSync(join(FOLDER, "writing-an-engine.md"), "utf8");
  const blocks = snippetsOf(page);

  it.each(blocks.map((code, k) => [k + 1, code] as const))(
    "block %i runs and logs what it says",
    (_, code) => {
      expectToRun(code);
      expect(code).toContain('from "marquetry/engine"');
      expect(code).toContain("// → ");
    },
  );

  it("has a block for each way", () => expect(blocks.length).toBeGreaterThan(4));

  const links = Array.from(page.matchAll(/\]\(([^)#]+)\)/g), ([, path]) => path!);

  it.each(links)("%s is there", (path) => expect(existsSync(join(FOLDER, path))).toBe(true));
});

describe("docs/migrating-from-d3.md", () => {
  const page = readFileSync(join(FOLDER, "migrating-from-d3.md"), "utf8");
  const blocks = snippetsOf(page);

  it.each(blocks.map((code, k) => [k + 1, code] as const))(
    "block %i runs and logs what it says",
    (_, code) => {
      expectToRun(code);
      expect(code).toContain("// → ");
    },
  );

  it("has a block for each way", () => expect(blocks.length).toBe(4));
});

describe("docs/options.md", () => {
  it("holds the options of every function", () => {
    expect(readFileSync(join(FOLDER, "options.md"), "utf8"), "make it again: npm run docs").toBe(
      optionsPage(),
    );
  });
});

describe("custom-elements.json", () => {
  const read = (path: string): string => readFileSync(join(FOLDER, "..", path), "utf8");

  it("holds what the element takes and tells", () =>
    expect(read("custom-elements.json"), "make it again: npm run docs").toBe(customElements()));

  it("is named by the package, and in it", () => {
    const { customElements: named, files } = JSON.parse(read("package.json")) as Record<string, unknown>;
    expect(named).toBe("custom-elements.json");
    expect(files).toContain(named);
  });

  it("has the properties of the element's styles", () => {
    const inStyles = new Set(read("src/element/styles.ts").match(/--marquetry-[a-z]+(?=:)/g));
    const { modules } = JSON.parse(read("custom-elements.json")) as {
      modules: { declarations: { cssProperties: { name: string }[] }[] }[];
    };
    const told = modules[0]!.declarations[0]!.cssProperties.map(({ name }) => name);
    expect(told.sort()).toEqual([...inStyles].sort());
  });
});

import { existsSync, readdirSync, readFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import * as marquetry from "marquetry";
import * as element from "marquetry/element";
import * as fixtures from "marquetry/fixtures";
import { describe, expect, it } from "vitest";
import { customElements } from "../examples/support/custom-elements.ts";
import { FATNESS_TABLES, withFatness } from "../examples/support/fatness-table.ts";
import { optionsPage } from "../examples/support/options-page.ts";
import { expectToRun, snippetsOf } from "./support/run-snippet.ts";

const ROOT = join(import.meta.dirname, "..");
const read = (path: string): string => readFileSync(join(ROOT, path), "utf8");
const PAGES = [
  "README.md",
  ...readdirSync(join(ROOT, "docs"))
    .filter(isPage)
    .map((name) => `docs/${name}`),
];

/** Pages of code, how many blocks there are, and what each block must hold. */
const WITH_CODE: readonly (readonly [page: string, blocks: number, held: readonly string[]])[] = [
  ["README.md", 2, ['from "marquetry"']],
  ["docs/index.md", 1, ['from "marquetry"']],
  ["docs/tutorial-web-page.md", 2, ['from "marquetry"', "// → "]],
  ["docs/tutorial-disk.md", 1, ["// → "]],
  ["docs/tutorial-bundle.md", 1, ["// → "]],
  ["docs/tutorial-phylogeny.md", 2, ["// → "]],
  ["docs/tutorial-changing-data.md", 3, ["// → "]],
  ["docs/recipes.md", 16, ['from "marquetry"']],
  ["docs/writing-an-engine.md", 5, ['from "marquetry/engine"', "// → "]],
  ["docs/any-shape.md", 5, ['from "marquetry"', "// → "]],
  ["docs/migrating-from-d3.md", 4, ["// → "]],
  ["docs/migrating-from-d3-voronoi-treemap.md", 1, ["// → "]],
  ["docs/reading.md", 1, ["// → "]],
  ["docs/billion-rows.md", 1, ["// → "]],
];

describe.each(WITH_CODE)("code in %s", (path, blocks, held) => {
  const snippets = snippetsOf(read(path));

  it.each(snippets.map((code, k) => [k + 1, code] as const))(
    "block %i runs and logs what it says",
    async (_, code) => {
      await expectToRun(code);
      for (const text of held) expect(code).toContain(text);
    },
  );

  it("is found", () => expect(snippets.length).toBeGreaterThanOrEqual(blocks));
});

describe("code elsewhere", () => {
  it.each(PAGES.filter((page) => !WITH_CODE.some(([path]) => path === page)))(
    "%s has none that is not run",
    (path) => {
      expect(snippetsOf(read(path))).toEqual([]);
    },
  );
});

describe.each(PAGES)("links of %s", (path) => {
  const links = Array.from(read(path).matchAll(/\]\((?!https?:)([^)#]+)(?:#[^)]*)?\)/g), ([, link]) => link!);

  it("lead somewhere", () => {
    expect(links.filter((link) => !existsSync(join(ROOT, dirname(path), link)))).toEqual([]);
  });
});

describe("the README", () => {
  const text = read("README.md");

  it("is read in a few minutes", () => expect(Buffer.byteLength(text)).toBeLessThanOrEqual(12_000));

  it("leads to nothing that the package does not hold", () => {
    const { files } = JSON.parse(read("package.json")) as { files: string[] };
    // README and licence are always in it.
    const isHeld = (path: string): boolean => files.some((file) => matchesGlob(path, file));
    const links = Array.from(text.matchAll(/\]\((?!https?:)([^)#]+)/g), ([, link]) => link!);
    expect(links.length).toBeGreaterThan(20);
    expect(links.filter((link) => !isHeld(link))).toEqual([]);
  });
});

it("the README leads to every page", () => {
  const linked = PAGES.map((page) => read(page)).join("\n");
  expect(
    PAGES.slice(1).filter((page) => !linked.includes(`(${basename(page)})`) && !linked.includes(`(${page})`)),
  ).toEqual([]);
});

describe.each(Object.entries(FATNESS_TABLES))("aspect ratios in %s", (path, names) => {
  it("are those that npm start prints", () => expect(read(path)).toBe(withFatness(read(path), names)));
});

describe("docs/api.md", () => {
  const page = read("docs/api.md");
  const index = [
    "src/index.ts",
    "src/element/core.ts",
    ...readdirSync(join(ROOT, "src/subpaths")).map((file) => `src/subpaths/${file}`),
  ]
    .map(read)
    .join("\n");

  it.each([...Object.keys(marquetry), ...Object.keys(element), ...Object.keys(fixtures)])(
    "%s has a line",
    (name) => {
      expect(page).toMatch(new RegExp(`\`${name}[\`(.]`));
    },
  );

  const types = Array.from(index.matchAll(/^export type \{(.*?)\}/gms), ([, names]) => names!)
    .flatMap((names) => names.split(","))
    .map((name) => name.trim().replace(/^.* as /, ""))
    .filter((name) => name !== "");

  it.each(types)("the type %s has a line", (name) => expect(page).toContain(`\`${name}\``));
});

describe("docs/options.md", () => {
  it("holds the options of every function", () => {
    expect(read("docs/options.md"), "make it again: npm run docs").toBe(optionsPage());
  });
});

describe("custom-elements.json", () => {
  it("holds what the element takes and tells", () =>
    expect(read("custom-elements.json"), "make it again: npm run docs").toBe(customElements()));

  it("is named by the package, and in it", () => {
    const { customElements: named, files } = JSON.parse(read("package.json")) as Record<string, unknown>;
    expect(named).toBe("custom-elements.json");
    expect(files).toContain(named);
  });

  it("has the properties of the element's styles", () => {
    const inStyles = new Set(read("src/element/styles.ts").match(/--marquetry-[a-z]+(?=[:,])/g));
    const { modules } = JSON.parse(read("custom-elements.json")) as {
      modules: { declarations: { cssProperties: { name: string }[] }[] }[];
    };
    const told = modules[0]!.declarations[0]!.cssProperties.map(({ name }) => name);
    expect(told.sort()).toEqual([...inStyles].sort());
  });
});

/** Whether a path is a file of `files`, in which an asterisk stands for a name. */
function matchesGlob(path: string, file: string): boolean {
  return new RegExp(`^${file.replaceAll(".", "\\.").replaceAll("*", "[^/]*")}$`).test(path);
}

function isPage(name: string): boolean {
  return name.endsWith(".md");
}

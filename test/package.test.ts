import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { build } from "esbuild";
import * as marquetry from "marquetry";
import { describe, expect, it } from "vitest";
import { WORKER_ENGINES } from "../src/element/own-worker.ts";

const ROOT = join(import.meta.dirname, "..");

interface Manifest {
  readonly exports: Readonly<Record<string, unknown>>;
  readonly typesVersions: { readonly "*": Readonly<Record<string, readonly string[]>> };
}

const manifest = JSON.parse(readFileSync(join(ROOT, "package.json"), "utf8")) as Manifest;
const parts = readdirSync(join(ROOT, "src/subpaths")).map((file) => file.replace(/\.ts$/, ""));
/** Entries beside the library, and their files. */
const users: Readonly<Record<string, string>> = {
  fixtures: "fixtures/index",
  element: "element/index",
  "element/core": "element/core",
  d3: "d3/index",
  sql: "sql/index",
  react: "react",
  vue: "vue",
  svelte: "svelte",
};

describe("the package", () => {
  it("exports every entry to modules and to CommonJS, with types first", () => {
    const entries = [
      [".", "index"],
      ...parts.map((name) => [`./${name}`, name]),
      ...Object.entries(users).map(([name, file]) => [`./${name}`, file]),
    ] as const;
    for (const [entry, file] of entries) {
      expect(JSON.stringify(manifest.exports[entry]), entry).toBe(
        JSON.stringify({
          import: { types: `./dist/${file}.d.ts`, default: `./dist/${file}.js` },
          require: { types: `./dist/${file}.d.cts`, default: `./dist/${file}.cjs` },
        }),
      );
    }
    const others = ["./element/worker", "./layout-worker", "./package.json"];
    expect(Object.keys(manifest.exports).sort()).toEqual(
      [...entries.map(([entry]) => entry), ...others].sort(),
    );
  });

  it("tells old resolvers the types of each", () => {
    const files = [...parts, ...Object.values(users), "element/worker", "layout-worker"].map((file) => [
      `./dist/${file}.d.cts`,
    ]);
    expect(Object.values(manifest.typesVersions["*"])).toEqual(expect.arrayContaining(files));
    expect(Object.keys(manifest.typesVersions["*"]).sort()).toEqual(
      [...parts, ...Object.keys(users), "element/worker", "layout-worker"].sort(),
    );
  });

  it.each(parts)("marquetry/%s names what the library names, and the same", async (name) => {
    const part = (await import(`../src/subpaths/${name}.ts`)) as Record<string, unknown>;
    expect(Object.keys(part).length).toBeGreaterThan(0);
    for (const [key, value] of Object.entries(part)) {
      expect(value, key).toBe((marquetry as Record<string, unknown>)[key]);
    }
  });
});

describe("a bundle", () => {
  it("of marquetry/voronoi and layout holds no other kind of engine", async () => {
    const files = await bundled(
      'export { voronoi } from "./subpaths/voronoi.ts"; export { layout } from "./index.ts";',
    );
    expect(files).toContain("engines/voronoi/voronoi.ts");
    expect(files).toContain("layout/layout.ts");
    expect(
      files.filter((file) => /slack|orthoconvex|embedding|rectangles|render|diagnostics/.test(file)),
    ).toEqual([]);
  });

  it("of squarify holds no polygons, no table of engines and no lines of help", async () => {
    const files = await bundled('export { layout, squarify } from "./index.ts";');
    expect(files).toContain("engines/rectangles/squarify.ts");
    const unwanted =
      /^read\/|cuts|voronoi|slack|orthoconvex|convex-cells|engine-table|option-tables|leaf-exact/;
    expect(files.filter((file) => unwanted.test(file))).toEqual([]);
  });
});

describe("the element's core", () => {
  it("brings no engine and no rule for areas", async () => {
    const files = await bundled('import "./element/core.ts"; export { squarify } from "./index.ts";');
    expect(files).toContain("element/marquetry-map.ts");
    // What threads tell each other of cuts is none: layouts in slices bring it.
    const unwanted =
      /cuts\/(?!family-help)|voronoi|slack|orthoconvex|engine-table|option-tables|leaf-exact|svg\.ts|worker-text/;
    expect(files.filter((file) => unwanted.test(file))).toEqual([]);
  });

  it("needs public names only of the library: CommonJS has them from the index", async () => {
    const needed = Object.keys(await import("../src/element/library.ts"));
    expect(needed.length).toBeGreaterThan(3);
    expect(needed.filter((name) => !(name in marquetry))).toEqual([]);
  });

  it("knows which engines the worker has", () =>
    expect([...WORKER_ENGINES].sort()).toEqual(Object.keys(marquetry.engines).sort()));
});

/** The source files of which a bundle holds something. */
async function bundled(contents: string): Promise<string[]> {
  const { metafile } = await build({
    stdin: { contents, resolveDir: join(ROOT, "src"), loader: "ts" },
    absWorkingDir: join(ROOT, "src"),
    bundle: true,
    // What is loaded late is a file of its own, as bundlers make it; both count.
    splitting: true,
    outdir: "out",
    format: "esm",
    write: false,
    metafile: true,
    logLevel: "error",
  });
  return Object.values(metafile.outputs).flatMap(({ inputs }) =>
    Object.entries(inputs).flatMap(([file, { bytesInOutput }]) => (bytesInOutput > 0 ? [file] : [])),
  );
}

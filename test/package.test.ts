import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { build } from "esbuild";
import * as marquetry from "marquetry";
import { describe, expect, it } from "vitest";

const ROOT = join(import.meta.dirname, "..");

interface Manifest {
  readonly exports: Readonly<Record<string, unknown>>;
  readonly typesVersions: { readonly "*": Readonly<Record<string, readonly string[]>> };
}

const manifest = JSON.parse(readFileSync(join(ROOT, "package.json"), "utf8")) as Manifest;
const parts = readdirSync(join(ROOT, "src/subpaths")).map((file) => file.replace(/\.ts$/, ""));
/** Entries in a folder of their own. */
const users = ["fixtures", "element", "d3"];

describe("the package", () => {
  it("exports every entry to modules and to CommonJS, with types first", () => {
    const entries = [
      [".", "index"],
      ...parts.map((name) => [`./${name}`, name]),
      ...users.map((name) => [`./${name}`, `${name}/index`]),
    ] as const;
    for (const [entry, file] of entries) {
      expect(JSON.stringify(manifest.exports[entry]), entry).toBe(
        JSON.stringify({
          import: { types: `./dist/${file}.d.ts`, default: `./dist/${file}.js` },
          require: { types: `./dist/${file}.d.cts`, default: `./dist/${file}.cjs` },
        }),
      );
    }
    const others = ["./element/worker", "./package.json"];
    expect(Object.keys(manifest.exports).sort()).toEqual(
      [...entries.map(([entry]) => entry), ...others].sort(),
    );
  });

  it("tells old resolvers the types of each", () => {
    const files = [...parts, ...users.map((name) => `${name}/index`)].map((file) => [`./dist/${file}.d.cts`]);
    expect(Object.values(manifest.typesVersions["*"])).toEqual(expect.arrayContaining(files));
    expect(Object.keys(manifest.typesVersions["*"]).sort()).toEqual([...parts, ...users].sort());
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
    const unwanted = /^read\/|cuts|voronoi|slack|orthoconvex|convex-cells|engine-table|option-tables|leaf-exact/;
    expect(files.filter((file) => unwanted.test(file))).toEqual([]);
  });
});

/** The source files of which a bundle holds something. */
async function bundled(contents: string): Promise<string[]> {
  const { metafile } = await build({
    stdin: { contents, resolveDir: join(ROOT, "src"), loader: "ts" },
    absWorkingDir: join(ROOT, "src"),
    bundle: true,
    format: "esm",
    write: false,
    metafile: true,
    logLevel: "error",
  });
  const [output] = Object.values(metafile.outputs);
  return Object.entries(output!.inputs).flatMap(([file, { bytesInOutput }]) =>
    bytesInOutput > 0 ? [file] : [],
  );
}

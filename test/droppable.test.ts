import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { build } from "esbuild";
import { expect, it } from "vitest";

const SOURCE = join(import.meta.dirname, "../src");
/** Parts of which bundles hold what they import; the others are entries, which do something. */
const PARTS = [
  "options",
  "geometry",
  "model",
  "partition",
  "engines",
  "regions",
  "areas",
  "layout",
  "render",
  "read",
  "lazy",
  "motion",
  "diagnostics",
  "embedding",
];
const FILES = PARTS.flatMap((part) =>
  readdirSync(join(SOURCE, part), { recursive: true, encoding: "utf8" })
    .filter((file) => file.endsWith(".ts"))
    .map((file) => join(part, file)),
);

/** What a bundler keeps of a module of which nothing is used, without its imports. */
async function leftOf(contents: string): Promise<string> {
  const { outputFiles } = await build({
    stdin: { contents: 'import "module";', resolveDir: SOURCE },
    bundle: true,
    format: "esm",
    write: false,
    logLevel: "error",
    plugins: [
      {
        name: "one-module",
        setup(bundler) {
          bundler.onResolve({ filter: /./ }, ({ path }) =>
            path === "module" ? { path, namespace: "one" } : { path, external: true },
          );
          bundler.onLoad({ filter: /./, namespace: "one" }, () => ({ contents, loader: "ts" }));
        },
      },
    ],
  });
  return outputFiles[0]!.text.replace(/^import[^;]*;$/gm, "").replace(/^\/\/ .*$/gm, "").trim(); // prettier-ignore
}

it("what a bundler is to drop is told from what must run", async () => {
  expect(await leftOf("export const sides = /* @__PURE__ */ count(); function count() { return 4; }")).toBe(
    "",
  );
  expect(await leftOf("export const sides = count(); function count() { return 4; }")).toContain("count()");
  expect(await leftOf('import { a } from "./a.ts"; export const all = { ...a };')).toContain("...a");
});

it.each(FILES)("%s does nothing when it is loaded but name numbers", async (file) => {
  const left = await leftOf(readFileSync(join(SOURCE, file), "utf8"));
  expect(left).not.toMatch(/\w\(|[{}[\]`]|\bnew\b|\.\.\./);
});

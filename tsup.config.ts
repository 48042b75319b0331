import { dirname, resolve } from "node:path";
import type { Plugin } from "esbuild";
import type { Options } from "tsup";

// `clean` is a script of its own: these builds run side by side, and one would delete another's files.
const shared: Options = {
  target: "es2022",
  platform: "neutral",
  splitting: false,
  treeshake: false,
  removeNodeProtocol: false,
};

const index = resolve("src/index.ts");
const subpaths = resolve("src/subpaths");

/** Each entry beside the index, by the name of its file in `dist`. */
const parts: Record<string, string> = Object.fromEntries(
  ["voronoi", "orthoconvex", "slack", "embedding", "power", "engine"].map((name) => [
    name,
    `src/subpaths/${name}.ts`,
  ]),
);
const core: Record<string, string> = { index: "src/index.ts", ...parts };
/** What uses the library by its public names. */
const users: Record<string, string> = {
  "fixtures/index": "src/fixtures/index.ts",
  "element/index": "src/element/index.ts",
};

/**
 * What lies one folder down imports the library beside it, and does not carry a second copy. So do the subpaths where
 * code cannot be shared by chunks: they hand on what they name.
 */
const libraryOutside: Plugin = {
  name: "library-outside",
  setup(build) {
    const file = build.initialOptions.format === "cjs" ? "index.cjs" : "index.js";
    build.onResolve({ filter: /\.ts$/ }, (args) => {
      if (args.kind === "entry-point") return null;
      if (dirname(args.importer) === subpaths) return { path: `./${file}`, external: true };
      return resolve(args.resolveDir, args.path) === index ? { path: `../${file}`, external: true } : null;
    });
  },
};

/** Index and subpaths share their code, so that each loads what it needs, and classes and registers are the same. */
const modules: Options = {
  ...shared,
  entry: core,
  format: ["esm"],
  splitting: true,
  esbuildOptions: (options) => void (options.chunkNames = "chunks/[name]-[hash]"),
};

const commonJs: Options = {
  ...shared,
  entry: { ...core, ...users },
  format: ["cjs"],
  esbuildPlugins: [libraryOutside],
};

/** Whole, each in a folder of its own: there the element looks for its worker. */
const userModules: Options = { ...shared, entry: users, format: ["esm"], esbuildPlugins: [libraryOutside] };

const types: Options = {
  ...shared,
  entry: { ...core, ...users },
  format: ["esm", "cjs"],
  // tsup sets `baseUrl`, which TypeScript 6 calls deprecated.
  dts: { only: true, compilerOptions: { ignoreDeprecations: "6.0" } },
};

const commandLine: Options = {
  ...shared,
  entry: { "cli/bin": "src/cli/bin.ts" },
  format: ["esm"],
  platform: "node",
  target: "node20",
  esbuildPlugins: [libraryOutside],
};

/** Stands by itself, so that it runs in pages without a bundler: a worker knows no import map. */
const worker: Options = { ...shared, entry: { "element/worker": "src/element/worker.ts" }, format: ["esm"] };

const builds: Options[] = [modules, commonJs, userModules, types, worker, commandLine];
export default builds;

import { resolve } from "node:path";
import type { Plugin } from "esbuild";
import type { Options } from "tsup";

// `clean` is a script of its own: these two builds run side by side, and one would delete the other's files.
const shared: Options = {
  target: "es2022",
  platform: "neutral",
  splitting: false,
  treeshake: false,
  removeNodeProtocol: false,
};

const index = resolve("src/index.ts");

/** What lies one folder down imports the library beside it, and does not carry a second copy. */
const libraryOutside: Plugin = {
  name: "library-outside",
  setup(build) {
    const path = build.initialOptions.format === "cjs" ? "../index.cjs" : "../index.js";
    build.onResolve({ filter: /index\.ts$/ }, (args) =>
      args.kind !== "entry-point" && resolve(args.resolveDir, args.path) === index
        ? { path, external: true }
        : null,
    );
  },
};

const library: Options = {
  ...shared,
  entry: {
    index: "src/index.ts",
    "fixtures/index": "src/fixtures/index.ts",
    "element/index": "src/element/index.ts",
  },
  format: ["esm", "cjs"],
  esbuildPlugins: [libraryOutside],
  // tsup sets `baseUrl`, which TypeScript 6 calls deprecated.
  dts: { compilerOptions: { ignoreDeprecations: "6.0" } },
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

const builds: Options[] = [library, worker, commandLine];
export default builds;

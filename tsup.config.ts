import { resolve } from "node:path";
import type { Options } from "tsup";

// `clean` is a script of its own: these two builds run side by side, and one would delete the other's files.
const shared: Options = {
  target: "es2022",
  platform: "neutral",
  splitting: false,
  treeshake: false,
  removeNodeProtocol: false,
};

const library: Options = {
  ...shared,
  entry: ["src/index.ts"],
  format: ["esm", "cjs"],
  // tsup sets `baseUrl`, which TypeScript 6 calls deprecated.
  dts: { compilerOptions: { ignoreDeprecations: "6.0" } },
};

const index = resolve("src/index.ts");

const commandLine: Options = {
  ...shared,
  entry: { "cli/bin": "src/cli/bin.ts" },
  format: ["esm"],
  platform: "node",
  target: "node20",
  esbuildPlugins: [
    {
      // The command line imports the library beside it, and does not carry a second copy.
      name: "library-outside",
      setup(build) {
        build.onResolve({ filter: /index\.ts$/ }, ({ path, resolveDir }) =>
          resolve(resolveDir, path) === index ? { path: "../index.js", external: true } : null,
        );
      },
    },
  ],
};

const builds: Options[] = [library, commandLine];
export default builds;

import { defineConfig, type ViteUserConfig } from "vitest/config";
import { alias } from "./test/support/alias.ts";

/** The rooms of `npm run mutation`, and the tests that hold each. */
const testsOf: Record<string, string[]> = {
  model: ["test/model"],
  partition: ["test/partition", "test/render/colour*", "test/engines/rectilinear-padding*"],
  layout: [
    "test/layout/{container,leaf-exact,registry,round,spacing,update,driver,pack-map,min-share,least-change}*",
  ],
  "engines/rectangles": [
    "test/engines/{box-options,curves,d3-oracle,exact,halves-bound,order,ordered-rectangles,pivot,rectangles,rows,spiral,strip-score}*",
  ],
  diagnostics: ["test/diagnostics/*"],
};

const room = process.env["MUTATED"] ?? "model";

const config: ViteUserConfig = defineConfig({
  resolve: { alias },
  test: {
    include: (testsOf[room] ?? []).map((path) =>
      path.endsWith("*") ? `${path}.test.ts` : `${path}/**/*.test.ts`,
    ),
    // Large trees, and all engines at once: each mutant would wait for them.
    exclude: ["test/**/extremes.test.ts", "test/**/real-data.test.ts", "test/**/large.test.ts"],
    testNamePattern: /^(?!.*(thousand|digits|million(?!th)|many keys|,000|every engine it|has not moved:))/,
    setupFiles: ["test/support/fixed-chance.ts", "test/support/few-cases.ts"],
    testTimeout: 20_000,
    isolate: false,
  },
});

export default config;

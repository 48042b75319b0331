import { defineConfig, type ViteUserConfig } from "vitest/config";
import { alias } from "./vitest.config.ts";

/** The rooms of `npm run mutation`, and the tests that hold each. */
const testsOf: Record<string, string[]> = {
  model: ["test/model"],
  partition: ["test/partition"],
  layout: ["test/layout"],
  "engines/rectangles": ["test/engines"],
  diagnostics: ["test/diagnostics"],
};

const room = process.env["MUTATED"] ?? "model";

const config: ViteUserConfig = defineConfig({
  resolve: { alias },
  test: {
    include: (testsOf[room] ?? []).map((folder) => `${folder}/**/*.test.ts`),
    // Trees of a million nodes: each mutant would wait for them.
    exclude: ["test/**/extremes.test.ts", "test/**/real-data.test.ts", "test/**/large.test.ts"],
    testNamePattern: /^(?!.*(thousand|digits|million|many keys))/,
    setupFiles: ["test/support/fixed-chance.ts", "test/support/few-cases.ts"],
    testTimeout: 20_000,
    isolate: false,
  },
});

export default config;

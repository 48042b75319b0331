/** Mutants of one room, tried against the tests of that room: `MUTATED=model npm run mutation`. */
export default {
  packageManager: "npm",
  plugins: ["@stryker-mutator/vitest-runner"],
  testRunner: "vitest",
  vitest: { configFile: "vitest.mutation.config.ts", related: false },
  mutate: [`src/${process.env.MUTATED ?? "model"}/**/*.ts`],
  coverageAnalysis: "perTest",
  // Constants of modules are mutated once a process, which would start a process for each.
  ignoreStatic: true,
  concurrency: 1,
  timeoutMS: 20_000,
  reporters: ["clear-text", "json"],
  clearTextReporter: { allowColor: false, logTests: false, reportTests: false },
  jsonReporter: { fileName: "node_modules/.cache/mutation.json" },
};

import js from "@eslint/js";
import { defineConfig, globalIgnores } from "eslint/config";
import tseslint from "typescript-eslint";

export default defineConfig(
  globalIgnores([
    "dist",
    "out",
    "coverage",
    ".cache",
    "docs/.vitepress/cache",
    "docs/.vitepress/dist",
    "docs/.vitepress/theme",
    ".stryker-tmp",
    "examples/apps/*/",
    "test/types/users/",
  ]),
  js.configs.recommended,
  tseslint.configs.strictTypeChecked,
  {
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    linterOptions: { reportUnusedDisableDirectives: "error" },
    rules: {
      eqeqeq: "error",
      // Typed-array code reads `a[i]!` where the loop proves the index.
      "@typescript-eslint/no-non-null-assertion": "off",
      // Callers in plain JavaScript hold no types: what they pass is checked, whatever the type says.
      "@typescript-eslint/no-unnecessary-condition": "off",
      "@typescript-eslint/no-unnecessary-type-parameters": "off",
      "@typescript-eslint/restrict-template-expressions": [
        "error",
        { allowNumber: true, allowBoolean: true },
      ],
      "@typescript-eslint/no-confusing-void-expression": ["error", { ignoreArrowShorthand: true }],
      // The compiler's noUnusedLocals and noUnusedParameters say it already.
      "@typescript-eslint/no-unused-vars": "off",
    },
  },
  {
    // The same input gives the same bytes: no chance, no clock, no timers, but to wait for others.
    files: ["src/**/*.ts"],
    ignores: ["src/element/**", "src/report/**", "src/cli/**", "src/threads/**"],
    rules: {
      "no-restricted-properties": ["error", { object: "Math", property: "random" }],
      "no-restricted-globals": [
        "error",
        "Date",
        "performance",
        "setTimeout",
        "setInterval",
        "queueMicrotask",
      ],
      "no-console": "error",
    },
  },
  {
    files: ["**/*.js", "**/*.mjs"],
    extends: [tseslint.configs.disableTypeChecked],
    languageOptions: {
      globals: {
        Buffer: "readonly",
        console: "readonly",
        performance: "readonly",
        process: "readonly",
        URL: "readonly",
      },
    },
  },
);

import { playwright } from "@vitest/browser-playwright";
import { defineConfig, type ViteUserConfig } from "vitest/config";
import { alias } from "./test/support/alias.ts";
import { findChromium } from "./test/support/chromium.ts";
import { LeftOut } from "./test/support/left-out.ts";

const chromium = await findChromium();

const config: ViteUserConfig = defineConfig({
  resolve: { alias },
  // Found only while the tests run, a dependency would make the page reload under them.
  optimizeDeps: { include: ["d3-scale", "react", "react-dom", "react-dom/client"] },
  test: {
    // Property tests take seconds on a loaded machine; none waits for a clock.
    testTimeout: 60_000,
    hookTimeout: 60_000,
    reporters: ["default", "json", new LeftOut()],
    outputFile: { json: "node_modules/.cache/vitest.json" },
    coverage: { provider: "v8", include: ["src/**/*.ts"], reporter: ["text", "html"] },
    projects: [
      {
        extends: true,
        test: {
          name: "node",
          include: ["test/**/*.test.ts"],
          exclude: ["test/browser/**"],
          setupFiles: ["test/support/fixed-chance.ts"],
        },
      },
      {
        extends: true,
        test: {
          name: "browser",
          include: ["test/browser/**/*.test.ts"],
          browser: {
            enabled: true,
            headless: true,
            screenshotFailures: false,
            provider: playwright({
              launchOptions: {
                ...chromium,
                args: ["--no-sandbox", "--disable-gpu", "--disable-quic"],
              },
            }),
            instances: [{ browser: "chromium", viewport: { width: 1000, height: 700 } }],
          },
        },
      },
    ],
  },
});

export default config;

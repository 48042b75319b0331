import { readFileSync } from "node:fs";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { build, type BuildOptions } from "esbuild";
import { chromium, type Browser } from "playwright";
import { afterAll, beforeAll, expect, it } from "vitest";
import { workerText } from "../tsup.config.ts";
import { findChromium } from "./support/chromium.ts";

const ROOT = join(import.meta.dirname, "..");
/** By path, what the servers of the page and of another site give. */
const files = new Map<string, string>();
const servers: Server[] = [];
let browser: Browser;

/** One file of a page's code, without a worker beside it. */
async function bundle(options: BuildOptions): Promise<string> {
  const { outputFiles } = await build({
    absWorkingDir: ROOT,
    bundle: true,
    minify: true,
    target: "es2022",
    write: false,
    logLevel: "error",
    ...options,
  });
  return outputFiles![0]!.text;
}

beforeAll(async () => {
  const entryPoints = ["src/element/script.ts"];
  const define = { "import.meta.url": "undefined" };
  files.set(
    "/marquetry.min.js",
    await bundle({ entryPoints, format: "iife", globalName: "marquetry", define }),
  );
  files.set("/marquetry.esm.min.js", await bundle({ entryPoints, format: "esm" }));
  const contents = 'import "./src/element/index.ts"';
  const stdin = { contents, resolveDir: ROOT };
  files.set("/bundle.js", await bundle({ stdin, format: "iife", plugins: [workerText], define }));
  for (let k = 0; k < 2; k++) {
    const server = createServer(({ url }, response) => {
      const { pathname, searchParams } = new URL(url!, "http://localhost");
      const text = files.get(pathname);
      const type = pathname.endsWith(".js") ? "text/javascript" : "text/html";
      const policy = searchParams.get("policy");
      response.writeHead(text === undefined ? 404 : 200, {
        "Content-Type": `${type}; charset=utf-8`,
        "Access-Control-Allow-Origin": "*",
        ...(policy && { "Content-Security-Policy": policy }),
      });
      response.end(text);
    });
    await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
    servers.push(server);
  }
  browser = await chromium.launch({ ...(await findChromium()), args: ["--no-sandbox", "--disable-gpu"] });
});

afterAll(async () => {
  await browser?.close();
  for (const server of servers) server.close();
});

const address = (which: number) => `http://127.0.0.1:${(servers[which]!.address() as AddressInfo).port}`;

interface Outcome {
  readonly where: string;
  readonly reason: string | undefined;
  readonly drawn: number;
  readonly said: readonly string[];
}

/** What a page with a script tag and a map shows; `script` runs before the data are set. */
async function show(tag: string, script = "", policy = ""): Promise<Outcome> {
  files.set(
    "/index.html",
    `<!doctype html><meta charset="utf-8"><link rel="icon" href="data:,">
    <marquetry-map style="height: 400px"></marquetry-map>
    ${tag}
    <script type="module">
      const map = document.querySelector("marquetry-map");
      globalThis.outcome = new Promise((resolve) => map.addEventListener("marquetry-layout", ({ detail }) => resolve(detail)));
      map.workerAbove = 2;
      ${script}
      map.data = { name: "fruit", children: [5, 3, 2].map((value) => ({ name: "kind " + value, value })) };
    </script>`,
  );
  const page = await browser.newPage();
  const said: string[] = [];
  page.on("console", (message) => said.push(message.text()));
  page.on("pageerror", (error) => said.push(String(error)));
  await page.goto(`${address(0)}/index.html?policy=${encodeURIComponent(policy)}`);
  const shown = await page.evaluate(async () => {
    const { outcome } = globalThis as unknown as { outcome: Promise<{ where: string; reason?: string }> };
    const { where, reason } = await outcome;
    const map = document.querySelector("marquetry-map")!;
    await map.ready;
    return { where, reason, drawn: map.shadowRoot!.querySelectorAll(".layer text").length };
  });
  await page.close();
  return { ...shown, reason: shown.reason, said };
}

const WHOLE = { where: "worker", reason: undefined, drawn: 3, said: [] };

it.each([
  ["a script", '<script src="/marquetry.min.js"></script>'],
  ["a module", '<script type="module" src="/marquetry.esm.min.js"></script>'],
  ["a script of another site", '<script src="$other/marquetry.min.js"></script>'],
  ["a module of another site", '<script type="module" src="$other/marquetry.esm.min.js"></script>'],
])("as %s, one file draws, and is its own worker", async (_, tag) => {
  expect(await show(tag.replace("$other", address(1)))).toEqual(WHOLE);
});

it("a script's names stand in a global", async () => {
  const tag = '<script src="/marquetry.min.js"></script>';
  const script = "map.engine = marquetry.greedy({ effort: 'fast' });";
  expect(await show(tag, script)).toEqual(WHOLE);
});

it("a script's element knows paths as containers", async () => {
  const path = 'map.engine = "greedy"; map.container = "M0 0H90V90L40 30Z";';
  const tag = '<script src="/marquetry.min.js"></script>';
  expect(await show(tag, path)).toMatchObject({ where: "worker", said: [] });
});

it("a bundle of one file carries the worker as a text", async () => {
  expect(await show('<script src="/bundle.js"></script>')).toMatchObject({ where: "worker", drawn: 3 });
});

it("a page that demands trusted types gets a worker by a policy", async () => {
  const tag = '<script src="/marquetry.min.js"></script>';
  const policy = "require-trusted-types-for 'script'";
  const script = `map.trustedTypes = trustedTypes.createPolicy("maps", { createScriptURL: (url) => url });`;
  expect(await show(tag, script, policy)).toEqual(WHOLE);
  expect(await show(tag, "", policy)).toMatchObject({ where: "page", drawn: 3 });
});

it("a page that allows no worker lays out by itself, and the console says so once", async () => {
  const again = "map.addEventListener('marquetry-layout', () => (map.engine = 'binary'), { once: true });";
  const { where, reason, drawn, said } = await show(
    '<script src="/marquetry.min.js"></script>',
    again,
    "worker-src 'none'",
  );
  expect({ where, drawn }).toEqual({ where: "page", drawn: 3 });
  expect(reason).toContain("the worker could not be loaded");
  expect(
    said.filter((text) => text.startsWith("marquetry-map: 3 leaves are laid out on the page")),
  ).toHaveLength(1);
});

/** What the README shows as JavaScript, and what it says that it prints. */
const SNIPPETS = [...readFileSync(join(ROOT, "README.md"), "utf8").matchAll(/^```js\n(.*?)^```$/gms)].map(
  ([, code]) => ({ code: code!, printed: [...code!.matchAll(/; \/\/ → (.*)$/gm)].map(([, said]) => said) }),
);

/** The page that a snippet makes of itself, and how it comes to the library. */
const WAYS: Readonly<Record<string, (code: string) => string>> = {
  "a module of one file": (code) =>
    `<script type="importmap">{ "imports": { "marquetry": "/marquetry.esm.min.js" } }</script>
    <script type="module">${code}</script>`,
  "a script with a global": (code) =>
    `<script src="/marquetry.min.js"></script>
    <script>${code.replace(/^import (\{.*?\}) from "marquetry";$/m, "const $1 = marquetry;")}</script>`,
};

it.each(Object.keys(WAYS))("the README's snippets run in a page of their own, by %s", async (way) => {
  expect(SNIPPETS.length).toBeGreaterThan(1);
  expect(SNIPPETS.some(({ printed }) => printed.length > 3)).toBe(true);
  for (const { code, printed } of SNIPPETS) {
    // Texts are printed as they are, objects as their source.
    const shown = code.replace(/console\.log\((.*)\);/g, "console.log(asText($1));");
    files.set(
      "/index.html",
      `<!doctype html><meta charset="utf-8"><link rel="icon" href="data:,">
      <script>const asText = (value) => typeof value === "object" ? JSON.stringify(value) : String(value);</script>
      ${WAYS[way]!(shown)}`,
    );
    const page = await browser.newPage();
    const said: string[] = [];
    page.on("console", (message) => said.push(message.text()));
    page.on("pageerror", (error) => said.push(String(error)));
    await page.goto(`${address(0)}/index.html`);
    await page.waitForLoadState("load");
    await page.close();
    // As Node prints an object, so that the two can be told to be the same.
    const inNode = (text: string) =>
      text
        .replace(/"(\w+)":/g, "$1:")
        .replace(/["']/g, "")
        .replace(/[\s]/g, "");
    expect(said.map(inNode)).toEqual(printed.map((text) => inNode(text!)));
  }
});

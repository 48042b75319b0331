import { execFile, spawn } from "node:child_process";
import { cp, mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { extname, join, resolve } from "node:path";
import { promisify, stripVTControlCharacters } from "node:util";
import { chromium, type Page } from "playwright";
import { printTable } from "../../bench/support/table.ts";
import { findChromium } from "../../test/support/chromium.ts";

/** Packs the library, installs it into a copy of each app, builds it, opens it in Chromium, and tells what ran where. */
const run = promisify(execFile);
const home = import.meta.dirname;
const project = resolve(home, "../..");

const TYPES: Readonly<Record<string, string>> = {
  ".html": "text/html",
  ".js": "text/javascript",
  ".mjs": "text/javascript",
  ".css": "text/css",
};

interface Outcome {
  readonly installed: string;
  readonly built: boolean;
  readonly drawn?: number;
  readonly where?: string;
  readonly moved?: number;
  readonly layouts?: number;
  readonly console?: readonly string[];
  readonly fault?: string;
}

/** An app, with packages in other versions than it asks for, built or served as for development. */
interface Trial {
  readonly app: string;
  readonly packages: readonly string[];
  readonly isDev: boolean;
}

const folders = (await readdir(home, { withFileTypes: true })).filter((entry) => entry.isDirectory());
const names = folders.map(({ name }) => name);
const asked = process.argv.slice(2);
const chosen = asked.length > 0 ? asked : names;
const unknown = chosen.find((name) => !names.includes(name));
if (unknown !== undefined) throw new Error(`no app is called ${unknown}: there are ${names.join(", ")}`);
const trials = (await Promise.all(chosen.map(trialsOf))).flat();

const work = await mkdtemp(join(tmpdir(), "marquetry-apps-"));
try {
  const { stdout } = await run("npm", ["pack", "--silent", "--pack-destination", work], { cwd: project });
  const tarball = join(work, stdout.trim());
  const browser = await chromium.launch({
    ...(await findChromium()),
    args: ["--no-sandbox", "--disable-gpu"],
  });
  const outcomes: [trial: Trial, outcome: Outcome][] = [];
  for (const [k, trial] of trials.entries()) {
    const outcome = await tryApp(trial, join(work, String(k)), tarball, () => browser.newPage());
    outcomes.push([trial, outcome]);
    console.log(`${isGood(outcome) ? "✓" : "✗"} ${titleOf(trial)} ${outcome.fault ?? ""}`);
  }
  await browser.close();
  printTable(
    ["app", "with", "built", "cells", "laid out by", "layouts", "cells moved", "console", ""],
    outcomes.map(([trial, outcome]) => [
      titleOf(trial),
      outcome.installed,
      outcome.built ? "yes" : "no",
      String(outcome.drawn ?? ""),
      outcome.where ?? "",
      String(outcome.layouts ?? ""),
      String(outcome.moved ?? ""),
      outcome.console ? outcome.console.join(" | ") || "silent" : "",
      isGood(outcome) ? "ok" : "FAILED",
    ]),
  );
  const failures = outcomes.filter(([, outcome]) => !isGood(outcome)).length;
  console.log(`\n${outcomes.length - failures} of ${outcomes.length} trials work`);
  process.exitCode = failures > 0 ? 1 : 0;
} finally {
  await rm(work, { recursive: true, force: true });
}

/** An app as it is, as it is served for development where it has a script for that, and both with older packages. */
async function trialsOf(app: string): Promise<Trial[]> {
  const { scripts = {}, alsoWith = [] } = await manifestOf(join(home, app));
  return [[], ...alsoWith].flatMap((packages) => [
    { app, packages, isDev: false },
    ...(scripts["dev"] === undefined ? [] : [{ app, packages, isDev: true }]),
  ]);
}

function titleOf({ app, isDev }: Trial): string {
  return isDev ? `${app}, dev` : app;
}

/** Apps without a page check themselves while they build. */
function isGood({ built, fault, drawn, where, moved, layouts, console }: Outcome): boolean {
  if (!built || fault !== undefined) return false;
  if (drawn === undefined) return true;
  return drawn > 20_000 && where === "worker" && moved! > 0 && layouts === 2 && console!.length === 0;
}

async function tryApp(
  { app, packages, isDev }: Trial,
  folder: string,
  tarball: string,
  newPage: () => Promise<Page>,
): Promise<Outcome> {
  await cp(join(home, app), folder, { recursive: true });
  let installed = "";
  let built = false;
  try {
    await npm(folder, "install", "--no-audit", "--no-fund", "--no-package-lock", tarball, ...packages);
    installed = await versionsIn(folder);
    if (!isDev) await npm(folder, "run", "build");
    built = true;
    const hasPage = isDev || (await readdir(folder)).includes("out");
    if (!hasPage) return { installed, built };
    const server = isDev ? await serveForDevelopment(folder) : await serve(join(folder, "out"));
    const page = await newPage();
    try {
      return { installed, built, ...(await look(page, server.url)) };
    } finally {
      await page.close();
      server.close();
    }
  } catch (error) {
    const { message, stdout = "" } = error as Error & { stdout?: string };
    return { installed, built, fault: `${message}\n${stdout}`.slice(-1500) };
  }
}

async function npm(cwd: string, ...args: string[]): Promise<void> {
  await run("npm", args, { cwd, maxBuffer: 1 << 26, timeout: 300_000 });
}

/** What the app itself asks for, as installed. */
async function versionsIn(folder: string): Promise<string> {
  const { dependencies = {}, devDependencies = {} } = await manifestOf(folder);
  const packages = Object.keys({ ...dependencies, ...devDependencies }).filter(
    (name) => name !== "marquetry" && !name.startsWith("@") && name !== "typescript",
  );
  const versions = packages.map(async (name) => {
    const { version } = await manifestOf(join(folder, "node_modules", name));
    return `${name} ${version}`;
  });
  return (await Promise.all(versions)).join(", ");
}

async function manifestOf(folder: string): Promise<Manifest> {
  return JSON.parse(await readFile(join(folder, "package.json"), "utf8")) as Manifest;
}

interface Manifest {
  readonly version?: string;
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly devDependencies?: Readonly<Record<string, string>>;
  readonly scripts?: Readonly<Record<string, string>>;
  /** Lists of packages with which the app is tried once more. */
  readonly alsoWith?: readonly (readonly string[])[];
}

/** What the page of an app comes to: drawn, grown, and what the console heard. */
async function look(page: Page, url: string): Promise<Omit<Outcome, "installed" | "built">> {
  const heard: string[] = [];
  // What is said for debugging is the server's for development.
  page.on("console", (message) => {
    if (message.type() !== "debug") heard.push(`${message.type()}: ${message.text()}`);
  });
  page.on("pageerror", (error) => heard.push(`error: ${error.message}`));
  await page.addInitScript(() => {
    const seen = { layouts: 0, where: "" };
    Object.assign(globalThis, { seen });
    addEventListener("marquetry-layout", (event) => {
      seen.layouts++;
      seen.where = (event as CustomEvent<{ where: string }>).detail.where;
    });
  });
  await page.goto(url);
  const before = await cells(page);
  await page.click("#grow");
  await page.waitForFunction(() => (globalThis as unknown as Seen).seen.layouts > 1, undefined, {
    timeout: 20_000,
  });
  const after = await cells(page);
  // Whatever would be laid out once more has time to begin.
  await page.waitForTimeout(500);
  const { layouts, where } = await page.evaluate(() => (globalThis as unknown as Seen).seen);
  const moved = before.filter((side, k) => side !== after[k]).length;
  return { drawn: after.length / 2, where, layouts, moved, console: heard };
}

interface Seen {
  readonly seen: { readonly layouts: number; readonly where: string };
}

/** Left and right side of every cell of the map that is shown, once it is. */
async function cells(page: Page): Promise<number[]> {
  await page.waitForFunction(() => (globalThis as unknown as Seen).seen.layouts > 0, undefined, {
    timeout: 20_000,
  });
  return page.evaluate(async () => {
    interface Shown {
      readonly ready: Promise<unknown>;
      readonly map: { readonly size: number; bounds(i: number): { x0: number; x1: number } };
    }
    const element = document.querySelector("marquetry-map") as unknown as Shown;
    await element.ready;
    const { map } = element;
    return Array.from({ length: map.size }, (_, i) => map.bounds(i)).flatMap(({ x0, x1 }) => [x0, x1]);
  });
}

/** The app's own server, which says where it is. */
async function serveForDevelopment(cwd: string): Promise<Server> {
  const server = spawn("npm", ["run", "dev"], { cwd, detached: true, stdio: ["ignore", "pipe", "inherit"] });
  const url = await new Promise<string>((told, fail) => {
    let text = "";
    server.stdout.on("data", (chunk: Buffer) => {
      text += stripVTControlCharacters(chunk.toString());
      const found = /http:\/\/(?:localhost|127\.0\.0\.1):\d+\//.exec(text)?.[0];
      if (found !== undefined) told(found);
    });
    server.on("exit", () => fail(new Error(`the server for development ended: ${text}`)));
  });
  // Its whole group: npm is only the first of them.
  return { url, close: () => void process.kill(-server.pid!) };
}

interface Server {
  readonly url: string;
  close(): void;
}

async function serve(root: string): Promise<Server> {
  const server = createServer((request, response) => {
    const { pathname } = new URL(request.url ?? "/", "http://localhost");
    const path = join(root, pathname === "/" ? "index.html" : decodeURIComponent(pathname));
    readFile(path).then(
      (body) => response.writeHead(200, { "content-type": TYPES[extname(path)] ?? "text/plain" }).end(body),
      () => response.writeHead(404).end(),
    );
  });
  await new Promise<void>((begun) => server.listen(0, "127.0.0.1", begun));
  const { port } = server.address() as AddressInfo;
  return { url: `http://127.0.0.1:${port}/`, close: () => void server.close() };
}

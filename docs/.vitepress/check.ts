/**
 * `npm run site:check`: walks the built site in Chromium, from a folder that is not the root of its server. Each page
 * must load without a complaint and without a request elsewhere, every link must lead to a page and a place on it,
 * axe must find no fault in light and dark, and nothing may stand over the edge of a phone.
 */
import { readdirSync, readFileSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { extname, join } from "node:path";
import axe, { type AxeResults } from "axe-core";
import { chromium, type Page } from "playwright";
import { findChromium } from "../../test/support/chromium.ts";

const SITE = join(import.meta.dirname, "dist");
const FOLDER = "/some/where/";
const TYPES: Readonly<Record<string, string>> = {
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript",
  ".css": "text/css",
  ".svg": "image/svg+xml",
  ".webp": "image/webp",
  ".woff2": "font/woff2",
  ".json": "application/json",
};
/** Pages that are looked at by axe and on a phone; those of the reference and of sources are all made alike. */
const isOwn = (page: string): boolean =>
  !page.includes("/") || /code\.html|reference\/index\.Function\.layout/.test(page);
const PHONE = { width: 390, height: 844 };
const DESK = { width: 1280, height: 900 };

const faults: string[] = [];
const pages = readdirSync(SITE, { recursive: true, encoding: "utf8" })
  .map((file) => file.replaceAll("\\", "/"))
  .filter((file) => file.endsWith(".html") && file !== "404.html")
  .sort();

checkLinks();
const server = createServer((request, response) => {
  const { pathname } = new URL(request.url!, "http://localhost");
  const inside = pathname.startsWith(FOLDER) ? pathname.slice(FOLDER.length) || "index.html" : "";
  readFile(join(SITE, inside || "none")).then(
    (content) => {
      response.writeHead(200, { "Content-Type": TYPES[extname(inside)] ?? "application/octet-stream" });
      response.end(content);
    },
    () => response.writeHead(404).end(),
  );
});
await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
const home = `http://127.0.0.1:${(server.address() as AddressInfo).port}${FOLDER}`;
const browser = await chromium.launch({ ...(await findChromium()), args: ["--no-sandbox", "--disable-gpu"] });
try {
  for (const scheme of ["light", "dark"] as const) {
    const context = await browser.newContext({ colorScheme: scheme, viewport: DESK });
    const page = await context.newPage();
    watch(page);
    for (const name of pages.filter(isOwn)) await look(page, name, scheme);
    await context.close();
  }
  await use().catch((error: unknown) => faults.push(`a reader's way: ${String(error)}`));
} finally {
  await browser.close();
  server.close();
}
for (const fault of faults) console.error(fault);
console.log(
  `${pages.length} pages, ${pages.filter(isOwn).length} of them looked at: ${faults.length} faults`,
);
process.exitCode = faults.length > 0 ? 1 : 0;

/** Every link and picture of every page leads to a file of the site, and a fragment to a place on it. */
function checkLinks(): void {
  const ids = new Map<string, Set<string>>();
  const text = (page: string): string => readFileSync(join(SITE, page), "utf8");
  for (const page of pages)
    ids.set(
      page,
      new Set(Array.from(text(page).matchAll(/\s(?:id|name)="([^"]*)"/g), ([, id]) => decoded(id!))),
    );
  for (const page of pages) {
    for (const [, link] of text(page).matchAll(/\s(?:href|src)="([^"]*)"/g)) {
      if (/^(?:https?:|data:|mailto:)/.test(link!)) continue;
      const { pathname, hash } = new URL(decoded(link!), `http://site/${page}`);
      const target = decodeURIComponent(pathname.slice(1)).replace(/(^|\/)$/, "$1index.html");
      const known = ids.get(target);
      if (known === undefined && !isFile(target)) faults.push(`${page}: ${link} leads nowhere`);
      const place = decodeURIComponent(hash.slice(1));
      if (known && place && !known.has(place)) faults.push(`${page}: ${link} leads to no place on the page`);
    }
  }
}

function isFile(path: string): boolean {
  try {
    return readFileSync(join(SITE, path)) !== undefined;
  } catch {
    return false;
  }
}

function decoded(text: string): string {
  return text
    .replaceAll("&amp;", "&")
    .replaceAll("&quot;", '"')
    .replaceAll("&#39;", "'")
    .replaceAll("&lt;", "<");
}

/** Notes what the console complains of and what is asked of other servers. */
function watch(page: Page): void {
  page.on("console", (message) => {
    if (["error", "warning"].includes(message.type())) faults.push(`${page.url()}: ${message.text()}`);
  });
  page.on("pageerror", (error) => faults.push(`${page.url()}: ${error.message}`));
  page.on("request", (request) => {
    if (!/^(?:data|blob):/.test(request.url()) && !request.url().startsWith(home))
      faults.push(`${page.url()} asks for ${request.url()}`);
  });
  page.on("response", (response) => {
    if (response.status() >= 400) faults.push(`${page.url()}: ${response.url()} is not there`);
  });
}

async function look(page: Page, name: string, scheme: string): Promise<void> {
  await page.setViewportSize(DESK);
  await page.goto(home + name, { waitUntil: "networkidle" });
  if (name === "index.html")
    await page.waitForFunction("document.querySelector('marquetry-map').map != null");
  await page.evaluate(axe.source);
  const { violations } = await page.evaluate<AxeResults>(
    'axe.run(document, { resultTypes: ["violations"] })',
  );
  for (const { id, nodes } of violations)
    for (const { html } of nodes.slice(0, 3)) faults.push(`${name}, ${scheme}: ${id}: ${html.slice(0, 160)}`);
  await page.setViewportSize(PHONE);
  const beyond = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
  if (beyond > 0) faults.push(`${name}: ${beyond} px over the edge of a phone`);
  if (process.env["SITE_SHOTS"]) {
    await page.setViewportSize(DESK);
    await page.screenshot({
      path: join(process.env["SITE_SHOTS"], `${name.replaceAll("/", ".")}-${scheme}.png`),
    });
  }
}

/** A reader's way: from page to page without loading, a search, a file of one's own. */
async function use(): Promise<void> {
  const page = await browser.newPage({ viewport: DESK });
  watch(page);
  await page.goto(`${home}reference/index.Function.layout.html`, { waitUntil: "networkidle" });
  await page.click(".VPNavBarTitle a, .VPNavBar .title");
  await page.waitForFunction("document.querySelector('marquetry-map')?.map != null");
  await page.setInputFiles(".live-map input[type=file]", {
    name: "rows.csv",
    mimeType: "text/csv",
    buffer: Buffer.from("id,parent,value\nall,,\na,all,2\nb,all,1\n"),
  });
  await page.waitForFunction(
    "document.querySelector('.live-map .said').textContent.startsWith('rows.csv: 3 nodes')",
  );
  await page.click(".VPSidebar a[href*='glossary']");
  await page.waitForFunction("document.querySelector('h1')?.textContent.startsWith('Glossary')");
  await page.click(".VPNavBarSearch button");
  await page.fill("#localsearch-input", "orthoconvex");
  await page.waitForSelector("#localsearch-list a");
  await page.click("#localsearch-list a");
  await page.waitForFunction("!document.querySelector('#localsearch-input')");
  await page.close();
}

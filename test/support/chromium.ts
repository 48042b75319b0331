import { existsSync } from "node:fs";
import { mkdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import { join, resolve } from "node:path";
import { chromium as playwright } from "playwright";

/** A browser to start: its program, and the environment it needs. */
export interface Browser {
  executablePath: string;
  env: Record<string, string>;
}

const modules: string = resolve(import.meta.dirname, "../../node_modules");

const usualPlaces: readonly string[] = [
  "/usr/bin/google-chrome-stable",
  "/usr/bin/google-chrome",
  "/opt/google/chrome/chrome",
  "/usr/bin/chromium",
  "/usr/bin/chromium-browser",
  "/snap/bin/chromium",
  "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
  "/Applications/Chromium.app/Contents/MacOS/Chromium",
  "C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe",
  "C:\\Program Files (x86)\\Google\\Chrome\\Application\\chrome.exe",
];

/**
 * Finds a Chromium: the one `CHROME_PATH` names, an installed one, Playwright's own, or the one that comes
 * as a development dependency (Linux on x64). Undefined if there is none.
 */
export async function findChromium(): Promise<Browser | undefined> {
  const named = process.env["CHROME_PATH"];
  if (named) {
    if (!existsSync(named)) throw new Error(`CHROME_PATH names no file: ${named}`);
    return { executablePath: named, env: environment() };
  }
  const installed = [...usualPlaces, playwright.executablePath()].find((path) => existsSync(path));
  if (installed) return { executablePath: installed, env: environment() };
  return process.platform === "linux" && process.arch === "x64" ? bundledChromium() : undefined;
}

/** Unpacks the bundled Chromium, once, under node_modules/.cache. */
async function bundledChromium(): Promise<Browser> {
  const manifest = await readFile(join(modules, "@sparticuz/chromium/package.json"), "utf8");
  const { version } = JSON.parse(manifest) as { version: string };
  const home = join(modules, ".cache", `chromium-${version}`);
  if (!existsSync(home)) {
    // Unpacked aside and then renamed, so that no other run ever sees half a browser.
    const aside = `${home}-${process.pid}`;
    await mkdir(aside, { recursive: true });
    await unpackInto(aside);
    await rename(aside, home).catch(async (error: unknown) => {
      await rm(aside, { recursive: true, force: true });
      if (!existsSync(home)) throw error;
    });
  }
  await nameFonts(home);
  return {
    executablePath: join(home, "chromium"),
    env: environment({
      LD_LIBRARY_PATH: join(home, "al2023/lib"),
      FONTCONFIG_FILE: join(home, "fonts.conf"),
    }),
  };
}

/**
 * The package unpacks into the system's temporary folder, and takes its shared libraries along only on the
 * serverless machines it was made for. It reads both from the environment, and writes there too.
 */
async function unpackInto(folder: string): Promise<void> {
  const before = { ...process.env };
  try {
    Object.assign(process.env, { TMPDIR: folder, AWS_LAMBDA_JS_RUNTIME: "nodejs20.x" });
    const { default: bundled } = await import("@sparticuz/chromium");
    await bundled.executablePath();
  } finally {
    for (const name of Object.keys(process.env))
      if (!(name in before)) Reflect.deleteProperty(process.env, name);
    Object.assign(process.env, before);
  }
}

/** The file holds a whole path, which is another where the folder was moved or copied; without fonts nothing is drawn. */
async function nameFonts(home: string): Promise<void> {
  const file = join(home, "fonts.conf");
  const named = await readFile(file, "utf8").catch(() => "");
  if (named !== fontsConf(home)) await writeFile(file, fontsConf(home));
}

/** Only the bundled fonts, so that a text is as wide on every machine; the package's own file names /tmp. */
function fontsConf(home: string): string {
  return `<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
  <dir>${join(home, "fonts")}</dir>
  <cachedir>${join(home, "fonts-cache")}</cachedir>
</fontconfig>
`;
}

function environment(more: Record<string, string> = {}): Record<string, string> {
  const own = Object.entries(process.env).filter(
    (entry): entry is [string, string] => entry[1] !== undefined,
  );
  return { ...Object.fromEntries(own), ...more };
}

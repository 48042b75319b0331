import { createHash, randomBytes, timingSafeEqual } from "node:crypto";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { basename, resolve } from "node:path";
import { Console } from "./console.ts";
import { openData, rolledUp, type DataFlags } from "./database.ts";
import { messageOf } from "./failure.ts";
import { scanFolder, type ServedSource } from "./folder-source.ts";
import { write, type Io } from "./io.ts";

/** What `serve` takes beside what all commands for large trees do. */
export interface ServeFlags extends DataFlags {
  readonly open?: boolean;
  readonly engine: string;
  readonly numberFormat?: string;
}

/** Serves a page to walk through data with, on this machine and to whoever knows its address alone, until it is interrupted. */
export async function serve(input: string, flags: ServeFlags, io: Io): Promise<void> {
  const console = new Console(io, flags.quiet);
  const isUrl = /^\w+:\/\//.test(input);
  const path = resolve(io.cwd, input);
  if (!isUrl && (await io.fs.stat(path).catch(() => null))?.isDirectory() === true) {
    const scan = await scanFolder(path, input, io, console);
    const format = flags.numberFormat ?? "bytes";
    await run(
      scan.source,
      { title: basename(path) || path, engine: flags.engine, format },
      flags,
      io,
      console,
    );
    scan.stop();
    return;
  }
  const data = await openData(input, flags, io);
  try {
    const source = await rolledUp(data, flags, console);
    const title = isUrl ? "database" : basename(input);
    const settings = { title, engine: flags.engine, format: flags.numberFormat };
    await run({ latest: () => ({ source }), at: () => source }, settings, flags, io, console);
  } finally {
    await data.close();
  }
}

async function run(
  source: ServedSource,
  settings: PageSettings,
  { open = false }: ServeFlags,
  io: Io,
  console: Console,
): Promise<void> {
  const server = await startServer(source, settings, io);
  await console.clear();
  await write(io.stdout, `${server.address}\n`);
  const isOpened = open && (await io.open(server.address));
  await console.note(isOpened ? "it ends with the page, or Ctrl-C" : "Ctrl-C ends it");
  if (open && !isOpened) await console.note("no browser could be started: open the address in one");
  await (isOpened ? Promise.race([io.interrupted(), server.left]) : io.interrupted());
  await server.close();
}

/** What the page shows. */
export interface PageSettings {
  readonly title: string;
  readonly engine: string;
  readonly format?: string | undefined;
}

/** A server that runs. */
export interface RunningServer {
  readonly address: string;
  /** Is there once the last page has been closed. */
  readonly left: Promise<void>;
  close(): Promise<void>;
}

/** Milliseconds after which a page that was closed is not one that was loaded again. */
const RELOAD = 2000;

const LONGEST_TEXT = 10_000;
const USUAL_CHILDREN = 500;
const MOST_CHILDREN = 10_000;

/**
 * Serves a source as a page and as JSON. It listens on this machine's own address alone, answers below a path that
 * nobody can guess, to no page of another origin, whatever name it was reached by; and it serves nothing from a disk.
 */
export async function startServer(
  served: ServedSource,
  settings: PageSettings,
  io: Io,
): Promise<RunningServer> {
  const [library, script] = await Promise.all([io.ownScript("library"), io.ownScript("walk")]);
  const token = randomBytes(24).toString("base64url");
  const { html, policy } = page(settings);
  const server = createServer((request, response) => {
    answer(request, response).then(
      (given) => send(response, given),
      (error: unknown) => send(response, json({ error: messageOf(error) }, 500)),
    );
  });
  await new Promise<void>((done, fail) => {
    server.once("error", fail);
    server.listen(0, "127.0.0.1", done);
  });
  let pages = 0;
  let leave = (): void => {};
  const left = new Promise<void>((done) => (leave = done));
  const { port } = server.address() as AddressInfo;
  const hosts = [`127.0.0.1:${port}`, `localhost:${port}`];

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<Answer> {
    const { host = "", origin } = request.headers;
    const isOwn = hosts.includes(host) && (origin === undefined || origin === `http://${host}`);
    const url = new URL(request.url ?? "/", "http://127.0.0.1");
    const [, given = "", ...rest] = url.pathname.split("/");
    // What is wrong with a request is nothing that a stranger should learn.
    if (!isOwn || !isSame(given, token) || request.headers["sec-fetch-site"] === "cross-site")
      return plain("forbidden", 403);
    const path = rest.join("/");
    if (request.method === "POST" && path === "leave") {
      pages--;
      setTimeout(() => pages <= 0 && leave(), RELOAD).unref();
      return plain("", 204);
    }
    if (request.method !== "GET") return plain("only GET", 405);
    const abort = new AbortController();
    response.on("close", () => abort.abort());
    const { signal } = abort;
    const query = (name: string): string => (url.searchParams.get(name) ?? "").slice(0, LONGEST_TEXT);
    const limit = Math.min(Math.max(1, Math.floor(Number(query("limit"))) || USUAL_CHILDREN), MOST_CHILDREN);
    const source = served.at(Number(query("state")));
    if (!source) return json({ error: "what was found has grown since" }, 410);
    switch (path) {
      case "":
        pages++;
        return { status: 200, type: "text/html", body: html, policy };
      case "library.js":
        return { status: 200, type: "text/javascript", body: library };
      case "walk.js":
        return { status: 200, type: "text/javascript", body: script };
      case "root": {
        const { source: now, ...state } = served.latest();
        return json({ ...now.root, ...state });
      }
      case "children": {
        const minShare = Math.min(Math.max(0, Number(query("minShare")) || 0), 1);
        const offset = Math.max(0, Math.floor(Number(query("offset"))) || 0);
        return json(await source.children(query("id"), { limit, offset, minShare, signal }));
      }
      case "search":
        return json((await source.search?.(query("words"), { limit, signal })) ?? []);
      default:
        return plain("there is nothing here", 404);
    }
  }

  return {
    address: `http://127.0.0.1:${port}/${token}/`,
    left,
    close: () =>
      new Promise((done) => {
        server.close(() => done());
        server.closeAllConnections();
      }),
  };
}

/** Compares in a time that tells nothing. */
function isSame(given: string, token: string): boolean {
  const [a, b] = [given, token].map((text) => createHash("sha256").update(text).digest());
  return timingSafeEqual(a!, b!);
}

/** What is sent back. */
interface Answer {
  readonly status: number;
  readonly type: string;
  readonly body: string;
  readonly policy?: string;
}

function plain(body: string, status: number): Answer {
  return { status, type: "text/plain", body };
}

function json(value: unknown, status = 200): Answer {
  return { status, type: "application/json", body: JSON.stringify(value) };
}

function send(response: ServerResponse, { status, type, body, policy }: Answer): void {
  response.writeHead(status, {
    "content-type": `${type}; charset=utf-8`,
    "cache-control": "no-store",
    "x-content-type-options": "nosniff",
    "referrer-policy": "no-referrer",
    "cross-origin-resource-policy": "same-origin",
    "x-frame-options": "DENY",
    ...(policy !== undefined && { "content-security-policy": policy }),
  });
  response.end(body);
}

const STYLES = `
html, body { height: 100%; margin: 0; font-family: system-ui, sans-serif; color-scheme: light dark; }
body { display: flex; flex-direction: column; }
h1 { font-size: 1rem; margin: .5rem 1rem; }
#state { font-size: .85rem; margin: 0 1rem .5rem; }
marquetry-map { flex: 1; min-height: 0; margin: 0 1rem 1rem; }
`;

function page({ title, engine, format }: PageSettings): { html: string; policy: string } {
  const hash = (text: string): string => `'sha256-${createHash("sha256").update(text).digest("base64")}'`;
  const safe = title.replace(/[&<>"]/g, (sign) => `&#${sign.charCodeAt(0)};`);
  const settings = JSON.stringify({ engine, format }).replaceAll("<", String.raw`\u003c`);
  const html = `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${safe}</title>
<style>${STYLES}</style>
</head>
<body>
<h1>${safe}</h1>
<p id="state" role="status" hidden></p>
<marquetry-map hash searchable></marquetry-map>
<script type="application/json" id="settings">${settings}</script>
<script src="library.js"></script>
<script src="walk.js"></script>
</body>
</html>
`;
  // The element has styles of its own, as constructed sheets; its worker comes as a blob.
  const policy = `default-src 'none'; script-src 'self' blob:; worker-src blob:; style-src ${hash(STYLES)}; img-src blob: data:; connect-src 'self'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'`;
  return { html, policy };
}

import { lstatSync, promises, writeFileSync } from "node:fs";
import { mkdtemp, mkdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { onTestFinished } from "vitest";
import type { Files, Io, Output } from "../../src/cli/io.ts";
import { run } from "../../src/cli/run.ts";

/** What a run said and returned. */
export interface Outcome {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

/** How a run differs from one in pipes with nothing on stdin. */
export interface Setting {
  readonly stdin?: string | Uint8Array | AsyncIterable<Uint8Array>;
  readonly cwd?: string;
  readonly terminal?: Partial<Io["isTTY"]>;
  readonly fs?: Partial<Files>;
  readonly load?: Io["load"];
  readonly temporary?: string;
  readonly open?: Io["open"];
  readonly ownScript?: Io["ownScript"];
  readonly now?: () => number;
  readonly today?: number;
  readonly env?: Io["env"];
  readonly interrupted?: Io["interrupted"];
  /** Is told what is written to stdout at once. */
  readonly stdout?: (text: string) => void;
  /** What writing to stdout ends with. */
  readonly outError?: Error;
}

/** Runs the command line with everything outside it made up. */
export async function marquetry(argv: readonly string[], setting: Setting = {}): Promise<Outcome> {
  const said = { out: "", err: "" };
  let ticks = 0;
  const output = (stream: "out" | "err", error?: Error): Output => ({
    write(text, done) {
      said[stream] += text;
      if (stream === "out") setting.stdout?.(text);
      done(error);
    },
  });
  const code = await run(argv, {
    stdin:
      typeof setting.stdin === "object" && Symbol.asyncIterator in setting.stdin
        ? setting.stdin
        : chunks(setting.stdin ?? ""),
    stdout: output("out", setting.outError),
    stderr: output("err"),
    isTTY: { stdin: false, stdout: false, stderr: false, ...setting.terminal },
    cwd: setting.cwd ?? tmpdir(),
    temporary: setting.temporary ?? tmpdir(),
    open: setting.open ?? (() => Promise.resolve(false)),
    fs: { ...promises, lstatSync, writeFileSync, ...setting.fs },
    ownScript: setting.ownScript ?? ((name) => Promise.resolve(`"the script ${name}";`)),
    load: setting.load ?? ((specifier) => import(/* @vite-ignore */ specifier)),
    now: setting.now ?? (() => 0),
    today: () => setting.today ?? 0,
    env: setting.env ?? {},
    processorTime: () => (ticks += 1),
    removeOnInterrupt: () => () => undefined,
    interrupted: setting.interrupted ?? (() => Promise.resolve()),
  });
  return { code, ...said };
}

/** Split where a character may be split too. */
async function* chunks(input: string | Uint8Array): AsyncGenerator<Uint8Array> {
  const bytes = typeof input === "string" ? Buffer.from(input) : input;
  const middle = bytes.length >> 1;
  yield bytes.subarray(0, middle);
  yield await Promise.resolve(bytes.subarray(middle));
}

/** A folder with these files, removed after the test. */
export async function folderWith(files: Readonly<Record<string, string | Uint8Array>>): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), "marquetry-"));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  for (const [name, content] of Object.entries(files)) {
    await mkdir(dirname(join(folder, name)), { recursive: true });
    await writeFile(join(folder, name), content);
  }
  return folder;
}

/** A system error as Node makes them. */
export function systemError(code: string): Error {
  return Object.assign(new Error(`${code}: made up`), { code });
}

/** The tooltips of a picture's leaves and groups, path and weight, sorted. */
export function tooltips(svg: string): string[] {
  return [...svg.matchAll(/<title>([^<]*)<\/title>/g)].map(([, title]) => title!).sort();
}

#!/usr/bin/env node
import { spawn } from "node:child_process";
import { lstatSync, promises, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import process from "node:process";
import { isatty } from "node:tty";
import { run } from "./run.ts";

const SIGNALS = { SIGHUP: 1, SIGINT: 2, SIGTERM: 15 } as const;
/** What a shell adds to the number of the signal that ended a program. */
const ENDED_BY_SIGNAL = 128;

/** Where the scripts of a report lie, beside this file. */
const SCRIPTS = { library: "../marquetry.min.js", report: "./report.js", walk: "./walk.js" } as const;

const OPENERS: Partial<Record<NodeJS.Platform, readonly [string, ...string[]]>> = {
  darwin: ["open"],
  win32: ["rundll32", "url.dll,FileProtocolHandler"],
};

// A reader that goes away is reported to each write; unheard, the event would end the program with a stack trace.
for (const stream of [process.stdout, process.stderr]) stream.on("error", () => undefined);

process.exitCode = await run(process.argv.slice(2), {
  stdin: process.stdin,
  stdout: process.stdout,
  stderr: process.stderr,
  isTTY: { stdin: isatty(0), stdout: isatty(1), stderr: isatty(2) },
  cwd: process.cwd(),
  temporary: tmpdir(),
  open,
  fs: { ...promises, lstatSync, writeFileSync },
  ownScript: (name) => promises.readFile(new URL(SCRIPTS[name], import.meta.url), "utf8"),
  load: (specifier) => import(specifier),
  now: () => performance.now(),
  today: () => Date.now(),
  env: process.env,
  processorTime,
  removeOnInterrupt,
  interrupted,
});

/** The program that opens a page as a click on it would. */
function open(path: string): Promise<boolean> {
  const [program, ...words] = OPENERS[process.platform] ?? ["xdg-open"];
  return new Promise((done) => {
    const opener = spawn(program, [...words, path], { stdio: "ignore", detached: true });
    opener.on("error", () => done(false));
    opener.on("spawn", () => {
      opener.unref();
      done(true);
    });
  });
}

function processorTime(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
}

/** The first signal is for the program to end by; a second one ends it as it is. */
function interrupted(): Promise<void> {
  return new Promise((done) => {
    for (const name of Object.keys(SIGNALS)) process.once(name, () => done());
  });
}

/** Signals are heard only meanwhile: a handler could not run during a long layout, and would keep it from ending. */
function removeOnInterrupt(path: string): () => void {
  const entries = Object.entries(SIGNALS).map(([name, number]) => {
    const end = (): never => {
      rmSync(path, { force: true, recursive: true });
      process.exit(ENDED_BY_SIGNAL + number);
    };
    return [name, end] as const;
  });
  for (const [name, end] of entries) process.once(name, end);
  return () => {
    for (const [name, end] of entries) process.removeListener(name, end);
  };
}

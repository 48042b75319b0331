#!/usr/bin/env node
import { promises, rmSync } from "node:fs";
import process from "node:process";
import { isatty } from "node:tty";
import { run } from "./run.ts";

const SIGNALS = { SIGHUP: 1, SIGINT: 2, SIGTERM: 15 } as const;
/** What a shell adds to the number of the signal that ended a program. */
const ENDED_BY_SIGNAL = 128;

// A reader that goes away is reported to each write; unheard, the event would end the program with a stack trace.
for (const stream of [process.stdout, process.stderr]) stream.on("error", () => undefined);

process.exitCode = await run(process.argv.slice(2), {
  stdin: process.stdin,
  stdout: process.stdout,
  stderr: process.stderr,
  isTTY: { stdin: isatty(0), stdout: isatty(1), stderr: isatty(2) },
  cwd: process.cwd(),
  fs: promises,
  load: (specifier) => import(specifier),
  now: () => performance.now(),
  removeOnInterrupt,
});

/** Signals are heard only meanwhile: a handler could not run during a long layout, and would keep it from ending. */
function removeOnInterrupt(path: string): () => void {
  const entries = Object.entries(SIGNALS).map(([name, number]) => {
    const end = (): never => {
      rmSync(path, { force: true });
      process.exit(ENDED_BY_SIGNAL + number);
    };
    return [name, end] as const;
  });
  for (const [name, end] of entries) process.once(name, end);
  return () => {
    for (const [name, end] of entries) process.removeListener(name, end);
  };
}

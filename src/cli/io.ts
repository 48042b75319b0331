import type { lstatSync, promises, writeFileSync } from "node:fs";
import { codeOf, OutputError, reason } from "./failure.ts";

/** Where text goes: the part of a Node stream that the command line uses. */
export interface Output {
  write(text: string, done: (error?: Error | null) => void): unknown;
  readonly columns?: number | undefined;
}

/** The part of `node:fs/promises` that the command line uses, so that tests may make any of it fail. */
export type Files = Pick<
  typeof promises,
  | "access"
  | "chmod"
  | "lstat"
  | "mkdir"
  | "open"
  | "readdir"
  | "realpath"
  | "rename"
  | "rm"
  | "stat"
  | "writeFile"
> & {
  /** Of hundreds of thousands of files, asking for each at once takes a fifth of the time that promises take. */
  readonly lstatSync: typeof lstatSync;
  /** Makes a file at once, so that no signal comes while it is made. */
  readonly writeFileSync: typeof writeFileSync;
};

/** Everything outside the program: {@link run} touches nothing else. */
export interface Io {
  readonly stdin: AsyncIterable<Uint8Array | string>;
  readonly stdout: Output;
  readonly stderr: Output;
  /** Which of the three are a terminal. */
  readonly isTTY: { readonly stdin: boolean; readonly stdout: boolean; readonly stderr: boolean };
  /** The folder that relative paths start from. */
  readonly cwd: string;
  /** A folder for files that nobody keeps. */
  readonly temporary: string;
  readonly fs: Files;
  /** The text of a script that comes with the program: the whole library, or what a report or a served page does. */
  ownScript(name: "library" | "report" | "walk"): Promise<string>;
  /** Shows a page in the reader's browser; false where none can be started. */
  open(path: string): Promise<boolean>;
  /** Loads a module by its URL or the name of its package. */
  load(specifier: string): Promise<unknown>;
  /** A clock in milliseconds, for progress and for the times of layouts; never for what is drawn. */
  now(): number;
  /** The date in milliseconds since 1970, for the ages of files. */
  today(): number;
  /** The variables of the environment, by which a terminal says what it can show. */
  readonly env: Readonly<Record<string, string | undefined>>;
  /** The processor time that the program has taken, in milliseconds: what else the machine does hardly counts in it. */
  processorTime(): number;
  /** Has this file removed if a signal ends the program; returns a function that takes that back. */
  removeOnInterrupt(path: string): () => void;
  /** Resolves when the user ends the program, as with Ctrl-C. */
  interrupted(): Promise<void>;
}

/** What stands for stdin or stdout in place of a file. */
export const DASH = "-";

/** Writes text and waits until it is out. That nobody reads it any more is no error: a pager was closed. */
export async function write(output: Output, text: string): Promise<void> {
  const error = await new Promise<Error | null | undefined>((done) => output.write(text, done));
  const code = codeOf(error);
  if (error && code !== "EPIPE" && code !== "ERR_STREAM_DESTROYED")
    throw new OutputError(`cannot write: ${reason(error)}`, { cause: error });
}

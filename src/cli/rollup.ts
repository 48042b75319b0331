import { copyFile } from "node:fs/promises";
import { extname, join, resolve } from "node:path";
import { Console } from "./console.ts";
import { makeRollUp, openData, type DataFlags } from "./database.ts";
import { codeOf, UsageError } from "./failure.ts";
import { unreadable } from "./faults.ts";
import type { Io } from "./io.ts";

/** What `rollup` takes beside what all commands for large trees do. */
export interface RollUpFlags extends DataFlags {
  readonly output?: string;
}

/** Rolls data up into a file of DuckDB, or within the database that holds them. */
export async function writeRollUp(input: string, flags: RollUpFlags, io: Io): Promise<void> {
  const console = new Console(io, flags.quiet);
  const { output } = flags;
  const isServer = /^\w+:\/\//.test(input);
  if (isServer && output !== undefined)
    throw new UsageError("the roll-up of a database is a table in it: --rollup names it, not -o");
  if (!isServer && (output === undefined || extname(output) !== ".duckdb"))
    throw new UsageError("where to? give -o FILE.duckdb");
  if (output === undefined) {
    const data = await openData(input, flags, io);
    await makeRollUp(data, flags, console).finally(() => data.close());
    return;
  }
  const path = resolve(io.cwd, output);
  if (path === resolve(io.cwd, input)) throw new UsageError(`the output ${output} is the input`);
  // Whole, or not at all: what is written until then, and all that DuckDB writes beside it, is in a folder of its own.
  const folder = `${path}.part`;
  const draft = join(folder, "tree.duckdb");
  await io.fs.rm(folder, { force: true, recursive: true });
  const keep = io.removeOnInterrupt(folder);
  try {
    await io.fs.mkdir(folder, { recursive: true });
    // What there is goes on from where it was.
    if (flags.watermark !== undefined)
      await copyFile(path, draft).catch((error: unknown) => {
        if (codeOf(error) !== "ENOENT") throw unreadable(output, error);
      });
    const data = await openData(input, flags, io, draft);
    await makeRollUp(data, flags, console).finally(() => data.close());
    await io.fs.rename(draft, path);
  } finally {
    keep();
    await io.fs.rm(folder, { force: true, recursive: true });
  }
}

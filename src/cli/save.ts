import { basename, dirname, join, resolve } from "node:path";
import { OutputError } from "./failure.ts";
import type { Io } from "./io.ts";
import { codeOf, reason } from "./reason.ts";

const MOST_ATTEMPTS = 100;
/** A name is at most 255 bytes long; this many characters leave room for what is added, whatever they are. */
const NAME_KEPT = 60;

/**
 * Writes a file whole or not at all: into a new file beside it, then renamed.
 * What is there and is no plain file (a device, a pipe) is written to as it is.
 */
export async function save(path: string, content: string | Uint8Array, io: Io): Promise<void> {
  try {
    const target = await findTarget(resolve(io.cwd, path), io);
    if (target.direct) await io.fs.writeFile(target.path, content);
    else await replace(target.path, content, target.mode, io);
  } catch (error) {
    throw new OutputError(`cannot write ${path}: ${reason(error)}`, { cause: error });
  }
}

interface Target {
  path: string;
  direct: boolean;
  mode: number | undefined;
}

/** Follows a symbolic link, so that the link stays and what it points to is replaced. */
async function findTarget(path: string, io: Io): Promise<Target> {
  try {
    const real = await io.fs.realpath(path);
    const found = await io.fs.stat(real);
    return { path: real, direct: !found.isFile(), mode: found.mode };
  } catch (error) {
    if (codeOf(error) !== "ENOENT") throw error;
    return { path, direct: false, mode: undefined };
  }
}

async function replace(
  path: string,
  content: string | Uint8Array,
  mode: number | undefined,
  io: Io,
): Promise<void> {
  const temporary = await createBeside(path, io);
  const release = io.removeOnInterrupt(temporary);
  try {
    await io.fs.writeFile(temporary, content);
    if (mode !== undefined) await io.fs.chmod(temporary, mode);
    await io.fs.rename(temporary, path);
  } catch (error) {
    await io.fs.rm(temporary, { force: true });
    throw error;
  } finally {
    release();
  }
}

/** Makes an empty file with a name that was free, in the folder of `path`: renaming works only within a device. */
async function createBeside(path: string, io: Io): Promise<string> {
  for (let attempt = 0; ; attempt++) {
    const temporary = join(dirname(path), `.${basename(path).slice(0, NAME_KEPT)}.${attempt}.tmp`);
    try {
      await io.fs.writeFile(temporary, "", { flag: "wx" });
      return temporary;
    } catch (error) {
      if (codeOf(error) !== "EEXIST" || attempt === MOST_ATTEMPTS) throw error;
    }
  }
}

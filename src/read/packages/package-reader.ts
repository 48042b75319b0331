import { MarquetryError } from "../../errors.ts";
import { badFile } from "../faults.ts";
import type { ReadSettings } from "../options.ts";
import type { Nodes } from "../reader.ts";

/** A format that is read from bytes, by a package of others. */
export interface BytesReader {
  readonly name: string;
  readonly about: string;
  /** Whether the bytes are of this format; the first ones tell, or all. */
  readonly claims: (bytes: Uint8Array) => boolean;
  readonly read: (bytes: Uint8Array, settings: ReadSettings) => Promise<Nodes>;
}

/** Whether bytes begin with these characters. */
export function startsWith(bytes: Uint8Array, magic: string): boolean {
  return magic === String.fromCharCode(...bytes.subarray(0, magic.length));
}

/**
 * Loads a package that reads a format, and has it read.
 *
 * @throws MarquetryError `unknown-format` where it is not installed; `bad-file` where it fails
 */
export async function readBy<P, R>(
  name: string,
  { name: input, load }: ReadSettings,
  what: string,
  read: (found: P) => R | Promise<R>,
): Promise<R> {
  let found: P;
  try {
    found = (await (load ?? loadPackage)(name)) as P;
  } catch (cause) {
    const own = /^(?:@[^/]+\/)?[^/]+/.exec(name)![0];
    const message = `${input}: ${what} is read by the package ${own}, which is not installed: npm install ${own}`;
    throw new MarquetryError("unknown-format", message, { cause });
  }
  try {
    return await read(found);
  } catch (error) {
    if (error instanceof MarquetryError) throw error;
    throw badFile(input, `it is not a whole file of this kind, ${what}: ${(error as Error).message}`);
  }
}

/** A name that bundlers do not follow: whoever has no use for the package need not have it. */
function loadPackage(name: string): Promise<unknown> {
  return import(/* webpackIgnore: true */ /* @vite-ignore */ name);
}

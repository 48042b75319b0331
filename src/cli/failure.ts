import { MarquetryError, type ErrorCode } from "../index.ts";

/** The command line was wrong: exit code 2, and the message is followed by how to call the command. */
export class UsageError extends Error {}

export class OutputError extends Error {}

/** What a user can mend by other options, rather than by other data. */
const USAGE_CODES: ReadonlySet<ErrorCode> = new Set<ErrorCode>([
  "bad-container",
  "container-not-convex",
  "container-not-rectangle",
  "bad-option",
  "unknown-engine",
]);

/** Whether the error says that the command was wrong, not the input. */
export function isUsage(error: unknown): boolean {
  return error instanceof UsageError || (error instanceof MarquetryError && USAGE_CODES.has(error.code));
}

/** Input that cannot be read as what it should be. */
export function badFile(place: string, message: string): MarquetryError {
  return new MarquetryError("bad-file", `${place}: ${message}`);
}

/** A file or folder that cannot be read at all. */
export function unreadable(shown: string, cause: unknown): MarquetryError {
  return new MarquetryError("unreadable", `cannot read ${shown}: ${reason(cause)}`, { cause });
}

/** The code of a system error, as `ENOENT`; undefined for any other value. */
export function codeOf(error: unknown): string | undefined {
  if (typeof error !== "object" || error === null || !("code" in error)) return undefined;
  return typeof error.code === "string" ? error.code : undefined;
}

/** Longest text that a string can hold. */
export const TOO_LONG = "more than 512 MB of text cannot be read at once";

const REASONS: Readonly<Record<string, string>> = {
  ENOENT: "no such file or folder",
  EACCES: "permission denied",
  EPERM: "operation not permitted",
  EISDIR: "it is a folder",
  ENOTDIR: "a part of its path is not a folder",
  ENOSPC: "no space left on the device",
  EROFS: "the file system is read-only",
  ENAMETOOLONG: "the path is too long",
  ELOOP: "too many symbolic links",
  EMFILE: "too many open files",
  EIO: "the device reports an error",
  ERR_FS_FILE_TOO_LARGE: TOO_LONG,
};

/** A system error in words. */
export function reason(error: unknown): string {
  const code = codeOf(error);
  if (code !== undefined) return REASONS[code] ?? code;
  return messageOf(error);
}

export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

/** The command line was wrong: exit code 2, and the message is followed by how to call the command. */
export class UsageError extends Error {}

export class OutputError extends Error {}

/** All went well, but for what was compared. */
export class OverBudget extends Error {}

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

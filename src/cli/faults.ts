import { MarquetryError, type ErrorCode } from "../index.ts";
import { reason, UsageError } from "./failure.ts";

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

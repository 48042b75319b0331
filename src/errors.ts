/** What went wrong, as a stable word that programs can test. */
export type ErrorCode =
  // model
  | "empty-tree"
  | "bad-input"
  | "bad-weight"
  | "missing-weight"
  | "weight-overflow"
  | "total-mismatch"
  | "cycle"
  | "duplicate-id"
  | "missing-id"
  | "missing-parent"
  | "several-roots"
  | "bad-path"
  | "bad-newick"
  // layout
  | "zero-weight"
  | "bad-container"
  | "container-not-convex"
  | "container-not-rectangle"
  | "bad-option"
  | "unknown-engine"
  | "bad-engine"
  | "bad-node"
  // trees loaded in parts
  | "bad-source"
  | "source-failed"
  // ultrametrics
  | "bad-distance"
  | "not-ultrametric"
  // command line and files
  | "unknown-format"
  | "bad-file"
  | "unreadable";

/** Where an error happened and the value that caused it. */
export interface ErrorDetail {
  /** Path of the node, its ancestors' labels joined by "/", where a node is to blame. */
  readonly path?: string;
  /** The offending value. */
  readonly value?: unknown;
  /** The error underneath, where there is one. */
  readonly cause?: unknown;
}

/**
 * The one error class of the library: a `code` for programs, a message for people.
 *
 * @example
 * try {
 *   weightedTree({ children: [{ value: -1 }] });
 * } catch (error) {
 *   if (error instanceof MarquetryError && error.code === "bad-weight") console.error(error.path);
 * }
 */
export class MarquetryError extends Error {
  readonly code: ErrorCode;
  declare readonly path: string | undefined;
  declare readonly value: unknown;

  constructor(code: ErrorCode, message: string, detail: ErrorDetail = {}) {
    super(message, "cause" in detail ? { cause: detail.cause } : undefined);
    this.name = "MarquetryError";
    this.code = code;
    // Told by the message; a terminal that shows an error nobody caught is not to print whole data after it.
    for (const name of ["path", "value"] as const)
      Object.defineProperty(this, name, { value: detail[name], enumerable: false });
  }
}

const LONGEST_SHOWN = 60;

/** A value as an error message shows it: strings quoted, long ones shortened, never a whole object. */
export function show(value: unknown): string {
  if (typeof value === "string") {
    const text = value.length > LONGEST_SHOWN ? `${value.slice(0, LONGEST_SHOWN)}…` : value;
    return JSON.stringify(text);
  }
  if (Array.isArray(value)) return `an array of ${value.length}`;
  if (typeof value === "object" && value !== null) return "an object";
  if (typeof value === "function") return "a function";
  return String(value);
}

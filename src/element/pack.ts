import type { Container, PackedMap, SpacingOptions } from "../index.ts";

/** What a worker is asked to lay out: typed arrays, numbers and a name. */
export interface LayoutRequest {
  readonly parent: Int32Array;
  readonly weight: Float64Array;
  readonly engine: string;
  readonly container: Container;
  readonly spacing: Readonly<Record<string, number>>;
}

/** What a worker answers. */
export type LayoutAnswer =
  | { readonly packed: PackedMap }
  | { readonly code: string; readonly message: string; readonly path: string | undefined };

/** The spacing as plain numbers, or null if a part of it is a function, which no other thread can call. */
export function plainSpacing(spacing: SpacingOptions): Record<string, number> | null {
  const entries = Object.entries(spacing).filter(([, value]) => value !== undefined) as [string, unknown][];
  return entries.every(([, value]) => typeof value === "number")
    ? (Object.fromEntries(entries) as Record<string, number>)
    : null;
}

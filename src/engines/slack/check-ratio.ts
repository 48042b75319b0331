import { MarquetryError, show } from "../../errors.ts";
import type { SlackEffort } from "./effort.ts";

/** Below this, two equal halves of a cube would already be too long. */
const LEAST_RATIO = 2;
const EFFORTS: readonly unknown[] = ["fast", "balanced", "best"];

/** @throws MarquetryError `bad-option` if boxes cannot keep this ratio */
export function checkRatio(who: string, ratio: number): void {
  if (ratio >= LEAST_RATIO && ratio < Infinity) return;
  const message = `${who} needs a ratio of at least ${LEAST_RATIO}, not ${show(ratio)}`;
  throw new MarquetryError("bad-option", message, { value: ratio });
}

/** @throws MarquetryError `bad-option` if there is no such effort */
export function checkEffort(who: string, effort: SlackEffort | undefined): SlackEffort | undefined {
  if (effort === undefined || EFFORTS.includes(effort)) return effort;
  const message = `${who}'s effort is ${EFFORTS.join(", ")}, not ${show(effort)}`;
  throw new MarquetryError("bad-option", message, { value: effort });
}

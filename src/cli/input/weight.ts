import { badFile } from "../failure.ts";

const NUMBER = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?$/i;
/** What `du -h` and `ls -h` print: rounded, so that parts no longer add up to the whole. */
const ROUNDED = /^\d+(?:[.,]\d+)?[KMGTPE](?:i?B)?$/;

export function isNumber(text: string): boolean {
  return NUMBER.test(text.trim());
}

/** Whether the text is a size as people like it: 4.0K, 12M. */
export function isRounded(text: string): boolean {
  return ROUNDED.test(text.trim());
}

/** Reads a weight. `place` is the file and line, for the message. */
export function readWeight(text: string, place: string): number {
  const value = isNumber(text) ? Number(text) : NaN;
  if (value >= 0 && value < Infinity) return value;
  if (text.trim() === "") throw badFile(place, "the weight is left out");
  if (Number.isNaN(value)) {
    const help = isRounded(text) ? "; such sizes are rounded, so ask for bytes or for kilobytes (du -k)" : "";
    throw badFile(place, `the weight ${JSON.stringify(text.trim())} is not a number${help}`);
  }
  throw badFile(
    place,
    value < 0 ? `the weight ${text.trim()} is negative` : `the weight ${text.trim()} is too large`,
  );
}

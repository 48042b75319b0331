import { badFile } from "../faults.ts";
import { isNumeric } from "../numbers.ts";
import type { ReadSettings } from "../options.ts";
import type { Claim, Input, Reader, Taker } from "../reader.ts";
import { endsInNul, firstLines, takeEntries } from "./lines.ts";

/** With --time, a date stands between the size and the path. */
const LINE = /^\s*(\S+)\t(?:\d{4}-\d\d-\d\d[ T][\d:.]+(?: [+-]\d{4})?\t)?(.+)$/s;
const PLAIN = /^\d+$/;
/** As `du -h` writes sizes. */
const ROUNDED = /^\d+(?:[.,]\d+)?[KMGTPE](?:i?B)?$/i;

export const du: Reader = {
  name: "du",
  about: "what du prints, with -a, -b, -k, -h, -c, -0, --time, in any order",
  claim: claimDu,
  open: openDu,
};

function claimDu({ text }: Input): Claim {
  const sample = firstLines(text).map((line) => LINE.exec(line));
  if (sample.length === 0 || !sample.every((match) => match && isSize(match[1]!))) return "";
  const paths = sample.map((match) => match![2]!);
  if (endsInNul(text) || sample.some((match) => ROUNDED.test(match![1]!))) return 0.97;
  // Only from du does a folder follow directly on what it holds.
  const follows = paths.some((path, k) => k > 0 && parentOf(paths[k - 1]!) === path);
  return follows || paths.includes(".") || paths.at(-1) === "total" ? 0.97 : 0.6;
}

function isSize(text: string): boolean {
  return PLAIN.test(text) || ROUNDED.test(text);
}

function parentOf(path: string): string | undefined {
  const end = path.lastIndexOf("/");
  return end < 0 ? undefined : path.slice(0, end);
}

/**
 * Reads the output of `du`: every folder with the total of all below it. What a folder weighs beyond its listed
 * parts stays with it as a remainder.
 */
function openDu(input: Input, settings: ReadSettings): Taker {
  let isRounded = false;
  return takeEntries(input, settings, {
    base: 1024,
    hasTotal: true,
    read: (line, place) => {
      const match = LINE.exec(line);
      if (!match || !isNumeric(match[1]!))
        throw badFile(place(), "not a line of du: a size, a TAB and a path");
      isRounded ||= ROUNDED.test(match[1]!);
      return [match[2]!, match[1]!];
    },
    end: () => ({
      notes: ["sizes of du", ...(isRounded ? ["its sizes are rounded: du -b or du -k are exact"] : [])],
      innerWeight: "total",
      rounding: { relative: isRounded ? 0.1 : 0, each: 1 },
    }),
  });
}

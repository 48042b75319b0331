import { badFile } from "../faults.ts";
import type { ReadSettings } from "../options.ts";
import type { Input, Reader, Taker } from "../reader.ts";
import { firstLines, takeEntries, type Entry } from "./lines.ts";

/** Dates as programs that list files write them, in any language: 2024-03-01 12:00, Mar 1 12:00, 1. März 2024. */
const DATE = String.raw`(?:\d{4}-\d\d-\d\d[ T]\d\d:\d\d(?::\d\d(?:[.,]\d+)?)?(?: [+-]\d{4})?|[^\s\d]{1,6}\.? +\d{1,2}\.? +(?:\d\d:\d\d(?::\d\d)?(?: \d{4})?|\d{4})|\d{1,2}\.? +[^\s\d]{1,6}\.? +(?:\d\d:\d\d|\d{4}))`;
/** What ls -l and tar -tv print of a file: its kind and rights, owners, the size, the date, the name. */
const LISTED = new RegExp(
  String.raw`^(?:\s*\d+ +)?([-dlbcpsh])[-rwxsStT]{9}[.+@]?\s+\S.*?\s(\d[\d.,]*[KMGTP]?)\s+${DATE} (.+)$`,
);
/** What unzip -l prints: length, date, time, name. */
const ZIPPED = /^\s*(\d+)\s+\d{2,4}-\d\d-\d{2,4}\s+\d\d:\d\d\s+(\S.*)$/;
/** What stands round the files in these lists. */
const FRAME =
  /^\s*(?:total|insgesamt|итого|合計|totale?) [\d.,]+[KMGT]?$|^Archive: |^\s*Length\s+\S+\s+Time\s+Name|^[\s-]*$|^\s*\d+\s+\d+ files?$/;
/** ls -R names each folder before it lists it. */
const FOLDER = /^(.+):$/;

export const listing: Reader = {
  name: "listing",
  about: "what ls -l, ls -lR, tar -tv and unzip -l print, weighed by size",
  claim: ({ text }) => {
    const sample = firstLines(text).filter((line) => !FRAME.test(line));
    const listed = sample.filter((line) => LISTED.test(line) || ZIPPED.test(line)).length;
    const folders = sample.filter((line) => FOLDER.test(line)).length;
    return listed > 0 && listed + folders === sample.length ? 0.96 : "";
  },
  open: openListing,
};

function openListing(input: Input, settings: ReadSettings): Taker {
  let folder = "";
  return takeEntries(
    input,
    { ...settings, separator: "/", duplicates: settings.duplicates ?? "error" },
    {
      base: 1024,
      shortens: true,
      read: (line, place): Entry | null => {
        if (FRAME.test(line)) return null;
        const [, size, name] = ZIPPED.exec(line) ?? [];
        if (name !== undefined) return name.endsWith("/") ? null : [name, size!];
        const listed = LISTED.exec(line);
        if (listed) return listed[1] === "-" ? [`${folder}${fileName(listed[3]!)}`, listed[2]!] : null;
        const found = FOLDER.exec(line)?.[1];
        if (found === undefined) throw badFile(place(), `${JSON.stringify(line.slice(0, 60))} lists no file`);
        folder = found === "." ? "" : `${found}/`;
        return null;
      },
      end: () => ({ notes: ["files of a listing, weighed by size"], innerWeight: "own" }),
    },
  );
}

/** tar names what a hard link leads to; ls puts quotes round unusual names. */
function fileName(name: string): string {
  const bare = name.replace(/ link to .*$/, "");
  return /^'.*'$/.test(bare) ? bare.slice(1, -1) : bare;
}

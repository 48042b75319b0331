import { once } from "../../options/once.ts";
import { badFile } from "../faults.ts";
import type { ReadSettings } from "../options.ts";
import type { Input, Reader, Taker } from "../reader.ts";
import { firstLines, takeEntries, type Entry } from "./lines.ts";

/** What lines of lists look like, made when it is first asked for. */
const lines = /* @__PURE__ */ once(() => {
  // Dates as programs that list files write them, in any language: 2024-03-01 12:00, Mar 1 12:00, 1. März 2024.
  const date = String.raw`(?:\d{4}-\d\d-\d\d[ T]\d\d:\d\d(?::\d\d(?:[.,]\d+)?)?(?: [+-]\d{4})?|[^\s\d]{1,6}\.? +\d{1,2}\.? +(?:\d\d:\d\d(?::\d\d)?(?: \d{4})?|\d{4})|\d{1,2}\.? +[^\s\d]{1,6}\.? +(?:\d\d:\d\d|\d{4}))`;
  // What ls -l and tar -tv print of a file: its kind and rights, owners, the size, the date, the name.
  const listed = new RegExp(
    String.raw`^(?:\s*\d+ +)?([-dlbcpsh])[-rwxsStT]{9}[.+@]?\s+\S.*?\s(\d[\d.,]*[KMGTP]?)\s+${date} (.+)$`,
  );
  // Dates as archives and other systems write them, beside those of before.
  const stamp = String.raw`(?:${date}|\d{4}-\d\d-\d\dT[\d:.]+Z?|\d{2,4}[-/](?:\d\d|[A-Z][a-z]{2})[-/]\d{2,4}\s+\d\d:\d\d(?::\d\d)?|\d{1,2}[./]\d{1,2}[./]\d{4}\s+\d{1,2}:\d\d(?::\d\d)?(?: [AP]M)?)`;
  // What other programs print of a file, each with its size before its name.
  const sized: readonly RegExp[] = [
    // unzip -l and gsutil ls -l: size, date, name; unzip -v has more between them.
    String.raw`^ *(\d+) +(?:\S+ +\d+ +-?\d+% +)?${stamp}(?: +[0-9a-f]{8}(?=  ))? +(\S.*)$`,
    // zipinfo, with the rights of the file and the version and system of the archiver.
    String.raw`^[-dl?][-rwxsStTahr.]{6,9} +\d+\.\d+ +\w+ +(\d+) +\S+ +\S+ +${stamp} (.+)$`,
    // 7z l, aws s3 ls, dir of Windows, and of PowerShell, which puts attributes first.
    String.raw`^(?:[-darhsl]{5,7} +)?${stamp} +(?:[D.][R.][H.][S.][A.] +)?([\d,.]+)(?: {9,}\d+(?=  )| {13,}(?=  )|) +(\S.*)$`,
  ].map((pattern) => new RegExp(pattern));
  // What stands round the files in these lists, and what is no file.
  const frame = new RegExp(
    String.raw`^\s*(?:total|insgesamt|итого|合計|totale?) [\d.,]+[KMGT]?$|^Archive: |^Zip file size: |^TOTAL: |^\s*Length\s+\S+\s+|^[\s-]*$|^\s*\d+\s+(?:\d+\s+-?\d+%\s+)?\d+ files?$|^\d+ files, \d+ bytes |^ +PRE \S|^(?:[-darhsl]{5,7} +)?${stamp} +(?:<\w+>|D[R.][H.][S.][A.]) |^d[-arhsl]{4,6} +\d|^\s+[\d.,]+ (?:File|Dir)\(s\)|^ Volume |^Mode +LastWriteTime|^ +Date +Time +Attr|^${stamp} +\d+ +\d+ +\d+ files`,
  );
  return { listed, sized, frame };
});

/** ls -R names each folder before it lists it, and so do dir and PowerShell. */
const FOLDER = /^(.+):$|^\s+Directory(?: of |: )(.+)$/;
/** 7z tells of the archive first, up to a line of this kind. */
const PREAMBLE = /^\s*7-Zip [^]*?\n(?=\s+Date\s+Time)/;

export const listing: Reader = {
  name: "listing",
  about: "what ls -l, ls -lR, tar -tv, unzip -l, zipinfo, 7z l, aws s3 ls and dir print, weighed by size",
  claim: ({ text }) => {
    const { listed: form, frame } = lines();
    const sample = firstLines(text.replace(PREAMBLE, "")).filter((line) => !frame.test(line));
    const listed = sample.filter((line) => form.test(line) || sizedOf(line)).length;
    const folders = sample.filter((line) => FOLDER.test(line)).length;
    return listed > 0 && listed + folders === sample.length ? 0.96 : "";
  },
  open: openListing,
};

function sizedOf(line: string): readonly [name: string, size: string] | undefined {
  for (const pattern of lines().sized) {
    const found = pattern.exec(line);
    if (found) return [found[2]!, found[1]!];
  }
  return undefined;
}

function openListing(input: Input, settings: ReadSettings): Taker {
  let folder = "";
  // What is told of an archive before its files is none of them.
  let preamble = PREAMBLE.test(input.text);
  return takeEntries(
    input,
    { ...settings, separator: "/", duplicates: settings.duplicates ?? "error" },
    {
      base: 1024,
      shortens: true,
      read: (line, place): Entry | null => {
        if (preamble) preamble = !/^\s+Date\s+Time/.test(line);
        if (preamble || lines().frame.test(line)) return null;
        const sized = sizedOf(line);
        if (sized)
          return sized[0].endsWith("/") ? null : [`${folder}${sized[0].replaceAll("\\", "/")}`, sized[1]];
        const listed = lines().listed.exec(line);
        if (listed) return listed[1] === "-" ? [`${folder}${fileName(listed[3]!)}`, listed[2]!] : null;
        const [whole, plain = "", other = plain] = FOLDER.exec(line) ?? [];
        const found = other.trim().replaceAll("\\", "/");
        if (whole === undefined) throw badFile(place(), `${JSON.stringify(line.slice(0, 60))} lists no file`);
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

import { badFile } from "../faults.ts";
import type { Reader } from "../reader.ts";
import { firstLines, takeEntries } from "./lines.ts";

/** A record of a file: its path, counts, and its end. */
const LINE = /^(?:TN|SF|VER|FN|FNDA|FNF|FNH|FNL|FNA|DA|LF|LH|BRDA|BRF|BRH):|^end_of_record$/;

export const lcov: Reader = {
  name: "lcov",
  about: "an lcov.info: files, weighed by the lines that can be covered",
  claim: ({ text }) => {
    const sample = firstLines(text);
    return sample.every((line) => LINE.test(line)) && sample.some((line) => line.startsWith("SF:")) ? 1 : "";
  },
  open: (input, settings) => {
    let path: string | undefined;
    let [lines, told] = [0, NaN];
    return takeEntries(
      input,
      { separator: "/", duplicates: settings.duplicates ?? "add" },
      {
        read: (line, place) => {
          if (!LINE.test(line)) throw badFile(place(), "not a line of lcov");
          if (line.startsWith("SF:")) [path, lines, told] = [line.slice(3), 0, NaN];
          else if (line.startsWith("DA:")) lines++;
          else if (line.startsWith("LF:")) told = Number(line.slice(3));
          return line === "end_of_record" && path !== undefined
            ? [path, Number.isNaN(told) ? lines : told]
            : null;
        },
        end: () => ({ notes: ["files of lcov, weighed by lines"], innerWeight: "own" }),
      },
    );
  },
};

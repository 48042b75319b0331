import { badFile } from "../faults.ts";
import type { Reader } from "../reader.ts";
import { firstLines, takeEntries } from "./lines.ts";

const LINE = /^(.+) (\d+(?:\.\d+)?)$/;

export const folded: Reader = {
  name: "folded",
  about: "folded stacks, as flamegraph.pl takes them: main;read;parse 12",
  claim: ({ text }) => {
    const sample = firstLines(text).filter((line) => !line.startsWith("#"));
    const isFolded =
      sample.length > 0 &&
      sample.every((line) => LINE.test(line)) &&
      sample.some((line) => line.includes(";"));
    return isFolded ? 0.85 : "";
  },
  open: (input, settings) =>
    takeEntries(
      input,
      { separator: ";", duplicates: settings.duplicates ?? "add" },
      {
        shortens: true,
        read: (line, place) => {
          if (line.startsWith("#")) return null;
          const match = LINE.exec(line);
          if (!match)
            throw badFile(place(), "not a folded stack: frames with ; between them, a blank and a count");
          return [match[1]!, Number(match[2])];
        },
        end: () => ({ notes: ["folded stacks, weighed by samples"], innerWeight: "own" }),
      },
    ),
};

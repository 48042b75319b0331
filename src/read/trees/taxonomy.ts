import { badFile } from "../faults.ts";
import { firstLines, takeLines } from "../lists/lines.ts";
import type { Reader } from "../reader.ts";
import { LinkedRows } from "../tables/link-rows.ts";

/** Number of a taxon, that of its parent, and its rank. */
const LINE = /^(\d+)\t\|\t(\d+)\t\|\t([^\t]*)\t\|/;

export const taxonomy: Reader = {
  name: "taxonomy",
  about: "nodes.dmp of the taxonomy of NCBI: each taxon with none below it weighs 1",
  claim: ({ text }) => (firstLines(text).every((line) => LINE.test(line)) ? 0.97 : ""),
  open: ({ name, text }) => {
    const placeOf = (line: number): string => `${name}:${line}`;
    const rows = new LinkedRows({ placeOf, isEdges: false, weighsOne: true });
    return takeLines(
      text,
      (line, number) => {
        const found = LINE.exec(line);
        if (!found)
          throw badFile(placeOf(number), "not a line of nodes.dmp: numbers of a taxon and its parent");
        const [, id, parent, rank] = found as unknown as [string, string, string, string];
        rows.add(id, parent === id ? null : parent, rank === "no rank" ? id : `${rank} ${id}`, number);
      },
      () => {
        const nodes = rows.finish([]);
        return { ...nodes, notes: ["taxa of NCBI: each leaf weighs 1", ...nodes.notes] };
      },
    );
  },
};

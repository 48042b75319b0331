import type { ContenderName } from "./support/contenders.ts";
import { interleave, withRunners } from "./support/measure.ts";
import { figure, heading, power, printTable, printTarget, times } from "./support/table.ts";

const NAMES = [
  "SVG of squarify",
  "SVG without titles",
  "SVG of greedy",
  "SVG of d3 by hand",
] satisfies ContenderName[];

/** A map as dashboards have many of. */
const FEW = 50;

/** Time and length of SVG text. */
export async function svg(quick: boolean): Promise<void> {
  heading("SVG text");
  console.log(
    "A flat list with lognormal weights drawn with the defaults, beside a plain loop over d3's leaves that writes a rect each.\n",
  );
  const leaves = 1e5;
  await withRunners(NAMES, async (runners) => {
    const timing = await interleave(runners, "flat, lognormal", leaves, quick ? 3 : 7);
    const rows: string[][] = [];
    for (const [name, runner] of runners) {
      const length = await runner.textLength();
      const ratio = times(timing.ratio("SVG of d3 by hand", name));
      rows.push([name, figure(timing.ms(name)), figure(length / 1e6), ratio]);
    }
    printTable([`${power(leaves)} cells`, "ms", "MB", "loop / this"], rows);
    console.log();
    printTarget("SVG of squarify, with titles", timing.ms("SVG of squarify"), "≤", 90, "ms");
    printTarget("SVG without titles", timing.ms("SVG without titles"), "≤", 60, "ms");
    const small = await interleave(runners, "flat, lognormal", FEW, quick ? 3 : 7);
    printTarget(`SVG of ${FEW} leaves with labels`, small.ms("SVG of squarify"), "≤", 0.25, "ms");
  });
}

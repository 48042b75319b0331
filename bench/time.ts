import type { ContenderName } from "./support/contenders.ts";
import { interleave, withRunners, type Timing } from "./support/measure.ts";
import type { InputName } from "./support/inputs.ts";
import type { Sample } from "./support/sample.ts";
import { figure, heading, power, printTable, printTarget, times } from "./support/table.ts";

const INPUTS: InputName[] = ["flat, uniform", "flat, lognormal", "random tree"];
const NAMES = [
  "d3 from objects",
  "d3 layout alone",
  "squarify from objects",
  "squarify from columns",
  "squarify layout alone",
  "greedy from objects",
] satisfies ContenderName[];
/** Numbers of leaves, each with its rounds: the small ones are noisier. */
const SIZES = new Map([
  [1e3, 9],
  [1e4, 9],
  [1e5, 7],
  [1e6, 3],
]);
const LARGEST_QUICK = 1e5;
const QUICK_ROUNDS = 3;

/** Layout times against d3-hierarchy's squarified treemap. */
export async function time(quick: boolean): Promise<void> {
  heading("Time against d3-hierarchy's treemap (squarify)");
  console.log('"From" objects or columns: end to end, sorting included. ×: how many times as long d3 takes.');
  const sizes = [...SIZES].filter(([leaves]) => !quick || leaves <= LARGEST_QUICK);
  await withRunners(NAMES, async (runners) => {
    for (const input of INPUTS) {
      const timings = new Map<number, Timing>();
      for (const [leaves, rounds] of sizes) {
        timings.set(leaves, await interleave(runners, input, leaves, quick ? QUICK_ROUNDS : rounds));
      }
      console.log();
      printRatios(input, timings);
      printGrowth(timings);
      printShares(timings);
      printTargets(input, timings);
    }
  });
}

function printRatios(input: InputName, timings: Map<number, Timing>): void {
  const head = [
    input,
    "d3 ms",
    "objects ms",
    "",
    "columns ms",
    "",
    "d3 layout ms",
    "layout ms",
    "",
    "greedy ms",
    "",
  ];
  const rows = [...timings].map(([leaves, timing]) => {
    const ms = (name: ContenderName) => figure(timing.ms(name));
    const endToEnd = (name: ContenderName) => times(timing.ratio("d3 from objects", name));
    return [
      power(leaves),
      ms("d3 from objects"),
      ms("squarify from objects"),
      endToEnd("squarify from objects"),
      ms("squarify from columns"),
      endToEnd("squarify from columns"),
      ms("d3 layout alone"),
      ms("squarify layout alone"),
      times(timing.ratio("d3 layout alone", "squarify layout alone")),
      ms("greedy from objects"),
      endToEnd("greedy from objects"),
    ];
  });
  printTable(head, rows);
}

function printGrowth(timings: Map<number, Timing>): void {
  console.log("\nµs a leaf");
  const head = ["", ...[...timings.keys()].map(power)];
  printTable(
    head,
    NAMES.map((name) => [
      name,
      ...[...timings].map(([leaves, timing]) => figure((1e3 * timing.ms(name)) / leaves)),
    ]),
  );
}

/** How d3 and we come by our times: by the clock, of the processor, and what of it collecting garbage takes. */
function printShares(timings: Map<number, Timing>): void {
  console.log(
    "\nms by the clock / of the processor / collecting garbage by the clock (collections of the whole heap a run)",
  );
  const head = ["", ...[...timings.keys()].map(power)];
  const shares = (timing: Timing, name: ContenderName): string => {
    const of = (part: keyof Sample): string => figure(timing.ms(name, (sample) => sample[part]));
    return `${of("clock")} / ${of("processor")} / ${of("collecting")} (${of("fullCollections")})`;
  };
  printTable(
    head,
    NAMES.map((name) => [name, ...[...timings.values()].map((timing) => shares(timing, name))]),
  );
}

/** Times of d3 that squarify and greedy are to save or may take, from end to end, by number of leaves. */
const LIST_TARGETS: Targets = new Map([
  [1e4, { objects: 3, columns: 5, greedy: 1.5 }],
  [1e5, { objects: 12, columns: 15, greedy: 0.2 }],
  [1e6, { objects: 6, columns: 10, greedy: 0.7 }],
]);
const TREE_TARGETS: Targets = new Map([
  [1e4, { objects: 3, columns: 5, greedy: 1.5 }],
  [1e5, { objects: 8, columns: 15, greedy: 0.5 }],
  [1e6, { objects: 6, columns: 10, greedy: 0.7 }],
]);
type Targets = ReadonlyMap<
  number,
  { readonly objects: number; readonly columns: number; readonly greedy: number }
>;

function printTargets(input: InputName, timings: Map<number, Timing>): void {
  console.log();
  const targets = input === "random tree" ? TREE_TARGETS : LIST_TARGETS;
  for (const [leaves, { objects, columns, greedy }] of targets) {
    const timing = timings.get(leaves);
    if (!timing) continue;
    const at = `at ${power(leaves)} leaves`;
    const saved = (name: ContenderName): number => timing.ratio("d3 from objects", name);
    printTarget(`squarify from objects ${at}`, saved("squarify from objects"), "≥", objects, "×");
    printTarget(`squarify from columns ${at}`, saved("squarify from columns"), "≥", columns, "×");
    const taken = timing.ratio("greedy from objects", "d3 from objects");
    printTarget(`greedy ${at}, of d3's time`, taken, "≤", greedy, "×");
  }
  const last = Math.max(...timings.keys());
  for (const name of NAMES.filter((each) => !each.startsWith("d3"))) {
    const growth = timings.get(last)!.ms(name) / timings.get(1e4)!.ms(name) / (last / 1e4);
    printTarget(`${name}, growth a leaf from 1e4 to ${power(last)}`, growth, "≤", 1.6, "×");
  }
}

import type { ContenderName } from "./support/contenders.ts";
import { interleave, withRunners, type Timing } from "./support/measure.ts";
import type { InputName } from "./support/inputs.ts";
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
      printTargets(timings);
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

function printTargets(timings: Map<number, Timing>): void {
  console.log();
  const last = Math.max(...timings.keys());
  for (const leaves of [1e5, 1e6].filter((size) => timings.has(size))) {
    const timing = timings.get(leaves)!;
    const at = `at ${power(leaves)} leaves`;
    printTarget(
      `squarify from objects ${at}`,
      timing.ratio("d3 from objects", "squarify from objects"),
      "≥",
      8,
      "×",
    );
    printTarget(
      `squarify from columns ${at}`,
      timing.ratio("d3 from objects", "squarify from columns"),
      "≥",
      10,
      "×",
    );
    printTarget(`layout alone ${at}`, timing.ratio("d3 layout alone", "squarify layout alone"), "≥", 20, "×");
    if (leaves === 1e5) {
      printTarget(
        `greedy ${at}, of d3's time`,
        timing.ratio("greedy from objects", "d3 from objects"),
        "≤",
        0.8,
        "×",
      );
    }
  }
  for (const name of NAMES.filter((each) => !each.startsWith("d3"))) {
    const growth = timings.get(last)!.ms(name) / timings.get(1e4)!.ms(name) / (last / 1e4);
    printTarget(`${name}, growth a leaf from 1e4 to ${power(last)}`, growth, "≤", 1.6, "×");
  }
}

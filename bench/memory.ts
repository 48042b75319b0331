import type { ContenderName } from "./support/contenders.ts";
import { inputs, type InputName } from "./support/inputs.ts";
import { Runner, SEED } from "./support/measure.ts";
import { figure, heading, power, printTable, printTarget } from "./support/table.ts";

const INPUTS: InputName[] = ["flat, lognormal", "random tree"];
const NAMES = [
  "d3 from objects",
  "squarify from objects",
  "squarify from columns",
  "greedy from objects",
] satisfies ContenderName[];

/** Bytes a node held after layout. */
export async function memory(quick: boolean): Promise<void> {
  heading("Memory held after layout, bytes a node");
  console.log(
    "Heap and array buffers after collection, tree and cells, the user's own objects or columns not counted.\n",
  );
  const leaves = quick ? 1e4 : 1e5;
  const table = new Map<ContenderName, number[]>();
  for (const name of NAMES)
    table.set(name, await Promise.all(INPUTS.map((input) => bytesPerNode(name, input, leaves))));
  printTable(
    [`${power(leaves)} leaves`, ...INPUTS],
    [...table].map(([name, bytes]) => [name, ...bytes.map(figure)]),
  );
  console.log();
  for (const name of ["squarify from objects", "squarify from columns"] as const) {
    printTarget(name, Math.max(...table.get(name)!), "≤", 100, "bytes a node");
  }
}

async function bytesPerNode(name: ContenderName, input: InputName, leaves: number): Promise<number> {
  const runner = new Runner(name);
  try {
    await runner.prepare(input, leaves);
    // The first result may hold what is made once for all: compiled code, shapes of objects.
    await runner.held();
    return (await runner.held()) / inputs[input](leaves, SEED).parent.length;
  } finally {
    runner.stop();
  }
}

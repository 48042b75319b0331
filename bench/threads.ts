import { greedy, layout, layoutAsync, voronoi, weightedTree } from "marquetry";
import { inputs, nest } from "./support/inputs.ts";
import { SEED } from "./support/measure.ts";
import { figure, heading, printTable, printTarget, times } from "./support/table.ts";

const container = [1600, 1000] as const;

/** Layouts in this thread, and shared out among two others. */
export async function threads(quick: boolean): Promise<void> {
  heading("Two threads");
  console.log(
    "A random tree laid out here and by two other threads; they begin anew each time. cpu: of all threads.\n",
  );
  const leaves = quick ? 2e4 : 1e5;
  const tree = weightedTree(nest(inputs["random tree"](leaves, SEED)));
  const engines = { "greedy, best": greedy({ effort: "best" }), voronoi: voronoi() };
  const rows: string[][] = [];
  const gains: [string, number][] = [];
  for (const [name, engine] of Object.entries(engines)) {
    const here = await timed(() => layout(tree, { engine, container }));
    const shared = await timed(() => layoutAsync(tree, { engine, container, workers: 2 }));
    const gain = here.clock / shared.clock;
    gains.push([name, gain]);
    rows.push([name, ...[here.clock, here.cpu, shared.clock, shared.cpu].map(figure), times(gain)]);
  }
  printTable(["", "here ms", "cpu ms", "shared ms", "cpu ms", "here / shared"], rows);
  console.log();
  for (const [name, gain] of gains) printTarget(`${name}, two threads`, gain, "≥", 1.7, "×");
}

async function timed(run: () => unknown): Promise<{ clock: number; cpu: number }> {
  const cpu = process.cpuUsage();
  const start = performance.now();
  await run();
  const clock = performance.now() - start;
  const { user, system } = process.cpuUsage(cpu);
  return { clock, cpu: (user + system) / 1000 };
}

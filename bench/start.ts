import { spawnSync } from "node:child_process";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { median } from "./support/measure.ts";
import { figure, heading, printTable, printTarget, times } from "./support/table.ts";

const ROOT = join(import.meta.dirname, "..");
const command = join(ROOT, "dist/cli/bin.js");
const flare = join(ROOT, "examples/data/flare.json");

const imported = (file: string): string[] => [
  "--input-type=module",
  "-e",
  `await import(${JSON.stringify(pathToFileURL(join(ROOT, file)).href)})`,
];

/** Node with what it is to run. */
const CASES: Readonly<Record<string, readonly string[]>> = {
  "Node alone": ["-e", "0"],
  "marquetry --help": [command, "--help"],
  "marquetry draw flare.json": [command, "draw", flare, "-q", "-o", join(tmpdir(), "marquetry-bench.svg")],
  "import of d3-hierarchy": imported("node_modules/d3-hierarchy/src/index.js"),
  "import of marquetry": imported("dist/index.js"),
};

/** How long programs take that have little to do. */
export function start(quick: boolean): void {
  heading("Start");
  const clock = new Map<string, number[]>();
  const cpu = new Map<string, number[]>();
  for (let round = 0; round < (quick ? 5 : 15); round++) {
    for (const [name, words] of Object.entries(CASES)) {
      const began = performance.now();
      // The command's own processor time is what it tells itself at its end.
      const script = [
        "--import",
        "data:text/javascript,process.on('exit',()=>{const{user,system}=process.cpuUsage();console.error((user+system)/1000)})",
      ];
      const { stderr } = spawnSync(process.execPath, [...script, ...words], { encoding: "utf8" });
      clock.set(name, [...(clock.get(name) ?? []), performance.now() - began]);
      cpu.set(name, [...(cpu.get(name) ?? []), Number(stderr.trim().split("\n").at(-1))]);
    }
  }
  const bare = median(cpu.get("Node alone")!);
  const ratio = (name: string): number => median(cpu.get(name)!) / bare;
  const rows = Object.keys(CASES).map((name) => [
    name,
    figure(median(clock.get(name)!)),
    figure(median(cpu.get(name)!)),
    times(ratio(name)),
  ]);
  printTable(["", "ms", "cpu ms", "cpu / Node's"], rows);
  console.log();
  printTarget("marquetry --help", ratio("marquetry --help"), "≤", 2, "× Node's");
  printTarget("marquetry draw flare.json", ratio("marquetry draw flare.json"), "≤", 3, "× Node's");
  const own = median(cpu.get("import of marquetry")!) - bare;
  const peer = median(cpu.get("import of d3-hierarchy")!) - bare;
  printTarget("import of marquetry above Node", own / peer, "≤", 3, "× d3-hierarchy's");
}

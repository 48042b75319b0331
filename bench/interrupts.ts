import { spawn } from "node:child_process";
import { once } from "node:events";
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { generator } from "marquetry/fixtures";
import { SEED } from "./support/measure.ts";
import { heading, printTable } from "./support/table.ts";

const ROOT = join(import.meta.dirname, "..");
const COMMAND = join(ROOT, "dist/cli/bin.js");
const SIGNALS = ["SIGINT", "SIGTERM", "SIGHUP"] as const;
const OLD = "what stood here before\n";
/** Rows of a table whose picture takes long to write. */
const ROWS = 100_000;

/** A run of the command, and the files that it writes. */
interface Case {
  readonly words: readonly string[];
  readonly outputs: readonly string[];
}

const drawn = (input: string, ending: string): Case => ({
  words: ["draw", input, "-q", "-o", `out${ending}`],
  outputs: [`out${ending}`],
});

const CASES: readonly Case[] = [
  ...[".svg", ".png", ".pdf", ".html", ".map", ".csv", ".json", ".geojson"].map((ending) =>
    drawn("flare.json", ending),
  ),
  ...[".svg", ".csv", ".map"].map((ending) => drawn("rows.csv", ending)),
  drawn("files", ".json"),
  drawn("birds.nwk", ".svg"),
  { words: ["diff", "flare.json", "other.json", "-q", "-o", "out.svg"], outputs: ["out.svg"] },
  {
    words: ["embed", "birds.nwk", "-q", "-o", "out.csv", "--svg", "out.svg"],
    outputs: ["out.csv", "out.svg"],
  },
];

/**
 * Ends the command by signals at random instants over the whole of its run, and looks that no other file is left than
 * its output, which is whole, as it was before, or not there. It ends with code 1 where that does not hold.
 */
export async function interrupts(quick: boolean, options: ReadonlyMap<string, string>): Promise<void> {
  heading("Signals");
  const trials = Number(options.get("trials") ?? (quick ? 20 : 200));
  const folder = mkdtempSync(join(tmpdir(), "marquetry-interrupts-"));
  const faults: string[] = [];
  const told = { "left alone": 0, "cut off": 0 };
  const found = { "not there": 0, "as before": 0, whole: 0 };
  try {
    writeInputs(folder);
    const inputs = readdirSync(folder);
    const random = generator(SEED);
    const whole = new Map<Case, { readonly files: readonly Buffer[]; readonly ms: number }>();
    for (let trial = 0; trial < trials; trial++) {
      const one = CASES[trial % CASES.length]!;
      if (!whole.has(one)) {
        // The first run of all finds nothing warm.
        await run(one, folder);
        const { ms } = await run(one, folder);
        whole.set(one, { files: one.outputs.map((name) => readFileSync(join(folder, name))), ms });
      }
      const { files, ms } = whole.get(one)!;
      const isOld = random() < 0.5;
      for (const name of one.outputs) {
        if (isOld) writeFileSync(join(folder, name), OLD);
        else rmSync(join(folder, name), { force: true });
      }
      // The end of a run, where it writes, is met as often as all before it.
      const share = random();
      const at = ms * (random() < 0.5 ? share : 0.7 + 0.35 * share);
      const signal = SIGNALS[Math.floor(random() * SIGNALS.length)]!;
      const { isCut } = await run(one, folder, { signal, at });
      told[isCut ? "cut off" : "left alone"]++;
      const place = `${one.words.join(" ")}, ${signal} after ${at.toFixed(0)} of ${ms.toFixed(0)} ms`;
      const left = readdirSync(folder).filter(
        (name) => !inputs.includes(name) && !one.outputs.includes(name),
      );
      if (left.length > 0) faults.push(`${place}: ${left.join(", ")} is left`);
      for (const [k, name] of one.outputs.entries()) {
        const state = stateOf(join(folder, name), files[k]!, isOld);
        if (state) found[state]++;
        else faults.push(`${place}: ${name} is neither whole nor as before`);
        if (!isCut && state !== "whole")
          faults.push(`${place}: it was not cut off, but ${name} is not whole`);
      }
      for (const name of [...left, ...one.outputs]) rmSync(join(folder, name), { force: true });
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
  printTable(
    ["", "runs or files"],
    Object.entries({ ...told, ...found }).map(([what, count]) => [what, String(count)]),
  );
  for (const fault of faults) console.log(`fault  ${fault}`);
  console.log(`\n${faults.length} faults in ${trials} runs`);
  if (faults.length > 0) process.exitCode = 1;
}

function writeInputs(folder: string): void {
  mkdirSync(join(folder, "files/below"), { recursive: true });
  for (const name of ["a.txt", "b.txt", "below/c.txt"])
    writeFileSync(join(folder, "files", name), name.repeat(100));
  const flare = join(ROOT, "examples/data/flare.json");
  copyFileSync(flare, join(folder, "flare.json"));
  writeFileSync(join(folder, "other.json"), readFileSync(flare, "utf8").replace(/(?<="size": )\d/g, "7"));
  writeFileSync(join(folder, "birds.nwk"), "(((owl:1,hawk:1):1,(wren:1,tit:1):1):1,duck:3);\n");
  const rows = Array.from(
    { length: ROWS },
    (_, k) => `c${k % 40},city ${k % 900},place ${k},${1 + (k % 97)}\n`,
  );
  writeFileSync(join(folder, "rows.csv"), `country,city,place,value\n${rows.join("")}`);
}

/** Runs the command, ended by a signal at an instant if one is given. */
async function run(
  { words }: Case,
  cwd: string,
  cut?: { readonly signal: NodeJS.Signals; readonly at: number },
): Promise<{ readonly ms: number; readonly isCut: boolean }> {
  const start = performance.now();
  const child = spawn(process.execPath, [COMMAND, ...words], { cwd, stdio: "ignore" });
  const timer = cut && setTimeout(() => child.kill(cut.signal), cut.at);
  const [code] = (await once(child, "exit")) as [number | null];
  clearTimeout(timer);
  if (!cut && code !== 0) throw new Error(`marquetry ${words.join(" ")} ended with ${code}`);
  return { ms: performance.now() - start, isCut: code !== 0 };
}

/** What became of an output; undefined for what must not be. */
function stateOf(
  path: string,
  whole: Buffer,
  isOld: boolean,
): "not there" | "as before" | "whole" | undefined {
  if (!existsSync(path)) return isOld ? undefined : "not there";
  const content = readFileSync(path);
  if (content.equals(whole)) return "whole";
  return isOld && content.toString() === OLD ? "as before" : undefined;
}

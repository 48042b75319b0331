import { spawnSync } from "node:child_process";
import { createWriteStream, mkdirSync, mkdtempSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { pathToFileURL } from "node:url";
import { chromium } from "playwright";
import { findChromium } from "../test/support/chromium.ts";
import { figure, heading, printTarget } from "./support/table.ts";

const ROOT = join(import.meta.dirname, "..");
const COMMAND = join(ROOT, "dist/cli/bin.js");
const READ = pathToFileURL(join(ROOT, "dist/read.js")).href;

/** What a process took: seconds by the clock and of processors, and its most memory in MB. */
interface Taken {
  readonly clock: number;
  readonly cpu: number;
  readonly memory: number;
  readonly said: string;
}

const MEASURE =
  "process.on('exit',()=>{const{user,system}=process.cpuUsage();console.error([(user+system)/1e6,process.resourceUsage().maxRSS/1024].join())})";

/** Runs Node with some words, which tells what it took at its end. */
function taken(words: readonly string[]): Taken {
  const start = performance.now();
  const { stdout, stderr, status } = spawnSync(
    process.execPath,
    ["--import", `data:text/javascript,${MEASURE}`, ...words],
    { encoding: "utf8", maxBuffer: 2 ** 30 },
  );
  if (status !== 0) throw new Error(stderr);
  const [cpu, memory] = stderr.trim().split("\n").at(-1)!.split(",").map(Number) as [number, number];
  return { clock: (performance.now() - start) / 1000, cpu, memory, said: stdout };
}

function reading(file: string): Taken {
  const script = `
    import { createReadStream } from "node:fs";
    const { readTree } = await import(${JSON.stringify(READ)});
    const { tree, format } = await readTree(createReadStream(${JSON.stringify(file)}, { highWaterMark: 2 ** 20 }), { limit: 2 ** 40 });
    console.log(format, tree.size);`;
  return taken(["--input-type=module", "-e", script]);
}

const CHILDREN = 40;
const place = (k: number): readonly [string, string, string] => [
  `continent ${k % 7}`,
  `country ${k % 200}`,
  `city ${k}`,
];
const weight = (k: number): number => 1 + ((k * 7919) % 100_000);

/** Lines of a file, by their number. */
interface Lines {
  readonly name: string;
  readonly head?: string;
  readonly line: (k: number) => string;
  readonly between?: string;
  readonly tail?: string;
}

const LINES: readonly Lines[] = [
  {
    name: "levels.csv",
    head: "continent,country,city,population\n",
    line: (k) => `${place(k).join()},${weight(k)}\n`,
  },
  {
    name: "parents.csv",
    head: "id,parent,name,value\nroot,,all,\n",
    line: (k) =>
      `node${k + 1},${k < CHILDREN ? "root" : `node${1 + Math.floor(k / CHILDREN)}`},name ${k},${weight(k)}\n`,
  },
  {
    name: "rows.json",
    head: "[\n",
    line: (k) => {
      const [continent, country, city] = place(k);
      return JSON.stringify({ continent, country, city, population: weight(k) });
    },
    between: ",\n",
    tail: "\n]\n",
  },
  {
    name: "parents.json",
    head: '[\n{"id":"root","parent":null},\n',
    line: (k) =>
      JSON.stringify({
        id: `node${k + 1}`,
        parent: k < CHILDREN ? "root" : `node${1 + Math.floor(k / CHILDREN)}`,
        value: weight(k),
      }),
    between: ",\n",
    tail: "\n]\n",
  },
  {
    name: "nested.json",
    head: '{"name":"all","children":[\n',
    line: (k) =>
      JSON.stringify({
        name: `group ${k}`,
        children: Array.from({ length: CHILDREN }, (_, j) => ({
          name: `leaf ${k}-${j}`,
          value: weight(k + j),
        })),
      }),
    between: ",\n",
    tail: "\n]}\n",
  },
];

/** Writes lines until a file is so long, or so many. */
async function writeLines(
  file: string,
  lines: Lines,
  most: { bytes?: number; lines?: number },
): Promise<void> {
  function* pieces(): Generator<string> {
    let [bytes, k] = [0, 0];
    yield lines.head ?? "";
    while (bytes < (most.bytes ?? Infinity) && k < (most.lines ?? Infinity)) {
      let piece = "";
      for (let n = 0; n < 1000; n++, k++) piece += (k > 0 ? (lines.between ?? "") : "") + lines.line(k);
      bytes += piece.length;
      yield piece;
    }
    yield lines.tail ?? "";
  }
  await pipeline(Readable.from(pieces()), createWriteStream(file));
}

/** How long large inputs take, and how much memory: files of 100 MB, ten million paths, a folder, and a report of one. */
export async function readingBench(quick: boolean): Promise<void> {
  heading("Reading");
  const folder = mkdtempSync(join(tmpdir(), "marquetry-reading-"));
  /** Tells what one took, whether it is within its limits. */
  const tell = (what: string, { clock, cpu, memory }: Taken, seconds: number, megabytes: number): void => {
    console.log(`${what}: ${figure(clock)} s, ${figure(cpu)} s of processors, ${figure(memory)} MB`);
    printTarget(what, Math.min(clock, cpu), "≤", seconds, "s");
    printTarget(what, memory, "≤", megabytes, "MB");
  };
  try {
    const bytes = quick ? 1e7 : 1e8;
    for (const lines of LINES) {
      const file = join(folder, lines.name);
      await writeLines(file, lines, { bytes });
      tell(`${lines.name}, ${bytes / 1e6} MB`, reading(file), 10, 700);
      rmSync(file);
    }
    const files = quick ? 30_000 : 300_000;
    fillFolder(join(folder, "files"), files);
    const walk = ["draw", join(folder, "files"), "-q", "--depth", "2", "-o", join(folder, "x.svg")];
    tell(`${files} files`, taken([COMMAND, ...walk]), 12, 250);
    rmSync(join(folder, "files"), { recursive: true });
    await reportOf(folder);
    const paths = join(folder, "paths.txt");
    const count = quick ? 1e6 : 1e7;
    await writeLines(paths, { name: "", line: (k) => `d${k % 97}/e${k % 9973}/f${k}\n` }, { lines: count });
    tell(`${count.toExponential(0)} lines of paths`, reading(paths), 60, 700);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function fillFolder(folder: string, files: number): void {
  const inOne = 100;
  for (let k = 0; k < files; k += inOne) {
    const below = join(folder, `d${Math.floor(k / 10_000)}`, `e${k / inOne}`);
    mkdirSync(below, { recursive: true });
    for (let j = 0; j < inOne; j++) writeFileSync(join(below, `file-${k + j}.txt`), "x".repeat((k + j) % 50));
  }
}

/** Files of a report, about as many as a project of today has in node_modules. */
const REPORTED = 14_000;

async function reportOf(folder: string): Promise<void> {
  const list = join(folder, "node_modules.txt");
  const found = spawnSync("find", ["-L", join(ROOT, "node_modules"), "-type", "f", "-printf", "%s %P\\n"], {
    encoding: "utf8",
    maxBuffer: 2 ** 30,
  });
  writeFileSync(list, found.stdout.split("\n").slice(0, REPORTED).join("\n"));
  const page = join(folder, "report.html");
  const made = taken([COMMAND, "draw", list, "-q", "-o", page]);
  const browser = await chromium.launch({
    ...(await findChromium()),
    args: ["--no-sandbox", "--disable-gpu"],
  });
  const times: number[] = [];
  try {
    for (let round = 0; round < 5; round++) {
      const tab = await browser.newPage({ viewport: { width: 1280, height: 800 } });
      await tab.goto(pathToFileURL(page).href);
      await tab.evaluate("document.querySelector('marquetry-map').ready");
      times.push(await tab.evaluate<number>("performance.now()"));
      await tab.close();
    }
  } finally {
    await browser.close();
  }
  times.sort((a, b) => a - b);
  console.log(`\nreport of ${REPORTED} files: made in ${figure(made.cpu)} s of processors`);
  printTarget("report", statSync(page).size / 1e6, "≤", 1.5, "MB");
  printTarget("report, opened", times[2]! / 1000, "≤", 1, "s");
}

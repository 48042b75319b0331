import { basename, join, resolve } from "node:path";
import { engineNames, weightedTree, type Engine, type WeightedTree } from "../index.ts";
import { methodsOf, type Method, type Way } from "../study/methods.ts";
import { plotsOf } from "../study/plots.ts";
import { scoreOf, type Score } from "../study/score.ts";
import { parseSeries, seriesOf, type Series } from "../study/series.ts";
import { LEGEND, markdownOf, tablesOf, type Study } from "../study/tables.ts";
import { timeOf, type TimePoint } from "../study/times.ts";
import { Console } from "./console.ts";
import type { Size } from "./container.ts";
import { guarded, importEngines, makeEngine } from "./engines.ts";
import { UsageError } from "./failure.ts";
import type { TreeFlags } from "./flags.ts";
import { nameOf, readInputText } from "./input/read.ts";
import { DASH, write, type Io } from "./io.ts";
import { findTargets, save, unwritable } from "./output.ts";
import { readTree } from "./prepare.ts";
import { csvLine, formatTable, visible } from "./text.ts";

/** Options of `marquetry bench`. */
export interface BenchFlags extends TreeFlags {
  readonly output?: string;
  readonly engines?: readonly string[];
  readonly series?: boolean;
  readonly updates: readonly Way[];
  readonly moments: number;
  readonly times: number;
  readonly size: Size;
  readonly import: readonly string[];
}

/** Engines with options that papers compare too. */
const VARIANTS = ["squarify:ratio=1", "pivot:by=size", "pivot:by=split"];
/** Leaves of the smallest tree that is timed; each other has ten times as many. */
const LEAST_TIMED = 100;

/** The kinds of file by the endings of their names; a name without one is a folder for all of them. */
const KINDS: Readonly<Record<string, (study: Study) => string>> = {
  ".csv": scoresCsv,
  ".json": jsonOf,
  ".md": markdownOf,
  ".html": pageOf,
};

/** Compares engines over data sets and series of them: quality, stability and time. */
export async function bench(inputs: readonly string[], flags: BenchFlags, io: Io): Promise<void> {
  await importEngines(flags.import, io);
  const engines = (flags.engines ?? [...engineNames(), ...VARIANTS]).map(toEngine);
  const files = filesFor(flags.output);
  const folder = flags.output !== undefined && files.length > 1 ? resolve(io.cwd, flags.output) : null;
  if (folder !== null) {
    try {
      await io.fs.mkdir(folder, { recursive: true });
    } catch (error) {
      throw unwritable(flags.output!, error);
    }
  }
  const endings = [...Object.keys(KINDS), ".svg"];
  const targets = await findTargets(
    files.map((shown) => ({ shown, endings })),
    inputs,
    io,
  );
  const console = new Console(io, flags.quiet);
  const series = await readAll(inputs, flags, io, console);
  const study = await measure(series, engines, flags, io, console);
  await console.clear();
  if (targets.length === 0) await write(io.stdout, terminalOf(study));
  const contents = contentsOf(study);
  for (const target of targets) {
    const content = folder === null ? KINDS[target.ending]!(study) : contents[basename(target.shown)];
    if (content !== undefined) await save(target, content, io);
  }
}

function toEngine(text: string): readonly [name: string, engine: Engine] {
  const [name = "", ...settings] = text.split(":");
  return [[name, ...settings].join(" "), makeEngine(name, settings)];
}

/** All that a folder gets. */
function contentsOf(study: Study): Readonly<Record<string, string>> {
  const named = {
    "scores.csv": scoresCsv(study),
    "times.csv": timesCsv(study),
    "study.json": jsonOf(study),
    "tables.md": markdownOf(study),
    "index.html": pageOf(study),
  };
  return { ...named, ...plotsOf(study) };
}

const IN_FOLDER = [
  "scores.csv",
  "times.csv",
  "study.json",
  "tables.md",
  "index.html",
  "quality-stability.svg",
  "aspect-ratios.svg",
  "time.svg",
];

function filesFor(output: string | undefined): string[] {
  if (output === undefined || output === DASH) return [];
  if (Object.keys(KINDS).some((ending) => output.toLowerCase().endsWith(ending))) return [output];
  return IN_FOLDER.map((name) => join(output, name));
}

/** Files in the form of the comparison of 2020 are series; the others are trees, or with --series the moments of one. */
async function readAll(
  inputs: readonly string[],
  flags: BenchFlags,
  io: Io,
  console: Console,
): Promise<Series[]> {
  const series: Series[] = [];
  const trees: [name: string, tree: WeightedTree][] = [];
  for (const input of inputs) {
    const name = basename(nameOf(input)).replace(/(\.(data|csv|json|tsv|txt|gz))+$/, "");
    const found = parseSeries(name, await textOf(input, io, console));
    if (found) series.push(shortened(found, flags.moments));
    else trees.push([name, (await readTree(input, { ...flags, sort: "none" }, io, console)).tree]);
  }
  if (flags.series !== true || trees.length === 0)
    return [...series, ...trees.map(([name, tree]) => seriesOf(name, 1, (_, sort) => sorted(tree, sort)))];
  if (trees.length === 1) {
    const message = `--series takes two trees or more, which are its moments, or a file of lines id,parent,weight,weight: ${trees[0]![0]} is one tree`;
    throw new UsageError(message);
  }
  const whole = seriesOf(trees.map(([name]) => name).join(" – "), trees.length, (moment, sort) =>
    sorted(trees[moment]![1], sort),
  );
  return [...series, shortened(whole, flags.moments)];
}

/** The text of a file; none of a folder, and of stdin, which can be read once only. */
async function textOf(input: string, io: Io, console: Console): Promise<string> {
  const isFile =
    input !== DASH &&
    (await io.fs.stat(resolve(io.cwd, input)).then(
      (stats) => stats.isFile(),
      () => false,
    ));
  return isFile ? readInputText(input, io, console) : "";
}

function shortened(series: Series, most: number): Series {
  return series.moments > most
    ? seriesOf(series.name, most, (moment, sort) => series.tree(moment, sort))
    : series;
}

function sorted(tree: WeightedTree, sort: "descending" | null): WeightedTree {
  if (sort === null) return tree;
  const nodes = Array.from(tree.parent, (_, i) => i);
  const columns = {
    parent: tree.parent,
    weight: tree.weight,
    id: nodes.map((i) => tree.id(i)),
    label: nodes.map((i) => tree.label(i)),
  };
  return weightedTree.fromColumns(columns, { sort });
}

async function measure(
  series: readonly Series[],
  engines: readonly (readonly [string, Engine])[],
  { size, updates, times }: BenchFlags,
  io: Io,
  console: Console,
): Promise<Study> {
  const clock = (): number => io.processorTime();
  const changing = methodsOf(engines, updates);
  const still = methodsOf(engines, []);
  const scores: Score[] = [];
  for (const one of series) {
    const methods = one.moments > 1 ? changing : still;
    for (const method of methods) {
      await console.progress(() => `${one.name}: ${method.name}`);
      scores.push(guarded(method.engine.name, () => scoreOf(method, one, { container: size, clock })));
    }
  }
  return { scores, times: await measureTimes(still, times, size, clock, console) };
}

async function measureTimes(
  methods: readonly Method[],
  most: number,
  size: Size,
  clock: () => number,
  console: Console,
): Promise<TimePoint[]> {
  const points: TimePoint[] = [];
  for (let leaves = LEAST_TIMED; leaves <= most; leaves *= 10) {
    for (const method of methods) {
      await console.progress(() => `timing ${method.name} with ${leaves} leaves`);
      points.push(guarded(method.engine.name, () => timeOf(method, leaves, size, clock)));
    }
  }
  return points;
}

function terminalOf(study: Study): string {
  const tables = tablesOf(study).map(
    ({ title, head, rows }) =>
      `${visible(title)}\n\n${formatTable([head, ...rows].map((row) => row.map(visible)))}`,
  );
  return `${tables.join("\n")}\n${LEGEND}\n`;
}

/** All columns of a score but the distribution, a line a method and data set. */
function scoresCsv({ scores }: Study): string {
  const names = Object.keys(scores[0]!).filter((name) => name !== "distribution") as Exclude<
    keyof Score,
    "distribution"
  >[];
  return csvOf(
    names,
    scores.map((score) => names.map((name) => cell(score[name]))),
  );
}

function timesCsv({ times }: Study): string {
  return csvOf(
    ["method", "leaves", "milliseconds"],
    times.map(({ method, leaves, milliseconds }) => [method, leaves, milliseconds]),
  );
}

function csvOf(head: readonly string[], rows: readonly (readonly (string | number)[])[]): string {
  return `${[csvLine(head), ...rows.map(csvLine)].join("\n")}\n`;
}

/** What is not known is left empty. */
function cell(value: string | number | boolean): string | number {
  if (typeof value === "boolean") return value ? "yes" : "no";
  return Number.isNaN(value) ? "" : value;
}

function jsonOf(study: Study): string {
  return `${JSON.stringify(study, (key, value: unknown) => (key === "distribution" ? undefined : value), 2)}\n`;
}

/** Tables and plots on one page that needs nothing else. */
function pageOf(study: Study): string {
  const escape = (text: string): string => text.replaceAll("&", "&amp;").replaceAll("<", "&lt;");
  const row = (cells: readonly string[], kind: string): string =>
    `<tr>${cells.map((text) => `<${kind}>${escape(text)}</${kind}>`).join("")}</tr>`;
  const tables = tablesOf(study).map(
    ({ title, head, rows }) =>
      `<h2>${escape(title)}</h2>\n<table>\n${[row(head, "th"), ...rows.map((cells) => row(cells, "td"))].join("\n")}\n</table>`,
  );
  return `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Treemaps compared</title>
<style>
body { font: 14px/1.4 sans-serif; margin: 2em auto; max-width: 1240px; padding: 0 1em; color: #333 }
svg { max-width: 100%; height: auto }
table { border-collapse: collapse; font-variant-numeric: tabular-nums }
td, th { padding: 1px 10px; text-align: right; border-bottom: 1px solid #eee }
td:first-child, th:first-child, td:last-child:not(:nth-child(-n + 6)) { text-align: left }
</style>
<h1>Treemaps compared</h1>
${Object.values(plotsOf(study)).join("")}${tables.join("\n")}
<p>${escape(LEGEND).replaceAll("\n", "<br>")}</p>
</html>
`;
}

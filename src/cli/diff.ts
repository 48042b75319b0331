import {
  divergingScale,
  numberFormat,
  scaleLegend,
  valueColours,
  type Partition,
  type SvgOptions,
} from "../index.ts";
import { changesOf, compareTrees, type Change, type Comparison } from "./compare.ts";
import { Console } from "./console.ts";
import { isRectangular, readContainer } from "./container.ts";
import { defaultEngine, importEngines, makeEngine } from "./engines.ts";
import { UsageError } from "./failure.ts";
import { optionsOf, type LayoutFlags, type TreeFlags } from "./flags.ts";
import { FORMATS } from "./formats.ts";
import { nameOf } from "./input/read.ts";
import { DASH, write, type Io } from "./io.ts";
import { findTargets, save } from "./output.ts";
import { layOut, planLayout, readTree } from "./prepare.ts";
import { csvLine, formatTable, visible } from "./text.ts";

/** Options of `marquetry diff`, beside those of `toSVG`. */
export interface DiffFlags extends TreeFlags, LayoutFlags {
  readonly output?: string;
  readonly engine?: string;
  readonly markdown?: boolean;
  readonly failOver?: Budget;
  readonly top: number;
  readonly scale: number;
}

/** How much more the whole may weigh: an amount, or a part of what it weighed. */
export interface Budget {
  readonly amount: number;
  readonly isPart: boolean;
}

/** A budget as a text: `5%`, or a number. */
export function toBudget(text: string): Budget {
  const found = /^\+?(\d+(?:\.\d+)?)\s*(%?)$/.exec(text.trim());
  if (!found) throw new UsageError(`--fail-over takes a number or a part, as 5% or 20000, not ${text}`);
  const isPart = found[2] === "%";
  return { amount: Number(found[1]) / (isPart ? 100 : 1), isPart };
}

/** What differs, and how to write its weights. */
interface Told {
  readonly comparison: Comparison;
  readonly changes: readonly Change[];
  readonly names: readonly [before: string, after: string];
  readonly write: (weight: number) => string;
}

/** The kinds of files that tell changes, by the endings of their names; all others draw them. */
const TEXTS: Readonly<Record<string, (told: Told) => string>> = {
  ".md": (told) => markdownOf(told, Infinity),
  ".csv": csvOf,
  ".json": jsonOf,
};
/** The kinds of pictures. */
const PICTURES = [".svg", ".png"];

/**
 * Compares two trees: tells the largest changes, and draws one map of both, coloured by growth.
 *
 * @returns whether the whole grew by no more than it may
 */
export async function diff(inputs: readonly [string, string], flags: DiffFlags, io: Io): Promise<boolean> {
  await importEngines(flags.import, io);
  const container = await readContainer(flags, io);
  const engine = makeEngine(flags.engine ?? defaultEngine(isRectangular(container)), flags.engineOption);
  const plan = planLayout(engine, container, flags);
  if (inputs[0] === DASH && inputs[1] === DASH)
    throw new UsageError("only one of the two inputs can be stdin");
  const target = flags.output === undefined ? undefined : await findTarget(flags.output, inputs, io);
  const draw =
    target && !TEXTS[target.ending] ? await FORMATS[target.ending || ".svg"]!.prepare(io) : undefined;
  const console = new Console(io, flags.quiet);
  const before = await readTree(inputs[0], flags, io, console);
  const after = await readTree(inputs[1], flags, io, console);
  const comparison = compareTrees(before.tree, after.tree);
  const names = inputs.map(nameOf) as [string, string];
  const isBytes = before.isBytes && after.isBytes;
  const writeWeight = numberFormat(isBytes ? "bytes" : "number");
  const told: Told = { comparison, changes: changesOf(comparison), names, write: writeWeight };
  if (target) {
    const { map } = await layOut(comparison.tree, plan, console, io);
    const drawing = {
      svg: pictureOf(told, flags),
      scale: flags.scale,
      title: names.join(" → "),
      notes: [],
      isBytes,
    };
    const content = draw ? await draw(map, drawing) : TEXTS[target.ending]!(told);
    await save(target, content, io);
  }
  await console.clear();
  if (target?.path !== DASH)
    await write(io.stdout, flags.markdown === true ? markdownOf(told, flags.top) : tableOf(told, flags.top));
  return await keepsBudget(told, flags.failOver, console);
}

async function findTarget(
  shown: string,
  inputs: readonly [string, string],
  io: Io,
): Promise<Awaited<ReturnType<typeof findTargets>>[number]> {
  const [target] = await findTargets([{ shown, endings: [...PICTURES, ...Object.keys(TEXTS)] }], inputs, io);
  return target!;
}

async function keepsBudget(
  { comparison, write }: Told,
  budget: Budget | undefined,
  console: Console,
): Promise<boolean> {
  const [before, after] = [comparison.before[0]!, comparison.after[0]!];
  if (!budget) return true;
  const most = budget.isPart ? before * budget.amount : budget.amount;
  if (after - before <= most) return true;
  await console.line(
    `over the budget: ${signed(after - before, write)}, and no more than ${signed(most, write)} is allowed`,
  );
  return false;
}

/** Part of the larger weight that came, above 0, or went. */
function growth({ before, after }: Comparison, node: number): number {
  const larger = Math.max(before[node]!, after[node]!);
  return larger > 0 ? (after[node]! - before[node]!) / larger : 0;
}

const MARGIN = 12;
/** What growth of a part means. */
const WORDS: Readonly<Record<string, string>> = {
  "-1": "gone",
  "-0.5": "halved",
  "0": "as before",
  "0.5": "doubled",
  "1": "new",
};

function pictureOf({ comparison, names, write }: Told, flags: DiffFlags): SvgOptions {
  const scale = divergingScale({ domain: [1, 0, -1] });
  const { before, after } = comparison;
  return {
    // The font of pictures in pixels has no arrow.
    title: `${names[0]} › ${names[1]}`,
    subtitle: totals(comparison, write).replace(" → ", " › "),
    margin: MARGIN,
    legend: scaleLegend(scale, {
      ticks: Object.keys(WORDS).map(Number),
      format: (value) => WORDS[value] ?? "",
    }),
    ...optionsOf("toSVG", flags),
    colour: valueColours(scale, (i) => growth(comparison, i)),
    tooltip: (_: unknown, i: number, { tree }: Partition) =>
      `${labelPath(tree, i)}: ${changeText(before[i]!, after[i]!, write)}`,
  };
}

function labelPath(tree: Partition["tree"], node: number): string {
  const labels: string[] = [];
  for (let i = node; i > 0; i = tree.parent[i]!) labels.unshift(tree.label(i));
  return labels.length > 0 ? labels.join("/") : tree.label(0);
}

function totals({ before, after }: Comparison, write: (weight: number) => string): string {
  return changeText(before[0]!, after[0]!, write);
}

function changeText(before: number, after: number, write: (weight: number) => string): string {
  if (before === after) return `${write(after)}, as before`;
  return `${write(before)} → ${write(after)} (${signed(after - before, write)}${partOf(before, after)})`;
}

function partOf(before: number, after: number): string {
  return before > 0 && after > 0 ? `, ${percent(before, after)}` : "";
}

const PERCENT = numberFormat("percent");

function percent(before: number, after: number): string {
  if (before === 0) return "new";
  return after === 0 ? "gone" : signed(after / before - 1, PERCENT);
}

/** A number with its sign; a true minus, so that columns stand in line. */
function signed(value: number, write: (value: number) => string): string {
  return value < 0 ? `−${write(-value)}` : `+${write(value)}`;
}

function rowOf({ path, before, after }: Change, write: (weight: number) => string): string[] {
  return [path, write(before), write(after), signed(after - before, write), percent(before, after)];
}

const HEADINGS = ["what", "before", "after", "change", ""];

function tableOf(told: Told, most: number): string {
  const { comparison, changes, names, write } = told;
  const head = `${visible(names[0])} → ${visible(names[1])}: ${totals(comparison, write)}\n`;
  if (changes.length === 0) return `${head}Nothing differs.\n`;
  const rows = changes.slice(0, most).map((change) => rowOf(change, write).map(visible));
  return `${head}\n${formatTable([HEADINGS, ...rows])}${rest(changes.length - most)}`;
}

function markdownOf(told: Told, most: number): string {
  const { comparison, changes, names, write } = told;
  const cell = (text: string): string => visible(text).replace(/[\\|`*_<>[\]]/g, (letter) => `\\${letter}`);
  const head = `**${cell(names[0])} → ${cell(names[1])}**: ${totals(comparison, write)}\n`;
  if (changes.length === 0) return `${head}\nNothing differs.\n`;
  const rows = changes.slice(0, most).map((change) => `| ${rowOf(change, write).map(cell).join(" | ")} |\n`);
  const table = `| ${HEADINGS.join(" | ")} |\n|---|---:|---:|---:|---:|\n${rows.join("")}`;
  return `${head}\n${table}${rest(changes.length - most)}`;
}

function rest(more: number): string {
  return more > 0 ? `\n${more} more\n` : "";
}

function csvOf({ changes }: Told): string {
  const lines = changes.map(({ path, before, after }) => csvLine([path, before, after, after - before]));
  return `${["path,before,after,change", ...lines].join("\n")}\n`;
}

function jsonOf({ comparison, changes, names }: Told): string {
  const [before, after] = [comparison.before[0], comparison.after[0]];
  const told = changes.map(({ path, before, after }) => ({ path, before, after }));
  return `${JSON.stringify({ names, before, after, changes: told }, null, 2)}\n`;
}

import type { Partition, SvgOptions } from "../index.ts";
import * as library from "../index.ts";
import { changeWriter, lookByGrowth, type ChangeWriter } from "../report/growth.ts";
import { changesOf, compareTrees, pathOf, type Change, type Comparison } from "./compare.ts";
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
  readonly writer: ChangeWriter;
  /** For pictures and pages. */
  readonly drawer: ChangeWriter;
}

/** The kinds of files that tell changes, by the endings of their names; all others draw them. */
const TEXTS: Readonly<Record<string, (told: Told) => string>> = {
  ".md": (told) => markdownOf(told, Infinity),
  ".csv": csvOf,
  ".json": jsonOf,
};
/** The kinds of pictures and pages. */
const PICTURES = [".svg", ".png", ".pdf", ".html"];

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
  const weights = library.numberFormat(isBytes ? "bytes" : "number");
  const writer = changeWriter(weights, library, "→");
  const changes = changesOf(comparison);
  const told: Told = { comparison, changes, names, writer, drawer: changeWriter(weights, library, "›") };
  if (target) {
    const { map } = await layOut(comparison.tree, plan, console, io);
    const drawing = {
      svg: pictureOf(told, flags),
      scale: flags.scale,
      title: names.join(" › "),
      notes: [before, after].flatMap(({ notes }, k) => notes.map((note) => `${names[k]}: ${note}`)),
      isBytes,
      growth: { ...comparison, changes: changes.map(({ node }) => node) },
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
  { comparison, writer: { signed } }: Told,
  budget: Budget | undefined,
  console: Console,
): Promise<boolean> {
  const [before, after] = [comparison.before[0]!, comparison.after[0]!];
  if (!budget) return true;
  const most = budget.isPart ? before * budget.amount : budget.amount;
  if (after - before <= most) return true;
  await console.line(
    `over the budget: ${signed(after - before)}, and no more than ${signed(most)} is allowed`,
  );
  return false;
}

const MARGIN = 12;

function pictureOf({ comparison, names, drawer }: Told, flags: DiffFlags): SvgOptions {
  const { before, after } = comparison;
  return {
    title: `${names[0]} › ${names[1]}`,
    subtitle: totals(comparison, drawer),
    margin: MARGIN,
    ...lookByGrowth(comparison, library),
    ...optionsOf("toSVG", flags),
    tooltip: (_: unknown, i: number, { tree }: Partition) =>
      `${pathOf(tree, i) || tree.label(0)}: ${drawer.whole(before[i]!, after[i]!)}`,
  };
}

function totals({ before, after }: Comparison, writer: ChangeWriter): string {
  return writer.whole(before[0]!, after[0]!);
}

function rowOf({ path, before, after }: Change, writer: ChangeWriter): string[] {
  return [path, ...writer.cells(before, after)];
}

const HEADINGS = ["what", "before", "after", "change", ""];

function tableOf(told: Told, most: number): string {
  const { comparison, changes, names, writer } = told;
  const head = `${visible(names[0])} → ${visible(names[1])}: ${totals(comparison, writer)}\n`;
  if (changes.length === 0) return `${head}Nothing differs.\n`;
  const rows = changes.slice(0, most).map((change) => rowOf(change, writer).map(visible));
  return `${head}\n${formatTable([HEADINGS, ...rows])}${rest(changes.length - most)}`;
}

function markdownOf(told: Told, most: number): string {
  const { comparison, changes, names, writer } = told;
  const cell = (text: string): string => visible(text).replace(/[\\|`*_<>[\]]/g, (letter) => `\\${letter}`);
  const head = `**${cell(names[0])} → ${cell(names[1])}**: ${totals(comparison, writer)}\n`;
  if (changes.length === 0) return `${head}\nNothing differs.\n`;
  const rows = changes.slice(0, most).map((change) => `| ${rowOf(change, writer).map(cell).join(" | ")} |\n`);
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

import { resolve } from "node:path";
import { pathToFileURL } from "node:url";
import * as marquetry from "../index.ts";
import {
  engineNames,
  engines,
  MarquetryError,
  registerEngine,
  toEngine,
  weightedTree,
  type Engine,
  type EngineFactory,
} from "../index.ts";
import { codeOf, messageOf, UsageError } from "./failure.ts";
import { badFile, unreadable } from "./faults.ts";
import { readText, textOptions } from "./flags.ts";
import { write, type Io } from "./io.ts";

/** What is used where the user names no engine: what a treemap looks like to most, or fat cells in any shape. */
export function defaultEngine(isRectangle: boolean): string {
  return isRectangle ? "squarify" : "greedy";
}

/**
 * Makes the engine of that name with options given as `key=value`.
 *
 * @throws MarquetryError `unknown-engine`, or `bad-option`
 */
export function makeEngine(name: string, settings: readonly string[]): Engine {
  const known = engineNames().find((candidate) => plain(candidate) === plain(name)) ?? name;
  const options: Record<string, unknown> = Object.create(null) as Record<string, unknown>;
  for (const setting of settings) {
    const equals = setting.indexOf("=");
    if (equals < 1) throw new UsageError(`--engine-option takes key=value, not ${JSON.stringify(setting)}`);
    const key = setting.slice(0, equals);
    options[key] = readSetting(known, key, setting.slice(equals + 1));
  }
  const engine = guarded(known, () => toEngine(known, settings.length > 0 ? options : undefined));
  // Ours have refused already what they do not know; an engine of the user's own may have passed it over.
  const own = Object.keys(engine.options ?? options);
  const unknown = Object.keys(options).find((key) => !own.includes(key));
  if (unknown !== undefined) {
    const help = own.length > 0 ? `its options are ${own.join(", ")}` : "it has none";
    throw new UsageError(`${known} has no option ${JSON.stringify(unknown)}; ${help}`);
  }
  return engine;
}

/** `sliceDice` and `slice-dice` are the same engine. */
function plain(name: string): string {
  return name.toLowerCase().replace(/[_-]/g, "");
}

/** An option that the engine does not have is for it to refuse; so is any value, if the engine is not one of ours. */
function readSetting(engine: string, key: string, text: string): unknown {
  const offered = textOptions(engine);
  const found = offered.find(({ name }) => name === key);
  if (found) return readText(engine, key, found.option, text);
  const table = marquetry.optionTables[engine]?.options;
  if (table && Object.hasOwn(table, key)) {
    const help =
      offered.length > 0 ? `; those that can are ${offered.map(({ name }) => name).join(", ")}` : "";
    throw new UsageError(`${engine}'s option ${key} cannot be given on the command line${help}`);
  }
  if (text === "true" || text === "false") return text === "true";
  return text.trim() !== "" && Number.isFinite(Number(text)) ? Number(text) : text;
}

/**
 * Loads modules that bring engines of the user's own. A module exports `engines`, an object of factories by name; or
 * as its default a function that is called with all that "marquetry" exports; or it calls `registerEngine` itself, of
 * the "marquetry" that this program belongs to.
 */
export async function importEngines(files: readonly string[], io: Io): Promise<void> {
  for (const file of new Set(files)) {
    const before = engineNames();
    const named = await register(file, await loadModule(file, io));
    const names = [...named, ...engineNames().filter((name) => !before.includes(name))];
    if (names.length === 0) {
      const message =
        "it registers no engine: export engines = { name: factory }, or a default function that is given marquetry and calls its registerEngine";
      throw badFile(file, message);
    }
    // Tried at once, so that a broken factory is told with its file.
    for (const name of names) await blaming(`${file}: engine ${name} cannot be made`, () => toEngine(name));
  }
}

async function loadModule(file: string, io: Io): Promise<Readonly<Record<string, unknown>>> {
  const path = resolve(io.cwd, file);
  try {
    await io.fs.access(path);
  } catch (error) {
    throw unreadable(file, error);
  }
  try {
    return (await io.load(pathToFileURL(path).href)) as Readonly<Record<string, unknown>>;
  } catch (error) {
    const help =
      codeOf(error) === "ERR_MODULE_NOT_FOUND" && messageOf(error).includes("'marquetry'")
        ? "; where marquetry is not installed, export a default function: it is given what marquetry exports"
        : "";
    throw badFile(file, `it cannot be loaded: ${messageOf(error)}${help}`);
  }
}

/** Registers what a module exports, and returns the names. */
async function register(file: string, module: Readonly<Record<string, unknown>>): Promise<string[]> {
  const { default: main, engines: own = {} } = module;
  if (typeof own !== "object" || own === null)
    throw badFile(file, "what it exports as engines is no object of factories by name");
  return blaming(`${file}: it cannot register its engines`, async () => {
    for (const [name, factory] of Object.entries(own)) registerEngine(name, factory as EngineFactory);
    const registered = Object.keys(own);
    const recorded: typeof registerEngine = (name, factory) => {
      registerEngine(name, factory);
      registered.push(name);
    };
    if (typeof main === "function")
      await (main as (given: typeof marquetry) => unknown)({ ...marquetry, registerEngine: recorded });
    return registered;
  });
}

/** Runs what a module brings; what it throws, whatever it is, is told as the fault of its file. */
async function blaming<T>(whom: string, action: () => T | Promise<T>): Promise<T> {
  try {
    return await action();
  } catch (error) {
    throw badFile(whom, messageOf(error));
  }
}

/** Has an engine work; what breaks in one of the user's own is told as its fault, not as ours. */
export function guarded<T>(engine: string, work: () => T): T {
  try {
    return work();
  } catch (cause) {
    if (cause instanceof MarquetryError || Object.hasOwn(engines, engine)) throw cause;
    throw new MarquetryError("bad-engine", `engine ${engine} failed: ${messageOf(cause)}`, { cause });
  }
}

const CELLS = {
  rect: "rectangles",
  convex: "convex polygons",
  rectilinear: "rectilinear polygons",
  simple: "polygons",
} as const;

/** Lists the engines: what their cells look like, which options they take and what is proven of them. */
export async function listEngines(flags: { readonly import: readonly string[] }, io: Io): Promise<void> {
  await importEngines(flags.import, io);
  const width = Math.max(...engineNames().map((name) => name.length));
  const indent = " ".repeat(width + 2);
  const paragraphs = engineNames().map((name) => {
    const engine = toEngine(name);
    const facts = [
      engine.description,
      `cells: ${CELLS[engine.shape]}; container: ${engine.shape === "convex" ? "any shape" : "a rectangle"}`,
      guarantee(engine),
      ...optionLines(engine),
    ];
    return `${name.padEnd(width)}  ${facts.join(`\n${indent}`)}\n`;
  });
  await write(io.stdout, paragraphs.join("\n"));
}

/** Of an engine of the user's own only what it was made with is known. */
function optionLines(engine: Engine): string[] {
  if (Object.hasOwn(engines, engine.name))
    return textOptions(engine.name).map(({ name, help, limits }) => `option ${name}: ${help} (${limits})`);
  return Object.entries(engine.options ?? {}).map(
    ([name, usual]) => `option ${name} (default: ${JSON.stringify(usual)})`,
  );
}

/** Bounds depend on the tree, so only which measure is bounded can be said without one. */
function guarantee(engine: Engine): string {
  const small = weightedTree({ children: [{ value: 1 }, { value: 2 }] });
  const bound = guarded(engine.name, () => engine.bound(small, [1, 1]));
  const areas = engine.hasGaps === true ? "cells may leave gaps" : "exact areas";
  if (bound === null) return `guarantee: ${areas}; no limit of the aspect ratio is proven`;
  return `guarantee: ${areas}; a limit of ${bound.measure} is proven for every tree, and marquetry measure tells it`;
}

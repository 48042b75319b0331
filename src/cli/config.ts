import { join } from "node:path";
import { pathToFileURL } from "node:url";
import type { Command, Option } from "commander";
import { MarquetryError } from "../index.ts";
import { nearest } from "../options/nearest.ts";
import { codeOf, messageOf } from "./failure.ts";
import { badFile, unreadable } from "./faults.ts";
import type { Io } from "./io.ts";

const NAMES = ["marquetry.config.json", "marquetry.config.mjs", "marquetry.config.js"];

/** Settings that stand in a file: the flags of commands by their names in camel case. */
interface Config {
  readonly name: string;
  readonly settings: Readonly<Record<string, unknown>>;
}

/** The first of the files of settings that the working folder has; folders above are not looked at. */
async function findConfig(io: Io): Promise<Config | undefined> {
  for (const name of NAMES) {
    const path = join(io.cwd, name);
    const isThere = await io.fs.stat(path).then(
      (stats) => stats.isFile(),
      (error: unknown) => {
        if (codeOf(error) === "ENOENT") return false;
        throw unreadable(name, error);
      },
    );
    if (isThere) return { name, settings: checked(name, await load(name, path, io)) };
  }
  return undefined;
}

async function load(name: string, path: string, io: Io): Promise<unknown> {
  if (!name.endsWith(".json")) {
    try {
      return ((await io.load(pathToFileURL(path).href)) as { readonly default?: unknown }).default;
    } catch (error) {
      throw badFile(name, `it cannot be loaded: ${messageOf(error)}`);
    }
  }
  const file = await io.fs.open(path);
  try {
    return JSON.parse(await file.readFile("utf8")) as unknown;
  } catch (error) {
    throw badFile(name, `it is no JSON: ${messageOf(error)}`);
  } finally {
    await file.close();
  }
}

function checked(name: string, value: unknown): Record<string, unknown> {
  if (typeof value === "object" && value !== null && !Array.isArray(value))
    return value as Record<string, unknown>;
  throw badFile(name, 'it must hold one object of settings, as { theme: "dark" }');
}

/**
 * Takes the settings of a file for flags that are not given. A name that no command has is an error.
 *
 * @throws MarquetryError `bad-file` with the name that is meant; `bad-option` for a value that its flag does not take
 */
export async function applyConfig(command: Command, program: Command, io: Io): Promise<void> {
  const config = await findConfig(io);
  if (!config) return;
  const known = new Set(program.commands.flatMap(({ options }) => options.map((o) => o.attributeName())));
  for (const [key, value] of Object.entries(config.settings)) {
    if (!known.has(key)) {
      const meant = nearest(key, [...known]);
      const help = meant === undefined ? "" : `; did you mean ${JSON.stringify(meant)}?`;
      throw badFile(config.name, `there is no setting ${JSON.stringify(key)}${help}`);
    }
    const flag = command.options.find((option) => option.attributeName() === key);
    const source = command.getOptionValueSource(key);
    if (flag && (source === undefined || source === "default"))
      command.setOptionValueWithSource(key, valueOf(flag, value, config.name), "config");
  }
}

/** The value of a flag, read as its text would be. */
function valueOf(flag: Option, value: unknown, name: string): unknown {
  if (typeof value === "boolean" && !flag.required && !flag.optional) return value;
  if (Array.isArray(value) && Array.isArray(flag.defaultValue)) return value;
  const text = Array.isArray(value) ? value.join(",") : value;
  if (typeof text !== "string" && typeof text !== "number")
    throw badFile(name, `${flag.attributeName()} takes a text or a number, not ${JSON.stringify(value)}`);
  try {
    return flag.parseArg ? flag.parseArg(String(text), flag.defaultValue as never) : String(text);
  } catch (error) {
    if (!(error instanceof MarquetryError)) throw error;
    throw new MarquetryError(error.code, `${name}: ${error.message}`, { cause: error });
  }
}

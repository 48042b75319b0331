import { engines, optionTables, toEngine, type Engine, type Option } from "../index.ts";
import { UsageError } from "./failure.ts";

/** The names of all engines. */
export const ENGINE_NAMES: readonly string[] = Object.keys(engines);

/** What is used where the user names no engine: what a treemap looks like to most, or fat cells in any shape. */
export function defaultEngine(isRectangle: boolean): string {
  return isRectangle ? "squarify" : "greedy";
}

/**
 * Makes the engine of that name with options given as `key=value`.
 *
 * @throws MarquetryError `unknown-engine`, or `bad-option` by the engine
 */
export function makeEngine(name: string, settings: readonly string[]): Engine {
  const known = ENGINE_NAMES.find((candidate) => plain(candidate) === plain(name)) ?? name;
  return toEngine(known, parseSettings(known, settings));
}

/** The options of an engine that a text can give, by name. */
export function textOptions(engine: string): [name: string, option: Option, help: string][] {
  const { options, help } = optionTables[engine] ?? { options: {}, help: {} };
  return Object.entries(options)
    .filter(([, { parse }]) => parse !== undefined)
    .map(([name, option]) => [name, option, help[name]!]);
}

/** `sliceDice` and `slice-dice` are the same engine. */
function plain(name: string): string {
  return name.toLowerCase().replace(/[_-]/g, "");
}

/** Options that the engine does not have are for it to refuse. */
function parseSettings(engine: string, settings: readonly string[]): Record<string, unknown> {
  const options: Record<string, unknown> = Object.create(null) as Record<string, unknown>;
  const table = optionTables[engine]?.options ?? {};
  for (const setting of settings) {
    const equals = setting.indexOf("=");
    if (equals < 1) throw new UsageError(`--engine-option takes key=value, not ${JSON.stringify(setting)}`);
    const [key, text] = [setting.slice(0, equals), setting.slice(equals + 1)];
    const option = Object.hasOwn(table, key) ? table[key] : undefined;
    if (option && !option.parse) {
      const others = textOptions(engine).map(([name]) => name);
      const help = others.length > 0 ? `; those that can are ${others.join(", ")}` : "";
      throw new UsageError(`${engine}'s option ${key} cannot be given on the command line${help}`);
    }
    options[key] = option?.parse ? option.parse(text) : text;
  }
  return options;
}

import { engines, MarquetryError, type Engine } from "../index.ts";
import { UsageError } from "./failure.ts";

/** Makes an engine of options that only the engine itself can check. */
type Factory = (options: never) => Engine;

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
  const known = ENGINE_NAMES.find((candidate) => plain(candidate) === plain(name));
  if (known === undefined) {
    const message = `no engine ${JSON.stringify(name)}; the engines are ${ENGINE_NAMES.join(", ")}`;
    throw new MarquetryError("unknown-engine", message, { value: name });
  }
  const factory = (engines as Readonly<Record<string, Factory>>)[known]!;
  const options = parseSettings(settings);
  const read = new Set<string>();
  const engine = factory(watched(options, read) as never);
  const unread = Object.keys(options).find((key) => !read.has(key));
  if (unread !== undefined) {
    const takes = read.size === 0 ? "it takes no options" : `its options are ${[...read].join(", ")}`;
    throw new UsageError(`${known} has no option ${JSON.stringify(unread)}; ${takes}`);
  }
  return engine;
}

/** The names of the options that the engine reads. */
export function optionNames(name: string): string[] {
  const read = new Set<string>();
  (engines as Readonly<Record<string, Factory>>)[name]!(watched({}, read) as never);
  return [...read];
}

/** `sliceDice` and `slice-dice` are the same engine. */
function plain(name: string): string {
  return name.toLowerCase().replace(/[_-]/g, "");
}

function parseSettings(settings: readonly string[]): Record<string, unknown> {
  const options: Record<string, unknown> = Object.create(null) as Record<string, unknown>;
  for (const setting of settings) {
    const equals = setting.indexOf("=");
    if (equals < 1) throw new UsageError(`--engine-option takes key=value, not ${JSON.stringify(setting)}`);
    options[setting.slice(0, equals)] = parseValue(setting.slice(equals + 1));
  }
  return options;
}

function parseValue(text: string): unknown {
  if (text === "true" || text === "false") return text === "true";
  return text.trim() !== "" && Number.isFinite(Number(text)) ? Number(text) : text;
}

/** An engine reads all its options when it is made; one that it does not read, it does not have. */
function watched(options: object, read: Set<string>): object {
  return new Proxy(options, {
    get(target, key, receiver): unknown {
      if (typeof key === "string") read.add(key);
      return Reflect.get(target, key, receiver);
    },
  });
}

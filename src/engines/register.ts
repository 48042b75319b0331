import { MarquetryError, show } from "../errors.ts";
import type { Engine } from "./engine.ts";

/** Makes an engine; every option has a default. */
export type EngineFactory = () => Engine;

const known = new Map<string, EngineFactory>();

/**
 * Makes engines known by name, and returns the same table.
 *
 * Only the table of all engines calls this. A bundler drops it where nobody uses that table, so that importing
 * one engine costs one engine; in such a bundle no engine is known by name.
 */
export function registerEngines<Table extends Readonly<Record<string, EngineFactory>>>(
  factories: Table,
): Table {
  for (const [name, factory] of Object.entries(factories)) known.set(name, factory);
  return factories;
}

/**
 * The engine itself, or a new one of that name with its defaults.
 *
 * @throws MarquetryError `unknown-engine`
 */
export function toEngine(engine: Engine | string): Engine {
  if (typeof engine === "string") {
    const factory = known.get(engine);
    if (factory) return factory();
    const names = [...known.keys()].join(", ");
    const help = names
      ? `the engines are ${names}`
      : 'this bundle knows no engine by name: pass one, as squarify(), or import { engines } from "marquetry" and use it';
    throw new MarquetryError("unknown-engine", `no engine ${show(engine)}; ${help}`, { value: engine });
  }
  if (typeof engine?.partition !== "function" || typeof engine.stage !== "function") {
    throw new MarquetryError("bad-engine", `${show(engine)} is not an engine`, { value: engine });
  }
  return engine;
}

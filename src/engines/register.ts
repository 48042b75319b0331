import { MarquetryError, show } from "../errors.ts";
import { nearest } from "../options/nearest.ts";
import type { EngineName } from "./engine-name.ts";
import type { Engine } from "./engine.ts";

/** Makes an engine; every option has a default. */
export type EngineFactory = (options?: object) => Engine;

/** Functions by the names of the engines that they make; what each takes and makes is for it to say. */
export type EngineTable = Readonly<Record<string, (...options: never[]) => Engine>>;

const known = new Map<string, EngineFactory>();
/** Makes an engine of a name, once there are names: a bundle in which there are none does without the code. */
let makeByName: ((name: string, options?: object) => Engine) | undefined;

/**
 * Makes an engine of one's own usable by name: in `layout`, in the element and its worker, in packed maps, and on the
 * command line. Call it in each of these places before the name is used; a second call replaces the first. The compiler
 * takes the name where {@link EngineNames} declares it.
 *
 * @param name - one word, which the engines that the factory makes must bear too: by it a packed map finds them again
 * @throws MarquetryError `bad-input`
 * @example
 * registerEngine("pivot", pivot);
 * layout(tree, { engine: "pivot", container: [960, 600] });
 */
export function registerEngine(name: string, factory: EngineFactory): void {
  if (typeof name !== "string" || !/^[\w-]+$/.test(name)) {
    const message = `registerEngine takes a name of letters, digits, - and _, not ${show(name)}`;
    throw new MarquetryError("bad-input", message, { value: name });
  }
  if (typeof factory !== "function") {
    const message = `registerEngine takes a function that makes the engine ${name}, not ${show(factory)}`;
    throw new MarquetryError("bad-input", message, { value: factory });
  }
  known.set(name, factory);
  makeByName = makeKnown;
}

/**
 * Makes engines known by name, and returns the same table.
 *
 * Only the table of all engines calls this. A bundler drops it where nobody uses that table, so that importing
 * one engine costs one engine; in such a bundle no engine is known by name.
 */
export function registerEngines<Table extends EngineTable>(table: Table): Table {
  for (const [name, factory] of Object.entries(table)) registerEngine(name, factory as EngineFactory);
  return table;
}

/**
 * The engines known by name, in the order in which they were registered.
 *
 * @example engineNames().includes("squarify"); // true
 */
export function engineNames(): EngineName[] {
  return [...known.keys()] as EngineName[];
}

/**
 * The engine itself, or a new one of that name.
 *
 * @param options - what the factory of that name is given, as `engine.options`; its defaults if left out
 * @throws MarquetryError `unknown-engine`; `bad-engine` if it is none
 * @example const again = toEngine(engine.name, engine.options);
 */
export function toEngine(engine: unknown, options?: object): Engine {
  if (typeof engine !== "string") return checkEngine(engine);
  if (makeByName) return makeByName(engine, options);
  throw unknownEngine(
    engine,
    'this bundle knows no engine by name: pass one, as squarify(), or import { engines } from "marquetry" and use it',
  );
}

function unknownEngine(name: string, help: string): MarquetryError {
  return new MarquetryError("unknown-engine", `no engine ${show(name)}; ${help}`, { value: name });
}

function makeKnown(name: string, options?: object): Engine {
  const factory = known.get(name);
  if (factory) return checkName(name, checkEngine(factory(options)));
  const meant = nearest(name, engineNames());
  const help = `${meant ? `did you mean ${show(meant)}? ` : ""}the engines are ${engineNames().join(", ")}`;
  throw unknownEngine(name, help);
}

/** A map tells what made it by the engine's own name, so that must be the one that leads to the engine. */
function checkName(name: string, engine: Engine): Engine {
  if (engine.name === name) return engine;
  const message = `registerEngine was given the name ${show(name)} for an engine that calls itself ${show(engine.name)}: give both the same`;
  throw new MarquetryError("bad-engine", message, { value: engine.name });
}

/** What an engine must have, and what it may have, by the type of it. */
const PARTS: readonly (readonly [part: string, type: string, isOptional?: true])[] = [
  ["name", "string"],
  ["description", "string"],
  ["bound", "function"],
  ["partition", "function"],
  ["readContainer", "function"],
  ["makeCells", "function"],
  ["unpackCells", "function"],
  ["options", "object", true],
  ["hasGaps", "boolean", true],
  ["hasInexactAreas", "boolean", true],
  ["canKeepAllCuts", "boolean", true],
];
/** What a tile of d3's treemap takes: the node and the four sides of its room. No factory of engines takes as many. */
const TILE_ARGUMENTS = 5;
const SHAPES: readonly unknown[] = ["rect", "convex", "rectilinear"];

function checkEngine(engine: unknown): Engine {
  const bad = (message: string) => new MarquetryError("bad-engine", message, { value: engine });
  if (typeof engine === "function") {
    const help =
      engine.length === TILE_ARGUMENTS
        ? "a tile of d3: engineOf of marquetry/d3 takes it"
        : `a function: call it, as squarify()`;
    throw bad(`the engine is ${help}`);
  }
  if (typeof engine !== "object" || engine === null)
    throw bad(`layout needs an engine, as squarify(), or the name of one, not ${show(engine)}`);
  const parts = engine as Record<string, unknown>;
  const who = () => `engine ${typeof parts["name"] === "string" ? parts["name"] : "without a name"}`;
  for (const [part, type, isOptional] of PARTS) {
    const value = parts[part];
    if (typeof value === type || (value === undefined && isOptional)) continue;
    const isOfCells = /Cells$|^read/.test(part);
    const help = isOfCells ? ": spread boxCells, convexCells or rectilinearCells into it" : "";
    throw bad(`${who()} needs a ${type} as its ${part}, not ${show(value)}${help}`);
  }
  if (!SHAPES.includes(parts["shape"])) {
    throw bad(`the shape of ${who()} is "rect", "convex" or "rectilinear", not ${show(parts["shape"])}`);
  }
  return engine as Engine;
}

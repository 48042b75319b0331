import {
  canvasOptions,
  checkOption,
  layoutOptions,
  MarquetryError,
  readOptions,
  toEngine,
  type Engine,
  type EngineName,
  type LayoutOptions,
} from "../index.ts";
import {
  callback,
  choice,
  flag,
  number,
  object,
  text,
  type Option,
  type OptionHelp,
  type OptionTable,
} from "../options/option.ts";
import type { MapData } from "./data.ts";
import type { WheelMode } from "./gestures.ts";
import type { Drawing } from "./picture.ts";
import { isShape, keptShape, NAMED_SHAPES, shapeOf, type ContainerShape } from "./shape.ts";
import { ENGLISH, type MapStrings } from "./strings.ts";
import type { TooltipFunction } from "./card.ts";

/** Makes a worker that runs the module `marquetry/element/worker`. */
export type WorkerFactory = () => Worker;

/** What a policy of Trusted Types vouches with: `trustedTypes.createPolicy(name, { createScriptURL: (url) => url })`. */
export interface ScriptPolicy {
  createScriptURL(url: string): unknown;
}

/** Light or dark, or what the page and the reader want. */
export type Scheme = "auto" | "light" | "dark";

/** What `layout` takes beside the engine and the container. */
export type Spacing = Omit<LayoutOptions, "engine" | "container">;

/** All that a page may set of a map, apart from what changes while it is used; null sets back to the default. */
export interface MapSettings<T = unknown> {
  /** A tree of `weightedTree`, nested objects, rows that name their parents, or `[path, weight]` pairs. Attribute: JSON. */
  data: MapData<T> | null;
  /** How the tree is made of the data: `children`, `weight`, `id`, `label`, as `weightedTree` takes them. */
  dataOptions: object;
  /** An engine or its name; "greedy" by default. */
  engine: Engine | EngineName;
  /**
   * What the map fills: "fill" by default, "circle", "hexagon", the corners of a convex polygon, a region of any shape, or
   * the data of an SVG path. Attribute: a name, `0,0 4,0 2,3`, or `M0 0H4V4L2 3Z`.
   */
  container: ContainerShape;
  /**
   * Room between and around the cells, in pixels, and what becomes of areas: all that `layout` takes beside engine and
   * container. Attributes: `padding`, and `header` for `paddingTop`.
   */
  spacing: Spacing;
  /** Colours, texts and lines, as `drawCanvas` takes them. */
  drawing: Drawing;
  /** What the tooltip says; null for what is slotted as `tooltip`, or else name, weight and share. */
  tooltip: TooltipFunction<T> | null;
  /** Whether the wheel zooms: "ctrl", only with Ctrl or ⌘, by default; "zoom", always; "none". */
  wheel: WheelMode;
  /** What a screen reader calls the map; the label of the tree's root by default. */
  label: string;
  /** Whether there is a field to search in; false by default. */
  searchable: boolean;
  /** Whether there is a legend below the map: `drawing.legend`, or else the branches; false by default. */
  legend: boolean;
  /** Whether there is a menu to save the picture and the data; false by default. */
  menu: boolean;
  /** Whether the address of the page tells the zoom, as `#/a/b`, and sets it; false by default. */
  hash: boolean;
  /** Light or dark: "auto", as the page and the reader want it, by default. */
  scheme: Scheme;
  /** Texts in another language: those that are not given stay English. */
  strings: Partial<MapStrings>;
  /** Milliseconds that a zoom, or the way to a new map, takes; 600 by default, 0 always where the reader prefers less motion. */
  duration: number;
  /** Maps of more leaves are drawn on a canvas, others as SVG; 1000 by default. */
  canvasAbove: number;
  /** Trees of more leaves are laid out in a worker; 20,000 by default. The event `marquetry-layout` tells where, and why not there. */
  workerAbove: number;
  /**
   * Makes the worker, where the bundler does not find it or engines of one's own are to be known there: a module worker
   * of `marquetry/element/worker`, or of a module that imports `registerEngine` from it and registers them.
   */
  workerFactory: WorkerFactory | null;
  /** A policy that vouches for the address of the element's own worker, on pages that demand Trusted Types. */
  trustedTypes: ScriptPolicy | null;
}

/** What has to be done again when a setting changes. */
export type Work = "tree" | "layout" | "draw" | "none";

/** One setting: what it takes, and what it changes. */
interface Setting extends Option {
  readonly work: Work;
  /** The value as it is kept: a copy, checked to the last part. */
  readonly keep?: (value: never) => unknown;
}

type Table = OptionTable<Record<string, unknown>>;

/** The options of a table but for some, without their defaults: a setting keeps what was given. */
function tableOf(table: object, ...others: string[]): Table {
  const entries = Object.entries<Option>(table as Table).filter(([option]) => !others.includes(option));
  return Object.fromEntries(entries.map(([option, { usual: _, ...rest }]) => [option, rest]));
}

const SPACING = tableOf(layoutOptions, "engine", "container");
const DRAWING = tableOf(canvasOptions, "root", "margin", "width", "height", "pixelRatio", "view");

const STRINGS: Table = Object.fromEntries(Object.keys(ENGLISH).map((name) => [name, text()]));

/** Keeps a frozen copy of an object, checked by a table where there is one. */
function copied(name: string, table?: Table): (value: object) => object {
  return (value) => Object.freeze(table ? readOptions(name, table, value) : { ...value });
}

/** A setting that a page may set by a text too, as templates do. */
const DATA: Option = {
  ...object("a tree, nested objects, rows, or [path, weight] pairs", null),
  parse: (json) => {
    try {
      return JSON.parse(json) as unknown;
    } catch (cause) {
      const message = `marquetry-map: the data are no JSON: ${String(cause)}`;
      throw new MarquetryError("bad-input", message, { value: json, cause });
    }
  },
};

const CONTAINER: Option = {
  takes: `${NAMED_SHAPES.map((name) => `"${name}"`).join(", ")}, the corners of a convex polygon, a region, or the data of an SVG path`,
  allows: isShape,
  usual: "fill",
  choices: NAMED_SHAPES,
  parse: shapeOf,
};

const FLAG: Option = {
  ...flag(false),
  // An attribute says yes by being there.
  parse: (given) => (given === "" || given === "true" ? true : given === "false" ? false : given),
};

/** Each setting: its check, its default, and what has to be done again. */
export const mapSettings: { readonly [Name in keyof MapSettings]: Setting } = {
  data: { ...DATA, work: "tree" },
  dataOptions: {
    ...object("an object, as weightedTree takes it", Object.freeze({})),
    work: "tree",
    keep: copied("dataOptions"),
  },
  engine: {
    takes: "an engine, as squarify(), or its name",
    allows: () => true,
    usual: "greedy",
    work: "layout",
    keep: (value: unknown) => (typeof value === "string" ? value.trim() : toEngine(value)),
  },
  container: {
    ...CONTAINER,
    work: "layout",
    keep: keptShape,
  },
  spacing: {
    ...object("an object, as { padding: 2 }", Object.freeze({})),
    work: "layout",
    keep: copied("spacing", SPACING),
  },
  drawing: {
    ...object("an object, as { fontSize: 12 }", Object.freeze({})),
    work: "draw",
    keep: copied("drawing", DRAWING),
  },
  tooltip: { ...callback(null), work: "none" },
  wheel: { ...choice(["zoom", "ctrl", "none"], "ctrl"), work: "none" },
  label: { ...text(""), work: "draw" },
  searchable: { ...FLAG, work: "draw" },
  legend: { ...FLAG, work: "draw" },
  menu: { ...FLAG, work: "draw" },
  hash: { ...FLAG, work: "none" },
  scheme: { ...choice(["auto", "light", "dark"], "auto"), work: "draw" },
  strings: {
    ...object('an object of texts, as { search: "Suche" }', Object.freeze({})),
    work: "draw",
    keep: copied("strings", STRINGS),
  },
  duration: { ...number({ min: 0 }, 600), work: "none" },
  canvasAbove: { ...number({ min: 0, infinite: true }, 1000), work: "draw" },
  workerAbove: { ...number({ min: 0, infinite: true }, 20_000), work: "none" },
  workerFactory: { ...callback(null), work: "none" },
  trustedTypes: {
    takes: "a policy, as of trustedTypes.createPolicy",
    allows: (value) => typeof (value as Partial<ScriptPolicy>).createScriptURL === "function",
    usual: null,
    work: "none",
  },
};

/** A line about each setting. */
export const mapSettingsHelp: OptionHelp<MapSettings> = {
  data: "a tree, nested objects, rows or paths; as an attribute, JSON",
  dataOptions: "how the tree is made of the data, as weightedTree takes it",
  engine: "what lays out, or its name",
  container: "what the map fills; a name, corners as in 0,0 4,0 2,3, a region, or an SVG path",
  spacing: "what layout takes beside engine and container; attributes padding, and header for paddingTop",
  drawing: "colours, texts and lines, as drawCanvas takes them",
  tooltip: "what the tooltip says of a datum; by default what is slotted, or name, weight and share",
  wheel: "whether the wheel zooms: only with Ctrl or ⌘, always, or never",
  label: "what a screen reader calls the map; by default the label of the tree's root",
  searchable: "whether there is a field to search in",
  legend: "whether there is a legend below the map: that of the drawing, or the branches",
  menu: "whether there is a menu to save the picture and the data",
  hash: "whether the address of the page tells the zoom, as #/a/b, and sets it",
  scheme: "light or dark; auto is as the page and the reader want it",
  strings: "texts in another language",
  duration: "milliseconds that a zoom takes, and the way from one map to the next",
  canvasAbove: "maps of more leaves are drawn on a canvas, others as SVG",
  workerAbove: "trees of more leaves are laid out in a worker",
  workerFactory: "makes the worker, where a bundler does not find it or it is to know engines of one's own",
  trustedTypes: "a policy that vouches for the address of the worker, where the page demands one",
};

export type SettingName = keyof MapSettings;
export const settingNames = Object.keys(mapSettings) as readonly SettingName[];

/** The settings of an element that says nothing. */
export function usualSettings(): MapSettings {
  return Object.fromEntries(settingNames.map((name) => [name, mapSettings[name].usual])) as never;
}

/**
 * The value of a setting as it is kept; the default for null and undefined. A text is read where a text will not do.
 *
 * @throws MarquetryError that names the setting, the value and what is allowed
 */
export function settle(name: SettingName, value: unknown): unknown {
  const setting = mapSettings[name];
  if (value === null || value === undefined) return setting.usual;
  const isText = typeof value === "string" && setting.parse && !setting.allows(value);
  const meant = isText ? setting.parse(value) : value;
  if (!setting.allows(meant)) checkOption("marquetry-map", mapSettings, name, value);
  return setting.keep ? setting.keep(meant as never) : meant;
}

/** The setting, and perhaps the part of it, that an attribute stands for. */
const PARTS: Readonly<Record<string, readonly [name: SettingName, part?: keyof Spacing]>> = {
  data: ["data"],
  engine: ["engine"],
  container: ["container"],
  padding: ["spacing", "padding"],
  header: ["spacing", "paddingTop"],
  wheel: ["wheel"],
  label: ["label"],
  searchable: ["searchable"],
  legend: ["legend"],
  menu: ["menu"],
  hash: ["hash"],
  scheme: ["scheme"],
  duration: ["duration"],
};

export const attributeNames: readonly string[] = Object.keys(PARTS);

/** The attributes that stand for a setting. */
export function attributesOf(name: SettingName): string[] {
  return attributeNames.filter((attribute) => PARTS[attribute]![0] === name);
}

/** The setting that an attribute stands for, and its value; null is an attribute that was removed. */
export function readAttribute(
  attribute: string,
  given: string | null,
  now: MapSettings,
): [name: SettingName, value: unknown] {
  const [name, part] = PARTS[attribute]!;
  if (part === undefined) return [name, given];
  const { [part]: _, ...others } = now.spacing;
  if (given === null) return [name, others];
  const value = Number(given);
  // What is no number is told as it was written.
  return [name, { ...others, [part]: given.trim() === "" || Number.isNaN(value) ? given : value }];
}

/**
 * Whether two values are alike to the last part. Functions are if they are the same; engines are if they were made with
 * the same options by the same functions.
 */
export function isSame(a: unknown, b: unknown, isSameFunction: typeof Object.is = Object.is): boolean {
  if (Object.is(a, b)) return true;
  if (typeof a === "function" && typeof b === "function") return isSameFunction(a, b);
  if (typeof a !== "object" || typeof b !== "object" || a === null || b === null) return false;
  const isEngine = "makeCells" in a && "makeCells" in b;
  if (isEngine && !("options" in a && "options" in b)) return false;
  const isSamePart = isEngine ? (f: unknown, g: unknown) => String(f) === String(g) : isSameFunction;
  const names = Object.keys(a);
  return (
    Array.isArray(a) === Array.isArray(b) &&
    names.length === Object.keys(b).length &&
    names.every((name) => name in b && isSame(a[name as never], b[name as never], isSamePart))
  );
}

/** Whether a value can be sent to another thread: it holds no function. */
export function isPlain(value: unknown): boolean {
  if (typeof value === "function" || typeof value === "symbol") return false;
  if (typeof value !== "object" || value === null || ArrayBuffer.isView(value)) return true;
  return Object.values(value).every(isPlain);
}

import { MarquetryError, type Engine, type SpacingOptions } from "../index.ts";
import type { MapData } from "./data.ts";
import type { WheelMode } from "./gestures.ts";
import type { Drawing } from "./picture.ts";
import { shapeOf, type ContainerShape } from "./shape.ts";
import type { TooltipFunction } from "./tooltip.ts";

/** All that a user may set, apart from what changes while the map is used. */
export interface Settings {
  /** The data, or their JSON as an attribute gives it. */
  data: MapData | string | null;
  dataOptions: object;
  engine: Engine | string;
  container: ContainerShape;
  spacing: SpacingOptions;
  drawing: Drawing;
  tooltip: TooltipFunction | null;
  wheel: WheelMode;
  label: string;
  searchable: boolean;
  duration: number;
  canvasAbove: number;
  workerAbove: number;
}

/** The settings of an element that says nothing. */
export function usualSettings(): Settings {
  return {
    data: null,
    dataOptions: {},
    engine: "greedy",
    container: "fill",
    spacing: {},
    drawing: {},
    tooltip: null,
    wheel: "zoom",
    label: "",
    searchable: false,
    duration: 600,
    canvasAbove: 1000,
    workerAbove: 20_000,
  };
}

/** What has to be done again when a setting changes. */
export type Work = "tree" | "layout" | "draw";

export const WORK: Readonly<Record<keyof Settings, Work>> = {
  data: "tree",
  dataOptions: "tree",
  engine: "layout",
  container: "layout",
  spacing: "layout",
  drawing: "draw",
  tooltip: "draw",
  wheel: "draw",
  label: "draw",
  searchable: "draw",
  duration: "draw",
  canvasAbove: "draw",
  workerAbove: "layout",
};

export const ATTRIBUTES: readonly string[] = [
  "data",
  "engine",
  "container",
  "padding",
  "header",
  "wheel",
  "label",
  "searchable",
  "duration",
];

/** The settings that an attribute stands for; null is an attribute that was removed. */
export function readAttribute(name: string, text: string | null, now: Settings): Partial<Settings> {
  const usual = usualSettings();
  switch (name) {
    case "data":
      return { data: text };
    case "engine":
      return { engine: text ?? usual.engine };
    case "container":
      return { container: shapeOf(text) };
    case "padding":
      return { spacing: withDistance(now.spacing, "padding", text) };
    case "header":
      return { spacing: withDistance(now.spacing, "paddingTop", text) };
    case "wheel":
      return { wheel: text === "ctrl" || text === "none" ? text : "zoom" };
    case "label":
      return { label: text ?? "" };
    case "searchable":
      return { searchable: text !== null };
    case "duration":
      return { duration: text === null ? usual.duration : Number(text) };
    default:
      return {};
  }
}

function withDistance(
  spacing: SpacingOptions,
  name: "padding" | "paddingTop",
  text: string | null,
): SpacingOptions {
  const { [name]: _, ...others } = spacing;
  return text === null ? others : { ...others, [name]: Number(text) };
}

/**
 * The data themselves, where they were given as JSON.
 *
 * @throws MarquetryError `bad-input`
 */
export function dataOf(data: MapData | string): MapData {
  if (typeof data !== "string") return data;
  let parsed: unknown;
  try {
    parsed = JSON.parse(data);
  } catch (cause) {
    throw new MarquetryError("bad-input", `the data are no JSON: ${String(cause)}`, { value: data, cause });
  }
  if (typeof parsed === "object" && parsed !== null) return parsed;
  throw new MarquetryError("bad-input", "the data must be an object or an array", { value: parsed });
}

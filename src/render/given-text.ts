import { MarquetryError, show } from "../errors.ts";
import type { Partition } from "../partition/partition.ts";
import type { ColourFunction } from "./colour.ts";

/** A value as text, though it be an object that writes itself; undefined where there is no text in it. */
export function asText(value: unknown): string | undefined {
  if (typeof value === "string") return value;
  if (typeof value === "symbol" || typeof value === "function") return undefined;
  const text = (value as { toString?(): unknown } | null | undefined)?.toString?.();
  return typeof text === "string" && !text.startsWith("[object ") ? text : undefined;
}

/** The text that a function of the user's own gave for a node; "" for none. */
export function nodeText(option: string, given: unknown, node: number, map: Partition): string {
  return asText(given ?? "") ?? refuse(option, given, node, map, "a text");
}

/** Fill of a node's cell, though the function give an object of d3-color. */
export function fillOf(colour: ColourFunction, node: number, map: Partition): string {
  const given: unknown = colour(node, map);
  const text = typeof given === "string" || typeof given === "object" ? asText(given) : undefined;
  return text || refuse("colour", given, node, map, "a CSS colour");
}

function refuse(option: string, value: unknown, node: number, map: Partition, wanted: string): never {
  const path = map.tree.pathForMessage(node);
  const message = `${option} gave ${show(value)} for ${path}, not ${wanted}`;
  throw new MarquetryError("bad-option", message, { path, value });
}

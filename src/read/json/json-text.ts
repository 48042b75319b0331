import { badFile } from "../faults.ts";
import { findJsonFault, lineAndColumn } from "./json-place.ts";
import type { MarquetryError } from "../../errors.ts";

/** A JSON object with whatever is in it. */
export type Item = Readonly<Record<string, unknown>>;

/** A text that begins like JSON: its value, or what is wrong with it. */
export type JsonText = { readonly value: unknown } | { readonly fault: MarquetryError };

/** How JSON objects and lists begin; `[` alone would be a comment in Newick or a section of an INI file. */
const BEGINNING = /^\s*(?:\{|\[\s*(?:[[{"\]]|[-\d.]|true\b|false\b|null\b|$))/;

/** Parses a text that begins like a JSON object or list; undefined for any other. */
export function parseJson(text: string, name: string, isWhole: boolean): JsonText | undefined {
  if (!BEGINNING.test(text.slice(0, 1000))) return undefined;
  if (!isWhole) return { fault: badFile(name, "only its beginning is there") };
  try {
    return { value: JSON.parse(text) as unknown };
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    const { offset, message } = findJsonFault(text);
    return { fault: badFile(`${name}:${lineAndColumn(text, offset).join(":")}`, message) };
  }
}

/** Whether a value is an object and no list. */
export function isItem(value: unknown): value is Item {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** A value that should be a list, as one. */
export function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? (value as unknown[]) : [];
}

/** Those of a list that are objects. */
export function itemsOf(value: unknown): readonly Item[] {
  return listOf(value).filter(isItem);
}

/** A number that can be a weight, or undefined. */
export function weightOf(value: unknown): number | undefined {
  return typeof value === "number" && value >= 0 && value < Infinity ? value : undefined;
}

/** The bytes of a text in base64. */
export function bytesOf(text: string): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));
}

/** A text or number as a text. */
export function textOf(value: unknown): string | undefined {
  if (typeof value === "string") return value;
  return typeof value === "number" || typeof value === "boolean" ? String(value) : undefined;
}

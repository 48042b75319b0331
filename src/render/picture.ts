import { escape } from "./text-buffer.ts";

/** An element with attributes; those that are undefined are left out. All values are escaped. */
export function tag(
  name: string,
  attributes: Readonly<Record<string, string | number | undefined>>,
  content?: string,
): string {
  const written = Object.entries(attributes)
    .filter(([, value]) => value !== undefined)
    .map(([key, value]) => ` ${key}="${escape(String(value))}"`);
  return `<${name}${written.join("")}${content === undefined ? "/" : `>${content}</${name}`}>`;
}

/** A number with two digits after the point at most. */
export function short(value: number): number {
  return Math.round(value * 100) / 100;
}

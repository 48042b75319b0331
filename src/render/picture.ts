import { escape } from "./text-buffer.ts";

/** Attributes of an element; those that are undefined are left out. */
export type Attributes = Readonly<Record<string, string | number | undefined>>;

/** The start of an element. All values are escaped. */
export function startTag(name: string, attributes: Attributes, end: ">" | "/>" = ">"): string {
  const written = Object.entries(attributes)
    .filter(([, value]) => value !== undefined)
    .map(([key, value]) => ` ${key}="${escape(String(value))}"`);
  return `<${name}${written.join("")}${end}`;
}

/** A whole element; its content is escaped already. */
export function tag(name: string, attributes: Attributes, content?: string): string {
  if (content === undefined) return startTag(name, attributes, "/>");
  return `${startTag(name, attributes)}${content}</${name}>`;
}

export function pictureAttributes(
  viewBox: string,
  width: number | string | undefined,
  height: number | string | undefined,
  name: string,
  className: string = "marquetry",
): Attributes {
  return {
    xmlns: "http://www.w3.org/2000/svg",
    class: className,
    viewBox,
    width,
    height,
    role: "img",
    "aria-label": name,
  };
}

/** A number with two digits after the point at most. */
export function short(value: number): number {
  return Math.round(value * 100) / 100;
}

import type { MapSettings } from "./settings.ts";

let media: MediaQueryList | undefined;

/** Whether the reader prefers dark pages, and when that changes. */
export function darkness(): MediaQueryList {
  return (media ??= matchMedia("(prefers-color-scheme: dark)"));
}

/** Whether an element is drawn for the dark: as it was told, or as the reader prefers where its page allows both. */
export function isDark(element: Element, scheme: MapSettings["scheme"]): boolean {
  const wanted = scheme === "auto" ? getComputedStyle(element).colorScheme : scheme;
  const prefers = darkness().matches;
  return /dark/.test(wanted) ? prefers || !/light/.test(wanted) : prefers && !/light/.test(wanted);
}

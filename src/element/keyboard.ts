import type { Direction } from "./neighbour.ts";

/** What a key asks for. */
export type KeyWish =
  | { readonly do: "move"; readonly direction: Direction }
  | { readonly do: "in" | "out" | "first" | "last" | "toggle" | "all" | "search" }
  | { readonly do: "zoom"; readonly factor: number };

const STEP = 1.5;

const WISHES: Readonly<Record<string, KeyWish>> = {
  ArrowLeft: { do: "move", direction: "left" },
  ArrowRight: { do: "move", direction: "right" },
  ArrowUp: { do: "move", direction: "up" },
  ArrowDown: { do: "move", direction: "down" },
  Enter: { do: "in" },
  Escape: { do: "out" },
  Backspace: { do: "out" },
  Home: { do: "first" },
  End: { do: "last" },
  " ": { do: "toggle" },
  "/": { do: "search" },
  "0": { do: "all" },
  "+": { do: "zoom", factor: STEP },
  "=": { do: "zoom", factor: STEP },
  "-": { do: "zoom", factor: 1 / STEP },
};

/** What a key on the map asks for; undefined for keys that are the page's or the browser's. */
export function wishOf(event: KeyboardEvent): KeyWish | undefined {
  if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return undefined;
  return Object.hasOwn(WISHES, event.key) ? WISHES[event.key] : undefined;
}

import { kept, luminance, parseColour, toChannel, toHex, toLight } from "./contrast.ts";

/** Contrast of lines to the cells between them, by level from the branches on. */
const CONTRASTS: readonly number[] = [2.4, 2.4, 1.8, 1.5];
const DEEPER = 1.35;
/** What WCAG adds to luminances before it compares them. */
const FLARE = 0.05;

/** By level, tones of fills. */
const known: ((fill: string) => string | null)[] = [];

/**
 * The tone for lines round cells of a fill at a level: darker, of the same hue; lighter where it is dark already; null
 * for a fill that cannot be read.
 */
export function lineTone(fill: string, level: number): string | null {
  const at = Math.min(level, CONTRASTS.length);
  return (known[at] ??= kept((text) => toneOf(text, CONTRASTS[at] ?? DEEPER)))(fill);
}

function toneOf(fill: string, contrast: number): string | null {
  const rgb = parseColour(fill);
  if (!rgb) return null;
  const own = luminance(rgb);
  const darker = (own + FLARE) / contrast - FLARE;
  const light = rgb.map(toLight);
  // Scaled in light, a colour keeps its hue; mixed with white it becomes lighter.
  const share = ((own + FLARE) * contrast - FLARE - own) / (1 - own);
  const toned =
    darker > 0 ? light.map((part) => (part * darker) / own) : light.map((p) => p + (1 - p) * share);
  return toHex(toned.map(toChannel));
}

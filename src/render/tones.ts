import { luminance, parseColour, toHex } from "./contrast.ts";

/** Contrast of lines to the cells between them, by level from the branches on. */
const CONTRASTS: readonly number[] = [2.4, 2.4, 1.8, 1.5];
const DEEPER = 1.35;
/** What WCAG adds to luminances before it compares them. */
const FLARE = 0.05;

/** Gives darker tones of fills, of the same hue, for the lines round cells; lighter ones where it is dark already. */
export class LineTones {
  readonly #known: Map<string, string | null>[] = [];

  /** The tone for lines at a level; null for a fill that cannot be read. */
  of(fill: string, level: number): string | null {
    const known = (this.#known[Math.min(level, CONTRASTS.length)] ??= new Map<string, string | null>());
    let tone = known.get(fill);
    if (tone === undefined) known.set(fill, (tone = toneOf(fill, CONTRASTS[level] ?? DEEPER)));
    return tone;
  }
}

function toneOf(fill: string, contrast: number): string | null {
  const rgb = parseColour(fill);
  if (!rgb) return null;
  const own = luminance(rgb);
  const darker = (own + FLARE) / contrast - FLARE;
  const light = rgb.map((channel) => toLight(channel / 255));
  // Scaled in light, a colour keeps its hue; mixed with white it becomes lighter.
  const share = ((own + FLARE) * contrast - FLARE - own) / (1 - own);
  const toned =
    darker > 0 ? light.map((part) => (part * darker) / own) : light.map((p) => p + (1 - p) * share);
  return toHex(toned.map((part) => 255 * fromLight(part)));
}

function toLight(share: number): number {
  return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
}

function fromLight(light: number): number {
  return light <= 0.0031308 ? light * 12.92 : 1.055 * light ** (1 / 2.4) - 0.055;
}

/** Channels from 0 to 255. */
export type Rgb = readonly [red: number, green: number, blue: number];

/** The colours of a text, one after the other. */
export function colours(text: string): string[] {
  return text.trim().split(/\s+/);
}

/** Colours kept: more than pictures have, unless by value. */
const MOST_KEPT = 1000;

/** Keeps what a function made of the texts it was given last: pictures have many cells, but few colours. */
export function kept<V>(make: (text: string) => V): (text: string) => V {
  const known = new Map<string, V>();
  return (text) => {
    let made = known.get(text);
    if (made === undefined) {
      if (known.size >= MOST_KEPT) known.clear();
      known.set(text, (made = make(text)));
    }
    return made;
  };
}

/** Reads an opaque `#rgb`, `#rrggbb`, `rgb()` or `hsl()` colour; null for any other. */
export const parseColour: (colour: string) => Rgb | null = /* @__PURE__ */ kept(parse);

function parse(colour: string): Rgb | null {
  const hex = /^#([\da-f]{3}|[\da-f]{6})$/i.exec(colour)?.[1];
  if (hex) {
    const step = hex.length / 3;
    return [0, 1, 2].map((k) =>
      parseInt(hex.slice(k * step, k * step + step).repeat(3 - step), 16),
    ) as unknown as Rgb;
  }
  const parts = /^(rgb|hsl)a?\(\s*(-?[\d.]+)(%|deg)?[\s,]+([\d.]+)(%?)[\s,]+([\d.]+)(%?)\s*\)$/i.exec(colour);
  if (!parts) return null;
  const [first, second, third] = [Number(parts[2]), Number(parts[4]), Number(parts[6])];
  if (parts[1]!.toLowerCase() === "hsl") return fromHsl(first, second / 100, third / 100);
  const unit = parts[3] ? 2.55 : 1;
  return [first * unit, second * unit, third * unit].map((channel) =>
    Math.min(255, channel),
  ) as unknown as Rgb;
}

function fromHsl(hue: number, saturation: number, lightness: number): Rgb {
  const reach = saturation * Math.min(lightness, 1 - lightness);
  return [0, 8, 4].map((n) => {
    const k = (((n + hue / 30) % 12) + 12) % 12;
    return 255 * (lightness - reach * Math.max(-1, Math.min(k - 3, 9 - k, 1)));
  }) as unknown as Rgb;
}

/** A colour mixed with another; as it is where one cannot be read. */
export function mixed(colour: string, other: string, share: number): string {
  const [rgb, aim] = [parseColour(colour), parseColour(other)];
  return rgb && aim ? toHex(rgb.map((channel, k) => channel + (aim[k]! - channel) * share)) : colour;
}

/** Channels from 0 to 255 as `#rrggbb`. */
export function toHex(rgb: readonly number[]): string {
  return `#${rgb.map((channel) => Math.round(channel).toString(16).padStart(2, "0")).join("")}`;
}

/** Relative luminance at which black and white contrast alike, at 4.58 to 1: √(1.05 · 0.05) − 0.05. */
const MIDDLE_LUMINANCE = 0.179;

/**
 * Black or white, whichever contrasts more with a fill (at least 4.5 to 1, as WCAG asks); null if it cannot be
 * read, or if neither contrasts enough where `shading` mixes the fill with as much white or black.
 */
export function textColour(fill: string, shading: number = 0): string | null {
  const rgb = parseColour(fill);
  if (!rgb) return null;
  const darkest = luminance(rgb.map((channel) => channel * (1 - shading)) as unknown as Rgb);
  const lightest = luminance(rgb.map((channel) => channel + (255 - channel) * shading) as unknown as Rgb);
  if (darkest > MIDDLE_LUMINANCE) return "#000";
  return lightest <= MIDDLE_LUMINANCE ? "#fff" : null;
}

/** A channel of sRGB, 0 to 255, as light from 0 to 1. */
export function toLight(channel: number): number {
  const share = channel / 255;
  return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
}

/** Light as a channel of sRGB; what that cannot show comes out as the nearest. */
export function toChannel(light: number): number {
  const share = Math.min(1, Math.max(0, light));
  return 255 * (share <= 0.0031308 ? 12.92 * share : 1.055 * share ** (1 / 2.4) - 0.055);
}

/** Relative luminance, as WCAG 2 defines it. */
export function luminance(rgb: Rgb): number {
  const [red, green, blue] = rgb.map(toLight) as unknown as Rgb;
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

/**
 * Contrast of two colours as WCAG 2 defines it: 1 for the same, 21 for black on white, at least 4.5 for text that
 * all can read; NaN if one cannot be read.
 *
 * @example contrast("#777777", "#ffffff") >= 4.5; // false
 */
export function contrast(one: string, other: string): number {
  const [a, b] = [parseColour(one), parseColour(other)];
  if (!a || !b) return NaN;
  const [low, high] = [luminance(a), luminance(b)].sort((p, q) => p - q) as [number, number];
  return (high + 0.05) / (low + 0.05);
}

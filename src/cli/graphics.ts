/** Ways in which terminals take pictures in pixels. */
export type Graphics = "kitty" | "iterm" | "sixel";

/** A picture as PNG, and as its pixels, four bytes each. */
export interface Raster {
  readonly png: Uint8Array;
  readonly pixels: Uint8Array;
  readonly width: number;
  readonly height: number;
}

type Environment = Readonly<Record<string, string | undefined>>;

/** How this terminal takes pictures, as far as it says so; undefined for one that does not. */
export function graphicsOf(env: Environment): Graphics | undefined {
  const { TERM = "", TERM_PROGRAM = "", TMUX, STY } = env;
  // What lies between passes on only what it knows.
  if (TMUX !== undefined || STY !== undefined || /^(?:screen|tmux|dumb)/.test(TERM)) return undefined;
  if (env["KITTY_WINDOW_ID"] !== undefined || /kitty|ghostty/.test(TERM) || /ghostty/i.test(TERM_PROGRAM))
    return "kitty";
  if (/^(?:iTerm\.app|WezTerm|mintty|rio)$/.test(TERM_PROGRAM) || env["WEZTERM_PANE"] !== undefined)
    return "iterm";
  return /sixel|^(?:mlterm|yaft|foot|contour)/.test(TERM) ? "sixel" : undefined;
}

/** What shows a picture, so many columns broad, in a terminal of that kind. */
export function pictureCode(how: Graphics, picture: Raster, columns: number): string {
  if (how === "kitty") return `${kittyCode(picture.png, columns)}\n`;
  return how === "iterm" ? `${itermCode(picture.png, columns)}\n` : sixelCode(picture);
}

/** Most characters of base64 in one of kitty's commands. */
const CHUNK = 4096;

function kittyCode(png: Uint8Array, columns: number): string {
  const text = Buffer.from(png).toString("base64");
  let code = "";
  for (let at = 0; at < text.length; at += CHUNK) {
    const isLast = at + CHUNK >= text.length;
    const keys = at === 0 ? `a=T,f=100,q=2,c=${columns},` : "";
    code += `\u001b_G${keys}m=${isLast ? 0 : 1};${text.slice(at, at + CHUNK)}\u001b\\`;
  }
  return code;
}

function itermCode(png: Uint8Array, columns: number): string {
  const text = Buffer.from(png).toString("base64");
  return `\u001b]1337;File=inline=1;size=${png.length};width=${columns};preserveAspectRatio=1:${text}\u0007`;
}

/** Colours that terminals with sixels have registers for. */
const MOST_COLOURS = 256;
/** Bits of each channel that colours are told apart by. */
const BITS = 5;
/** Pixels above each other in one character. */
const BAND = 6;

/**
 * A picture in sixels: a band of six rows after the other, and in it, for each colour there, a character for the six
 * pixels above each other that have it.
 */
function sixelCode({ pixels, width, height }: Raster): string {
  const { registers, of } = paletteOf(pixels);
  const channel = (key: number, at: number): number =>
    Math.round((((key >> (at * BITS)) & (2 ** BITS - 1)) * 100) / (2 ** BITS - 1));
  let code = `\u001bP0;1q"1;1;${width};${height}`;
  registers.forEach((key, k) => (code += `#${k};2;${channel(key, 2)};${channel(key, 1)};${channel(key, 0)}`));
  for (let top = 0; top < height; top += BAND) {
    const rows = new Map<number, Uint8Array>();
    for (let y = top; y < Math.min(top + BAND, height); y++) {
      for (let x = 0; x < width; x++) {
        const register = of(y * width + x);
        let row = rows.get(register);
        if (!row) rows.set(register, (row = new Uint8Array(width)));
        row[x]! |= 1 << (y - top);
      }
    }
    code += [...rows].map(([register, row]) => `#${register}${runsOf(row)}`).join("$") + "-";
  }
  return `${code}\u001b\\\n`;
}

/** The characters of a row; more than three alike are counted. */
function runsOf(row: Uint8Array): string {
  let code = "";
  for (let x = 0; x < row.length;) {
    let end = x + 1;
    while (end < row.length && row[end] === row[x]) end++;
    const sign = String.fromCharCode(63 + row[x]!);
    code += end - x > 3 ? `!${end - x}${sign}` : sign.repeat(end - x);
    x = end;
  }
  return code;
}

/** The most frequent colours of a picture, and which of them is next to that of a pixel. */
function paletteOf(pixels: Uint8Array): { registers: readonly number[]; of: (pixel: number) => number } {
  const keyOf = (pixel: number): number => {
    const shift = 8 - BITS;
    const at = 4 * pixel;
    return (
      ((pixels[at]! >> shift) << (2 * BITS)) |
      ((pixels[at + 1]! >> shift) << BITS) |
      (pixels[at + 2]! >> shift)
    );
  };
  const counts = new Map<number, number>();
  for (let pixel = 0; pixel < pixels.length / 4; pixel++)
    counts.set(keyOf(pixel), (counts.get(keyOf(pixel)) ?? 0) + 1);
  const registers = [...counts.keys()].sort((a, b) => counts.get(b)! - counts.get(a)!).slice(0, MOST_COLOURS);
  const known = new Map(registers.map((key, k) => [key, k]));
  const nearest = (key: number): number => {
    let [best, least] = [0, Infinity];
    for (const [k, other] of registers.entries()) {
      let distance = 0;
      for (let shift = 0; shift < 3 * BITS; shift += BITS) {
        const mask = 2 ** BITS - 1;
        distance += (((key >> shift) & mask) - ((other >> shift) & mask)) ** 2;
      }
      if (distance < least) [best, least] = [k, distance];
    }
    return best;
  };
  return {
    registers,
    of: (pixel) => {
      const key = keyOf(pixel);
      let found = known.get(key);
      if (found === undefined) known.set(key, (found = nearest(key)));
      return found;
    },
  };
}

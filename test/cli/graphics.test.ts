import { expect, test } from "vitest";
import { graphicsOf } from "../../src/cli/graphics.ts";
import { folderWith, marquetry } from "./support.ts";

const DATA = "path,size\nfruit/apples,5\nfruit/pears,3\nnuts/hazel,2\n";

async function shown(env: Readonly<Record<string, string>>): Promise<string> {
  const cwd = await folderWith({ "in.csv": DATA });
  const { code, out } = await marquetry(["in.csv"], { cwd, env, terminal: { stdout: true } });
  expect(code).toBe(0);
  return out;
}

test("terminals say by their variables what they take, and what lies between takes nothing", () => {
  const cases: readonly (readonly [Readonly<Record<string, string>>, string | undefined])[] = [
    [{ TERM: "xterm-256color" }, undefined],
    [{ TERM: "xterm-kitty" }, "kitty"],
    [{ TERM: "xterm-256color", KITTY_WINDOW_ID: "1" }, "kitty"],
    [{ TERM: "xterm-ghostty", TERM_PROGRAM: "ghostty" }, "kitty"],
    [{ TERM: "xterm-256color", TERM_PROGRAM: "iTerm.app" }, "iterm"],
    [{ TERM: "xterm-256color", TERM_PROGRAM: "WezTerm" }, "iterm"],
    [{ TERM: "foot" }, "sixel"],
    [{ TERM: "xterm-sixel" }, "sixel"],
    [{ TERM: "screen-256color", KITTY_WINDOW_ID: "1", TMUX: "/tmp/x" }, undefined],
    [{}, undefined],
  ];
  for (const [env, how] of cases) expect(graphicsOf(env), JSON.stringify(env)).toBe(how);
});

/** What a PNG begins with, and how broad and high it is. */
function sizeOfPng(bytes: Buffer): readonly number[] {
  expect(bytes.subarray(0, 4).toString("latin1")).toBe("\x89PNG");
  return [bytes.readUInt32BE(16), bytes.readUInt32BE(20)];
}

test("kitty gets a PNG in pieces, all of which but the last say that more comes", async () => {
  const out = await shown({ TERM: "xterm-kitty" });
  // eslint-disable-next-line no-control-regex
  const pieces = [...out.matchAll(/\u001b_G([^;]*);([^\u001b]*)\u001b\\/g)];
  expect(pieces.map(([, keys]) => /m=([01])/.exec(keys!)?.[1]).join("")).toMatch(/^1*0$/);
  expect(pieces[0]![1]).toContain("a=T,f=100");
  expect(pieces.every(([, , text]) => text!.length <= 4096)).toBe(true);
  expect(sizeOfPng(Buffer.from(pieces.map(([, , text]) => text).join(""), "base64"))).toEqual([640, 400]);
});

test("iTerm gets a PNG with its length", async () => {
  const out = await shown({ TERM_PROGRAM: "iTerm.app" });
  // eslint-disable-next-line no-control-regex
  const [, size, text] = /^\u001b\]1337;File=inline=1;size=(\d+);[^:]*:([A-Za-z0-9+/=]+)\u0007\n$/.exec(out)!;
  const bytes = Buffer.from(text!, "base64");
  expect(bytes.length).toBe(Number(size));
  expect(sizeOfPng(bytes)).toEqual([640, 400]);
});

/** The colours of a picture in sixels by pixel, as their registers say them in hundredths. */
function fromSixels(code: string): {
  readonly width: number;
  readonly height: number;
  readonly pixels: string[];
} {
  const [, w, h, body] = /^\u001bP0;1q"1;1;(\d+);(\d+)([^\u001b]*)\u001b\\\n$/.exec(code)!; // eslint-disable-line no-control-regex
  const [width, height] = [Number(w), Number(h)];
  const colours = new Map<string, string>();
  const pixels = new Array<string>(width * height).fill("");
  let [x, y, colour] = [0, 0, ""];
  for (const [, register, rgb, times, sign] of body!.matchAll(
    /#(\d+)(?:;2;([\d;]+))?|(?:!(\d+))?([?-~$-])/g,
  )) {
    if (register !== undefined) {
      if (rgb !== undefined) colours.set(register, rgb);
      colour = colours.get(register)!;
    } else if (sign === "$") x = 0;
    else if (sign === "-") [x, y] = [0, y + 6];
    else {
      const bits = sign!.charCodeAt(0) - 63;
      for (let n = 0; n < Number(times ?? 1); n++, x++) {
        for (let k = 0; k < 6; k++) {
          if ((bits >> k) & 1) {
            // No pixel is drawn twice.
            pixels[(y + k) * width + x] = pixels[(y + k) * width + x]! + colour;
          }
        }
      }
    }
  }
  return { width, height, pixels };
}

test("sixels are the picture, each pixel once", async () => {
  const { width, height, pixels } = fromSixels(await shown({ TERM: "foot" }));
  expect([width, height]).toEqual([640, 400]);
  expect(pixels.every((colour) => colour !== "")).toBe(true);
  const counts = new Map<string, number>();
  for (const colour of pixels) counts.set(colour, (counts.get(colour) ?? 0) + 1);
  // Apples are half of all, and their cell is one colour but for its name.
  expect(Math.max(...counts.values()) / pixels.length).toBeGreaterThan(0.35);
  expect(counts.size).toBeLessThanOrEqual(256);
});

test("without the package that draws pixels, halves of characters do", async () => {
  const cwd = await folderWith({ "in.csv": DATA });
  const load = (name: string): Promise<unknown> => Promise.reject(new Error(`no ${name}`));
  const { out } = await marquetry(["in.csv"], {
    cwd,
    load,
    env: { TERM: "foot" },
    terminal: { stdout: true },
  });
  expect(out).toContain("▀");
});

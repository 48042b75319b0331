import { constants, type Stats } from "node:fs";
import { basename, dirname, extname, join, resolve } from "node:path";
import { MarquetryError } from "../index.ts";
import { codeOf, OutputError, reason, UsageError } from "./failure.ts";
import type { Raster } from "./graphics.ts";
import { inFontRuns } from "./font-runs.ts";
import { fontFiles, PNG_FONT } from "./fonts.ts";
import { DASH, write, type Io } from "./io.ts";

const MOST_ATTEMPTS = 10_000;
/** A name is at most 255 bytes long; this many characters leave room for what is added, whatever they are. */
const NAME_KEPT = 60;

/** An output that can be written, as far as can be told before there is anything to write. */
export interface Target {
  /** As the user gave it. */
  readonly shown: string;
  /** The file itself, where `shown` is a link to it. */
  readonly path: string;
  /** The ending of its name, in small letters; "" for stdout. */
  readonly ending: string;
  /** Whether it is written to as it is: stdout, a device or a pipe. */
  readonly direct: boolean;
  /** The mode of the file that is replaced. */
  readonly mode: number | undefined;
}

/**
 * Looks at all outputs before any work: that each is of a known format, can be written, and is neither the input nor
 * another output. The endings of a name that are known tell the format.
 */
export async function findTargets(
  wanted: readonly { readonly shown: string; readonly endings: readonly string[] }[],
  inputs: readonly string[],
  io: Io,
): Promise<Target[]> {
  const taken = new Map<string, string>();
  for (const input of inputs) {
    // An input that cannot be looked at is for its reader to complain of.
    const source = input === DASH ? undefined : await look(input, io).catch(() => undefined);
    if (source) taken.set(source.identity, "the input, which it would overwrite");
  }
  const targets: Target[] = [];
  for (const { shown, endings } of wanted) {
    if (shown === "") throw new UsageError("the name of the output file is empty");
    try {
      const found = await look(shown, io);
      const other = taken.get(found.identity);
      if (other !== undefined) throw new UsageError(`the output ${shown} is ${other}`);
      taken.set(found.identity, `the output ${shown} too`);
      targets.push(await toTarget(shown, found.stats, endings, io));
    } catch (error) {
      throw error instanceof UsageError ? error : unwritable(shown, error);
    }
  }
  return targets;
}

/** Into a pipe or a file of the shell by itself; onto a terminal only when asked to. */
export function usualOutput(io: Io, advice: string): string {
  if (!io.isTTY.stdout) return DASH;
  throw new UsageError(`where to? give ${advice}`);
}

async function toTarget(
  shown: string,
  found: Stats | undefined,
  endings: readonly string[],
  io: Io,
): Promise<Target> {
  if (shown === DASH) return { shown, path: DASH, ending: "", direct: true, mode: undefined };
  const direct = found !== undefined && !found.isFile();
  const ending = extname(shown).toLowerCase();
  if (!direct && !endings.includes(ending)) {
    const known = new Intl.ListFormat("en", { type: "disjunction" }).format(endings);
    throw new UsageError(
      `the ending of a name tells the format: give one that ends in ${known}, not ${shown}`,
    );
  }
  if (found?.isDirectory() === true) throw Object.assign(new Error(), { code: "EISDIR" });
  // A link stays, and what it points to is replaced.
  const path = found ? await io.fs.realpath(resolve(io.cwd, shown)) : resolve(io.cwd, shown);
  await io.fs.access(direct ? path : dirname(path), constants.W_OK);
  return { shown, path, ending, direct, mode: found?.mode };
}

/**
 * What stands under a name, links followed, and an identity that two names of one file share: device and inode, or
 * where nothing is yet, those of the folder and the name.
 */
async function look(name: string, io: Io): Promise<{ stats: Stats | undefined; identity: string }> {
  if (name === DASH) return { stats: undefined, identity: DASH };
  const path = resolve(io.cwd, name);
  const folder = dirname(path);
  try {
    const stats = await io.fs.stat(path);
    return { stats, identity: `${stats.dev}:${stats.ino}` };
  } catch (error) {
    if (codeOf(error) !== "ENOENT" || folder === path) throw error;
    return { stats: undefined, identity: `${(await look(folder, io)).identity}/${basename(path)}` };
  }
}

/** The error of an output that cannot be written. */
export function unwritable(shown: string, cause: unknown): OutputError {
  return new OutputError(`cannot write ${shown}: ${reason(cause)}`, { cause });
}

/** What is written: whole, or piece by piece. */
export type Content = string | Uint8Array | Iterable<string>;

/** Writes a file whole or not at all: into a new file beside it, then renamed. */
export async function save(target: Target, content: Content, io: Io): Promise<void> {
  if (target.path === DASH) {
    const pieces = typeof content === "string" ? [content] : (content as Iterable<string>);
    for (const piece of pieces) await write(io.stdout, piece);
    return;
  }
  try {
    if (target.direct) await io.fs.writeFile(target.path, content);
    else await replace(target, content, io);
  } catch (error) {
    // What is drawn while it is written may fail by itself.
    throw error instanceof MarquetryError || error instanceof RangeError
      ? error
      : unwritable(target.shown, error);
  }
}

async function replace({ path, mode }: Target, content: Content, io: Io): Promise<void> {
  const { temporary, release } = createBeside(path, io);
  try {
    // A file that is opened, not made: after a signal removed it, nothing makes it anew.
    const file = await io.fs.open(temporary, "r+");
    await io.fs.writeFile(file, content).finally(() => file.close());
    if (mode !== undefined) await io.fs.chmod(temporary, mode);
    await io.fs.rename(temporary, path);
  } catch (error) {
    await io.fs.rm(temporary, { force: true });
    throw error;
  } finally {
    release();
  }
}

/** Makes an empty file with a name that was free, in the folder of `path`: renaming works only within a device. */
function createBeside(path: string, io: Io): { temporary: string; release: () => void } {
  for (let attempt = 0; ; attempt++) {
    const temporary = join(dirname(path), `.${basename(path).slice(0, NAME_KEPT)}.${attempt}.tmp`);
    // A signal is heard from here on, and answered when the file is there: nothing waits in between.
    const release = io.removeOnInterrupt(temporary);
    try {
      io.fs.writeFileSync(temporary, "", { flag: "wx" });
      return { temporary, release };
    } catch (error) {
      release();
      if (codeOf(error) !== "EEXIST" || attempt === MOST_ATTEMPTS) throw error;
    }
  }
}

/** What is used of the package that draws SVG. */
interface Renderer {
  readonly Resvg: new (
    svg: string,
    options: {
      fitTo: { mode: "zoom"; value: number };
      background: string;
      font: { fontFiles: string[]; defaultFontFamily: string; sansSerifFamily: string };
    },
  ) => {
    render(): {
      readonly pixels: Uint8Array;
      readonly width: number;
      readonly height: number;
      asPng(): Uint8Array;
    };
  };
}

/** A package of its own, for it brings ten megabytes of machine code. */
const RENDERER = "@resvg/resvg-js";

/**
 * What makes a PNG of an SVG on a white ground, `scale` pixels for each of its own.
 *
 * @throws OutputError if the package that does it is not installed
 */
export async function pngMaker(io: Io): Promise<(svg: string, scale: number) => Uint8Array> {
  const render = await rasterMaker(io);
  return (svg, scale) => render(svg, scale).png;
}

/** As {@link pngMaker}, with the pixels. */
export async function rasterMaker(io: Io): Promise<(svg: string, scale: number) => Raster> {
  let found: Renderer & { default?: Renderer };
  try {
    found = (await io.load(RENDERER)) as typeof found;
  } catch (cause) {
    const message = `PNG needs the package ${RENDERER}, which is not installed: npm install ${RENDERER}, or give -o FILE.svg`;
    throw new OutputError(message, { cause });
  }
  const { Resvg } = found.Resvg ? found : found.default!;
  // Fonts of the machine are for signs that this one lacks.
  const font = { fontFiles: fontFiles(), defaultFontFamily: PNG_FONT, sansSerifFamily: PNG_FONT };
  return (svg, scale) => {
    const drawn = new Resvg(inFontRuns(svg), {
      fitTo: { mode: "zoom", value: scale },
      background: "#ffffff",
      font,
    }).render();
    const { width, height } = drawn;
    return {
      width,
      height,
      get png() {
        return drawn.asPng();
      },
      get pixels() {
        return drawn.pixels;
      },
    };
  };
}

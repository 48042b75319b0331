import { constants, type Stats } from "node:fs";
import { basename, dirname, extname, join, resolve } from "node:path";
import { codeOf, OutputError, reason, UsageError } from "./failure.ts";
import { DASH, write, type Io } from "./io.ts";

const MOST_ATTEMPTS = 100;
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

/** An output that the user asks for, and the endings that tell its format. */
export interface Wanted {
  readonly shown: string;
  readonly endings: readonly string[];
}

/**
 * Looks at all outputs before any work: that each is of a known format, can be written, and is neither the input nor
 * another output.
 */
export async function findTargets(wanted: readonly Wanted[], input: string, io: Io): Promise<Target[]> {
  const taken = new Map<string, string>();
  if (input !== DASH) taken.set(await identify(input, io), "the input, which it would overwrite");
  const targets: Target[] = [];
  for (const { shown, endings } of wanted) {
    if (shown === "") throw new UsageError("the name of the output file is empty");
    const identity = await identify(shown, io);
    const other = taken.get(identity);
    if (other !== undefined) throw new UsageError(`the output ${shown} is ${other}`);
    taken.set(identity, `the output ${shown} too`);
    targets.push(await findTarget(shown, endings, io));
  }
  return targets;
}

async function findTarget(shown: string, endings: readonly string[], io: Io): Promise<Target> {
  if (shown === DASH) return { shown, path: DASH, ending: "", direct: true, mode: undefined };
  let path = resolve(io.cwd, shown);
  try {
    const found = await statOf(path, io);
    const direct = found !== undefined && !found.isFile();
    const ending = extname(shown).toLowerCase();
    if (!direct && !endings.includes(ending)) {
      const message = `the ending of a name tells the format: give one that ends in ${endings.join(" or ")}, not ${shown}`;
      throw new UsageError(message);
    }
    if (found?.isDirectory() === true) throw Object.assign(new Error(), { code: "EISDIR" });
    // The link stays, and what it points to is replaced.
    if (found) path = await io.fs.realpath(path);
    await io.fs.access(direct ? path : dirname(path), constants.W_OK);
    return { shown, path, ending, direct, mode: found?.mode };
  } catch (error) {
    throw error instanceof UsageError ? error : unwritable(shown, error);
  }
}

/** What is there, links followed; undefined if nothing is. */
async function statOf(path: string, io: Io): Promise<Stats | undefined> {
  try {
    return await io.fs.stat(path);
  } catch (error) {
    if (codeOf(error) === "ENOENT") return undefined;
    throw error;
  }
}

/** Equal for two names of one file: device and inode; of a name that is free, those of its folder and the name. */
async function identify(name: string, io: Io): Promise<string> {
  if (name === DASH) return DASH;
  const path = resolve(io.cwd, name);
  try {
    const { dev, ino } = await io.fs.stat(path);
    return `${dev}:${ino}`;
  } catch {
    return dirname(path) === path ? path : `${await identify(dirname(path), io)}/${basename(path)}`;
  }
}

function unwritable(shown: string, cause: unknown): OutputError {
  return new OutputError(`cannot write ${shown}: ${reason(cause)}`, { cause });
}

/** Writes a file whole or not at all: into a new file beside it, then renamed. */
export async function save(target: Target, content: string | Uint8Array, io: Io): Promise<void> {
  if (target.path === DASH) return write(io.stdout, content as string);
  try {
    if (target.direct) await io.fs.writeFile(target.path, content);
    else await replace(target, content, io);
  } catch (error) {
    throw unwritable(target.shown, error);
  }
}

async function replace({ path, mode }: Target, content: string | Uint8Array, io: Io): Promise<void> {
  const temporary = await createBeside(path, io);
  const release = io.removeOnInterrupt(temporary);
  try {
    await io.fs.writeFile(temporary, content);
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
async function createBeside(path: string, io: Io): Promise<string> {
  for (let attempt = 0; ; attempt++) {
    const temporary = join(dirname(path), `.${basename(path).slice(0, NAME_KEPT)}.${attempt}.tmp`);
    try {
      await io.fs.writeFile(temporary, "", { flag: "wx" });
      return temporary;
    } catch (error) {
      if (codeOf(error) !== "EEXIST" || attempt === MOST_ATTEMPTS) throw error;
    }
  }
}

/** What is used of the package that draws SVG. */
interface Renderer {
  readonly Resvg: new (
    svg: string,
    options: { fitTo: { mode: "zoom"; value: number }; background: string },
  ) => { render(): { asPng(): Uint8Array } };
}

/** A package of its own, for it brings ten megabytes of machine code. */
const RENDERER = "@resvg/resvg-js";

/**
 * What makes a PNG of an SVG on a white ground, `scale` pixels for each of its own.
 *
 * @throws OutputError if the package that does it is not installed
 */
export async function pngMaker(io: Io): Promise<(svg: string, scale: number) => Uint8Array> {
  let found: Renderer & { default?: Renderer };
  try {
    found = (await io.load(RENDERER)) as typeof found;
  } catch (cause) {
    const message = `PNG needs the package ${RENDERER}, which is not installed: npm install ${RENDERER}, or give -o FILE.svg`;
    throw new OutputError(message, { cause });
  }
  const { Resvg } = found.Resvg ? found : found.default!;
  return (svg, scale) =>
    new Resvg(svg, { fitTo: { mode: "zoom", value: scale }, background: "#ffffff" }).render().asPng();
}

import { randomBytes } from "node:crypto";
import { mkdir } from "node:fs/promises";
import { join, resolve } from "node:path";
import type { LazyNode, LazySource } from "../index.ts";
import { Console } from "./console.ts";
import { openData, rolledUp, type DataFlags } from "./database.ts";
import type { Io } from "./io.ts";
import { unwritable } from "./output.ts";
import { count } from "./text.ts";

/** What `tiles` takes beside what all commands for large trees do. */
export interface TilesFlags extends DataFlags {
  readonly output: string;
  readonly limit: number;
  readonly minShare: number;
}

/** A node in a tile: where its children are in another, the number of that one. */
export type TileNode = LazyNode & { tile?: number };

/** A file of a tree that is cut into pieces: children by the id of their parent. */
export interface Tile {
  /** In the first tile only: the whole. */
  readonly root?: LazyNode;
  readonly families: Readonly<Record<string, readonly TileNode[]>>;
}

/** Nodes of a tile, after which what lies below goes to tiles of its own. */
const MOST_IN_TILE = 2000;

/** Writes a tree as static files, each a piece of it, that a page without a server can load one by one. */
export async function writeTiles(input: string, flags: TilesFlags, io: Io): Promise<void> {
  const console = new Console(io, flags.quiet);
  const data = await openData(input, flags, io);
  try {
    const source = await rolledUp(data, flags, console);
    const folder = resolve(io.cwd, flags.output);
    await mkdir(folder, { recursive: true });
    const written = await cutTiles(source, flags, async (number, tile) => {
      await console.progress(() => `writing tile ${number}`);
      await writeWhole(join(folder, `${number}.json`), JSON.stringify(tile), io);
    });
    await console.note(
      `${count(written.nodes, "node")} in ${count(written.tiles, "file")} of ${flags.output}`,
    );
  } finally {
    await data.close();
  }
}

async function writeWhole(path: string, text: string, io: Io): Promise<void> {
  const draft = `${path}.${randomBytes(4).toString("hex")}`;
  try {
    await io.fs.writeFile(draft, text);
    await io.fs.rename(draft, path);
  } catch (error) {
    await io.fs.rm(draft, { force: true });
    throw unwritable(path, error);
  }
}

/** Cuts a tree into tiles from the root down; what is lighter than a share of the whole has no children in them. */
export async function cutTiles(
  { root, ...source }: LazySource,
  { limit, minShare }: { readonly limit: number; readonly minShare: number },
  write: (number: number, tile: Tile) => Promise<void>,
): Promise<{ tiles: number; nodes: number }> {
  const { signal } = new AbortController();
  const least = minShare * root.weight;
  const isCut = (node: LazyNode): boolean => node.hasChildren === true && node.weight >= least;
  const tops: LazyNode[] = [root];
  let nodes = 1;
  for (let number = 0; number < tops.length; number++) {
    const families: Record<string, TileNode[]> = Object.create(null) as Record<string, TileNode[]>;
    // Level by level, so that what is heavy comes first.
    const open: TileNode[] = [tops[number]!];
    let inTile = 0;
    for (const parent of open) {
      if (inTile >= MOST_IN_TILE) {
        parent.tile = tops.length;
        tops.push(parent);
        continue;
      }
      const children = await source.children(parent.id, { limit, offset: 0, minShare: 0, signal });
      inTile += children.length;
      const family = children.map((child): TileNode => ({ ...child, hasChildren: isCut(child) }));
      families[parent.id] = family;
      open.push(...family.filter(({ hasChildren }) => hasChildren));
    }
    nodes += inTile;
    await write(number, number === 0 ? { root, families } : { families });
  }
  return { tiles: tops.length, nodes };
}

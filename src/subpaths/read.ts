/**
 * Trees from files: what people have, read into a weighted tree; see docs/reading.md.
 *
 * @module
 * @example
 * import { readTree } from "marquetry/read";
 *
 * const { tree, format, notes } = await readTree(text, { name: "sizes.csv" });
 */
export { readTree } from "../read/read-tree.ts";
export type { ReadResult } from "../read/read-tree.ts";
export { readFormats } from "../read/readers.ts";
export type { ReadOptions } from "../read/options.ts";
export type { ReadInput } from "../read/source.ts";

import {
  callback,
  either,
  flag,
  listOf,
  object,
  text,
  type Option,
  type OptionHelp,
  type OptionTable,
} from "../options/option.ts";
import type { RollUpOptions } from "./roll-up.ts";
import type { SqlSourceOptions } from "./sql-source.ts";
import type { SqlLevels, SqlParents, SqlPaths } from "./statements.ts";

/** All that {@link rollUp} takes, whatever the shape of the rows. */
export type AllRollUpOptions = Partial<SqlPaths & SqlLevels & SqlParents> & RollUpOptions;

const column: Option = either(text(), object("{ sql }, an expression", undefined, ["sql"]));
const name = (usual?: string): Option => either(text(), listOf(text()), usual);

export const rollUpOptions: OptionTable<AllRollUpOptions> = {
  table: name(),
  query: text(),
  path: column,
  separator: text("/"),
  levels: listOf(column),
  id: column,
  parent: column,
  label: column,
  weight: column,
  watermark: column,
  into: name("rollup"),
  root: text("all"),
  skip: flag(false),
  onProgress: callback(),
};

export const rollUpHelp: OptionHelp<AllRollUpOptions> = {
  table: "the table to read, with its schema as a list",
  query: "a query in place of a table",
  path: "column of paths",
  separator: "what stands between the names of a path",
  levels: "in place of a path, a column for each level, the topmost first",
  id: "in place of a path, the column of ids, with parent",
  parent: "column of the ids of parents; the roots have none",
  label: "column of what to call nodes; their id by default",
  weight: "column of weights; 1 for each row by default",
  watermark: "a column that grows as rows are appended: the next roll-up reads the new ones alone",
  into: "the table to write, with its schema as a list",
  root: "what the root is called",
  skip: "leave rows out that have no sound weight or place, and count them",
  onProgress: "is told each step",
};

export const sqlSourceOptions: OptionTable<SqlSourceOptions> = { table: name("rollup") };

export const sqlSourceHelp: OptionHelp<SqlSourceOptions> = {
  table: "the table that rollUp wrote, with its schema as a list",
};

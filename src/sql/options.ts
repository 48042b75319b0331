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
import type { SqlColumn, SqlLevels, SqlParents, SqlPaths } from "./statements.ts";

/** How `rollUp` goes about it. */
export interface RollUpOptions {
  /** The table to write, with its schema in front where it has one; "rollup" by default. One of that name is replaced. */
  readonly into?: string | readonly string[];
  /** What the root is called; "all" by default. */
  readonly root?: string;
  /** Whether rows without a sound weight or a place are left out, and counted; by default they are an error. */
  readonly skip?: boolean;
  /**
   * A column that grows as rows are appended, as a number or the time of loading: the next roll-up then reads the rows
   * above the greatest there was, and adds them to the table. For paths and levels whose weights are exact. Where the
   * rows below are not as many as they were, or the roll-up was of others, all are read again.
   */
  readonly watermark?: SqlColumn;
  /** Is told what is being done, and of how many steps, as far as that is known. */
  readonly onProgress?: (step: string) => void;
}

/** Which roll-up `sqlSource` reads. */
export interface SqlSourceOptions {
  /** The table that `rollUp` wrote; "rollup" by default. */
  readonly table?: string | readonly string[];
}

/** All that `rollUp` takes, whatever the shape of the rows. */
export type AllRollUpOptions = Partial<SqlPaths & SqlLevels & SqlParents> & RollUpOptions;

const column: Option = /* @__PURE__ */ either(
  /* @__PURE__ */ text(),
  /* @__PURE__ */ object("{ sql }, an expression", undefined, ["sql"]),
);
const name = (usual?: string): Option => either(text(), listOf(text()), usual);

export const rollUpOptions: OptionTable<AllRollUpOptions> = {
  table: /* @__PURE__ */ name(),
  query: /* @__PURE__ */ text(),
  path: column,
  separator: /* @__PURE__ */ text("/"),
  levels: /* @__PURE__ */ listOf(column),
  id: column,
  parent: column,
  label: column,
  weight: column,
  watermark: column,
  into: /* @__PURE__ */ name("rollup"),
  root: /* @__PURE__ */ text("all"),
  skip: /* @__PURE__ */ flag(false),
  onProgress: /* @__PURE__ */ callback(),
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

export const sqlSourceOptions: OptionTable<SqlSourceOptions> = { table: /* @__PURE__ */ name("rollup") };

export const sqlSourceHelp: OptionHelp<SqlSourceOptions> = {
  table: "the table that rollUp wrote, with its schema as a list",
};

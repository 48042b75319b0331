/**
 * Trees of a database: sums of all folders in one table, and a source for `lazyTree` that reads it.
 *
 * @module
 */
export { rollUp, printRollUp } from "./roll-up.ts";
export type { RollUpReport, SkippedRows } from "./roll-up.ts";
export type { RollUpOptions, SqlSourceOptions } from "./options.ts";
export { sqlSource } from "./sql-source.ts";
export type {
  ClickHouseLike,
  DuckDBLike,
  PostgresLike,
  Row,
  SqlConnection,
  SqlRunner,
} from "./connection.ts";
export type { SqlDialectName } from "./dialect.ts";
export type { SqlColumn, SqlLevels, SqlParents, SqlPaths, SqlRows, SqlShape } from "./statements.ts";

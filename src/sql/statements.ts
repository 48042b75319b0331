import { MarquetryError } from "../index.ts";
import type { Dialect } from "./dialect.ts";

/** A column by its name, or an expression in the database's own SQL. */
export type SqlColumn = string | { readonly sql: string };

/** The rows to roll up: a table, with its schema where needed, or a query. */
export interface SqlRows {
  /** Name of a table; a list for one in a schema. */
  readonly table?: string | readonly string[];
  /** A query in the database's own SQL, in place of a table. */
  readonly query?: string;
  /** What each row weighs; 1 by default. */
  readonly weight?: SqlColumn;
}

/** Rows with paths. */
export interface SqlPaths extends SqlRows {
  readonly path: SqlColumn;
  /** What stands between the names of a path; "/" by default. */
  readonly separator?: string;
}

/** Rows with a column for each level, the topmost first; a level that is NULL or empty ends the way down. */
export interface SqlLevels extends SqlRows {
  readonly levels: readonly SqlColumn[];
}

/** Rows that name their parents; roots have none. What a parent weighs itself is added to its children. */
export interface SqlParents extends SqlRows {
  readonly id: SqlColumn;
  readonly parent: SqlColumn;
  /** The text to show; the id by default. */
  readonly label?: SqlColumn;
}

/** The shapes of a table that can be rolled up. */
export type SqlShape = SqlPaths | SqlLevels | SqlParents;

/** Stands between the names of levels: no text has it but to set apart units. */
export const LEVEL_SEPARATOR = "\u001f";
/** Stands for it where a name has it all the same. */
const SHOWN_SEPARATOR = "\u241f";

/** Names of the tables that a roll-up makes. */
export interface TableNames {
  /** What the rows say, each path or id once. */
  readonly stage: string;
  /** Rows that name their parents, with their depth. */
  readonly placed: string;
  /** All nodes, with what lies below them. */
  readonly nodes: string;
  readonly result: string;
  /** The result until it is whole. */
  readonly draft: string;
}

export function tableNames(dialect: Dialect, into: string | readonly string[]): TableNames {
  const parts = typeof into === "string" ? [into] : [...into];
  const last = parts.pop() ?? "";
  const named = (suffix: string, schema: readonly string[]): string =>
    [...schema, last + suffix].map((name) => dialect.identifier(name)).join(".");
  // Temporary tables have a schema of their own.
  const own = dialect.hasTransactions ? [] : parts;
  return {
    stage: named("_stage", own),
    placed: named("_placed", own),
    nodes: named("_nodes", own),
    result: named("", parts),
    draft: named("_draft", parts),
  };
}

/** The statements of a roll-up, whatever the engine. */
export class Statements {
  readonly names: TableNames;
  readonly #dialect: Dialect;
  readonly #shape: SqlShape;
  /** What each row weighs, as it is added up. */
  readonly #weight: string;

  /** @param type - what the database calls the type of the weights */
  constructor(dialect: Dialect, shape: SqlShape, names: TableNames, type: string) {
    this.names = names;
    this.#dialect = dialect;
    this.#shape = shape;
    this.#weight = dialect.summand(weightOf(dialect, shape), type);
  }

  /** The weights of all paths that the rows name, each once, and how deep they lie. */
  stagePaths(): string {
    const d = this.#dialect;
    const shape = this.#shape as SqlPaths | SqlLevels;
    const columns = "levels" in shape ? shape.levels : [shape.path];
    const raw = columns.map((column, k) => `${expressionOf(d, column)} AS c${k}`).join(", ");
    const groups = columns.map((_, k) => `c${k}`).join(", ");
    const separator = this.#separator;
    const texts = columns.map((_, k) => `coalesce(${d.text(`c${k}`)}, '')`);
    const level = (text: string): string =>
      `replace(${text}, ${d.literal(separator)}, ${d.literal(SHOWN_SEPARATOR)})`;
    const path = "levels" in shape ? texts.map(level).join(` || ${d.literal(separator)} || `) : texts[0]!;
    const id = d.joined(d.filled(d.names("path", separator)), separator);
    const depth = `CASE WHEN id = '' THEN 0 ELSE ${d.count(d.names("id", separator))} END`;
    // Grouped before texts are looked into: there are fewer of them then.
    const weighed = `SELECT ${raw}, ${this.#weight} AS weight FROM ${rowsOf(d, shape)} AS source WHERE ${soundRows(d, shape)}`;
    const grouped = `SELECT ${groups}, sum(weight) AS weight FROM (${weighed}) AS weighed GROUP BY ${groups}`;
    const paths = `SELECT ${path} AS path, weight FROM (${grouped}) AS grouped`;
    const cleaned = `SELECT ${id} AS id, weight FROM (${paths}) AS paths`;
    const summed = `SELECT id, sum(weight) AS weight FROM (${cleaned}) AS cleaned GROUP BY id`;
    return this.#make(this.names.stage, `SELECT id, weight, ${depth} AS depth FROM (${summed}) AS summed`);
  }

  /** The folders of one level, of what lies in them and of what they weigh themselves; the deepest level comes first. */
  levelOfPaths(depth: number, isDeepest: boolean): string {
    const { nodes, stage } = this.names;
    const own = `SELECT id, weight, 0 AS leaves, 0 AS children FROM ${stage} WHERE depth = ${depth}`;
    const below = `SELECT ${this.#parentOf("id")} AS id, weight, leaves, 1 AS children FROM ${nodes} WHERE depth = ${depth + 1}`;
    const parts = isDeepest ? own : `${own} UNION ALL ${below}`;
    const query =
      `SELECT id, sum(weight) AS weight, CASE WHEN sum(children) = 0 THEN 1 ELSE sum(leaves) END AS leaves, ` +
      `sum(children) AS children, ${depth} AS depth FROM (${parts}) AS parts GROUP BY id`;
    return isDeepest ? this.#make(nodes, query) : `INSERT INTO ${nodes} ${query}`;
  }

  /** The rows that name their parents, as texts. */
  stageParents(): string {
    const d = this.#dialect;
    const shape = this.#shape as SqlParents;
    const [id, parent] = [shape.id, shape.parent].map(
      (column) => `coalesce(${d.text(expressionOf(d, column))}, '')`,
    );
    const name =
      shape.label === undefined ? id! : `coalesce(${d.text(expressionOf(d, shape.label))}, ${id!})`;
    return this.#make(
      this.names.stage,
      `SELECT ${id!} AS id, CASE WHEN ${parent!} = ${id!} THEN '' ELSE ${parent!} END AS parent, ` +
        `${name} AS name, ${this.#weight} AS weight FROM ${rowsOf(d, shape)} AS source WHERE ${soundRows(d, shape)}`,
    );
  }

  /** The topmost rows: the root, or those below one that is made for them. */
  placeRoots(isOne: boolean, rootName: string): string {
    const { stage, placed } = this.names;
    const rows = (depth: number): string =>
      `SELECT id, parent, name, weight, ${depth} AS depth FROM ${stage} WHERE parent = ''`;
    const root = `SELECT '' AS id, '' AS parent, ${this.#dialect.literal(rootName)} AS name, min(weight) - min(weight) AS weight, 0 AS depth FROM ${stage}`;
    return this.#make(placed, isOne ? rows(0) : `${root} UNION ALL ${rows(1)}`);
  }

  /** Rows one level below those placed last. */
  placeChildren(depth: number): string {
    const { placed, stage } = this.names;
    return (
      `INSERT INTO ${placed} SELECT s.id, s.parent, s.name, s.weight, ${depth} AS depth FROM ${stage} AS s ` +
      `JOIN ${placed} AS p ON s.parent = p.id WHERE p.depth = ${depth - 1} AND s.parent <> ''`
    );
  }

  /** The nodes of one level, with what lies below them. */
  levelOfParents(depth: number, isDeepest: boolean): string {
    const { nodes, placed } = this.names;
    const own = `SELECT id, parent, name, weight, 0 AS leaves, 0 AS children FROM ${placed} WHERE depth = ${depth}`;
    const below = `SELECT parent AS id, '' AS parent, '' AS name, weight, leaves, 1 AS children FROM ${nodes} WHERE depth = ${depth + 1}`;
    const parts = isDeepest ? own : `${own} UNION ALL ${below}`;
    const query =
      `SELECT id, max(parent) AS parent, max(name) AS name, sum(weight) AS weight, ` +
      `CASE WHEN sum(children) = 0 THEN 1 ELSE sum(leaves) END AS leaves, ` +
      `sum(children) AS children, ${depth} AS depth FROM (${parts}) AS parts GROUP BY id`;
    return isDeepest ? this.#make(nodes, query) : `INSERT INTO ${nodes} ${query}`;
  }

  /** The table itself, a family in one piece, the heaviest first. */
  finish(rootName: string): string {
    const d = this.#dialect;
    const { nodes, draft } = this.names;
    const parent = `CASE WHEN depth < 2 THEN '' ELSE ${this.#parentOf("id")} END`;
    const name = `CASE WHEN depth = 0 THEN ${d.literal(rootName)} ELSE ${d.last(d.names("id", this.#separator))} END`;
    const names = "id" in this.#shape ? "parent, name" : `${parent} AS parent, ${name} AS name`;
    const query = `SELECT id, ${names}, weight, leaves, children, depth FROM ${nodes}`;
    const columns = d.family ? `*, ${d.family("parent")} AS family` : "*";
    const order = d.family ? "family, parent" : "parent";
    return `CREATE TABLE ${draft} ${d.storage} AS SELECT ${columns} FROM (${query}) AS found ORDER BY ${order}, weight DESC, id`;
  }

  /** The table takes the place of the one before. */
  replace(into: string): string[] {
    const d = this.#dialect;
    const { draft, result } = this.names;
    const named = d.name === "clickhouse" ? result : d.identifier(into);
    const rename =
      d.name === "clickhouse"
        ? `RENAME TABLE ${draft} TO ${named}`
        : `ALTER TABLE ${draft} RENAME TO ${named}`;
    const index = d.index?.(result, d.identifier(`${into}_family`));
    return [`DROP TABLE IF EXISTS ${result}`, rename, ...(index === undefined ? [] : [index])];
  }

  /** What was needed for a while goes. */
  drop(): string[] {
    const { stage, placed, nodes, draft } = this.names;
    return [stage, placed, nodes, draft].map((table) => `DROP TABLE IF EXISTS ${table}`);
  }

  get #separator(): string {
    return "levels" in this.#shape ? LEVEL_SEPARATOR : ((this.#shape as SqlPaths).separator ?? "/");
  }

  #parentOf(id: string): string {
    const d = this.#dialect;
    return d.joined(d.front(d.names(id, this.#separator)), this.#separator);
  }

  #make(table: string, query: string): string {
    const { temporary, name } = this.#dialect;
    const storage = name === "clickhouse" ? " ENGINE = MergeTree ORDER BY tuple()" : "";
    return `CREATE ${temporary} ${table}${storage} AS ${query}`;
  }
}

export function rowsOf(dialect: Dialect, { table, query }: SqlRows): string {
  if (query !== undefined) return `(${query.replace(/;\s*$/, "")})`;
  if (table === undefined) {
    throw new MarquetryError("bad-option", "rollUp needs a table, or a query in its place");
  }
  return (typeof table === "string" ? [table] : table).map((name) => dialect.identifier(name)).join(".");
}

export function expressionOf(dialect: Dialect, column: SqlColumn): string {
  return typeof column === "string" ? dialect.identifier(column) : `(${column.sql})`;
}

export function weightOf(dialect: Dialect, { weight }: SqlRows): string {
  return weight === undefined ? "1" : expressionOf(dialect, weight);
}

/** Whether a row has a weight, and a place. */
export function soundRows(d: Dialect, shape: SqlShape): string {
  const weight = weightOf(d, shape);
  const place = "levels" in shape ? null : "path" in shape ? shape.path : shape.id;
  const isPlaced = place === null ? "" : ` AND ${expressionOf(d, place)} IS NOT NULL`;
  return `${weight} >= 0 AND ${d.double(weight)} < ${d.double("'Infinity'")}${isPlaced}`;
}

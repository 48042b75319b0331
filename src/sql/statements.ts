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

/** Names of what was given: others than those of any column, for some engines read the one where the other is meant. */
const given = (k: number): string => `marquetry_${k}`;
const WEIGHT = "marquetry_weight";
/** What a folder comes to. */
const SUMS = "sum(w) AS weight, CASE WHEN sum(c) = 0 THEN 1 ELSE sum(l) END AS leaves, sum(c) AS children";

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
  /** The result before, until it is dropped. */
  readonly before: string;
  /** Up to where rows were read. */
  readonly state: string;
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
    before: named("_before", parts),
    state: named("_state", parts),
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

  /**
   * The weights of all paths that the rows name, each once, and how deep they lie.
   *
   * @param adds - whether the rows come to those of the result there is
   */
  stagePaths(adds = false): string {
    const d = this.#dialect;
    const shape = this.#shape as SqlPaths | SqlLevels;
    const columns = "levels" in shape ? shape.levels : [shape.path];
    const groups = columns.map((_, k) => given(k));
    const raw = columns.map((column, k) => `${expressionOf(d, column)} AS ${given(k)}`).join(", ");
    const separator = this.#separator;
    const texts = groups.map((column) => `coalesce(${d.text(column)}, '')`);
    const level = (text: string): string =>
      `replace(${text}, ${d.literal(separator)}, ${d.literal(SHOWN_SEPARATOR)})`;
    const path = "levels" in shape ? texts.map(level).join(` || ${d.literal(separator)} || `) : texts[0]!;
    const id = d.joined(d.filled(d.names("path", separator)), separator);
    const depth = `CASE WHEN id = '' THEN 0 ELSE ${d.count(d.names("id", separator))} END`;
    // Grouped before texts are looked into: there are fewer of them then.
    const weighed = `SELECT ${raw}, ${this.#weight} AS ${WEIGHT} FROM ${rowsOf(d, shape)} AS source WHERE ${soundRows(d, shape)}`;
    const grouped = `SELECT ${groups.join(", ")}, sum(${WEIGHT}) AS weight FROM (${weighed}) AS weighed GROUP BY ${groups.join(", ")}`;
    const paths = `SELECT ${path} AS path, weight FROM (${grouped}) AS grouped`;
    const fresh = `SELECT ${id} AS id, weight FROM (${paths}) AS paths`;
    const cleaned = adds ? `${fresh} UNION ALL ${this.#ownWeights()}` : fresh;
    const summed = `SELECT id, sum(weight) AS weight FROM (${cleaned}) AS cleaned GROUP BY id`;
    return this.#make(this.names.stage, `SELECT id, weight, ${depth} AS depth FROM (${summed}) AS summed`);
  }

  /** What each node of the result there is weighs itself: what it weighs less what its children do. */
  #ownWeights(): string {
    const { result } = this.names;
    return `SELECT id, weight FROM ${result} UNION ALL SELECT parent AS id, -weight AS weight FROM ${result} WHERE depth > 0`;
  }

  /** The folders of one level, of what lies in them and of what they weigh themselves; the deepest level comes first. */
  levelOfPaths(depth: number, isDeepest: boolean): string {
    const { nodes, stage } = this.names;
    const own = `SELECT id, weight AS w, 0 AS l, 0 AS c FROM ${stage} WHERE depth = ${depth}`;
    const below = `SELECT ${this.#parentOf("id")} AS id, weight AS w, leaves AS l, 1 AS c FROM ${nodes} WHERE depth = ${depth + 1}`;
    const parts = isDeepest ? own : `${own} UNION ALL ${below}`;
    const query = `SELECT id, ${SUMS}, ${depth} AS depth FROM (${parts}) AS parts GROUP BY id`;
    return isDeepest ? this.#make(nodes, query) : `INSERT INTO ${nodes} ${query}`;
  }

  /** The rows that name their parents, as texts. */
  stageParents(): string {
    const d = this.#dialect;
    const { label, ...shape } = this.#shape as SqlParents;
    const texts = [shape.id, shape.parent, label ?? shape.id].map(
      (column, k) => `${d.text(expressionOf(d, column))} AS ${given(k)}`,
    );
    const raw = `SELECT ${texts.join(", ")}, ${this.#weight} AS ${WEIGHT} FROM ${rowsOf(d, shape)} AS source WHERE ${soundRows(d, this.#shape)}`;
    const [id, parent] = [0, 1].map((k) => `coalesce(${given(k)}, '')`);
    return this.#make(
      this.names.stage,
      `SELECT ${id!} AS id, CASE WHEN ${parent!} = ${id!} THEN '' ELSE ${parent!} END AS parent, ` +
        `coalesce(${given(2)}, ${id!}) AS name, ${WEIGHT} AS weight FROM (${raw}) AS raw`,
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
      `INSERT INTO ${placed} SELECT id, parent, name, weight, ${depth} AS depth FROM ${stage} ` +
      `WHERE parent <> '' AND parent IN (SELECT id FROM ${placed} WHERE depth = ${depth - 1})`
    );
  }

  /** The nodes of one level, with what lies below them. */
  levelOfParents(depth: number, isDeepest: boolean): string {
    const { nodes, placed } = this.names;
    const own = `SELECT id, parent AS p, name AS n, weight AS w, 0 AS l, 0 AS c FROM ${placed} WHERE depth = ${depth}`;
    const below = `SELECT parent AS id, '' AS p, '' AS n, weight AS w, leaves AS l, 1 AS c FROM ${nodes} WHERE depth = ${depth + 1}`;
    const parts = isDeepest ? own : `${own} UNION ALL ${below}`;
    const query = `SELECT id, max(p) AS parent, max(n) AS name, ${SUMS}, ${depth} AS depth FROM (${parts}) AS parts GROUP BY id`;
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

  /** The table takes the place of the one before, in one step. */
  replace(into: string): string[] {
    const d = this.#dialect;
    const { draft, result, before } = this.names;
    if (!d.hasTransactions)
      return [
        `CREATE TABLE IF NOT EXISTS ${result} AS ${draft}`,
        `RENAME TABLE ${result} TO ${before}, ${draft} TO ${result}`,
      ];
    const index = d.index?.(result, d.identifier(`${into}_family`));
    return [
      `DROP TABLE IF EXISTS ${result}`,
      `ALTER TABLE ${draft} RENAME TO ${d.identifier(into)}`,
      ...(index === undefined ? [] : [index]),
    ];
  }

  /** The next roll-up reads all rows. */
  forget(): string {
    return `DROP TABLE IF EXISTS ${this.names.state}`;
  }

  /** The next roll-up reads the rows above a mark. */
  remember(watermark: string, rows: number, signature: string): string {
    const d = this.#dialect;
    const { state, result } = this.names;
    return `CREATE TABLE ${state} ${d.heap} AS SELECT ${d.literal(watermark)} AS watermark, ${rows} AS n, ${d.literal(signature)} AS signature, ${d.text("weight")} AS total FROM ${result} WHERE depth = 0`;
  }

  /** What was needed for a while goes. */
  drop(): string[] {
    const { stage, placed, nodes, draft, before } = this.names;
    const isLeft = this.#dialect.hasTransactions ? [] : [before];
    return [stage, placed, nodes, draft, ...isLeft].map((table) => `DROP TABLE IF EXISTS ${table}`);
  }

  get #separator(): string {
    return "levels" in this.#shape ? LEVEL_SEPARATOR : ((this.#shape as SqlPaths).separator ?? "/");
  }

  #parentOf(id: string): string {
    const d = this.#dialect;
    return d.joined(d.front(d.names(id, this.#separator)), this.#separator);
  }

  #make(table: string, query: string): string {
    const { temporary, heap } = this.#dialect;
    return `CREATE ${temporary} ${table} ${heap} AS ${query}`;
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

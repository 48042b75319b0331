import { show } from "../errors.ts";
import { MarquetryError, readOptions } from "../index.ts";
import { isPool, sessionOf, type Session, type SqlConnection } from "./connection.ts";
import { DIALECTS, type SqlDialectName } from "./dialect.ts";
import { rollUpOptions, type AllRollUpOptions, type RollUpOptions } from "./options.ts";
import {
  expressionOf,
  rowsOf,
  soundRows,
  Statements,
  tableNames,
  weightOf,
  type SqlLevels,
  type SqlPaths,
  type SqlShape,
  type TableNames,
} from "./statements.ts";

/** What {@link rollUp} found. */
export interface RollUpReport {
  readonly nodes: number;
  readonly depth: number;
  /** Rows left out, by what is wrong with them. */
  readonly skipped: SkippedRows;
  /** The watermark above which rows were read; null where all were. */
  readonly since: string | null;
}

/** Rows that cannot be rolled up. */
export interface SkippedRows {
  readonly missing: number;
  readonly negative: number;
  readonly infinite: number;
  /** Rows without a path or an id. */
  readonly unplaced: number;
}

/**
 * Adds up all folders of a tree in a database, and writes them into one table: `id`, `parent`, `name`, `weight`,
 * `leaves`, `children`, `depth`, sorted so that a family is read in one go. From then on {@link sqlSource} answers.
 *
 * Sums of whole numbers and decimals are exact. The rows are read once, and the table is there when it is whole, or
 * not at all: a roll-up that breaks off leaves the one before. Empty names in paths count for nothing, names are told
 * apart as the database does it. Afterwards a role that can only read suffices.
 *
 * @param connection - of DuckDB, PostgreSQL or ClickHouse, or `{ dialect, query }` for any other way to these
 * @throws MarquetryError `bad-weight` that counts rows whose weights are NULL, negative or infinite, unless they are to be
 * left out; `bad-path` for rows without path or id; `cycle`, `missing-parent`, `duplicate-id`; `empty-tree`; `bad-input`
 * for what is no connection. What the database complains of is thrown as it is.
 * @example await rollUp(connection, { query: "FROM 'inventory.parquet'", path: "key", weight: "size" });
 */
export async function rollUp(
  connection: SqlConnection,
  given: SqlShape & RollUpOptions,
): Promise<RollUpReport> {
  const asked = settled("rollUp", given);
  if (!isPool(connection)) return work(sessionOf(connection), asked);
  const client = await connection.connect();
  try {
    return await work(sessionOf(client), asked);
  } finally {
    client.release();
  }
}

/**
 * The statements of a roll-up as a text, for databases that are not reached from here, as Spark, Trino or BigQuery: to be
 * run in order, and adapted where their functions for texts have other names.
 *
 * @param depth - how many names the longest path has
 * @example console.log(printRollUp("postgres", { table: "files", path: "path", weight: "bytes" }, 8));
 */
export function printRollUp(dialect: SqlDialectName, given: SqlShape & RollUpOptions, depth: number): string {
  const asked = settled("printRollUp", given);
  const d = DIALECTS[dialect];
  const { into, root } = asked;
  const s = new Statements(d, asked, tableNames(d, into), "");
  const steps: string[] = [];
  if ("id" in asked) {
    steps.push(s.stageParents(), s.placeRoots(false, root));
    for (let level = 2; level <= depth; level++) steps.push(s.placeChildren(level));
  } else steps.push(s.stagePaths());
  for (let level = depth; level >= 0; level--) {
    const isDeepest = level === depth;
    steps.push("id" in asked ? s.levelOfParents(level, isDeepest) : s.levelOfPaths(level, isDeepest));
  }
  steps.push(s.finish(root), s.forget(), ...s.replace(lastOf(into)), ...s.drop());
  return `${steps.join(";\n\n")};\n`;
}

/** What is asked for, with the defaults. */
type Asked = SqlShape & RollUpOptions & Required<Pick<RollUpOptions, "into" | "root" | "skip">>;

async function work(session: Session, asked: Asked): Promise<RollUpReport> {
  const { dialect: d } = session;
  const { into, root, skip, onProgress = () => {} } = asked;
  const run = async (step: string, sql: string) => {
    onProgress(step);
    return session.run(sql);
  };
  const names = tableNames(d, into);
  const isAdding = asked.watermark !== undefined && (await hasMark(session, names));
  const begin = d.name === "postgres" ? "BEGIN ISOLATION LEVEL REPEATABLE READ" : "BEGIN";
  if (d.hasTransactions) await session.run(begin);
  let s: Statements | undefined;
  try {
    const mark = asked.watermark === undefined ? null : await markOf(session, asked, names, isAdding);
    const given = mark ? { ...asked, query: mark.query } : asked;
    const since = mark?.since ?? null;
    let skipped = await countBad(session, given, skip);
    if (mark?.isSame === true) {
      if (d.hasTransactions) await session.run("COMMIT");
      return { ...(await extentOf(session, names.result)), skipped, since };
    }
    const [typed] = await session.run(
      `SELECT ${d.typeOf(weightOf(d, given))} AS type FROM ${rowsOf(d, given)} AS source LIMIT 1`,
    );
    if (!typed) throw new MarquetryError("empty-tree", "rollUp found no rows: a tree has at least one node");
    const type = String(typed["type"]);
    if (mark && /real|double|float/i.test(type)) {
      const message = `rollUp can add rows to exact sums only, and the weights are ${type}: cast them to a decimal, or leave out watermark`;
      throw new MarquetryError("bad-option", message, { value: type });
    }
    s = new Statements(d, given, names, type);
    if (!d.hasTransactions) for (const sql of s.drop()) await session.run(sql);
    const depth =
      "id" in given
        ? await place(session, s, root, onProgress)
        : await stage(session, s, since !== null, onProgress);
    // Without transactions, rows may have come since, of which the bad ones were left out.
    if (!d.hasTransactions) skipped = await countBad(session, given, skip);
    for (let level = depth; level >= 0; level--) {
      const isDeepest = level === depth;
      const sql = "id" in given ? s.levelOfParents(level, isDeepest) : s.levelOfPaths(level, isDeepest);
      await run(`adding up level ${level}`, sql);
    }
    const nodes = await numberOf(session, `SELECT count(*) AS n FROM ${names.nodes}`);
    await run(`writing ${nodes} nodes`, s.finish(root));
    for (const sql of [s.forget(), ...s.replace(lastOf(into))]) await session.run(sql);
    if (mark) await session.run(s.remember(mark.upTo, mark.rows, mark.signature));
    // Without transactions, the table is there by now: what is left over goes at the next time.
    for (const sql of s.drop()) await session.run(sql).catch(d.hasTransactions ? rethrow : ignore);
    if (d.hasTransactions) await session.run("COMMIT");
    return { nodes, depth, skipped, since };
  } catch (error) {
    // What broke it off is what is told, whatever comes of tidying up.
    const tidy = d.hasTransactions ? ["ROLLBACK"] : (s?.drop() ?? []);
    for (const sql of tidy) await session.run(sql).catch(ignore);
    throw error;
  }
}

function rethrow(error: unknown): never {
  throw error;
}

function ignore(): void {}

async function extentOf(session: Session, table: string): Promise<{ nodes: number; depth: number }> {
  const [row = {}] = await session.run(`SELECT count(*) AS n, max(depth) AS deepest FROM ${table}`);
  return { nodes: Number(row["n"]), depth: Number(row["deepest"]) };
}

/** Whether an earlier roll-up left a mark: asked before the transaction begins, for an error would end it. */
async function hasMark(session: Session, { state, result }: TableNames): Promise<boolean> {
  try {
    const found = await session.run(`SELECT watermark FROM ${state}`);
    return found.length === 1 && (await session.run(`SELECT id FROM ${result} LIMIT 1`)).length === 1;
  } catch {
    return false;
  }
}

/** Which rows are read, of those that have a watermark. */
interface Mark {
  /** The rows. */
  readonly query: string;
  /** The mark above which they are; null if all are read. */
  readonly since: string | null;
  /** Their greatest mark, and how many rows there are up to it. */
  readonly upTo: string;
  readonly rows: number;
  /** Whether nothing has come since. */
  readonly isSame: boolean;
  /** What the rows are rolled up by. */
  readonly signature: string;
}

async function markOf(
  session: Session,
  given: SqlShape & RollUpOptions,
  { state, result }: TableNames,
  isAdding: boolean,
): Promise<Mark> {
  if ("id" in given) {
    const message =
      "rollUp takes a watermark for paths and levels: where rows name their parents, each is a node";
    throw new MarquetryError("bad-option", message, { value: given.watermark });
  }
  const { dialect: d } = session;
  const column = expressionOf(d, given.watermark!);
  const from = `${rowsOf(d, given)} AS source`;
  const isNone = `sum(CASE WHEN ${column} IS NULL THEN 1 ELSE 0 END)`;
  const [found = {}] = await session.run(
    `SELECT ${d.text(`max(${column})`)} AS up_to, count(*) AS n, ${isNone} AS unmarked FROM ${from}`,
  );
  const rows = Number(found["n"]);
  if (rows === 0)
    throw new MarquetryError("empty-tree", "rollUp found no rows: a tree has at least one node");
  if (Number(found["unmarked"]) > 0) {
    const message = `rollUp found ${Number(found["unmarked"])} rows without a watermark: all rows need one, or leave out watermark`;
    throw new MarquetryError("bad-option", message, { value: given.watermark });
  }
  const [{ type } = { type: "" }] = await session.run(
    `SELECT ${d.typeOf(column)} AS type FROM ${from} LIMIT 1`,
  );
  const atMost = (mark: string): string => `${column} <= CAST(${d.literal(mark)} AS ${String(type)})`;
  const upTo = String(found["up_to"]);
  const { table, query, path, separator, levels, weight, skip, watermark } = given as SqlPaths &
    SqlLevels &
    RollUpOptions;
  const signature = JSON.stringify([table, query, path, separator, levels, weight, skip, watermark]);
  const all = { upTo, rows, signature, isSame: false };
  const read = `SELECT * FROM ${from} WHERE ${atMost(upTo)}`;
  const whole: Mark = { ...all, since: null, query: read };
  if (!isAdding) return whole;
  const [known = {}] = await session.run(`SELECT watermark, n, signature, total FROM ${state}`);
  const [top = {}] = await session.run(`SELECT ${d.text("weight")} AS total FROM ${result} WHERE depth = 0`);
  if (known["signature"] !== signature || known["total"] !== top["total"]) return whole;
  const since = String(known["watermark"]);
  const before = Number(known["n"]);
  if ((await numberOf(session, `SELECT count(*) AS n FROM ${from} WHERE ${atMost(since)}`)) !== before)
    return whole;
  return { ...all, since, isSame: rows === before, query: `${read} AND NOT ${atMost(since)}` };
}

/** Adds up paths; returns how deep they go. */
async function stage(
  session: Session,
  s: Statements,
  adds: boolean,
  onProgress: (step: string) => void,
): Promise<number> {
  onProgress("reading rows");
  await session.run(s.stagePaths(adds));
  return numberOf(session, `SELECT coalesce(max(depth), 0) AS n FROM ${s.names.stage}`);
}

/** Finds out how deep rows lie that name their parents; returns the depth of the deepest. */
async function place(
  session: Session,
  s: Statements,
  root: string,
  onProgress: (step: string) => void,
): Promise<number> {
  onProgress("reading rows");
  await session.run(s.stageParents());
  const { stage: rows, placed } = s.names;
  const count = (what: string, from: string): Promise<number> =>
    numberOf(session, `SELECT ${what} AS n FROM ${from}`);
  const all = await count("count(*)", rows);
  const twice = all - (await count("count(DISTINCT id)", rows));
  if (twice > 0)
    throw new MarquetryError("duplicate-id", `rollUp found ${twice} rows with the id of another`);
  const roots = await count("count(*)", `${rows} WHERE parent = ''`);
  await session.run(s.placeRoots(roots === 1, root));
  let depth = roots === 1 ? 0 : 1;
  let reached = roots;
  for (;;) {
    onProgress(`placing level ${depth + 1}`);
    await session.run(s.placeChildren(depth + 1));
    const now = (await count("count(*)", placed)) - (roots === 1 ? 0 : 1);
    if (now === reached) break;
    reached = now;
    depth++;
  }
  if (reached === all) return depth;
  const below = `${rows} WHERE parent <> ''`;
  const orphans =
    (await count("count(*)", below)) -
    (await count("count(*)", `${below} AND parent IN (SELECT id FROM ${rows})`));
  throw orphans > 0
    ? new MarquetryError("missing-parent", `rollUp found ${orphans} rows whose parent is no row`)
    : new MarquetryError("cycle", `rollUp found ${all - reached} rows that are below themselves`);
}

/** Counts the rows that cannot be rolled up, and names the first. */
async function countBad(session: Session, given: SqlShape, skip: boolean): Promise<SkippedRows> {
  const { dialect: d } = session;
  const weight = weightOf(d, given);
  const place = "levels" in given ? null : expressionOf(d, "path" in given ? given.path : given.id);
  const count = (condition: string): string => `sum(CASE WHEN ${condition} THEN 1 ELSE 0 END)`;
  const conditions: Readonly<Record<keyof SkippedRows, string>> = {
    missing: `${weight} IS NULL`,
    negative: `${weight} < 0`,
    infinite: `NOT (${d.double(weight)} < ${d.double("'Infinity'")})`,
    unplaced: place === null ? "1 = 0" : `${place} IS NULL`,
  };
  const from = `${rowsOf(d, given)} AS source`;
  const counts = Object.entries(conditions).map(([name, condition]) => `${count(condition)} AS ${name}`);
  const [row = {}] = await session.run(`SELECT ${counts.join(", ")} FROM ${from}`);
  const { missing, negative, infinite, unplaced } = row;
  const skipped = {
    missing: Number(missing ?? 0),
    negative: Number(negative ?? 0),
    infinite: Number(infinite ?? 0),
    unplaced: Number(unplaced ?? 0),
  };
  const found = Object.entries(skipped).filter(([, n]) => n > 0);
  if (skip || found.length === 0) return skipped;
  const shown = place ?? d.literal("");
  const [first = {}] = await session.run(
    `SELECT ${d.text(shown)} AS bad_place, ${d.text(weight)} AS bad_weight FROM ${from} WHERE NOT coalesce(${soundRows(d, given)}, 1 = 0) LIMIT 1`,
  );
  const words = {
    missing: "without a weight",
    negative: "with a negative weight",
    infinite: "with a weight that is not finite",
    unplaced: "without a place",
  };
  const told = found.map(([kind, n]) => `${n} ${words[kind as keyof SkippedRows]}`).join(", ");
  const message = `rollUp found rows ${told}, as ${show(first["bad_weight"])} at ${show(first["bad_place"])}: skip: true leaves them out`;
  const code = skipped.missing + skipped.negative + skipped.infinite > 0 ? "bad-weight" : "bad-path";
  throw new MarquetryError(code, message, { value: first["bad_weight"], path: String(first["bad_place"]) });
}

async function numberOf(session: Session, sql: string): Promise<number> {
  return Number((await session.run(sql))[0]!["n"]);
}

function lastOf(into: string | readonly string[]): string {
  return typeof into === "string" ? into : (into.at(-1) ?? "rollup");
}

/** Checks what is asked for, and fills in defaults. */
function settled(owner: string, given: unknown): Asked {
  const asked = readOptions<AllRollUpOptions, keyof Asked & keyof RollUpOptions>(owner, rollUpOptions, given);
  const kinds = (["path", "levels", "id"] as const).filter((name) => asked[name] !== undefined);
  const bad = (what: string): MarquetryError =>
    new MarquetryError("bad-option", `${owner} needs ${what}`, { value: given });
  if (kinds.length !== 1) throw bad("path, or levels, or id and parent, and one of them only");
  if (asked.id !== undefined && asked.parent === undefined) throw bad("parent beside id");
  if (asked.separator === "") throw bad("a separator of at least one character");
  if (asked.levels?.length === 0) throw bad("a level at least");
  return asked as Asked;
}

import { randomBytes } from "node:crypto";
import { extname, join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import type { LazySource } from "../index.ts";
import {
  rollUp,
  sqlSource,
  type DuckDBLike,
  type PostgresLike,
  type Row,
  type SqlColumn,
  type SqlConnection,
  type SqlShape,
} from "../sql/index.ts";
import type { Console } from "./console.ts";
import { messageOf, UsageError } from "./failure.ts";
import { unreadable } from "./faults.ts";
import type { Io } from "./io.ts";

/** Which rows of which data are rolled up, and how: what the commands for large trees take. */
export interface DataFlags {
  readonly table?: string;
  readonly query?: string;
  readonly path?: string;
  readonly separator?: string;
  readonly levels?: string;
  readonly id?: string;
  readonly parent?: string;
  readonly label?: string;
  readonly weight?: string;
  readonly root?: string;
  readonly skip?: boolean;
  readonly watermark?: string;
  readonly rollup: string;
  readonly memory: string;
  readonly quiet?: boolean;
}

/** A database that is open. */
export interface OpenData {
  readonly connection: SqlConnection;
  /** The rows to roll up; null where the data are a roll-up, or nothing says what is in them. */
  readonly rows: { readonly table?: string | readonly string[]; readonly query?: string } | null;
  /** Tells the file from what it is once it has been written to. */
  stamp?(): Promise<string>;
  /** Has what is spilled to the disk removed, should the program be interrupted before the function returned is called. */
  heedInterrupt?(): () => void;
  close(): Promise<void>;
}

/** What files are read by, by their ending. */
const READERS: Readonly<Record<string, string>> = {
  ".parquet": "read_parquet",
  ".csv": "read_csv",
  ".tsv": "read_csv",
  ".json": "read_json",
  ".jsonl": "read_json",
  ".ndjson": "read_json",
};
/** Endings of databases in one file. */
const DATABASES: readonly string[] = [".duckdb", ".db", ".ddb"];
/** What a walk needs of PostgreSQL at a time. */
const MOST_CONNECTIONS = 4;
/** Columns that tell of paths and weights where nobody says which do, the likeliest first. */
const PATHS: readonly string[] = ["path", "key", "file", "filename", "name"];
const WEIGHTS: readonly string[] = ["size", "bytes", "weight", "value", "cost", "amount"];

interface DuckDB {
  readonly DuckDBInstance: {
    create(
      path: string,
      options: Readonly<Record<string, string>>,
    ): Promise<{ connect(): Promise<DuckDBConnection>; closeSync(): void }>;
  };
}

type DuckDBConnection = DuckDBLike & { closeSync(): void };

/**
 * Opens a file of DuckDB, Parquet, CSV or JSON, or a database by its URL.
 *
 * @param at - the file of DuckDB that is written to; else all is kept in memory, and beside it where that is full
 */
export async function openData(data: string, flags: DataFlags, io: Io, at?: string): Promise<OpenData> {
  const { table, query } = flags;
  const asked =
    table === undefined && query === undefined ? null : { ...(table && { table }), ...(query && { query }) };
  if (/^postgres(ql)?:\/\//.test(data)) {
    const { Pool } = await load<{ Pool: new (url: object) => PostgresPool }>("pg", io);
    // A pool connects anew where a connection was lost.
    const pool = new Pool({ connectionString: data, max: MOST_CONNECTIONS });
    await pool.query("SELECT 1").catch(async (error: unknown) => {
      await pool.end();
      throw unreadable("the database", error);
    });
    return { connection: pool, rows: asked, close: () => pool.end() };
  }
  if (/^https?:\/\//.test(data)) {
    const { createClient } = await load<{ createClient: (options: object) => ClickHouse }>(
      "@clickhouse/client",
      io,
    );
    const client = createClient({ url: data });
    return { connection: client, rows: asked, close: () => client.close() };
  }
  const path = resolve(io.cwd, data);
  const ending = extname(data.replace(/\.(gz|zst)$/, "")).toLowerCase();
  const reader = READERS[ending];
  const isDatabase = DATABASES.includes(ending);
  if (!reader && !isDatabase) {
    await io.fs.access(path).catch((error: unknown) => {
      throw unreadable(data, error);
    });
    const endings = [...Object.keys(READERS), ...DATABASES].join(", ");
    throw new UsageError(
      `${data} is no database: give a URL as postgres://…, or a file that ends in ${endings}`,
    );
  }
  const stamp = async (): Promise<string> => {
    const { ino, size, mtimeMs } = await io.fs.stat(path);
    return `${ino} ${size} ${mtimeMs}`;
  };
  const isOne = !/[*?[]/.test(data);
  if (isOne)
    await stamp().catch((error: unknown) => {
      throw unreadable(data, error);
    });
  const duckdb = await load<DuckDB>("@duckdb/node-api", io);
  const isRead = isDatabase && at === undefined;
  const spill = `${at ?? join(io.temporary, `marquetry-${randomBytes(6).toString("hex")}`)}.tmp`;
  const instance = await duckdb.DuckDBInstance.create(isRead ? path : (at ?? ":memory:"), {
    memory_limit: flags.memory,
    ...(isRead && asked === null && { access_mode: "READ_ONLY" }),
    ...(!isRead && { temp_directory: spill }),
  });
  const connection = await instance.connect();
  const text = `'${path.replaceAll("'", "''")}'`;
  if (isDatabase && !isRead) await run(connection, `ATTACH ${text} AS given (READ_ONLY)`);
  return {
    connection,
    rows: reader
      ? { query: query ?? `SELECT * FROM ${reader}(${text})` }
      : isRead || table === undefined
        ? asked
        : { table: ["given", table] },
    ...(isOne && reader && { stamp }),
    // Beside the file that is written, whoever made that removes it.
    ...(at === undefined && { heedInterrupt: () => io.removeOnInterrupt(spill) }),
    async close() {
      connection.closeSync();
      instance.closeSync();
      await io.fs.rm(spill, { force: true, recursive: true });
    },
  };
}

type PostgresPool = PostgresLike & { end(): Promise<void> };
type ClickHouse = SqlConnection & { close(): Promise<void> };

async function run(connection: DuckDBConnection, sql: string): Promise<readonly Row[]> {
  return (await connection.runAndReadAll(sql)).getRowObjectsJS();
}

/** A package that is not part of this one. */
async function load<Module>(name: string, io: Io): Promise<Module> {
  for (const specifier of [name, pathToFileURL(resolve(io.cwd, "node_modules", name)).href]) {
    try {
      return (await io.load(specifier)) as Module;
    } catch {
      // The next place may have it.
    }
  }
  throw new UsageError(`this needs the package ${name}: npm install ${name}`);
}

/** Rolls the data up if they are none yet, and opens what the roll-up tells. */
export async function rolledUp(data: OpenData, flags: DataFlags, console: Console): Promise<LazySource> {
  if (data.rows) await makeRollUp(data, flags, console);
  try {
    return await sqlSource(data.connection, { table: flags.rollup });
  } catch (error) {
    const message = `there is no roll-up ${JSON.stringify(flags.rollup)} to read: --table or --query says of what to make one (${messageOf(error)})`;
    throw new UsageError(message);
  }
}

/** Rolls the data up, and tells how it went. */
export async function makeRollUp(data: OpenData, flags: DataFlags, console: Console): Promise<void> {
  const { rows } = data;
  if (!rows) throw new UsageError("--table or --query says of what to make a roll-up");
  const shape = shapeOf(flags) ?? (await guess(data, console));
  const { weight, watermark } = flags;
  const before = await data.stamp?.();
  const done = data.heedInterrupt?.();
  const report = await rollUp(data.connection, {
    ...rows,
    ...shape,
    ...(weight !== undefined && { weight: column(weight) }),
    ...(watermark !== undefined && { watermark: column(watermark) }),
    into: flags.rollup,
    ...(flags.root !== undefined && { root: flags.root }),
    skip: flags.skip === true,
    onProgress: (step) => void console.progress(() => step),
  }).finally(() => done?.());
  if ((await data.stamp?.()) !== before)
    await console.note("the file was written to while it was read: rows that came late may be missing");
  const skipped = Object.entries(report.skipped).filter(([, n]) => n > 0);
  const told = skipped.map(([kind, n]) => `${n} ${kind}`).join(", ");
  const since = report.since === null ? "" : `; read were rows above ${report.since}`;
  await console.note(
    `${report.nodes} nodes on ${report.depth + 1} levels${since}${told && `; rows left out: ${told}`}`,
  );
}

/** What the flags say of the shape of the rows; null where they say nothing. */
function shapeOf({ path, separator, levels, id, parent, label }: DataFlags): SqlShape | null {
  if (path !== undefined) return { path: column(path), ...(separator !== undefined && { separator }) };
  if (levels !== undefined) return { levels: levels.split(",").map((level) => column(level.trim())) };
  if (id === undefined) return null;
  if (parent === undefined) throw new UsageError("--id needs --parent");
  return { id: column(id), parent: column(parent), ...(label !== undefined && { label: column(label) }) };
}

/** A name of a column; in brackets, an expression. */
function column(text: string): SqlColumn {
  return text.startsWith("(") ? { sql: text } : text;
}

/** The columns that are likely to be meant. */
async function guess({ connection, rows }: OpenData, console: Console): Promise<SqlShape> {
  if (!("runAndReadAll" in (connection as object)) || rows?.query === undefined)
    throw new UsageError("--path, --levels or --id and --parent say what the rows hold");
  const columns = await run(connection as DuckDBConnection, `DESCRIBE ${rows.query}`);
  const names = columns.map((row) => String(row["column_name"]));
  const first = (wanted: readonly string[]): string | undefined =>
    wanted.map((name) => names.find((known) => known.toLowerCase() === name)).find(Boolean);
  const path = first(PATHS);
  if (path === undefined)
    throw new UsageError(
      `--path, --levels or --id and --parent say what the rows hold; their columns are ${names.join(", ")}`,
    );
  const weight = first(WEIGHTS);
  await console.note(`paths from ${path}, weights from ${weight ?? "the number of rows"}`);
  return { path, ...(weight !== undefined && { weight }) };
}

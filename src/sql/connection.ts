import { MarquetryError } from "../index.ts";
import { DIALECTS, type Dialect, type SqlDialectName } from "./dialect.ts";

/** A row of an answer, by the names of its columns. */
export type Row = Readonly<Record<string, unknown>>;

/** Any database: what its SQL is like, and a function that runs a statement with the texts bound to it. */
export interface SqlRunner {
  readonly dialect: SqlDialectName;
  query(sql: string, values: readonly string[], signal?: AbortSignal): Promise<readonly Row[]>;
}

/** A connection of `@duckdb/node-api`, as far as it is used. */
export interface DuckDBLike {
  runAndReadAll(sql: string, values?: string[]): Promise<{ getRowObjectsJS(): Row[] }>;
  interrupt(): void;
}

/** A client or a pool of `pg`, as far as it is used. */
export interface PostgresLike {
  query(sql: string, values?: string[]): Promise<{ readonly rows: Row[] }>;
  connect?: unknown;
}

/** What of a client of `pg` it takes to end the query that it is at: another one, and the process that does the work. */
interface PostgresClient extends PostgresLike {
  readonly processID?: number | null;
  readonly connectionParameters?: object;
  connect(): Promise<unknown>;
  on?(event: "error", heed: (error: Error) => void): unknown;
  end(): Promise<void>;
}

/** A pool of `pg`. */
interface PostgresPool {
  connect(): Promise<PostgresClient & { release(): void }>;
  on?(event: "error", heed: (error: Error) => void): unknown;
  readonly totalCount: number;
}

/** A client of `@clickhouse/client`, as far as it is used. */
export interface ClickHouseLike {
  command(task: { query: string }): Promise<unknown>;
  query(task: {
    query: string;
    format: "JSONEachRow";
    query_params?: Record<string, string>;
    query_id?: string;
    abort_signal?: AbortSignal;
  }): Promise<{ json(): Promise<unknown> }>;
}

/** What {@link rollUp} and {@link sqlSource} take for a connection. */
export type SqlConnection = SqlRunner | DuckDBLike | PostgresLike | ClickHouseLike;

/** A connection with one face, whatever the engine. */
export interface Session {
  readonly dialect: Dialect;
  run(sql: string, values?: readonly string[], signal?: AbortSignal): Promise<readonly Row[]>;
}

/** @throws MarquetryError `bad-input` if it is no connection */
export function sessionOf(connection: SqlConnection): Session {
  const given = (connection ?? {}) as Partial<SqlRunner & DuckDBLike & PostgresLike & ClickHouseLike>;
  if (typeof given.dialect === "string" && given.dialect in DIALECTS && typeof given.query === "function") {
    const runner = connection as SqlRunner;
    return session(given.dialect, (sql, values, signal) => runner.query(sql, values, signal));
  }
  if (typeof given.runAndReadAll === "function")
    return session("duckdb", inTurn(askDuckDB(connection as DuckDBLike)));
  if (typeof given.command === "function")
    return session("clickhouse", askClickHouse(connection as ClickHouseLike));
  if (isPool(connection)) return session("postgres", askPool(connection));
  if (typeof given.query === "function")
    return session("postgres", inTurn(askPostgres(connection as PostgresClient)));
  const message =
    "a connection is one of @duckdb/node-api, a client or pool of pg, a client of @clickhouse/client, or { dialect, query }";
  throw new MarquetryError("bad-input", message, { value: connection });
}

function session(name: SqlDialectName, run: SqlRunner["query"]): Session {
  return { dialect: DIALECTS[name], run: (sql, values = [], signal) => run(sql, values, signal) };
}

/** Whether a connection is several, of which a transaction needs one and the same. */
export function isPool(connection: unknown): connection is PostgresPool {
  const { connect, totalCount } = connection as Partial<PostgresPool>;
  return typeof connect === "function" && totalCount !== undefined;
}

/** One statement at a time, so that an interrupt ends the one that it is meant for. */
function inTurn(run: SqlRunner["query"]): SqlRunner["query"] {
  let before: Promise<unknown> = Promise.resolve();
  return (sql, values, signal) => {
    const answer = before.then(() => {
      signal?.throwIfAborted();
      return run(sql, values, signal);
    });
    before = answer.catch(() => undefined);
    return answer;
  };
}

/** Does work that a signal may end; what ends it is over before the next work begins. */
async function endedBy<R>(
  signal: AbortSignal | undefined,
  end: () => unknown,
  work: () => Promise<R>,
): Promise<R> {
  let ending: Promise<unknown> | undefined;
  const onAbort = (): void => {
    ending = Promise.resolve(end()).catch(() => undefined);
  };
  signal?.addEventListener("abort", onAbort);
  try {
    return await work();
  } finally {
    signal?.removeEventListener("abort", onAbort);
    await ending;
  }
}

function askDuckDB(connection: DuckDBLike): SqlRunner["query"] {
  return (sql, values, signal) =>
    endedBy(
      signal,
      () => connection.interrupt(),
      async () => (await connection.runAndReadAll(sql, [...values])).getRowObjectsJS(),
    );
}

/** Why connections were lost; null as long as they are not. */
const losses = new WeakMap<object, Error | null>();

/** A connection that is lost says so in an event, which ends the process if nobody heeds it. */
function heedLoss(connection: PostgresClient | PostgresPool): void {
  if (losses.has(connection)) return;
  losses.set(connection, null);
  connection.on?.("error", (error) => losses.set(connection, losses.get(connection) ?? error));
}

function askPostgres(client: PostgresClient): SqlRunner["query"] {
  heedLoss(client);
  const work = async (sql: string, values: readonly string[]): Promise<readonly Row[]> => {
    try {
      return (await client.query(sql, [...values])).rows;
    } catch (error) {
      // Of a lost connection, queries only say that there is none.
      throw losses.get(client) ?? error;
    }
  };
  return (sql, values, signal) =>
    endedBy(
      signal,
      () => endQuery(client),
      () => work(sql, values),
    );
}

function askPool(pool: PostgresPool): SqlRunner["query"] {
  heedLoss(pool);
  return async (sql, values, signal) => {
    const client = await pool.connect();
    try {
      signal?.throwIfAborted();
      return await askPostgres(client)(sql, values, signal);
    } finally {
      client.release();
    }
  };
}

/** Ends what a client is at, through another one like it: the client itself is busy. */
async function endQuery(client: PostgresClient): Promise<void> {
  const { processID, connectionParameters } = client;
  if (typeof processID !== "number" || !connectionParameters) return;
  const other = new (client.constructor as new (parameters: object) => PostgresClient)(connectionParameters);
  heedLoss(other);
  try {
    await other.connect();
    await other.query("SELECT pg_cancel_backend($1)", [String(processID)]);
  } finally {
    await other.end();
  }
}

/** The first version whose SQL does: Debian's. */
const LEAST_CLICKHOUSE = [18, 16];
/** The first that takes texts beside a query. */
const BINDS = [19, 14];

function askClickHouse(client: ClickHouseLike): SqlRunner["query"] {
  let version: Promise<readonly number[]> | undefined;
  return async (sql, values, signal) => {
    if (!/^\s*(SELECT|WITH)\b/i.test(sql)) {
      await client.command({ query: sql });
      return [];
    }
    version ??= versionOf(client);
    const isOld = isBefore(await version, BINDS);
    const binds = values.length > 0 && !isOld;
    const query = binds ? sql : withLiterals(sql, values);
    signal?.throwIfAborted();
    const id = `marquetry-${crypto.randomUUID()}`;
    const kill = (): Promise<unknown> =>
      client.command({ query: `KILL QUERY WHERE query_id = ${DIALECTS.clickhouse.literal(id)} ASYNC` });
    const task = {
      query,
      query_id: id,
      format: "JSONEachRow" as const,
      ...(binds && { query_params: Object.fromEntries(values.map((value, k) => [`p${k + 1}`, value])) }),
      ...(signal && { abort_signal: signal }),
    };
    return endedBy(signal, kill, async () => (await (await client.query(task)).json()) as Row[]);
  };
}

/** @throws MarquetryError `bad-input` if the server is too old */
async function versionOf(client: ClickHouseLike): Promise<readonly number[]> {
  const answer = await client.query({ query: "SELECT version() AS version", format: "JSONEachRow" });
  const [row] = (await answer.json()) as Row[];
  const told = String(row?.["version"]);
  const version = told.split(".").map(Number);
  if (isBefore(version, LEAST_CLICKHOUSE)) {
    const message = `ClickHouse ${LEAST_CLICKHOUSE.join(".")} or a later one is needed; this is ${told}`;
    throw new MarquetryError("bad-input", message, { value: told });
  }
  return version;
}

function isBefore(
  [year = 0, month = 0]: readonly number[],
  [thatYear, thatMonth]: readonly number[],
): boolean {
  return year < thatYear! || (year === thatYear && month < thatMonth!);
}

/** Texts in the places that are kept for them. */
function withLiterals(sql: string, values: readonly string[]): string {
  return sql.replace(/\{p(\d+):String\}/g, (_, k) => DIALECTS.clickhouse.literal(values[Number(k) - 1]!));
}

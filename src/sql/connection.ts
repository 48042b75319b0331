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

/** A client of `@clickhouse/client`, as far as it is used. */
export interface ClickHouseLike {
  command(task: { query: string }): Promise<unknown>;
  query(task: {
    query: string;
    format: "JSONEachRow";
    query_params: Record<string, string>;
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
  if (typeof given.runAndReadAll === "function") return session("duckdb", inTurn(connection as DuckDBLike));
  if (typeof given.command === "function") {
    const client = connection as ClickHouseLike;
    return session("clickhouse", (sql, values, signal) => askClickHouse(client, sql, values, signal));
  }
  if (typeof given.query === "function") {
    const client = connection as PostgresLike;
    return session("postgres", async (sql, values) => (await client.query(sql, [...values])).rows);
  }
  const message =
    "a connection is one of @duckdb/node-api, a client or pool of pg, a client of @clickhouse/client, or { dialect, query }";
  throw new MarquetryError("bad-input", message, { value: connection });
}

function session(name: SqlDialectName, run: SqlRunner["query"]): Session {
  return { dialect: DIALECTS[name], run: (sql, values = [], signal) => run(sql, values, signal) };
}

/** One statement at a time, so that an interrupt ends the one that it is meant for. */
function inTurn(connection: DuckDBLike): SqlRunner["query"] {
  let before: Promise<unknown> = Promise.resolve();
  const run: SqlRunner["query"] = async (sql, values, signal) => {
    signal?.throwIfAborted();
    const interrupt = (): void => connection.interrupt();
    signal?.addEventListener("abort", interrupt);
    try {
      return (await connection.runAndReadAll(sql, [...values])).getRowObjectsJS();
    } finally {
      signal?.removeEventListener("abort", interrupt);
    }
  };
  return (sql, values, signal) => {
    const answer = before.then(() => run(sql, values, signal));
    before = answer.catch(() => undefined);
    return answer;
  };
}

async function askClickHouse(
  client: ClickHouseLike,
  query: string,
  values: readonly string[],
  signal?: AbortSignal,
): Promise<readonly Row[]> {
  if (!/^\s*(SELECT|WITH)\b/i.test(query)) {
    await client.command({ query });
    return [];
  }
  const answer = await client.query({
    query,
    format: "JSONEachRow",
    query_params: Object.fromEntries(values.map((value, k) => [`p${k + 1}`, value])),
    ...(signal && { abort_signal: signal }),
  });
  return (await answer.json()) as Row[];
}

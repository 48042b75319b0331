import { spawn, spawnSync, type ChildProcess } from "node:child_process";
import { chownSync, existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer, type AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createClient, ClickHouseLogLevel } from "@clickhouse/client";
import { DuckDBInstance } from "@duckdb/node-api";
import type { SqlConnection } from "marquetry/sql";
import { Client, Pool } from "pg";

/** A database that tests may fill. */
export interface Database {
  readonly connection: SqlConnection;
  /** Runs a statement, in the SQL of PostgreSQL: types of columns and names are as there. */
  run(sql: string): Promise<Record<string, unknown>[]>;
  /** Runs a statement as it is. */
  runRaw(sql: string): Promise<Record<string, unknown>[]>;
  /** Does something through a connection of its own, while the other is in a transaction. */
  aside(work: (run: Database["run"]) => Promise<void>): Promise<void>;
  close(): Promise<void>;
}

/** A database whose server may be ended, and started again. */
export interface ServedDatabase extends Database {
  /** What connects anew after it. */
  readonly lasting: SqlConnection;
  readonly url: string;
  kill(): Promise<void>;
  start(): Promise<void>;
}

const FOLDERS = ["/usr/lib/postgresql/17/bin", "/usr/lib/postgresql/16/bin", "/usr/lib/postgresql/15/bin"];
const FOLDER = FOLDERS.find((folder) => existsSync(join(folder, "postgres")));
const CLICKHOUSE = ["/usr/sbin/clickhouse-server", "/usr/bin/clickhouse-server"].find(existsSync);
const IS_ROOT = process.getuid?.() === 0;
const NOBODY = 65_534;

/** Ways to the databases that this machine has, by name; null for those that it lacks. */
export const servers: Record<string, (() => Promise<ServedDatabase>) | null> = {
  postgres: FOLDER === undefined ? null : () => startPostgres(FOLDER),
  clickhouse: CLICKHOUSE === undefined ? null : () => startClickHouse(CLICKHOUSE),
};
export const databases: Record<string, (() => Promise<Database>) | null> = { duckdb: openDuckDB, ...servers };
for (const [name, open] of Object.entries(databases))
  if (!open) console.warn(`NOT TESTED: this machine has no ${name}`);

export async function openDuckDB(path = ":memory:"): Promise<Database> {
  const instance = await DuckDBInstance.create(path);
  const connection = await instance.connect();
  const run = async (sql: string) => (await connection.runAndReadAll(sql)).getRowObjectsJS();
  return {
    connection,
    run,
    runRaw: run,
    async aside(work) {
      const other = await instance.connect();
      await work(async (sql) => (await other.runAndReadAll(sql)).getRowObjectsJS());
      other.closeSync();
    },
    // eslint-disable-next-line @typescript-eslint/require-await
    async close() {
      connection.closeSync();
      instance.closeSync();
    },
  };
}

/** A cluster of its own in a folder of its own, reached by a socket there. It runs as nobody where it must not be root. */
export async function startPostgres(bin: string): Promise<ServedDatabase & { readonly folder: string }> {
  const folder = mkdtempSync(join(tmpdir(), "marquetry-pg-"));
  const user = IS_ROOT ? { uid: NOBODY, gid: NOBODY } : {};
  if (IS_ROOT) chownSync(folder, NOBODY, NOBODY);
  const data = join(folder, "data");
  const options = { ...user, cwd: folder } as const;
  const words = ["-D", data, "-U", "tester", "-A", "trust", "-N", "-E", "UTF8", "--locale=C"];
  const made = spawnSync(join(bin, "initdb"), words, { ...options, encoding: "utf8" });
  if (made.status !== 0) throw new Error(`initdb: ${made.stderr}`);
  let server: ChildProcess | undefined;
  const address = { host: folder, user: "tester", database: "postgres" };

  /** Waits until it answers; after a server that was killed, one may not be let in at once. */
  async function start(): Promise<void> {
    for (let attempt = 0; ; attempt++) {
      if (!server || server.exitCode !== null || server.signalCode !== null)
        server = spawn(
          join(bin, "postgres"),
          ["-D", data, "-k", folder, "-c", "listen_addresses=", "-c", "fsync=off"],
          { ...options, stdio: "ignore" },
        );
      try {
        await (await connect()).end();
        return;
      } catch (error) {
        if (attempt > 200) throw error;
        await new Promise((resolve) => setTimeout(resolve, 100));
      }
    }
  }

  async function connect(): Promise<Client> {
    const client = new Client(address);
    client.on("error", () => {});
    await client.connect();
    return client;
  }

  async function end(signal: NodeJS.Signals): Promise<void> {
    const ended = new Promise((resolve) => server!.once("exit", resolve));
    server!.kill(signal);
    await ended;
  }

  /** Processes of a server that was killed answer a little longer on connections that they hold. */
  async function allGone(): Promise<void> {
    for (let code: unknown; code !== "ECONNREFUSED" && code !== "ENOENT";) {
      code = await pool.query("SELECT 1").then(
        () => null,
        (error: unknown) => (error as { code?: unknown }).code,
      );
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  }

  await start();
  let client = await connect();
  const pool = new Pool(address);
  const run = async (sql: string) => (await client.query<Record<string, unknown>>(sql)).rows;
  return {
    folder,
    url: `postgres://tester@/postgres?host=${folder}`,
    get connection() {
      return client;
    },
    lasting: pool,
    run,
    runRaw: run,
    async aside(work) {
      const other = await connect();
      await work(async (sql) => (await other.query<Record<string, unknown>>(sql)).rows);
      await other.end();
    },
    async kill() {
      await end("SIGKILL");
      await allGone();
    },
    async start() {
      await start();
      client = await connect();
    },
    async close() {
      await pool.end();
      await client.end();
      await end("SIGINT");
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** What a server of ClickHouse is told where it is alone in a folder. */
const CONFIG = (folder: string, port: number): string => `<yandex>
<logger><level>none</level><console>0</console></logger>
<http_port>${port}</http_port><listen_host>127.0.0.1</listen_host>
<path>${folder}/data/</path><tmp_path>${folder}/tmp/</tmp_path><mark_cache_size>67108864</mark_cache_size>
<users_config>users.xml</users_config><default_profile>default</default_profile><default_database>default</default_database>
</yandex>`;
const USERS = `<yandex><profiles><default></default></profiles><quotas><default></default></quotas>
<users><default><password></password><networks><ip>127.0.0.1</ip></networks><profile>default</profile><quota>default</quota></default></users></yandex>`;

/** A server of its own in a folder of its own, at a port that was free. */
export async function startClickHouse(
  program: string,
): Promise<ServedDatabase & { readonly version: string }> {
  const folder = mkdtempSync(join(tmpdir(), "marquetry-ch-"));
  const port = await freePort();
  for (const name of ["data", "tmp"]) mkdirSync(join(folder, name));
  writeFileSync(join(folder, "config.xml"), CONFIG(folder, port));
  writeFileSync(join(folder, "users.xml"), USERS);
  if (IS_ROOT)
    for (const name of ["", "data", "tmp", "config.xml", "users.xml"])
      chownSync(join(folder, name), NOBODY, NOBODY);
  let server: ChildProcess;
  const url = `http://127.0.0.1:${port}`;
  const connection = createClient({
    url,
    log: { level: ClickHouseLogLevel.OFF },
    // Old servers close what rests for three seconds, as it does while a test counts.
    keep_alive: { enabled: false },
  });
  const runRaw = async (query: string): Promise<Record<string, unknown>[]> => {
    if (/^\s*SELECT/.test(query))
      return (await connection.query({ query, format: "JSONEachRow" })).json<Record<string, unknown>>();
    await connection.command({ query });
    return [];
  };

  async function start(): Promise<void> {
    server = spawn(program, [`--config-file=${join(folder, "config.xml")}`], {
      ...(IS_ROOT && { uid: NOBODY, gid: NOBODY }),
      cwd: folder,
      stdio: "ignore",
    });
    for (let attempt = 0; !(await connection.ping()).success; attempt++) {
      if (attempt > 200 || server.exitCode !== null) throw new Error("clickhouse-server does not answer");
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
  }

  async function kill(): Promise<void> {
    const ended = new Promise((resolve) => server.once("exit", resolve));
    server.kill("SIGKILL");
    await ended;
  }

  await start();
  return {
    url,
    version: String((await runRaw("SELECT version() AS version"))[0]!["version"]),
    connection,
    lasting: connection,
    runRaw,
    run: (sql) => runRaw(asClickHouse(sql)),
    aside: (work) => work((sql) => runRaw(asClickHouse(sql))),
    kill,
    start,
    async close() {
      await connection.close();
      await kill();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

function freePort(): Promise<number> {
  const server = createServer();
  return new Promise((resolve) => {
    server.listen(0, "127.0.0.1", () => {
      const { port } = server.address() as AddressInfo;
      server.close(() => resolve(port));
    });
  });
}

const TYPES: readonly [RegExp, string][] = [
  [/\bvarchar(\(\d+\))?|\btext\b/g, "String"],
  [/\bdouble precision\b/g, "Float64"],
  [/\bbigint\b/g, "Int64"],
  [/\binteger\b/g, "Int32"],
  [/\bdecimal\b/g, "Decimal"],
];

/** A statement of the tests in the words of ClickHouse, where all columns may hold NULL; texts and names keep their signs. */
function asClickHouse(sql: string): string {
  const isQuery = sql.includes(" AS SELECT ");
  const isTable = sql.startsWith("CREATE TABLE") && !isQuery;
  const inOwnTypes = (part: string): string =>
    TYPES.reduce((text, [type, own]) => text.replace(type, own), part).replace(
      /\b(String|Float64|Int64|Int32|Decimal\(.*?\))(?=,|\))/g,
      isTable ? "Nullable($1)" : "$1",
    );
  const quoted = (part: string): string => {
    const sign = part[0]!;
    const text = part.slice(1, -1).replaceAll(sign + sign, sign);
    return sign + text.replace(/[\\'"]/g, String.raw`\$&`) + sign;
  };
  const told = sql
    .split(/('(?:[^']|'')*'|"(?:[^"]|"")*")/)
    .map((part, k) => (k % 2 === 1 ? quoted(part) : inOwnTypes(part)))
    .join("");
  const engine = "ENGINE = MergeTree ORDER BY tuple()";
  if (isTable) return `${told} ${engine}`;
  return isQuery ? told.replace(" AS SELECT ", ` ${engine} AS SELECT `) : told;
}

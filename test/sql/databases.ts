import { spawn, spawnSync, type ChildProcess } from "node:child_process";
import { chownSync, existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DuckDBInstance } from "@duckdb/node-api";
import type { SqlConnection } from "marquetry/sql";
import { Client } from "pg";

/** A database that tests may fill. */
export interface Database {
  readonly connection: SqlConnection;
  run(sql: string, values?: string[]): Promise<Record<string, unknown>[]>;
  close(): Promise<void>;
}

const FOLDERS = ["/usr/lib/postgresql/17/bin", "/usr/lib/postgresql/16/bin", "/usr/lib/postgresql/15/bin"];
const FOLDER = FOLDERS.find((folder) => existsSync(join(folder, "postgres")));
const IS_ROOT = process.getuid?.() === 0;
const NOBODY = 65_534;

/** Ways to the databases that this machine has, by name; null for those that it lacks. */
export const databases: Record<string, (() => Promise<Database>) | null> = {
  duckdb: openDuckDB,
  postgres: FOLDER === undefined ? null : () => startPostgres(FOLDER),
};
for (const [name, open] of Object.entries(databases))
  if (!open) console.warn(`NOT TESTED: this machine has no ${name}`);

export async function openDuckDB(path = ":memory:"): Promise<Database> {
  const instance = await DuckDBInstance.create(path);
  const connection = await instance.connect();
  return {
    connection,
    run: async (sql, values) => (await connection.runAndReadAll(sql, values)).getRowObjectsJS(),
    // eslint-disable-next-line @typescript-eslint/require-await
    async close() {
      connection.closeSync();
      instance.closeSync();
    },
  };
}

/** A cluster of its own in a folder of its own, reached by a socket there. It runs as nobody where it must not be root. */
export async function startPostgres(bin: string): Promise<Database & { readonly folder: string }> {
  const folder = mkdtempSync(join(tmpdir(), "marquetry-pg-"));
  const user = IS_ROOT ? { uid: NOBODY, gid: NOBODY } : {};
  if (IS_ROOT) chownSync(folder, NOBODY, NOBODY);
  const data = join(folder, "data");
  const made = spawnSync(
    join(bin, "initdb"),
    ["-D", data, "-U", "tester", "-A", "trust", "-N", "-E", "UTF8", "--locale=C"],
    {
      ...user,
      cwd: folder,
      encoding: "utf8",
    },
  );
  if (made.status !== 0) throw new Error(`initdb: ${made.stderr}`);
  const server: ChildProcess = spawn(
    join(bin, "postgres"),
    ["-D", data, "-k", folder, "-c", "listen_addresses=", "-c", "fsync=off"],
    { ...user, cwd: folder, stdio: "ignore" },
  );
  const connect = async (): Promise<Client> => {
    for (let attempt = 0; ; attempt++) {
      const client = new Client({ host: folder, user: "tester", database: "postgres" });
      client.on("error", () => {});
      try {
        await client.connect();
        return client;
      } catch (error) {
        if (attempt > 200) throw error;
        await new Promise((resolve) => setTimeout(resolve, 100));
      }
    }
  };
  const client = await connect();
  return {
    folder,
    connection: client,
    run: async (sql, values) => (await client.query<Record<string, unknown>>(sql, values)).rows,
    async close() {
      await client.end();
      const ended = new Promise((resolve) => server.once("exit", resolve));
      server.kill("SIGINT");
      await ended;
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

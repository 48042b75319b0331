import { layout, lazyTree, squarify, type LazySource } from "marquetry";
import { rollUp, sqlSource, type SqlConnection } from "marquetry/sql";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { sessionOf } from "../../src/sql/connection.ts";
import { databases, servers, type Database, type ServedDatabase } from "./databases.ts";

const REQUEST = { limit: 1e6, offset: 0, minShare: 0, signal: new AbortController().signal };
const SHAPE = { table: "given", path: "path", weight: "w" } as const;
const OPTIONS = { engine: squarify(), container: [960, 600] } as const;

/** What ClickHouse deletes goes part by part, some time later. */
const MUTATING = "SELECT mutation_id FROM system.mutations WHERE is_done = 0";

/** All nodes that a source gives, as lines. */
async function walk(source: LazySource): Promise<string[]> {
  const lines: string[] = [];
  const open = [source.root];
  for (let node = open.pop(); node; node = open.pop()) {
    lines.push(`${node.id}: ${node.weight} (${node.leaves})`);
    if (node.hasChildren === true) open.push(...(await source.children(node.id, REQUEST)));
  }
  return lines.sort();
}

/** The lines of rows, counted one by one. */
function counted(rows: ReadonlyMap<string, number>): string[] {
  const weights = new Map<string, number>();
  const inner = new Set<string>();
  const above = (id: string): string => id.split("/").slice(0, -1).join("/");
  for (const [path, weight] of rows)
    for (let id = path; ; id = above(id)) {
      weights.set(id, (weights.get(id) ?? 0) + weight);
      if (id === "") break;
      inner.add(above(id));
    }
  const leaves = new Map<string, number>();
  for (const path of weights.keys())
    for (let id = path; !inner.has(path); id = above(id)) {
      leaves.set(id, (leaves.get(id) ?? 0) + 1);
      if (id === "") break;
    }
  return [...weights].map(([id, weight]) => `${id}: ${weight} (${leaves.get(id)!})`).sort();
}

function batch(from: number, to: number): Map<string, number> {
  const row = (i: number): [string, number] => [`a${i % 5}/b${i % 7}/c${i}`, 1 + ((i * 37) % 101)];
  return new Map(Array.from({ length: to - from }, (_, k) => row(from + k)));
}

function insertion(rows: ReadonlyMap<string, number>): string {
  return `INSERT INTO given VALUES ${Array.from(rows, ([path, w]) => `('${path}', ${w})`).join(", ")}`;
}

async function fill(db: Database, rows: ReadonlyMap<string, number>): Promise<void> {
  await db.run("DROP TABLE IF EXISTS given");
  await db.run("CREATE TABLE given (path varchar(40), w bigint)");
  await db.run(insertion(rows));
}

/** A connection whose data another one changes before a statement, and which counts its statements. */
function changedAt(
  db: Database,
  step: number,
  change: Parameters<Database["aside"]>[0],
): SqlConnection & { statements(): number } {
  const session = sessionOf(db.connection);
  let k = 0;
  return {
    dialect: session.dialect.name,
    async query(sql: string, values?: readonly string[], signal?: AbortSignal) {
      if (k++ === step) await db.aside(change);
      return session.run(sql, values, signal);
    },
    statements: () => k,
  };
}

for (const [name, open] of Object.entries(databases)) {
  describe.skipIf(!open)(`a table of ${name} that others change meanwhile`, () => {
    let db: Database;
    beforeAll(async () => {
      db = await open!();
    });
    afterAll(() => db.close());

    it("is rolled up as it was at one moment, whenever it is changed", async () => {
      const before = batch(0, 60);
      const added = new Map([...before, ...batch(60, 90)]);
      const left = new Map([...added].filter(([path]) => !path.startsWith("a3/")));
      const moments = [before, added, left].map((rows) => counted(rows).join("\n"));
      const remove = {
        duckdb: "DELETE FROM given WHERE path LIKE 'a3/%'",
        postgres: "DELETE FROM given WHERE path LIKE 'a3/%'",
        clickhouse: "ALTER TABLE given DELETE WHERE path LIKE 'a3/%'",
      }[name]!;
      const seen = new Set<number>();
      let isDone = false;
      for (let step = 0; !isDone; step++) {
        await fill(db, before);
        const changing = changedAt(db, step, async (run) => {
          await run(insertion(batch(60, 90)));
          await run(remove);
          while (name === "clickhouse" && (await run(MUTATING)).length > 0);
        });
        await rollUp(changing, SHAPE);
        isDone = changing.statements() <= step;
        const lines = (await walk(await sqlSource(db.connection))).join("\n");
        const moment = moments.indexOf(lines);
        expect(moment, lines).toBeGreaterThanOrEqual(0);
        seen.add(moment);
      }
      expect(seen.has(0)).toBe(true);
      expect(seen.size).toBeGreaterThan(1);
    }, 120_000);

    it("is told of bad rows that come meanwhile, or they are not in the moment", async () => {
      const before = batch(0, 20);
      let isDone = false;
      for (let step = 0; !isDone; step++) {
        await fill(db, before);
        const changing = changedAt(db, step, async (run) => {
          await run("INSERT INTO given VALUES ('x', -5)");
        });
        const outcome: unknown = await rollUp(changing, SHAPE).catch((error: unknown) => error);
        isDone = changing.statements() <= step;
        if (outcome instanceof Error) expect(outcome.message).toMatch(/1 with a negative weight/);
        else expect(outcome).toMatchObject({ skipped: { negative: 0 } });
        await db.run("DROP TABLE IF EXISTS rollup");
      }
    }, 120_000);
  });
}

for (const [name, open] of Object.entries(servers)) {
  describe.skipIf(!open)(`a server of ${name} that ends`, () => {
    let db: ServedDatabase;
    beforeAll(async () => {
      db = await open!();
    });
    afterAll(() => db.close());

    const LOST = /terminat|EPIPE|ECONNREFUSED|ECONNRESET|hang up|ENOENT|closed|starting up|recovery/;
    const [before, after] = [batch(0, 60), batch(30, 120)];

    it("leaves the roll-up before, says what happened, and goes on once it is back", async () => {
      await fill(db, before);
      await rollUp(db.lasting, SHAPE);
      await fill(db, after);
      const steps: string[] = [];
      await rollUp(db.lasting, { ...SHAPE, into: "other", onProgress: (step) => void steps.push(step) });
      for (let at = 0; at < steps.length; at++) {
        let k = 0;
        let killed: Promise<void> | undefined;
        const broken = rollUp(db.lasting, {
          ...SHAPE,
          onProgress: () => void (k++ === at && (killed = db.kill())),
        });
        // What a killed server had begun may come to its end: then it is whole as well.
        const outcome: unknown = await broken.catch((error: unknown) => error);
        if (outcome instanceof Error) expect(outcome.message).toMatch(LOST);
        await killed;
        await expect(sqlSource(db.lasting)).rejects.toThrow(LOST);
        await db.start();
        const found = await walk(await sqlSource(db.lasting));
        expect(
          outcome instanceof Error ? [counted(before), counted(after)] : [counted(after)],
        ).toContainEqual(found);
      }
      await rollUp(db.lasting, SHAPE);
      expect(await walk(await sqlSource(db.lasting))).toEqual(counted(after));
    }, 240_000);

    it("shows at the cell of a walk, which goes on once it is back", async () => {
      await fill(db, before);
      await rollUp(db.lasting, SHAPE);
      const source = await sqlSource(db.lasting);
      let map = await layout(lazyTree(source, { retries: 0 }), OPTIONS).expand(0);
      await db.kill();
      const [first, second] = [map.tree.find("a1"), map.tree.find("a2")];
      await expect(map.expand(first)).rejects.toMatchObject({ code: "source-failed", path: "all/a1" });
      await expect(map.expand(second)).rejects.toThrow(LOST);
      expect(map.tree.failure(first)!.message).toMatch(/below all\/a1: .*\w/);
      await db.start();
      for (let i = 0; i < map.size; i++) if (!map.tree.isLoaded(i)) map = await map.expand(i);
      expect(map.tree.failure(map.tree.find("a1"))).toBe(null);
      expect(map.size).toBe(counted(before).length);
    }, 120_000);

    it.skipIf(name !== "postgres")(
      "ends a roll-up whose connection alone it ends, and nothing else",
      async () => {
        await fill(db, before);
        await rollUp(db.lasting, SHAPE);
        await fill(db, after);
        const end =
          "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE pid <> pg_backend_pid() AND state LIKE 'idle in transaction%'";
        let ended = 0;
        // Before the first statement, no transaction is there yet.
        for (let step = 1, isDone = false; !isDone; step++) {
          let k = 0;
          const hold = async (): Promise<void> => {
            if (k++ === step) await db.aside(async (run) => void (ended += (await run(end)).length));
          };
          const outcome: unknown = await rollUp(holding(db.lasting, hold), SHAPE).catch(
            (error: unknown) => error,
          );
          isDone = k <= step;
          if (!isDone) expect(outcome).toMatchObject({ message: expect.stringMatching(LOST) as string });
          expect(await walk(await sqlSource(db.lasting))).toEqual(counted(isDone ? after : before));
        }
        expect(ended).toBeGreaterThan(5);
      },
      120_000,
    );
  });
}

/** A pool that does something before each statement of its connections. */
function holding(pool: SqlConnection, hold: () => Promise<void>): SqlConnection {
  const given = pool as unknown as { connect(): Promise<object> };
  return {
    totalCount: 0,
    query: () => Promise.reject(new Error("not in a transaction")),
    async connect() {
      const client = (await given.connect()) as {
        query(...all: unknown[]): Promise<unknown>;
        release(): void;
      };
      const query = async (...all: unknown[]): Promise<unknown> => {
        await hold();
        return client.query(...all);
      };
      return Object.assign(Object.create(client) as object, { query, release: () => client.release() });
    },
  } as unknown as SqlConnection;
}

import { layout, lazyTree, squarify, validate, type LazyNode, type LazySource } from "marquetry";
import { printRollUp, rollUp, sqlSource, type SqlConnection } from "marquetry/sql";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { generator } from "../support/trees.ts";
import { sessionOf } from "../../src/sql/connection.ts";
import { databases, type Database } from "./databases.ts";

const REQUEST = { limit: 1e6, offset: 0, minShare: 0, signal: new AbortController().signal };

interface Counted {
  weight: bigint;
  leaves: number;
  children: Set<string>;
}

/** The sums of all folders, counted one row after the other. */
function bruteForce(rows: readonly (readonly [path: string, weight: bigint])[]): Map<string, Counted> {
  const nodes = new Map<string, Counted>();
  const nodeOf = (id: string): Counted => {
    let node = nodes.get(id);
    if (!node) nodes.set(id, (node = { weight: 0n, leaves: 0, children: new Set() }));
    return node;
  };
  for (const [path, weight] of rows) {
    const names = path.split("/").filter((name) => name !== "");
    nodeOf("").weight += weight;
    for (let k = 1; k <= names.length; k++) {
      const id = names.slice(0, k).join("/");
      nodeOf(names.slice(0, k - 1).join("/")).children.add(id);
      nodeOf(id).weight += weight;
    }
  }
  for (const id of [...nodes.keys()].filter((key) => nodes.get(key)!.children.size === 0)) {
    const names = id.split("/");
    for (let k = 0; k <= names.length; k++) nodes.get(names.slice(0, k).join("/"))!.leaves++;
  }
  return nodes;
}

async function childrenOf(source: LazySource, id: string): Promise<readonly LazyNode[]> {
  return source.children(id, REQUEST);
}

/** All nodes that a source gives, as lines. */
async function walk(source: LazySource): Promise<string[]> {
  const lines: string[] = [];
  const open: [LazyNode, string][] = [[source.root, ""]];
  for (let next = open.pop(); next; next = open.pop()) {
    const [node, indent] = next;
    lines.push(`${indent}${node.label}: ${node.weight} (${node.leaves})`);
    if (node.hasChildren !== true) continue;
    const children = await childrenOf(source, node.id);
    for (const child of [...children].reverse()) open.push([child, `${indent}  `]);
  }
  return lines;
}

for (const [name, open] of Object.entries(databases)) {
  describe.skipIf(!open)(`a roll-up in ${name}`, () => {
    let db: Database;
    let connection: SqlConnection;
    beforeAll(async () => {
      db = await open!();
      ({ connection } = db);
    });
    afterAll(() => db.close());

    async function fill(columns: string, ...rows: (string | null)[][]): Promise<void> {
      await db.run(`DROP TABLE IF EXISTS given`);
      await db.run(`CREATE TABLE given (${columns})`);
      const quoted = (value: string | null): string =>
        value === null ? "NULL" : /^-?[\d.]+$/.test(value) ? value : `'${value.replaceAll("'", "''")}'`;
      for (const row of rows) await db.run(`INSERT INTO given VALUES (${row.map(quoted).join(", ")})`);
    }

    it("has the sums of a count row by row, to the last unit, wherever one walks", async () => {
      const series = {
        duckdb: "range(1000000) AS t(i)",
        postgres: "generate_series(0, 999999) AS t(i)",
        clickhouse: "(SELECT toInt64(number) AS i FROM numbers(1000000)) AS t",
      }[name]!;
      const hash = (k: number) => `((CAST(i AS bigint) * ${48_271 + 2 * k} + ${k}) % 1000003)`;
      await db.run("DROP TABLE IF EXISTS files");
      await db.run(
        `CREATE TABLE files AS SELECT 'a' || CAST(${hash(1)} % 7 AS varchar) || '/b' || CAST(${hash(2)} % 19 AS varchar) || '/c' || CAST(${hash(3)} % ${hash(4)} % 53 AS varchar) || CASE WHEN i % 5 = 0 THEN '' ELSE '/d' || CAST(${hash(5)} % 11 AS varchar) END AS path, CAST(${hash(6)} AS bigint) * 9000000 + i AS bytes FROM ${series} WHERE ${hash(4)} > 0`,
      );
      const rows = (await db.run("SELECT path, CAST(bytes AS varchar) AS bytes FROM files")).map(
        (row) => [row["path"] as string, BigInt(row["bytes"] as string)] as const,
      );
      const nodes = bruteForce(rows);
      const report = await rollUp(connection, {
        table: "files",
        path: "path",
        weight: "bytes",
        into: "sums",
      });
      expect(report).toMatchObject({ nodes: nodes.size, depth: 4, skipped: { negative: 0 } });
      const exact = await db.run(`SELECT id, CAST(weight AS varchar) AS weight, leaves, children FROM sums`);
      // One expectation for all: a million take minutes.
      const wrong = exact.filter((row) => {
        const { weight, leaves, children } = nodes.get(row["id"] as string)!;
        return (
          `${weight} ${leaves} ${children.size}` !== [row["weight"], row["leaves"], row["children"]].join(" ")
        );
      });
      expect(wrong).toEqual([]);
      expect(exact).toHaveLength(nodes.size);
      const source = await sqlSource(connection, { table: "sums" });
      const random = generator(3);
      for (let k = 0; k < 1000; k++) {
        for (let node = source.root; node.hasChildren === true;) {
          const { weight, leaves, children } = nodes.get(node.id)!;
          const family = await childrenOf(source, node.id);
          const isSorted = family.every((child, j) => j === 0 || child.weight <= family[j - 1]!.weight);
          const isWhole = family.length === children.size && family.every(({ id }) => children.has(id));
          expect([node.weight, node.leaves, isSorted, isWhole]).toEqual([Number(weight), leaves, true, true]);
          node = family[Math.floor(random() * family.length)]!;
        }
      }
    }, 600_000);

    it("drops empty names, keeps names apart that differ by case, and adds what folders weigh themselves", async () => {
      await fill(
        "path varchar(100), bytes integer",
        ["/a//b/", "1"],
        ["a/b", "2"],
        ["A/b", "4"],
        ["a", "8"],
        ["///", "16"],
        ["", "32"],
        ["a/b/ü 名", "64"],
      );
      await rollUp(connection, { table: "given", path: "path", weight: "bytes", root: "top" });
      const source = await sqlSource(connection);
      expect(await walk(source)).toEqual([
        "top: 127 (2)",
        "  a: 75 (1)",
        "    b: 67 (1)",
        "      ü 名: 64 (1)",
        "  A: 4 (1)",
        "    b: 4 (1)",
      ]);
      const map = await layout(lazyTree(source), { engine: squarify(), container: [100, 100] }).expand(0);
      expect(Array.from(map, (i) => `${map.tree.label(i)}: ${map.tree.weight[i]}`)).toEqual([
        "top: 127",
        "a: 75",
        "A: 4",
        "+ others: 48",
      ]);
      expect(validate(map)).toEqual([]);
    });

    it("takes any name for a name, in columns, tables, paths and searches", async () => {
      const odd = [`'; DROP TABLE given; --`, `"quoted"`, `back\\slash`, "50 %_", "{p1:String} $1", "a\tb"];
      await db.run(`DROP TABLE IF EXISTS "odd ""table"`);
      await db.run(`CREATE TABLE "odd ""table" ("the ""path" varchar(100), "w'" integer)`);
      for (const text of odd)
        await db.run(`INSERT INTO "odd ""table" VALUES ('${text.replaceAll("'", "''")}|x', 1)`);
      const report = await rollUp(connection, {
        table: `odd "table`,
        path: `the "path`,
        separator: "|",
        weight: "w'",
        into: `odd "sums`,
        root: "it's",
      });
      expect(report.nodes).toBe(1 + 2 * odd.length);
      const source = await sqlSource(connection, { table: `odd "sums` });
      expect(source.root.label).toBe("it's");
      const top = await childrenOf(source, "");
      expect(top.map(({ label }) => label).sort()).toEqual([...odd].sort());
      for (const { id, label } of top) {
        expect((await childrenOf(source, id)).map((node) => node.id)).toEqual([`${label}|x`]);
        const found = await source.search!(label!, REQUEST);
        expect(found.map((node) => node.label)).toEqual([label]);
      }
      expect(await source.search!("x", { ...REQUEST, limit: 2 })).toHaveLength(2);
      expect((await source.search!("X", REQUEST))[0]).toMatchObject({
        label: "x",
        path: [expect.stringMatching(/./)],
      });
      expect(await childrenOf(source, "' OR 1 = 1 --")).toEqual([]);
    });

    it("rolls up columns of levels, that may end early or hold what separates them", async () => {
      await fill(
        "country varchar(20), town varchar(20), cost decimal(12, 2)",
        ["nl", "a/b", "0.10"],
        ["nl", "a/b", "0.20"],
        ["nl", null, "0.30"],
        ["be", "", "1.00"],
        ["be", "x\u001fy", "2.05"],
        [null, "z", "0.05"],
      );
      await rollUp(connection, { table: "given", levels: ["country", "town"], weight: "cost" });
      const lines = await walk(await sqlSource(connection));
      expect(lines).toEqual([
        "all: 3.7 (3)",
        "  be: 3.05 (1)",
        "    x␟y: 2.05 (1)",
        "  nl: 0.6 (1)",
        "    a/b: 0.3 (1)",
        "  z: 0.05 (1)",
      ]);
    });

    it("rolls up rows that name their parents, and counts rows without a weight as 1 each", async () => {
      await fill(
        "id integer, parent integer, name varchar(20)",
        ["1", null, "r"],
        ["2", "1", "x"],
        ["3", "1", "y"],
        ["4", "3", null],
      );
      const given = { table: "given", id: "id", parent: "parent", label: "name" };
      await rollUp(connection, given);
      expect(await walk(await sqlSource(connection))).toEqual([
        "r: 4 (2)",
        "  y: 2 (1)",
        "    4: 1 (1)",
        "  x: 1 (1)",
      ]);
      await db.run("INSERT INTO given VALUES (5, 5, 'second')");
      await rollUp(connection, { ...given, weight: { sql: "id * 10" } });
      expect((await walk(await sqlSource(connection))).slice(0, 2)).toEqual(["all: 150 (3)", "  r: 100 (2)"]);
      await db.run("INSERT INTO given VALUES (6, 7, 'x'), (7, 6, 'y')");
      await expect(rollUp(connection, given)).rejects.toMatchObject({
        code: "cycle",
        message: expect.stringContaining("2 rows") as string,
      });
      await db.run("INSERT INTO given VALUES (8, 9, 'x')");
      await expect(rollUp(connection, given)).rejects.toMatchObject({ code: "missing-parent" });
      await db.run("INSERT INTO given VALUES (8, 9, 'x')");
      await expect(rollUp(connection, given)).rejects.toMatchObject({ code: "duplicate-id" });
    });

    it("counts weights that are none, names one, and leaves the roll-up before as it was", async () => {
      await fill("path varchar(20), w double precision", ["a", "1"]);
      await rollUp(connection, { table: "given", path: "path", weight: "w" });
      await db.run(
        "INSERT INTO given VALUES ('b', -2), ('c', NULL), ('d', -3), (NULL, 1), ('e', CAST('Infinity' AS double precision)), ('f', CAST('NaN' AS double precision))",
      );
      const given = { table: "given", path: "path", weight: "w" };
      await expect(rollUp(connection, given)).rejects.toMatchObject({
        code: "bad-weight",
        message: expect.stringMatching(
          /1 without a weight, 2 with a negative weight, 2 with a weight that is not finite, 1 without a place, as "-2(\.0)?" at "b"/,
        ) as string,
      });
      expect(await walk(await sqlSource(connection))).toEqual(["all: 1 (1)", "  a: 1 (1)"]);
      const { skipped } = await rollUp(connection, { ...given, skip: true });
      expect(skipped).toEqual({ missing: 1, negative: 2, infinite: 2, unplaced: 1 });
      expect(await walk(await sqlSource(connection))).toEqual(["all: 1 (1)", "  a: 1 (1)"]);
    });

    it("writes nothing where a statement fails half-way, and works again afterwards", async () => {
      await fill("path varchar(20)", ["a/b"]);
      await rollUp(connection, { table: "given", path: "path" });
      for (let step = 0, isDone = false; !isDone; step++) {
        let k = 0;
        const failing: SqlConnection = {
          dialect: name as "duckdb",
          query: async (sql: string) => {
            if (k++ === step) throw new Error("disk full");
            return db.runRaw(sql);
          },
        };
        const given = { query: "SELECT 'x/y' AS path", path: "path" };
        const outcome = await rollUp(failing, given).catch((error: unknown) => error);
        isDone = !(outcome instanceof Error);
        if (!isDone) expect(outcome).toMatchObject({ message: "disk full" });
        const [top, below] = isDone ? ["x", "y"] : ["a", "b"];
        expect(await walk(await sqlSource(connection))).toEqual([
          "all: 1 (1)",
          `  ${top}: 1 (1)`,
          `    ${below}: 1 (1)`,
        ]);
      }
    });

    it("adds what was appended, and comes to the same as a roll-up of all", async () => {
      const batch = (from: number, to: number): string[][] =>
        Array.from({ length: to - from }, (_, k) => {
          const i = from + k;
          const names = [`a${(i * 7) % 5}`, `b${(i * 11) % 7}`, `c${(i * i) % 13}`];
          return [String(i), names.slice(0, 1 + (i % 4)).join("/"), `${((i * 37) % 101) / 4}`];
        });
      const columns = "day integer, path varchar(40), w decimal(12, 2)";
      await fill(columns, ...batch(0, 60));
      const shape = { table: "given", path: "path", weight: "w" } as const;
      const all = async (table: string): Promise<unknown[]> => {
        const number = (column: string): string => `CAST(${column} AS varchar) AS ${column}`;
        const rows = await db.run(
          `SELECT id, parent, name, ${["weight", "leaves", "children", "depth"].map(number).join(", ")} FROM ${table} ORDER BY id`,
        );
        return rows;
      };
      const add = { ...shape, into: "kept", watermark: "day" };
      await db.run("DROP TABLE IF EXISTS kept_state");
      expect(await rollUp(connection, add)).toMatchObject({ since: null });
      const mark = [59, 59, 79, 119];
      for (const [k, end] of [60, 80, 120, 121].entries()) {
        const rows = batch(k === 0 ? 60 : mark[k]! + 1, end);
        for (const [i, path, w] of rows) await db.run(`INSERT INTO given VALUES (${i}, '${path}', ${w})`);
        expect(await rollUp(connection, add)).toMatchObject({ since: String(mark[k]) });
        await rollUp(connection, { ...shape, into: "scratch" });
        expect(await all("kept")).toEqual(await all("scratch"));
      }
      // What came late, or is asked for otherwise, is all read again.
      await db.run("INSERT INTO given VALUES (3, 'late/x', 5)");
      expect(await rollUp(connection, add)).toMatchObject({ since: null });
      await rollUp(connection, { ...shape, into: "scratch" });
      expect(await all("kept")).toEqual(await all("scratch"));
      expect(await rollUp(connection, { ...add, weight: { sql: "w * 2" } })).toMatchObject({ since: null });
      expect(await rollUp(connection, { ...add, watermark: undefined as never })).toMatchObject({
        since: null,
      });
      expect(await rollUp(connection, add)).toMatchObject({ since: null });
    });

    it("adds by partitions and times, and refuses what it could not add exactly", async () => {
      await fill("part varchar(20), path varchar(20), w double precision", ["p=1", "a/b", "1"]);
      const given = { table: "given", path: "path", into: "kept", watermark: "part" } as const;
      await rollUp(connection, given);
      await db.run("INSERT INTO given VALUES ('p=2', 'a/c', 1), ('p=2', 'a', 1)");
      expect(await rollUp(connection, given)).toMatchObject({ since: "p=1", nodes: 4 });
      expect(await walk(await sqlSource(connection, { table: "kept" }))).toEqual([
        "all: 3 (2)",
        "  a: 3 (2)",
        "    b: 1 (1)",
        "    c: 1 (1)",
      ]);
      await expect(rollUp(connection, { ...given, weight: "w" })).rejects.toThrow(/exact sums only/);
      await db.run("INSERT INTO given VALUES (NULL, 'x', 1)");
      await expect(rollUp(connection, given)).rejects.toThrow(/1 rows without a watermark/);
      const byParents = { table: "given", id: "path", parent: "part", watermark: "part" };
      await expect(rollUp(connection, byParents)).rejects.toThrow(/paths and levels/);
    });

    it("ends a question that nobody waits for any more, and answers the next", async () => {
      await fill("path varchar(20)", ["a/b"]);
      await rollUp(connection, { table: "given", path: "path" });
      const slow = {
        duckdb: "SELECT sum(a.range * b.range) AS size FROM range(1000000) AS a, range(1000000) AS b",
        postgres: "SELECT pg_sleep(60)",
        clickhouse: "SELECT count(*) AS n FROM system.numbers WHERE sleepEachRow(0.001) = 0",
      }[name]!;
      const source = await sqlSource(connection);
      const isSlow = async (): Promise<boolean> =>
        name === "clickhouse" &&
        (await db.runRaw("SELECT query FROM system.processes")).some(({ query }) =>
          String(query).includes("sleepEachRow"),
        );
      const abort = new AbortController();
      const session = sessionOf(connection);
      const wait = session.run(slow, [], abort.signal).then(
        () => "answered",
        () => "ended",
      );
      await new Promise((done) => setTimeout(done, 300));
      abort.abort();
      expect(await wait).toBe("ended");
      expect(await childrenOf(source, "")).toHaveLength(1);
      for (let k = 0; (await isSlow()) && k < 100; k++) await new Promise((done) => setTimeout(done, 100));
      expect(await isSlow()).toBe(false);
    });

    it("tells how many others there are", async () => {
      await fill("path varchar(20), w integer", ["a", "5"], ["b", "3"], ["c", "2"], ["d", "1"]);
      await rollUp(connection, { table: "given", path: "path", weight: "w" });
      const source = await sqlSource(connection);
      const few = await source.children("", { ...REQUEST, limit: 2 });
      expect(few.map(({ label, others }) => label ?? others)).toEqual(["a", "b", 2]);
      const next = await source.children("", { ...REQUEST, limit: 1, offset: 2 });
      expect(next.map(({ label, others }) => label ?? others)).toEqual(["c", 1]);
      const large = await source.children("", { ...REQUEST, minShare: 0.25 });
      expect(large.map(({ label, others }) => label ?? others)).toEqual(["a", "b", 2]);
      const tree = lazyTree(source, { limit: 2 });
      const map = await layout(tree, { engine: squarify(), container: [100, 100] }).expand(0);
      expect([map.tree.label(3), map.tree.weight[3]]).toEqual(["+\u00a02 others", 3]);
    });

    it("can be printed, to be run by hand", async () => {
      await fill("path varchar(20)", ["a/b"], ["a/c/d"]);
      const text = printRollUp(name as "duckdb", { table: "given", path: "path", into: "printed" }, 3);
      for (const sql of text.split(";\n").filter((part) => part.trim() !== "")) await db.runRaw(sql);
      expect(await walk(await sqlSource(connection, { table: "printed" }))).toEqual([
        "all: 2 (2)",
        "  a: 2 (2)",
        "    b: 1 (1)",
        "    c: 1 (1)",
        "      d: 1 (1)",
      ]);
    });

    it("refuses what it cannot read", async () => {
      for (const shape of [
        {},
        { path: "a", levels: ["b"] },
        { id: "a" },
        { levels: [] },
        { path: "a", separator: "" },
        { path: "a" },
      ])
        await expect(rollUp(connection, shape as never)).rejects.toMatchObject({ code: "bad-option" });
      await expect(rollUp({} as never, { table: "given", path: "path" })).rejects.toMatchObject({
        code: "bad-input",
      });
      await fill("path varchar(20)");
      await expect(rollUp(connection, { table: "given", path: "path" })).rejects.toMatchObject({
        code: "empty-tree",
      });
      await expect(rollUp(connection, { table: "nowhere", path: "path" })).rejects.toThrow(/nowhere/);
      await db.run(
        "CREATE TABLE IF NOT EXISTS bare (id text, name text, weight integer, leaves integer, children integer, depth integer)",
      );
      await expect(sqlSource(connection, { table: "bare" })).rejects.toMatchObject({ code: "bad-source" });
    });

    it.skipIf(name !== "postgres")("needs no more than a role that can read", async () => {
      await fill("path varchar(20)", ["a/b"]);
      await rollUp(connection, { table: "given", path: "path" });
      await db.run("DROP ROLE IF EXISTS reader");
      await db.run("CREATE ROLE reader");
      await db.run("GRANT SELECT ON rollup TO reader");
      await db.run("SET ROLE reader");
      await db.run("SET default_transaction_read_only = on");
      expect(await walk(await sqlSource(connection))).toHaveLength(3);
      await db.run("RESET ROLE");
      await db.run("SET default_transaction_read_only = off");
      await db.run("REVOKE ALL ON rollup FROM reader");
    });
  });
}

import { promises } from "node:fs";
import { readdir, readFile, writeFile } from "node:fs/promises";
import { request } from "node:http";
import { join, relative } from "node:path";
import type { LazyNode } from "marquetry";
import { describe, expect, it } from "vitest";
import type { Tile } from "../../src/cli/tiles.ts";
import { openDuckDB, servers } from "../sql/databases.ts";
import { folderWith, marquetry, type Setting } from "./support.ts";

const CSV = `path,size
a/x,5
a/y,3
b,2
</script><b>/"q",1
`;

interface Reply {
  readonly status: number;
  readonly body: string;
  readonly headers: Record<string, unknown>;
}

function get(
  address: string,
  headers: Record<string, string> = {},
  method = "GET",
  path?: string,
): Promise<Reply> {
  const url = new URL(address);
  return new Promise((done, fail) => {
    request(
      {
        host: "127.0.0.1",
        port: url.port,
        path: path ?? url.pathname + url.search,
        method,
        headers: { host: url.host, ...headers },
      },
      (response) => {
        let body = "";
        response.on("data", (chunk) => (body += String(chunk)));
        response.on("end", () => done({ status: response.statusCode!, body, headers: response.headers }));
      },
    )
      .on("error", fail)
      .end();
  });
}

/** Serves some data, and lets a visitor in before it is interrupted. */
async function served(
  argv: readonly string[],
  visit: (address: string) => Promise<void>,
  setting: Setting = {},
): Promise<{ code: number; err: string }> {
  let said = "";
  let visited: Promise<void> | undefined;
  const outcome = await marquetry(["serve", ...argv], {
    ...setting,
    stdout: (text) => (said += text),
    interrupted: () => {
      visited = visit(said.trim());
      return visited.catch(() => undefined);
    },
  });
  await visited;
  return outcome;
}

describe("serve", () => {
  it("answers with the page, the root, families and what is found, until it is interrupted", async () => {
    const cwd = await folderWith({ "files.csv": CSV });
    let gone = "";
    const { code, err } = await served(
      ["files.csv", "--number-format", "bytes"],
      async (address) => {
        gone = address;
        expect(address).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/[\w-]{32}\/$/);
        const page = await get(address);
        expect([page.status, page.headers["content-type"]]).toEqual([200, "text/html; charset=utf-8"]);
        expect(page.body).toContain("<marquetry-map");
        expect(page.headers["content-security-policy"]).toMatch(
          /default-src 'none'; script-src 'self' blob:;/,
        );
        expect((await get(`${address}library.js`)).body).toBe('"the script library";');
        expect(JSON.parse((await get(`${address}root`)).body)).toEqual({
          id: "",
          label: "all",
          weight: 11,
          leaves: 4,
          hasChildren: true,
        });
        const family = JSON.parse((await get(`${address}children?id=&limit=2`)).body) as LazyNode[];
        expect(family.map(({ label, others }) => label ?? others)).toEqual(["a", "b", 1]);
        expect(JSON.parse((await get(`${address}search?words=X`)).body)).toEqual([
          { id: "a/x", label: "x", path: ["a"] },
        ]);
        expect(
          JSON.parse((await get(`${address}children?id=${encodeURIComponent("' OR 1=1")}`)).body),
        ).toEqual([]);
      },
      { cwd },
    );
    expect(code).toBe(0);
    expect(err).toContain("paths from path, weights from size");
    await expect(get(gone)).rejects.toThrow(/ECONNREFUSED|hang up/);
  });

  it("refuses other origins, other names of the machine, strangers, and ways out", async () => {
    const cwd = await folderWith({ "files.csv": CSV });
    await served(
      ["files.csv"],
      async (address) => {
        const { origin, host } = new URL(address);
        expect((await get(address, { origin })).status).toBe(200);
        const refused = [
          get(address, { origin: "http://evil.example" }),
          get(address, { origin: "null" }),
          get(address, { host: "evil.example" }),
          get(address, { host: "127.0.0.1" }),
          get(address, { "sec-fetch-site": "cross-site" }),
          get(`${origin}/`),
          get(`${origin}/children?id=`),
          get(address.slice(0, -2) + "/"),
          get(address, {}, "GET", "/../../etc/passwd"),
          get(address, {}, "GET", "http://evil.example/"),
        ];
        for (const reply of await Promise.all(refused))
          expect([reply.status, reply.body]).toEqual([403, "forbidden"]);
        const { pathname } = new URL(address);
        for (const path of ["../../etc/passwd", "..%2f..%2fetc/passwd", "package.json", "root/"])
          expect([403, 404]).toContain((await get(address, { host }, "GET", pathname + path)).status);
        expect((await get(address, {}, "POST")).status).toBe(405);
        expect((await get(`${address}children?id=&limit=-5&minShare=NaN`)).status).toBe(200);
      },
      { cwd },
    );
  });

  it("shows a folder at once, with exact sums of what was found by then, and all in the end", async () => {
    const cwd = await folderWith({
      "top/a/x": "12345",
      "top/a/y": "123",
      "top/b/deep/z": "1234567",
      "top/b/<i>'\"&/w": "1",
      "top/c": "12",
    });
    let release = (): void => {};
    const gate = new Promise<void>((done) => (release = done));
    const readdir = (async (path: string, options: object) => {
      if (/\Wb\W?/.test(relative(cwd, path))) await gate;
      return promises.readdir(path, options as never);
    }) as never;
    const json = async <T>(address: string): Promise<T> => JSON.parse((await get(address)).body) as T;
    const { code, err } = await served(
      ["top"],
      async (address) => {
        type Root = LazyNode & { state: number; isGrowing: boolean };
        let first = await json<Root>(`${address}root`);
        for (; first.weight < 10; first = await json<Root>(`${address}root`));
        expect(first).toMatchObject({ id: "", label: "top", weight: 10, isGrowing: true });
        const children = `${address}children?state=${first.state}&id=`;
        const top = await json<LazyNode[]>(children);
        expect(top.map(({ id, weight }) => [id, weight])).toEqual([
          ["a", 8],
          ["c", 2],
          ["b", 0],
        ]);
        release();
        let last = first;
        for (; last.isGrowing; last = await json<Root>(`${address}root`));
        expect(last).toMatchObject({ weight: 18, leaves: 5 });
        // The state before is still whole in itself.
        expect(await json(children)).toEqual(top);
        const now = `&state=${last.state}`;
        expect((await json<LazyNode[]>(`${address}children?id=b${now}`)).map(({ id }) => id)).toEqual([
          "b/deep",
          `b/<i>'"&`,
        ]);
        const page = await json<LazyNode[]>(`${address}children?id=&limit=1&offset=1${now}`);
        expect(page.map(({ id, others }) => others ?? id)).toEqual(["b", 1]);
        expect(await json(`${address}search?words=Z${now}`)).toEqual([
          { id: "b/deep/z", label: "z", path: ["b", "b/deep"] },
        ]);
        for (const id of ["..", "../top", "/etc", "b/../../x"])
          expect(await json(`${address}children?id=${encodeURIComponent(id)}${now}`)).toEqual([]);
        expect((await get(`${address}children?id=&state=999`)).status).toBe(410);
      },
      { cwd, fs: { readdir } },
    );
    expect([code, err]).toEqual([0, expect.stringContaining("5 files")]);
    const empty = await folderWith({ "none/x": "" });
    expect((await marquetry(["serve", "none"], { cwd: empty })).err).toContain("holds no files that weigh");
  });

  it("ends with the page that it opened, but not where that is loaded again", async () => {
    const cwd = await folderWith({ "files.csv": CSV });
    let address = "";
    let isDone = false;
    const run = marquetry(["serve", "files.csv", "--open"], {
      cwd,
      open: (given) => {
        address = given;
        return Promise.resolve(true);
      },
      interrupted: () => new Promise(() => {}),
    }).then((outcome) => {
      isDone = true;
      return outcome;
    });
    await expect.poll(() => address, { timeout: 20_000 }).not.toBe("");
    await get(address);
    expect((await get(`${address}leave`, { origin: "http://evil.example" }, "POST")).status).toBe(403);
    expect((await get(`${address}leave`, {}, "POST")).status).toBe(204);
    await get(address);
    await new Promise((done) => setTimeout(done, 2500));
    expect(isDone).toBe(false);
    await get(`${address}leave`, {}, "POST");
    expect(await run).toMatchObject({
      code: 0,
      err: expect.stringContaining("ends with the page") as string,
    });
  }, 60_000);

  it.skipIf(!servers["postgres"])(
    "tells of a database that is gone, and goes on once it is back",
    async () => {
      const db = await servers["postgres"]!();
      try {
        await db.run("CREATE TABLE lines (path text, w integer)");
        await db.run("INSERT INTO lines VALUES ('a/x', 1), ('b/y', 2)");
        await served(["--table", "lines", "--path", "path", "--weight", "w", db.url], async (address) => {
          const family = (id: string): Promise<Reply> => get(`${address}children?id=${id}`);
          expect((await family("a")).status).toBe(200);
          await db.kill();
          const { status, body } = await family("b");
          expect(status).toBe(500);
          expect((JSON.parse(body) as { error: string }).error).toMatch(/terminat|ENOENT|ECONNREFUSED/);
          await db.start();
          expect(JSON.parse((await family("b")).body)).toMatchObject([{ id: "b/y", weight: 2 }]);
        });
      } finally {
        await db.close();
      }
    },
    120_000,
  );

  it("says what is wrong with data that it cannot serve", async () => {
    const cwd = await folderWith({
      "files.csv": "thing,size\nx,1\n",
      "files.txt": "x",
      "bad.csv": "path,size\na,-1\n",
    });
    const said = async (...argv: string[]): Promise<string> =>
      (await marquetry(["serve", ...argv], { cwd })).err;
    expect(await said("files.txt")).toContain("is no database");
    expect(await said("nowhere")).toContain("cannot read nowhere: no such file or folder");
    expect(await said("nowhere.csv")).toContain("no such file");
    expect(await said("files.csv")).toContain("their columns are thing, size");
    expect(await said("bad.csv")).toContain('1 with a negative weight, as "-1" at "a"');
    const missing = () => Promise.reject(new Error("no such package"));
    expect((await marquetry(["serve", "files.csv"], { cwd, load: missing })).err).toContain(
      "npm install @duckdb/node-api",
    );
  });
});

describe("rollup", () => {
  it("writes one file, whole or not at all", async () => {
    const cwd = await folderWith({ "files.csv": CSV, "bad.csv": "path,size\na,-1\nb,2\n" });
    const made = await marquetry(
      ["rollup", "files.csv", "--path", "path", "--weight", "(size * 10)", "-o", "tree.duckdb"],
      { cwd },
    );
    expect([made.code, made.err]).toEqual([0, "marquetry: 8 nodes on 4 levels\n"]);
    expect((await readdir(cwd)).sort()).toEqual(["bad.csv", "files.csv", "tree.duckdb"]);
    const before = await readFile(join(cwd, "tree.duckdb"));
    const failed = await marquetry(["rollup", "bad.csv", "-o", "tree.duckdb"], { cwd });
    expect(failed.code).toBe(1);
    expect(await readFile(join(cwd, "tree.duckdb"))).toEqual(before);
    expect(await readdir(cwd)).toHaveLength(3);
    const skipped = await marquetry(["rollup", "bad.csv", "--skip", "-o", "other.duckdb"], { cwd });
    expect(skipped.err).toContain("rows left out: 1 negative");
    await served(
      ["tree.duckdb"],
      async (address) => {
        expect(JSON.parse((await get(`${address}root`)).body)).toMatchObject({ weight: 110 });
      },
      { cwd },
    );
    expect((await marquetry(["rollup", "files.csv"], { cwd })).err).toContain("give -o FILE.duckdb");
  });

  it("goes on from where it was, by a watermark", async () => {
    const cwd = await folderWith({ "files.csv": "day,path,size\n1,a/x,5\n2,a/y,3\n" });
    const words = ["rollup", "files.csv", "--watermark", "day", "-o", "tree.duckdb"];
    expect((await marquetry(words, { cwd })).err).toContain("4 nodes on 3 levels\n");
    await writeFile(join(cwd, "files.csv"), "day,path,size\n1,a/x,5\n2,a/y,3\n3,b/z,4\n3,a/x,1\n");
    expect(await marquetry(words, { cwd })).toMatchObject({
      code: 0,
      err: expect.stringContaining("6 nodes on 3 levels; read were rows above 2\n") as string,
    });
    await served(
      ["tree.duckdb"],
      async (address) => {
        const top = JSON.parse((await get(`${address}children?id=`)).body) as LazyNode[];
        expect(top.map(({ id, weight }) => [id, weight])).toEqual([
          ["a", 9],
          ["b", 4],
        ]);
      },
      { cwd },
    );
    expect((await readdir(cwd)).sort()).toEqual(["files.csv", "tree.duckdb"]);
  });

  it("tells of a file that is written to while it is read", async () => {
    const cwd = await folderWith({ "files.csv": CSV });
    let size = 0;
    const stat = (async (path: string) =>
      Object.assign(await promises.stat(path), { size: size++ })) as never;
    const { code, err } = await marquetry(["rollup", "files.csv", "-o", "tree.duckdb"], {
      cwd,
      fs: { stat },
    });
    expect([code, err]).toEqual([0, expect.stringContaining("written to while it was read")]);
  });

  it("reads tables of a DuckDB file, and columns of levels", async () => {
    const cwd = await folderWith({});
    const db = await openDuckDB(join(cwd, "given.duckdb"));
    await db.run("CREATE TABLE bills AS SELECT 'eu' AS region, 'disk' AS service, 7 AS cost");
    await db.close();
    const { code, err } = await marquetry(
      [
        "rollup",
        "given.duckdb",
        "--table",
        "bills",
        "--levels",
        "region, service",
        "--weight",
        "cost",
        "-o",
        "sums.duckdb",
      ],
      { cwd },
    );
    expect([code, err]).toEqual([0, "marquetry: 3 nodes on 3 levels\n"]);
  });
});

describe("tiles", () => {
  it("cut a tree into files that hold all of it, but for what is too light", async () => {
    const rows = Array.from({ length: 9000 }, (_, k) => `g${k % 30}/h${k % 300}/n${k},${1 + (k % 7)}`);
    const cwd = await folderWith({ "files.csv": `path,size\n${rows.join("\n")}\n` });
    const { code, err } = await marquetry(["tiles", "files.csv", "-o", "out", "--min-share", "0"], { cwd });
    expect([code, err]).toEqual([0, expect.stringMatching(/9331 nodes in \d+ files of out/)]);
    const files = await readdir(join(cwd, "out"));
    expect(files.length).toBeGreaterThan(4);
    const tiles = await Promise.all(
      files.map(async (name) => JSON.parse(await readFile(join(cwd, "out", name), "utf8")) as Tile),
    );
    const byNumber = new Map(files.map((name, k) => [parseInt(name), tiles[k]!]));
    let [leaves, weight] = [0, 0];
    const open: [LazyNode & { tile?: number }, number][] = [[byNumber.get(0)!.root!, 0]];
    for (let next = open.pop(); next; next = open.pop()) {
      const [{ id, hasChildren, weight: own, tile }, number] = next;
      if (hasChildren === true)
        for (const child of byNumber.get(tile ?? number)!.families[id]!) open.push([child, tile ?? number]);
      else [leaves, weight] = [leaves + 1, weight + own];
    }
    expect([leaves, weight]).toEqual([9000, byNumber.get(0)!.root!.weight]);
    await marquetry(["tiles", "files.csv", "-o", "few", "--min-share", "0.02", "--limit", "5"], { cwd });
    const [few] = await readdir(join(cwd, "few"));
    const { families } = JSON.parse(await readFile(join(cwd, "few", few!), "utf8")) as Tile;
    expect(families[""]).toHaveLength(6);
    expect(families["g1/h1"]).toBeUndefined();
  });
});

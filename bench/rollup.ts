/**
 * Rolls up rows of Parquet in DuckDB, and times the roll-up, families and the first picture.
 *
 * Run: npm run bench:rollup -- 10000000 [memory]
 */
import { mkdtempSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DuckDBInstance } from "@duckdb/node-api";
import { generator } from "marquetry/fixtures";
import { layout, lazyTree, squarify, toSVG, type LazyNode } from "marquetry";
import { rollUp, sqlSource } from "marquetry/sql";
import { rowsQuery } from "./rollup-data.ts";

const rows = Number(process.argv[2] ?? 1e6);
const memory = process.argv[3] ?? "4GB";
const folder = mkdtempSync(join(tmpdir(), "marquetry-rollup-"));
const parquet = join(folder, "rows.parquet");

async function timed<R>(what: string, work: () => Promise<R>): Promise<R> {
  const start = performance.now();
  const before = process.cpuUsage();
  const result = await work();
  const { user, system } = process.cpuUsage(before);
  const [wall, busy] = [performance.now() - start, (user + system) / 1000];
  console.log(`${what}: ${(wall / 1000).toFixed(3)} s, ${(busy / 1000).toFixed(3)} s of processors`);
  return result;
}

async function open(path: string) {
  const instance = await DuckDBInstance.create(path, {
    memory_limit: memory,
    threads: "2",
    temp_directory: join(folder, "tmp"),
    preserve_insertion_order: "false",
  });
  return { instance, connection: await instance.connect() };
}

try {
  const maker = await open(":memory:");
  await timed(`making ${rows} rows`, () =>
    maker.connection.run(`COPY (${rowsQuery(rows)}) TO '${parquet}' (FORMAT parquet)`),
  );
  maker.connection.closeSync();
  maker.instance.closeSync();
  console.log(`Parquet: ${(statSync(parquet).size / 1e6).toFixed(0)} MB`);

  const { connection, instance } = await open(join(folder, "tree.duckdb"));
  const report = await timed("roll-up", () =>
    rollUp(connection, {
      query: `SELECT * FROM read_parquet('${parquet}')`,
      path: "path",
      weight: "bytes",
      onProgress: (step) => console.log(`  ${step} (${(process.cpuUsage().user / 1e6).toFixed(1)} s)`),
    }),
  );
  console.log(report, `${(process.resourceUsage().maxRSS / 1e6).toFixed(2)} GB at most`);

  const source = await timed("source", () => sqlSource(connection));
  const request = { limit: 500, offset: 0, minShare: 0, signal: new AbortController().signal };
  await timed("first picture", async () => {
    let map = layout(lazyTree(source), { engine: squarify(), container: [1200, 800] });
    map = await map.expand(0);
    for (const id of Array.from(map, (i) => map.tree.id(i))) {
      const i = map.tree.find(id);
      if (!map.tree.isLoaded(i) && map.area(i) > 4096) map = await map.expand(i);
    }
    console.log(`${map.size} nodes, ${toSVG(map).length} characters`);
  });
  const times: number[] = [];
  const random = generator(1);
  for (let walk = 0; walk < 100; walk++) {
    for (let node: LazyNode = source.root; node.hasChildren === true;) {
      const start = performance.now();
      const family = await source.children(node.id, request);
      times.push(performance.now() - start);
      const inner = family.filter(({ hasChildren }) => hasChildren);
      if (inner.length === 0) break;
      node = inner[Math.floor(random() * inner.length)]!;
    }
  }
  times.sort((a, b) => a - b);
  const at = (part: number): string => times[Math.floor(part * (times.length - 1))]!.toFixed(1);
  console.log(`${times.length} families: median ${at(0.5)} ms, 95 % ${at(0.95)} ms, slowest ${at(1)} ms`);
  connection.closeSync();
  instance.closeSync();
  console.log(`roll-up: ${(statSync(join(folder, "tree.duckdb")).size / 1e6).toFixed(0)} MB`);
} finally {
  rmSync(folder, { recursive: true, force: true });
}

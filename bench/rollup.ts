/**
 * Rolls up rows of Parquet in DuckDB, and times the roll-up, families and the first picture. Of several numbers of rows
 * it tells how the costs grow, and what a billion would come to.
 *
 * Run: npm run bench:rollup -- 10000000,100000000 [memory]
 */
import { mkdtempSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DuckDBInstance } from "@duckdb/node-api";
import { generator } from "marquetry/fixtures";
import { layout, lazyTree, squarify, toSVG, type LazyNode } from "marquetry";
import { rollUp, sqlSource } from "marquetry/sql";
import { rowsQuery } from "./rollup-data.ts";

const sizes = (process.argv[2] ?? "1000000").split(",").map(Number);
const memory = process.argv[3] ?? "4GB";
const folder = mkdtempSync(join(tmpdir(), "marquetry-rollup-"));
const BILLION = 1e9;

/** What a roll-up takes. */
interface Costs {
  readonly seconds: number;
  readonly processors: number;
  readonly gigabytes: number;
  readonly table: number;
}

async function timed<R>(
  what: string,
  work: () => Promise<R>,
): Promise<R & { seconds: number; busy: number }> {
  const start = performance.now();
  const before = process.cpuUsage();
  const result = await work();
  const { user, system } = process.cpuUsage(before);
  const [seconds, busy] = [(performance.now() - start) / 1000, (user + system) / 1e6];
  console.log(`${what}: ${seconds.toFixed(3)} s, ${busy.toFixed(3)} s of processors`);
  return { ...result, seconds, busy };
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

async function measure(rows: number): Promise<Costs> {
  const maker = await open(":memory:");
  const parquet = join(folder, "rows.parquet");
  await timed(`making ${rows} rows`, () =>
    maker.connection.run(`COPY (${rowsQuery(rows)}) TO '${parquet}' (FORMAT parquet)`),
  );
  maker.connection.closeSync();
  maker.instance.closeSync();
  console.log(`Parquet: ${(statSync(parquet).size / 1e6).toFixed(0)} MB`);

  const path = join(folder, `${rows}.duckdb`);
  const { connection, instance } = await open(path);
  const report = await timed("roll-up", () =>
    rollUp(connection, {
      query: `SELECT * FROM read_parquet('${parquet}')`,
      path: "path",
      weight: "bytes",
      onProgress: (step) => console.log(`  ${step} (${(process.cpuUsage().user / 1e6).toFixed(1)} s)`),
    }),
  );
  const gigabytes = process.resourceUsage().maxRSS / 1e6;
  console.log(`${report.nodes} nodes, ${gigabytes.toFixed(2)} GB at most`);

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
  const table = statSync(path).size / 1e6;
  console.log(`table: ${table.toFixed(0)} MB\n`);
  rmSync(parquet);
  return { seconds: report.seconds, processors: report.busy, gigabytes, table };
}

/** What so many rows would take, if all grows as it did from the first size to the second. */
function tellGrowth(sizes: readonly [number, number], [before, after]: readonly [Costs, Costs]): void {
  for (const cost of ["seconds", "processors", "gigabytes", "table"] as const) {
    const power = Math.log(after[cost] / before[cost]) / Math.log(sizes[1] / sizes[0]);
    const [asBefore, asRows] = [power, 1].map((by) => after[cost] * (BILLION / sizes[1]) ** by);
    console.log(
      `${cost}: grew by the power ${power.toFixed(2)} from ${sizes[0]} to ${sizes[1]} rows; a billion: ${asBefore!.toPrecision(3)}, or ${asRows!.toPrecision(3)} if it grows as the rows do`,
    );
  }
}

try {
  const costs: Costs[] = [];
  for (const [k, rows] of sizes.entries()) {
    costs.push(await measure(rows));
    if (k > 0) tellGrowth([sizes[k - 1]!, rows], [costs[k - 1]!, costs[k]!]);
  }
} finally {
  rmSync(folder, { recursive: true, force: true });
}

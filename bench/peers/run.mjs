/** Measures all contenders on all inputs and prints the tables of docs/comparisons.md; with `--write`, into that page. */
import { execFile } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { cpus } from "node:os";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";
import { build } from "esbuild";
import { contenders, D3_INSIDE } from "./contenders.mjs";
import { badWeights, inputs } from "./inputs.mjs";

const HERE = new URL(".", import.meta.url);
const PAGE = new URL("../../docs/comparisons.md", HERE);
/** A contender that takes longer than this on an input, in seconds, is stopped. */
const PATIENCE = 120;

/** What a page imports to show a treemap by each. */
const IMPORTS = {
  "marquetry squarify": 'export { weightedTree, layout, squarify, toSVG } from "../../dist/index.js";',
  "marquetry greedy": 'export { weightedTree, layout, greedy, toSVG } from "../../dist/index.js";',
  "marquetry voronoi": 'export { weightedTree, layout, voronoi, toSVG } from "../../dist/index.js";',
  "d3-hierarchy": 'export { hierarchy, treemap } from "d3-hierarchy";',
  vega: 'export { parse, View } from "vega";',
  echarts:
    'export * from "echarts/core"; export { TreemapChart } from "echarts/charts"; export { SVGRenderer } from "echarts/renderers";',
  "chartjs-chart-treemap":
    'export { Chart } from "chart.js"; export { TreemapController, TreemapElement } from "chartjs-chart-treemap";',
  recharts: 'export { Treemap } from "recharts";',
  webtreemap: 'export * from "webtreemap/build/webtreemap.js";',
  "d3-voronoi-treemap":
    'export { hierarchy } from "d3-hierarchy"; export { voronoiTreemap } from "d3-voronoi-treemap";',
  "@nivo/treemap": 'export { TreeMap } from "@nivo/treemap";',
  "plotly.js-dist-min": 'export * from "plotly.js-dist-min";',
};

const names = Object.keys(contenders);
const tables = new Map();
const stated = `Node ${process.version}, ${cpus()[0]?.model.trim() ?? "unknown processor"}, ${cpus().length} cores, ${new Date().toISOString().slice(0, 10)}. ${versions()}.`;
tables.set("versions", stated);

const results = new Map();
for (const input of Object.keys(inputs)) {
  for (const name of names) {
    results.set(`${name}/${input}`, await measure(name, input));
    process.stderr.write(".");
  }
}
const grid = (show, wanted = Object.keys(inputs)) =>
  table(
    ["", ...wanted],
    names.map((name) => [
      name,
      ...wanted.map((input) => {
        const result = results.get(`${name}/${input}`);
        return result.fault ?? show(result);
      }),
    ]),
  );
tables.set(
  "time",
  grid(({ ms }) => short(ms)),
);
// Of small trees less is held than what is made once for all.
const LARGE = ["5,053 files", "tree of 10,000", "list of 100,000", "5,000 levels"];
tables.set(
  "memory",
  grid(({ held }) => short(held), LARGE),
);
tables.set(
  "fatness",
  grid(({ asp }) => asp.map(short).join(" / ")),
);
tables.set(
  "areas",
  grid(
    ({ error: [mean, max], missing }) =>
      `${percent(mean)} / ${percent(max)}${missing > 0 ? `, ${missing.toLocaleString("en-GB")} missing` : ""}`,
  ),
);
const bad = await Promise.all(
  names
    .filter((name) => !/ (?:rectangles|voronoi|orthoconvex)$/.test(name))
    .map(async (name) => {
      const fates = await measure(name, "bad");
      return [
        name,
        ...Object.keys(badWeights).map((what) => fates.fault ?? fates[what].replaceAll("|", "\\|")),
      ];
    }),
);
tables.set("bad", table(["", ...Object.keys(badWeights)], bad));
tables.set(
  "size",
  table(
    ["", "kB min+gzip", ""],
    await Promise.all(
      Object.entries(IMPORTS).map(async ([name, code]) => [
        name,
        await kilobytes(code),
        D3_INSIDE[name] ?? "",
      ]),
    ),
  ),
);

for (const [name, text] of tables) console.log(`\n${name}\n\n${text}`);
if (process.argv.includes("--write")) {
  let page = readFileSync(PAGE, "utf8");
  for (const [name, text] of tables)
    page = page.replace(
      new RegExp(`(<!-- peers: ${name} -->\n)[^]*?(<!-- /peers -->)`),
      (_, begin, end) => `${begin}${text}\n${end}`,
    );
  writeFileSync(PAGE, page);
}

/** What a process of its own measured, or why it could not. */
function measure(name, input) {
  const args = [
    "--expose-gc",
    "--max-old-space-size=4096",
    fileURLToPath(new URL("measure.mjs", HERE)),
    name,
    input,
  ];
  return new Promise((done) => {
    execFile(
      process.execPath,
      args,
      { timeout: 1000 * PATIENCE, maxBuffer: 1e8 },
      (error, stdout, stderr) => {
        if (!error) return done(JSON.parse(stdout));
        if (error.killed) return done({ fault: `> ${PATIENCE} s` });
        done({ fault: /call stack/.test(stderr) ? "stack overflow" : "throws" });
      },
    );
  });
}

function versions() {
  const { dependencies } = JSON.parse(readFileSync(new URL("package.json", HERE), "utf8"));
  const { version } = JSON.parse(readFileSync(new URL("../../package.json", HERE), "utf8"));
  const helpers = ["esbuild", "react", "react-dom", "react-is"];
  const peers = Object.entries(dependencies).filter(([name]) => !helpers.includes(name));
  return [["marquetry", version], ...peers].map(([name, number]) => `${name} ${number}`).join(", ");
}

async function kilobytes(contents) {
  try {
    const { outputFiles } = await build({
      stdin: { contents, resolveDir: fileURLToPath(HERE) },
      bundle: true,
      minify: true,
      format: "esm",
      platform: "browser",
      external: ["react", "react-dom"],
      define: { "process.env.NODE_ENV": '"production"' },
      write: false,
      logLevel: "silent",
    });
    return (gzipSync(outputFiles[0].contents, { level: 9 }).length / 1000).toFixed(0);
  } catch (error) {
    return `not bundled: ${error.message.split("\n")[1] ?? error.message}`;
  }
}

function table(head, rows) {
  return [head, head.map(() => "---"), ...rows].map((row) => `| ${row.join(" | ")} |`).join("\n");
}

function short(value) {
  if (value === null || !Number.isFinite(value)) return "–";
  if (value >= 1e5 || (value > 0 && value < 1e-3)) return value.toExponential(1).replace("+", "");
  return value < 100 ? value.toPrecision(3) : Math.round(value).toLocaleString("en-GB");
}

function percent(part) {
  if (part === null) return "–";
  if (part < 1e-9) return "exact";
  return `${short(100 * part)} %`;
}

import { mkdtempSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";

const require = createRequire(import.meta.url);

/** Width and height of the container. */
export const SIZE = [1000, 1000];

/**
 * Ways to lay a tree out, by name. Each is given nested objects `{ name, value, children, row }`, the heaviest
 * first, and makes ready what is to be measured: `run` lays out, `cells` reads a leaf's cell from what it returned,
 * a box `[x0, y0, x1, y1]` or a ring of points, under the leaf's `row`.
 */
export const contenders = {
  "marquetry squarify": () => ours(({ squarify }) => squarify()),
  "marquetry rectangles": () => ours(({ rectangles }) => rectangles()),
  "marquetry greedy": () => ours(({ greedy }) => greedy()),
  "marquetry voronoi": () => ours(({ voronoi }) => voronoi()),
  "marquetry orthoconvex": () => ours(({ orthoconvex }) => orthoconvex()),
  "d3-hierarchy": d3,
  vega,
  echarts,
  "chartjs-chart-treemap": chartjs,
  recharts,
  webtreemap,
  "d3-voronoi-treemap": d3Voronoi,
};

/** Other packages whose layout is d3-hierarchy's: figures of d3 are theirs. */
export const D3_INSIDE = {
  "@nivo/treemap": "calls d3-hierarchy's `treemap`, which it installs",
  "plotly.js-dist-min": "carries d3-hierarchy in its bundle",
};

async function ours(make) {
  const marquetry = await import("../../dist/index.js");
  return (data) => ({
    run: () => marquetry.layout(marquetry.weightedTree(data), { engine: make(marquetry), container: SIZE }),
    cells(map) {
      const found = new Map();
      for (const i of map.leaves()) {
        const cell = map.cell(i);
        const ring = cell.kind === "rect" ? [cell.x0, cell.y0, cell.x1, cell.y1] : cell.points;
        found.set(map.tree.data(i).row, ring);
      }
      return found;
    },
  });
}

async function d3() {
  const { hierarchy, treemap } = await import("d3-hierarchy");
  return (data) => ({
    run: () => treemap().size(SIZE)(summed(hierarchy(data))),
    cells: (root) => new Map(root.leaves().map(({ data, x0, y0, x1, y1 }) => [data.row, [x0, y0, x1, y1]])),
  });
}

function summed(root) {
  return root.sum(({ children, value }) => (children ? 0 : value)).sort((a, b) => b.value - a.value);
}

async function d3Voronoi() {
  const { hierarchy } = await import("d3-hierarchy");
  const { voronoiTreemap } = await import("d3-voronoi-treemap");
  const [w, h] = SIZE;
  const square = [
    [0, 0],
    [0, h],
    [w, h],
    [w, 0],
  ];
  return (data) => ({
    run() {
      const root = summed(hierarchy(data));
      voronoiTreemap().clip(square).prng(chance(7))(root);
      return root;
    },
    cells: (root) => new Map(root.leaves().map(({ data, polygon }) => [data.row, polygon])),
  });
}

/** Numbers from 0 to 1, the same in each run. */
function chance(seed) {
  let state = seed;
  return () => (state = (state * 16807) % 2147483647) / 2147483647;
}

async function vega() {
  const { parse, View } = await import("vega");
  return (data) => {
    const rows = rowsOf(data).map(({ row, parent, value, children }) => ({
      row,
      parent: parent?.row ?? null,
      value: children ? 0 : value,
    }));
    const transform = [
      { type: "stratify", key: "row", parentKey: "parent" },
      { type: "treemap", field: "value", sort: { field: "value", order: "descending" }, size: SIZE },
    ];
    return {
      run() {
        // It writes into the rows that it is given.
        const values = rows.map((each) => ({ ...each }));
        const view = new View(parse({ data: [{ name: "tree", values, transform }] }), { renderer: "none" });
        return view.run().data("tree");
      },
      cells: (nodes) =>
        new Map(
          nodes.filter(({ children }) => !children).map(({ row, x0, y0, x1, y1 }) => [row, [x0, y0, x1, y1]]),
        ),
    };
  };
}

async function echarts() {
  const { init } = await import("echarts");
  const [width, height] = SIZE;
  return (data) => ({
    run() {
      const chart = init(null, null, { renderer: "svg", ssr: true, width, height });
      chart.setOption({
        animation: false,
        series: {
          type: "treemap",
          data: data.children,
          left: 0,
          top: 0,
          width,
          height,
          breadcrumb: { show: false },
          itemStyle: { borderWidth: 0, gapWidth: 0 },
          label: { show: false },
        },
      });
      return chart;
    },
    cells(chart) {
      const found = new Map();
      const { root } = chart.getModel().getSeriesByIndex(0).getData().tree;
      const open = [[root, 0, 0]];
      for (let top = open.pop(); top; top = open.pop()) {
        const [node, x, y] = top;
        const box = node.getLayout();
        // What it does not show has no layout.
        if (!box) continue;
        const [x0, y0] = [x + box.x, y + box.y];
        for (const child of node.children) open.push([child, x0, y0]);
        if (node.children.length > 0 || box.invisible) continue;
        const { row } = node.hostTree.data.getRawDataItem(node.dataIndex);
        found.set(row, [x0, y0, x0 + box.width, y0 + box.height]);
      }
      return found;
    },
  });
}

/** Its function, a family at a time: its charts know levels by columns, not by nesting. */
async function chartjs() {
  const { squarify } = await inner("chartjs-chart-treemap/dist/chartjs-chart-treemap.esm.js", "squarify");
  const [w, h] = SIZE;
  return (data) => ({
    run() {
      const found = new Map();
      const open = [[data, { x: 0, y: 0, w, h }]];
      for (let top = open.pop(); top; top = open.pop()) {
        const [node, rect] = top;
        for (const cell of squarify(node.children, rect, ["value"])) {
          if (cell._data.children) open.push([cell._data, cell]);
          else found.set(cell._data.row, [cell.x, cell.y, cell.x + cell.w, cell.y + cell.h]);
        }
      }
      return found;
    },
    cells: (found) => found,
  });
}

async function recharts() {
  const names = ["computeNode", "squarify"];
  const { computeNode, squarify } = await inner("recharts/es6/chart/Treemap.js", ...names);
  const [width, height] = SIZE;
  return (data) => ({
    run() {
      const root = computeNode({ depth: 0, node: data, index: 0, dataKey: "value", nameKey: "name" });
      // The ratio is its default.
      return squarify({ ...root, x: 0, y: 0, width, height }, 0.5 * (1 + Math.sqrt(5)), 0, 0);
    },
    cells(root) {
      const found = new Map();
      const open = [root];
      for (let node = open.pop(); node; node = open.pop()) {
        if (node.children) for (const child of node.children) open.push(child);
        else found.set(node.row, [node.x, node.y, node.x + node.width, node.y + node.height]);
      }
      return found;
    },
  });
}

/** It lays out while it makes elements: these stand for them. */
async function webtreemap() {
  const { render } = require("webtreemap/build/treemap.js");
  const [offsetWidth, offsetHeight] = SIZE;
  const element = () => ({
    style: {},
    classList: { contains: () => true },
    appendChild(child) {
      child.parentNode = this;
    },
  });
  globalThis.document = { createElement: element };
  return (data) => {
    const copy = (node) => ({ ...node, size: node.value, dom: undefined });
    return {
      run() {
        const root = copy(data);
        const open = [root];
        for (let node = open.pop(); node; node = open.pop()) {
          if (!node.children) continue;
          node.children = node.children.map(copy);
          for (const child of node.children) open.push(child);
        }
        render({ ...element(), offsetWidth, offsetHeight }, root, {
          padding: [0, 0, 0, 0],
          caption: () => "",
        });
        return root;
      },
      cells(root) {
        const found = new Map();
        const open = [[root, 0, 0]];
        for (let top = open.pop(); top; top = open.pop()) {
          const [node, x, y] = top;
          const { left = "0px", top: above = "0px", width, height } = node.dom?.style ?? {};
          if (width === undefined) continue;
          const [x0, y0] = [x + parseFloat(left), y + parseFloat(above)];
          if (node.children) for (const child of node.children) open.push([child, x0, y0]);
          else found.set(node.row, [x0, y0, x0 + parseFloat(width), y0 + parseFloat(height)]);
        }
        return found;
      },
    };
  };
}

/** Functions of a module that it does not export. */
async function inner(path, ...names) {
  const { build } = await import("esbuild");
  const entry = fileURLToPath(new URL(`node_modules/${path}`, import.meta.url));
  const { outputFiles } = await build({
    entryPoints: [entry],
    bundle: true,
    format: "esm",
    platform: "neutral",
    mainFields: ["module", "main"],
    define: { "process.env.NODE_ENV": '"production"' },
    write: false,
    logLevel: "error",
    plugins: [
      {
        name: "hand-out",
        setup(build) {
          build.onLoad({ filter: /Treemap\.js$|treemap\.esm\.js$/ }, async ({ path: file }) => {
            if (file !== entry) return null;
            const { readFile } = await import("node:fs/promises");
            const code = await readFile(file, "utf8");
            const missing = names.filter(
              (name) => !new RegExp(`export (?:var|function) ${name}\\b`).test(code),
            );
            return { contents: `${code}\nexport { ${missing.join(", ")} };`, loader: "js" };
          });
        },
      },
    ],
  });
  const file = join(mkdtempSync(join(tmpdir(), "peers-")), "module.mjs");
  writeFileSync(file, outputFiles[0].contents);
  return import(pathToFileURL(file).href);
}

/** All nodes, parents first, each with its parent. */
export function rowsOf(data) {
  const rows = [{ ...data, parent: null }];
  for (let k = 0; k < rows.length; k++)
    for (const child of rows[k].children ?? []) rows.push({ ...child, parent: rows[k] });
  return rows;
}

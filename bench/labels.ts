/**
 * `npm run labels`: how much of four pictures is named, with the defaults of `toSVG`. Further data, a line a path and
 * its weight with a tab between, plain or packed by gzip, are given as arguments.
 */
import { readFileSync } from "node:fs";
import { basename } from "node:path";
import { gunzipSync } from "node:zlib";
import { hierarchies } from "../examples/support/hierarchies.ts";
import { headerRoom } from "../src/cli/headers.ts";
import {
  greedy,
  layout,
  squarify,
  voronoi,
  weightedTree,
  type Partition,
  type WeightedTree,
} from "../src/index.ts";
import { naturalFrame } from "../src/render/frame.ts";
import type { Label } from "../src/render/labels/label.ts";
import { lettersIn } from "../src/render/labels/truncate.ts";
import { paint, USUAL_MIN_AREA } from "../src/render/scene.ts";

const container = [960, 600] as const;
/** Fewer letters of a longer text are a stub. */
const LEAST_LETTERS = 5;
/** Beyond so many leaves a Voronoi map takes minutes. */
const MOST_IN_VORONOI = 10_000;
/** Cells at least as large have room for a name; groups of the first two levels are expected to have one. */
const LARGE = { width: 60, height: 24 };

/** The maps of a tree: without padding, and with the room for headers that the command leaves. */
function mapsOf(tree: WeightedTree): [string, Partition][] {
  const engine = squarify();
  const room = headerRoom(tree, engine, container[0] * container[1]);
  const greedyRoom = headerRoom(tree, greedy(), container[0] * container[1]);
  const maps: [string, Partition][] = [
    ["squarify", layout(tree, { engine, container })],
    ["with headers", layout(tree, { engine, container, ...room })],
    ["greedy", layout(tree, { engine: greedy(), container })],
    ["with headers", layout(tree, { engine: greedy(), container, ...greedyRoom })],
  ];
  if (tree.leafCount < MOST_IN_VORONOI)
    maps.push(["voronoi", layout(tree, { engine: voronoi(), container })]);
  return maps;
}

function labelsOf(map: Partition): Label[] {
  const labels: Label[] = [];
  const ignore = (): void => undefined;
  paint(map, {}, naturalFrame(map, 0), {
    open: ignore,
    close: ignore,
    cell: ignore,
    aggregate: ignore,
    label: (label) => labels.push(label),
  });
  return labels;
}

/** The branchings above each node; a chain of single children counts as one node. */
function levelsOf({ size, parent, childCount }: WeightedTree): Int32Array {
  const levels = new Int32Array(size);
  for (let i = 1; i < size; i++) levels[i] = levels[parent[i]!]! + (childCount[parent[i]!] === 1 ? 0 : 1);
  return levels;
}

interface Named {
  /** 1 for each node whose name, or number, is written. */
  readonly nodes: Uint8Array;
  readonly levels: Int32Array;
}

/**
 * Parts of the area of the leaves without a name: of their own; of their group either; of the innermost cell round them
 * that has room for one, be it the leaf itself or a group, other than the whole. The last is what no text explains.
 */
function unnamedAreas(map: Partition, { nodes, levels }: Named): number[] {
  const { tree } = map;
  const { parent, childCount } = tree;
  const areas = [0, 0, 0];
  let whole = 0;
  for (const i of map.leaves()) {
    const area = map.area(i);
    whole += area;
    let innermost = i;
    // What bears a name has room for one, however small it is.
    while (innermost > 0 && !isNamed(tree, innermost, nodes) && !isLarge(map, innermost))
      innermost = parent[innermost]!;
    if (levels[innermost] === 0 || !isNamed(tree, innermost, nodes)) areas[2]! += area;
    if (nodes[i] === 1) continue;
    let group = parent[i]!;
    const isCounted = area < USUAL_MIN_AREA && nodes[group] === 1;
    if (isCounted) continue;
    areas[0]! += area;
    while (group > 0 && nodes[group] === 0 && childCount[parent[group]!] === 1) group = parent[group]!;
    if (nodes[group] === 0 || levels[group] === 0) areas[1]! += area;
  }
  return areas.map((area) => area / whole);
}

/** Whether a node or another of its chain of single children bears a name. */
function isNamed({ parent, childCount, firstChild }: WeightedTree, node: number, nodes: Uint8Array): boolean {
  let [top, last] = [node, node];
  while (top > 0 && nodes[top] === 0 && childCount[parent[top]!] === 1) top = parent[top]!;
  while (nodes[last] === 0 && childCount[last] === 1) last = firstChild[last]!;
  return nodes[top] === 1 || nodes[last] === 1;
}

function isLarge(map: Partition, i: number): boolean {
  if (map.isEmpty(i)) return false;
  const { x0, y0, x1, y1 } = map.bounds(i);
  return x1 - x0 >= LARGE.width && y1 - y0 >= LARGE.height;
}

/** Of the groups of the first two levels that are large, how many are named, and how many there are. */
function largeGroups(map: Partition, { nodes, levels }: Named): [named: number, all: number] {
  const { parent, childCount, size } = map.tree;
  let [named, all] = [0, 0];
  for (let i = 1; i < size; i++) {
    const isChain = childCount[parent[i]!] === 1 && levels[parent[i]!]! > 0;
    if (childCount[i] === 0 || levels[i]! < 1 || levels[i]! > 2 || isChain || !isLarge(map, i)) continue;
    all++;
    if (isNamed(map.tree, i, nodes)) named++;
  }
  return [named, all];
}

function row(name: string, kind: string, map: Partition): string[] {
  const labels = labelsOf(map);
  const nodes = new Uint8Array(map.size);
  const counts = { whole: 0, cut: 0, stub: 0, groups: 0 };
  for (const { node, lines, kind: what } of labels) {
    nodes[node] = 1;
    const text = lines.join("");
    const isCut = text.includes("…");
    if (what === "header" || what === "overlay") counts.groups++;
    else if (isCut) counts.cut++;
    else counts.whole++;
    if (isCut && lettersIn(text) < LEAST_LETTERS) counts.stub++;
  }
  const named = { nodes, levels: levelsOf(map.tree) };
  const areas = unnamedAreas(map, named).map((part) => `${(100 * part).toFixed(1)} %`);
  const { whole, cut, stub, groups } = counts;
  return [
    name,
    kind,
    ...[whole, cut, stub, groups].map(String),
    largeGroups(map, named).join(" / "),
    ...areas,
  ];
}

function readPaths(file: string): WeightedTree {
  const bytes = readFileSync(file);
  const text = (file.endsWith(".gz") ? gunzipSync(bytes) : bytes).toString();
  const rows = text
    .trim()
    .split("\n")
    .map((line) => line.split("\t") as [string, string]);
  const weightFirst = rows.every(([first]) => Number.isFinite(Number(first)));
  return weightedTree.fromPaths(rows.map(([a, b]) => (weightFirst ? [b, Number(a)] : [a, Number(b)])));
}

const trees: [string, WeightedTree][] = [
  ...hierarchies.map(({ name, tree }): [string, WeightedTree] => [name, tree]),
  ...process.argv
    .slice(2)
    .map((file): [string, WeightedTree] => [basename(file).split(".")[0]!, readPaths(file)]),
];
const head = [
  "data",
  "map",
  "whole",
  "cut",
  "stubs",
  "groups",
  "large ones",
  "no name",
  "nor group's",
  "unexplained",
];
const rows = [
  head,
  ...trees.flatMap(([name, tree]) => mapsOf(tree).map(([kind, map]) => row(name, kind, map))),
];
const widths = head.map((_, k) => Math.max(...rows.map((cells) => cells[k]!.length)));
for (const cells of rows)
  console.log(
    cells.map((text, k) => (k < 2 ? text.padEnd(widths[k]!) : text.padStart(widths[k]!))).join("  "),
  );

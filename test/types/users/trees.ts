/** Trees, maps and pictures: needs neither a document nor Node. */
import {
  layout,
  packMap,
  quality,
  squarify,
  stability,
  toEngine,
  toSVG,
  unpackMap,
  validate,
  valueColours,
  voronoi,
  weightedTree,
  type EngineName,
  type LayoutOptions,
  type Partition,
  type RowOptions,
  type SvgOptions,
  type WeightedTree,
} from "marquetry";
import { powerDiagram } from "marquetry/power";
import { embedUltrametric, ultrametric } from "marquetry/embedding";
import { orthoconvex } from "marquetry/orthoconvex";
import { readTree, type ReadResult } from "marquetry/read";
import { slack } from "marquetry/slack";
import { randomTree } from "marquetry/fixtures";
import { voronoi as sameVoronoi, type VoronoiOptions } from "marquetry/voronoi";

interface Folder {
  name: string;
  bytes?: number;
  files?: Folder[];
}

interface Row {
  id: string;
  parent?: string;
  size: number;
}

class Account {
  constructor(
    readonly title: string,
    readonly balance: number,
    readonly parts: Account[] = [],
  ) {}
}

const folder: Folder = {
  name: "all",
  files: [
    { name: "a", bytes: 3 },
    { name: "b", bytes: 1 },
  ],
};
const rows: Row[] = [
  { id: "all", size: 0 },
  { id: "a", parent: "all", size: 3 },
];

// ── Accessors know the datum, and data come back as they went in ──

const files = weightedTree(folder, { children: "files", weight: (d) => d.bytes });
const byName: string = files.data(0).name;
const total = weightedTree(folder, { children: "files", weight: (d) => d.bytes ?? 0, innerWeight: "total" });
const maybe: string | undefined = total.data(0)?.name;
// @ts-expect-error a remainder has no datum
total.data(0).name;
const accounts = weightedTree(new Account("all", 0), {
  children: "parts",
  weight: "balance",
  label: (d) => d.title,
});
const balance: number = accounts.data(0).balance;
const table = weightedTree.fromRows(rows, { weight: "size", sort: (a, b) => a.weight - b.weight });
const id: string = table.data(1).id;
const explicit: WeightedTree<Row> = weightedTree.fromRows<Row>(rows, { weight: (row) => row.size });
const own = weightedTree.fromRows(rows, { weight: "size", innerWeight: "own" });
const maybeId: string | undefined = own.data(1)?.id;
// @ts-expect-error a remainder has no datum
own.data(1).id;
const paths = weightedTree.fromPaths(new Map([["src/a.ts", 3]]));
const entry: readonly [string, number] | undefined = paths.data(1);
// @ts-expect-error a folder need not be given
paths.data(1)[0];
const nothing: undefined = weightedTree
  .fromColumns({ parent: [-1, 0], weight: Float64Array.of(0, 1) })
  .data(0);
const newick: string | undefined = weightedTree.fromNewick("(a:1,b:1);").data(0).name;
const file: Promise<ReadResult> = readTree("a,b\n1,2\n", { name: "sizes.csv" });
const shared: RowOptions<Row> = { weight: "size" };
const either: Row | undefined = weightedTree.fromRows(rows, shared).data(0);

// @ts-expect-error no such field
weightedTree(folder, { children: "fiels" });
// @ts-expect-error no such field
weightedTree.fromRows(rows, { weight: "weight" });
// @ts-expect-error no such field of the datum
weightedTree(folder, { children: "files", weight: (d) => d.size });
// @ts-expect-error no such option
weightedTree(folder, { childern: "files" });
// @ts-expect-error no such way
weightedTree(folder, { innerWeight: "all" });
// @ts-expect-error a text is no weight
weightedTree(folder, { weight: (d) => d.name });

// ── Engines and their names ──

const map: Partition<Folder> = layout(files, { engine: "squarify", container: [960, 600] });
layout(files, { engine: squarify({ ratio: 2 }), container: { x0: 0, y0: 0, x1: 9, y1: 6 }, padding: 2 });
layout(files, {
  engine: voronoi({ effort: "fast" }),
  container: [
    [0, 0],
    [4, 0],
    [2, 3],
  ],
});
layout(files, { engine: slack(), container: map.region, areas: "gross", minShare: 0.01 });
const chosen: EngineName = "greedy";
const options: LayoutOptions = { engine: chosen, container: [9, 6] };
declare const text: string;
layout(files, { ...options, engine: toEngine(text) });
const effort: VoronoiOptions = { effort: "best" };
layout(files, { engine: sameVoronoi(effort), container: [9, 6] });
layout(randomTree(10), { engine: orthoconvex(), container: [9, 6] });

// @ts-expect-error misspelt
layout(files, { engine: "greddy", container: [9, 6] });
// @ts-expect-error any text is no name
layout(files, { engine: text, container: [9, 6] });
// @ts-expect-error the function, not what it makes
layout(files, { engine: squarify, container: [9, 6] });
// @ts-expect-error no container
layout(files, { engine: squarify() });
// @ts-expect-error no such option
layout(files, { engine: squarify(), container: [9, 6], pading: 2 });
// @ts-expect-error no such effort
voronoi({ effort: "fastest" });
// @ts-expect-error no such option
squarify({ ration: 2 });

// ── Maps ──

const later: Partition<Folder> = map.update(
  map.tree.weight.map((weight) => 2 * weight),
  { maxAspectGrowth: 1.5 },
);
const again: Partition<Folder> = unpackMap(packMap(later), files);
const bare: undefined = unpackMap(packMap(later)).tree.data(0);
const cell = again.cell(0);
const corners: number = cell.kind === "polygon" ? cell.points.length : cell.x1 - cell.x0;
const worst: number = quality(map).leaves.asp.max;
const issues: number = validate(map).length;
const shift: number = stability(map, later).centroidShift.mean;
const picture: SvgOptions<Folder> = {
  label: (d) => d.name,
  title: (d, i, { tree }) => `${d.bytes ?? 0} ${tree.label(i)}`,
};
const svg: string = toSVG(map, {
  ...picture,
  colour: valueColours(
    (value) => `hsl(${value}, 50%, 50%)`,
    (i) => i,
  ),
});
// @ts-expect-error no such field of the datum
toSVG(map, { label: (d) => d.title });
const cells = powerDiagram(
  [
    [0, 0],
    [1, 1],
  ],
  [0, 0],
  [
    [0, 0],
    [4, 0],
    [2, 3],
  ],
);
const points = embedUltrametric(ultrametric.fromNewick("((a:1,b:1):1,c:2);"));

export {
  balance,
  bare,
  byName,
  cells,
  corners,
  either,
  entry,
  explicit,
  file,
  id,
  issues,
  maybe,
  maybeId,
  newick,
  nothing,
  points,
  shift,
  svg,
  worst,
};

/**
 * What a report of the command does in a browser: it builds the map of the data that stand in the page, and a table
 * beside it. The library comes before it as the global `marquetry`, so that nothing here is loaded.
 *
 * @module
 */
import type * as Library from "../element/script.ts";
import { COLOURED_BY, lookBy, type ColouredBy } from "./colours.ts";

declare const marquetry: typeof Library;

/** What the command writes into the page: a tree as columns, in breadth-first order, and how to show it. */
export interface ReportData {
  readonly name: string;
  /** Whether weights are numbers of bytes. */
  readonly isBytes: boolean;
  readonly engine: Library.EngineName;
  readonly colouredBy: ColouredBy;
  readonly engines: readonly Library.EngineName[];
  readonly parent: readonly number[];
  readonly weight: readonly number[];
  readonly label: readonly string[];
  /** What the map fills, where it is no box: a polygon's corners, a disk, or rings round holes and islands. */
  readonly container?:
    | { readonly corners: readonly (readonly [x: number, y: number])[] }
    | { readonly disk: readonly [cx: number, cy: number, rx: number, ry: number] }
    | { readonly rings: readonly (readonly (readonly [x: number, y: number])[])[] };
  /** Padding and the like, as flags gave them. */
  readonly spacing?: Library.Spacing;
  readonly scheme?: Library.Scheme;
  /** How old files are in days. */
  readonly ages?: readonly number[];
  /** The sizes to choose from, each with the weights of all nodes; none where there is no choice. */
  readonly sizes: readonly { readonly name: string; readonly weight: readonly number[] }[];
}

/** Rows of the table that are shown; the rest is told as one. */
const MOST_ROWS = 100;
const PERCENT = new Intl.NumberFormat("en", { style: "percent", maximumFractionDigits: 1 });
const WHOLE = new Intl.NumberFormat("en");

/** Numbers of leaves, counted from the deepest node up once. */
let counts: Float64Array | undefined;
const data = JSON.parse(byId("data").textContent) as ReportData;
const map = byId<Library.MarquetryMap>("map");
/** A weight in words. */
const text = marquetry.numberFormat(data.isBytes ? "bytes" : "number");

/** The tree with the weights that were chosen; and as the map shows it: with these, or each leaf as much as the other. */
let tree = treeOf(data.weight);
let shown = tree;

function treeOf(weight: readonly number[]): Library.WeightedTree {
  const inner = new Set(data.parent);
  return marquetry.weightedTree.fromColumns({
    parent: Int32Array.from(data.parent),
    weight: Float64Array.from(weight, (own, row) => (inner.has(row) ? NaN : own)),
    label: data.label,
  });
}

map.tooltip = (_, node, { tree: now }) => {
  const names = pathOf(now, node).map((i) => now.label(i));
  const weight = tree.weight[node]!;
  const below = now.childCount[node]! > 0 ? `\n${WHOLE.format(leavesBelow(node))} in it` : "";
  return `${names.join(" / ")}\n${text(weight)}, ${PERCENT.format(weight / tree.weight[0]!)} of all${below}`;
};
const { container } = data;
if (container && "corners" in container) map.container = container.corners;
else if (container && "disk" in container) map.container = marquetry.disk(...container.disk);
else if (container) map.container = marquetry.region(container.rings);
map.spacing = data.spacing ?? {};
if (data.scheme) map.scheme = data.scheme;
choose("engine", data.engines, data.engine, (name) => (map.engine = name as Library.EngineName));
const { ages } = data;
const colours = COLOURED_BY.filter((name) => name !== "age" || ages);
choose("colour", colours, data.colouredBy, colour);
choose("areas", ["by weight", "all alike"], "by weight", show);
const names = data.sizes.map(({ name }) => name);
choose("size", names, names[0] ?? "", (name) => {
  const size = data.sizes.find((one) => one.name === name);
  if (!size) return;
  tree = treeOf(size.weight);
  counts = undefined;
  colour();
  show();
  tell();
});

/** Colours the map as chosen. */
function colour(): void {
  const age = ages && tree.weight.map((_, i) => ages[tree.source(i)]!);
  const look = lookBy(byId<HTMLSelectElement>("colour").value as ColouredBy, tree, marquetry, text, age);
  map.legend = look.legend !== undefined;
  map.drawing = { format: data.isBytes ? "bytes" : "number", ...look };
}

/** Shows the tree with the areas chosen. */
function show(): void {
  const isWeighed = byId<HTMLSelectElement>("areas").value === "by weight";
  shown = isWeighed ? tree : tree.withWeights(tree.weight.map((_, i) => leavesBelow(i)));
  map.data = shown;
}

function tell(): void {
  byId("total").textContent = `${text(tree.weight[0]!)} in ${WHOLE.format(tree.leafCount)} leaves`;
  fillTable(0);
}
map.addEventListener("marquetry-zoom", ({ detail }) => fillTable(detail.node));
tell();

function leavesBelow(node: number): number {
  if (!counts) {
    counts = new Float64Array(tree.size);
    for (let i = tree.size - 1; i >= 0; i--) {
      if (tree.childCount[i] === 0) counts[i] = 1;
      if (i > 0) counts[tree.parent[i]!]! += counts[i]!;
    }
  }
  return counts[node]!;
}

/** The heaviest children of a node, or itself where it has none. */
function fillTable(node: number): void {
  byId("where").textContent = pathOf(tree, node)
    .map((i) => tree.label(i))
    .join(" / ");
  const first = tree.firstChild[node]!;
  const children = Array.from({ length: tree.childCount[node]! }, (_, k) => first + k);
  children.sort((a, b) => tree.weight[b]! - tree.weight[a]!);
  const rows = children.slice(0, MOST_ROWS).map((child) => rowOf(child, node));
  const rest = children.slice(MOST_ROWS);
  if (rest.length > 0) {
    const weight = rest.reduce((sum, child) => sum + tree.weight[child]!, 0);
    rows.push(row([`${WHOLE.format(rest.length)} more`, text(weight), share(weight, node), ""]));
  }
  byId("rows").replaceChildren(...rows);
  byId<HTMLButtonElement>("up").disabled = node === 0;
}

function rowOf(child: number, parent: number): HTMLTableRowElement {
  const weight = tree.weight[child]!;
  const inner = tree.childCount[child]! > 0;
  const name = inner ? button(tree.label(child), () => void map.zoomTo(tree.id(child))) : tree.label(child);
  const made = row([
    name,
    text(weight),
    share(weight, parent),
    inner ? WHOLE.format(leavesBelow(child)) : "",
  ]);
  made.style.setProperty("--share", String(weight / tree.weight[parent]!));
  return made;
}

function share(weight: number, parent: number): string {
  const whole = tree.weight[parent]!;
  return whole > 0 ? PERCENT.format(weight / whole) : "";
}

function row(cells: readonly (string | Node)[]): HTMLTableRowElement {
  const made = document.createElement("tr");
  cells.forEach((cell, k) => {
    const place = document.createElement(k === 0 ? "th" : "td");
    if (k === 0) place.scope = "row";
    place.append(cell);
    made.append(place);
  });
  return made;
}

byId("up").addEventListener("click", () => {
  const now = map.root === null ? 0 : Math.max(0, tree.find(map.root));
  if (now > 0) void map.zoomTo(tree.id(tree.parent[now]!));
});

function pathOf({ parent }: { readonly parent: ArrayLike<number> }, node: number): number[] {
  const path: number[] = [];
  for (let i = node; i >= 0; i = parent[i]!) path.unshift(i);
  return path;
}

/** A choice among names in the page's bar. */
function choose(id: string, names: readonly string[], usual: string, onChange: (name: string) => void): void {
  const select = byId<HTMLSelectElement>(id);
  select.append(...names.map((name) => new Option(name, name, name === usual, name === usual)));
  select.addEventListener("change", () => onChange(select.value));
  onChange(usual);
}

function button(label: string, onClick: () => void): HTMLButtonElement {
  const made = document.createElement("button");
  made.type = "button";
  made.textContent = label;
  made.addEventListener("click", onClick);
  return made;
}

function byId<E extends HTMLElement>(id: string): E {
  return document.getElementById(id) as E;
}

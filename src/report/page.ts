/**
 * What a report of the command does in a browser: it builds the map of the data that stand in the page, and a table
 * beside it. The library comes before it as the global `marquetry`, so that nothing here is loaded.
 *
 * @module
 */
import type * as Library from "../element/script.ts";
import { COLOURED_BY, lookBy, type ColouredBy } from "./colours.ts";
import { changeWriter } from "./growth.ts";

declare const marquetry: typeof Library;

/** What the command writes into the page: a tree as columns, in breadth-first order, and how to show it. */
export interface ReportData {
  readonly name: string;
  /** Whether weights are numbers of bytes. */
  readonly isBytes: boolean;
  readonly engine: Library.EngineName;
  readonly colouredBy: ColouredBy | "growth";
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
  /** What nodes weighed before and after, and those that changed, the largest changes first. */
  readonly growth?: {
    readonly before: readonly number[];
    readonly after: readonly number[];
    readonly changes: readonly number[];
  };
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
const { ages, growth } = data;
const writer = changeWriter(text, marquetry, "›");

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
  if (growth) return `${names.join(" / ")}\n${wholeChange(node)}`;
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
const colours = COLOURED_BY.filter((name) => name !== "age" || ages);
choose("colour", growth ? ["growth", ...colours] : colours, data.colouredBy, colour);
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
  const byNode = (column: ArrayLike<number>): Float64Array =>
    Float64Array.from(tree.weight, (_, i) => column[tree.source(i)]!);
  const by = byId<HTMLSelectElement>("colour").value as ReportData["colouredBy"];
  const look = lookBy(by, tree, marquetry, text, {
    ages: ages && byNode(ages),
    growth: growth && { before: byNode(growth.before), after: byNode(growth.after) },
  });
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
  byId("total").textContent = growth
    ? wholeChange(0)
    : `${text(tree.weight[0]!)} in ${WHOLE.format(tree.leafCount)} leaves`;
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

function fillTable(node: number): void {
  byId("where").textContent = pathOf(tree, node)
    .map((i) => tree.label(i))
    .join(" / ");
  const up = byId<HTMLButtonElement>("up");
  const rows = byId("rows");
  const hadFocus = document.activeElement === up || rows.contains(document.activeElement);
  rows.replaceChildren(...(growth ? changesIn(node) : childrenOf(node)));
  up.disabled = node === 0;
  // Whoever walks by keys goes on from here, not from the top of the page.
  if (hadFocus) (node === 0 ? rows.querySelector("button") : up)?.focus();
}

function wholeChange(node: number): string {
  const row = tree.source(node);
  return writer.whole(growth!.before[row]!, growth!.after[row]!);
}

/** The largest changes of what lies in a node, by their paths from it. */
function changesIn(node: number): HTMLTableRowElement[] {
  const { before, after, changes } = growth!;
  const nodeOf = new Int32Array(tree.size);
  for (let i = 0; i < tree.size; i++) nodeOf[tree.source(i)] = i;
  const below = changes.filter((row) => nodeOf[row]! !== node && pathOf(tree, nodeOf[row]!).includes(node));
  const growthOf = (row: number): number => after[row]! - before[row]!;
  const most = below.length > 0 ? Math.abs(growthOf(below[0]!)) : 1;
  const rows = below.slice(0, MOST_ROWS).map((at) => {
    const path = pathOf(tree, nodeOf[at]!);
    const inside = path.slice(path.indexOf(node) + 1).map((i) => tree.label(i));
    const [was, is, by, part] = writer.cells(before[at]!, after[at]!);
    const name = button(inside.join("/"), () => void seek(nodeOf[at]!));
    const isBoth = before[at]! > 0 && after[at]! > 0;
    const change = by.replaceAll(" ", "\u00a0");
    const cells = [
      before[at]! > 0 ? was : "–",
      after[at]! > 0 ? is : "–",
      isBoth ? `${change} (${part})` : change,
    ];
    return row([name, ...cells], Math.abs(growthOf(at)) / most);
  });
  const rest = below.slice(MOST_ROWS).reduce((sum, at) => sum + growthOf(at), 0);
  if (below.length > MOST_ROWS)
    rows.push(row([`${WHOLE.format(below.length - MOST_ROWS)} more`, "", "", writer.signed(rest)]));
  if (below.length === 0) rows.push(row(["nothing differs", "", "", ""]));
  return rows;
}

/** Shows what a node lies in, and selects it. */
async function seek(node: number): Promise<void> {
  await map.zoomTo(tree.id(Math.max(0, tree.parent[node]!)));
  map.selection = [tree.id(node)];
}

/** The heaviest children of a node, or itself where it has none. */
function childrenOf(node: number): HTMLTableRowElement[] {
  const first = tree.firstChild[node]!;
  const children = Array.from({ length: tree.childCount[node]! }, (_, k) => first + k);
  children.sort((a, b) => tree.weight[b]! - tree.weight[a]!);
  const rows = children.slice(0, MOST_ROWS).map((child) => rowOf(child, node));
  const rest = children.slice(MOST_ROWS);
  if (rest.length > 0) {
    const weight = rest.reduce((sum, child) => sum + tree.weight[child]!, 0);
    rows.push(row([`${WHOLE.format(rest.length)} more`, text(weight), share(weight, node), ""]));
  }
  return rows;
}

function rowOf(child: number, parent: number): HTMLTableRowElement {
  const weight = tree.weight[child]!;
  const inner = tree.childCount[child]! > 0;
  const name = inner ? button(tree.label(child), () => void map.zoomTo(tree.id(child))) : tree.label(child);
  const leaves = inner ? WHOLE.format(leavesBelow(child)) : "";
  return row([name, text(weight), share(weight, parent), leaves], weight / tree.weight[parent]!);
}

function share(weight: number, parent: number): string {
  const whole = tree.weight[parent]!;
  return whole > 0 ? PERCENT.format(weight / whole) : "";
}

/** @param part - how long the bar behind the row is */
function row(cells: readonly (string | Node)[], part: number = 0): HTMLTableRowElement {
  const made = document.createElement("tr");
  made.style.setProperty("--share", String(part));
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

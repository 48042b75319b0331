/**
 * What a report of the command does in a browser: it builds the map of the data that stand in the page, and a table
 * beside it. The library comes before it as the global `marquetry`, so that nothing here is loaded.
 *
 * @module
 */
import type * as Library from "../element/script.ts";
import { COLOURED_BY, coloursBy, type ColouredBy } from "./colours.ts";

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
}

/** Rows of the table that are shown; the rest is told as one. */
const MOST_ROWS = 100;
const PERCENT = new Intl.NumberFormat("en", { style: "percent", maximumFractionDigits: 1 });
const WHOLE = new Intl.NumberFormat("en");

const data = JSON.parse(byId("data").textContent) as ReportData;
const map = byId<Library.MarquetryMap>("map");
const tree = marquetry.weightedTree.fromColumns({
  parent: Int32Array.from(data.parent),
  weight: Float64Array.from(data.weight),
  label: data.label,
});
/** A weight in words. */
const text = marquetry.numberFormat(data.isBytes ? "bytes" : "number");

/** The tree as the map shows it: with the weights of the data, or each leaf as much as the other. */
let shown = tree;

map.tooltip = (_, node, { tree: now }) => {
  const names = pathOf(now, node).map((i) => now.label(i));
  const weight = tree.weight[node]!;
  const below = now.childCount[node]! > 0 ? `\n${WHOLE.format(leavesBelow(node))} in it` : "";
  return `${names.join(" / ")}\n${text(weight)}, ${PERCENT.format(weight / tree.weight[0]!)} of all${below}`;
};
choose("engine", data.engines, data.engine, (name) => (map.engine = name as Library.EngineName));
choose("colour", COLOURED_BY, data.colouredBy, (name) => {
  const colour = coloursBy(name as ColouredBy, tree, marquetry);
  map.legend = colour !== undefined;
  map.drawing = { format: data.isBytes ? "bytes" : "number", ...(colour && { colour }) };
});
choose("areas", ["by weight", "all alike"], "by weight", (which) => {
  shown = which === "by weight" ? tree : tree.withWeights(tree.weight.map((_, i) => leavesBelow(i)));
  map.data = shown;
});
map.addEventListener("marquetry-zoom", ({ detail }) => fillTable(detail.node));
map.data = tree;
byId("total").textContent = `${text(tree.weight[0]!)} in ${WHOLE.format(tree.leafCount)} leaves`;
fillTable(0);

/** Numbers of leaves, counted from the deepest node up once. */
let counts: Float64Array | undefined;

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

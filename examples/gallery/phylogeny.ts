import "marquetry/element";
import { BRANCH_PALETTE, darkTheme, swatchLegend, weightedTree } from "marquetry";
import type { MarquetryMap } from "marquetry/element";
import { byId, choice, inScheme, markPage } from "./support/dom.ts";
import { madeUpPhylogeny } from "./support/phylogeny.ts";

const SPECIES = 120;
/** How many clades have a colour of their own. */
const CLADES = 9;

markPage();
const tree = weightedTree.fromNewick(madeUpPhylogeny(SPECIES, CLADES));
const clades = oldestClades(CLADES);
/** Of each node the place of its clade, or −1 above them. */
const cladeOf = new Int32Array(tree.size).fill(-1);
for (let i = 0; i < tree.size; i++) {
  const place = clades.indexOf(i);
  cladeOf[i] = place >= 0 || i === 0 ? place : cladeOf[tree.parent[i]!]!;
}
const map = byId<MarquetryMap>("map");
inScheme((isDark) => {
  const palette = isDark ? darkTheme.fills! : BRANCH_PALETTE;
  const fill = (i: number): string => palette[cladeOf[i]!] ?? "#cccccc";
  map.drawing = {
    title: `${SPECIES} species from one ancestor`,
    subtitle: `The ${CLADES} clades that were alive when there were no more, by their numbers of species`,
    source: "Made up: lineages that part by chance, each as likely as the others",
    colour: fill,
    legend: swatchLegend(
      clades.map((i) => ({ label: `${tree.label(i)}, ${tree.weight[i]!}`, colour: fill(i) })),
    ),
    branchLabels: "none",
  };
});
map.tooltip = (_, node) => {
  const { weight } = tree;
  const clade = clades[cladeOf[node]!];
  const family = clade === undefined ? "" : `, ${tree.label(clade)}`;
  return `${weight[node]! > 1 ? `${weight[node]!} species` : tree.label(node)}${family}`;
};
map.data = tree;

map.container = "circle";
choice("Shape", ["circle", "rectangle"], (shape) => {
  map.container = shape === "circle" ? "circle" : "fill";
});

/** The lineages that were alive when there were so many, the richest first. */
function oldestClades(count: number): number[] {
  const { size, parent, firstChild, childCount, weight } = tree;
  const parted = new Float64Array(size);
  for (let i = 0; i < size; i++) parted[i] = (parted[parent[i]!] ?? 0) + (tree.data(i)?.length ?? 0);
  let alive = [0];
  while (alive.length < count) {
    const next = alive.reduce((a, b) => (parted[b]! < parted[a]! ? b : a));
    const children = Array.from({ length: childCount[next]! }, (_, k) => firstChild[next]! + k);
    alive = [...alive.filter((each) => each !== next), ...children];
  }
  return alive.sort((a, b) => weight[b]! - weight[a]!);
}

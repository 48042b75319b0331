import "marquetry/element";
import { divergingScale, numberFormat, scaleLegend, valueColours, weightedTree } from "marquetry";
import type { MarquetryMap } from "marquetry/element";
import { madeUpBudget, type Item } from "./support/budget.ts";
import { byId, inScheme, markPage } from "./support/dom.ts";

/** Change of colour at its strongest. */
const MOST = 0.25;

markPage();
const tree = weightedTree<Item>(madeUpBudget(), { weight: (item) => item.amount });
/** What each node cost last year. */
const before = new Float64Array(tree.size);
for (let i = tree.size - 1; i > 0; i--) {
  if (tree.childCount[i] === 0) before[i] = tree.data(i)?.before ?? 0;
  before[tree.parent[i]!]! += before[i]!;
}
const changeOf = (i: number): number => tree.weight[i]! / before[i]! - 1;
const amount = numberFormat({
  style: "currency",
  currency: "EUR",
  notation: "compact",
  maximumSignificantDigits: 3,
});
const percent = numberFormat({ style: "percent", maximumFractionDigits: 0, signDisplay: "exceptZero" });
const rises = changeOf(0) > 0;

const map = byId<MarquetryMap<Item>>("map");
inScheme((isDark) => {
  const palette = isDark ? "brown-teal-dark" : "brown-teal";
  const scale = divergingScale({ domain: [-MOST, 0, MOST], palette });
  map.drawing = {
    title: `${amount(tree.weight[0]!)}, ${percent(Math.abs(changeOf(0))).replace("+", "")} ${rises ? "more" : "less"} than last year`,
    subtitle: "Expenses of a town by office; colours: change from last year",
    source: "Made-up numbers, by a rule in the source of this page",
    colour: valueColours(scale, changeOf),
    legend: scaleLegend(scale, { format: percent }),
    format: amount,
    value: true,
  };
});
map.spacing = { paddingTop: (i) => (tree.childCount[i]! > 0 && i > 0 ? 18 : 0), padding: 1 };
map.engine = "squarify";
map.tooltip = (item, node) =>
  `${item?.name ?? ""}: ${amount(tree.weight[node]!)}, ${percent(changeOf(node))} on last year`;
map.data = tree;

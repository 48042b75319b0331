import type { Partition } from "../index.ts";

/** Fractions to about six digits in all, whole numbers exactly: as titles in SVG have them. */
const NUMBERS: readonly (readonly [below: number, Intl.NumberFormat])[] = [
  [0.001, new Intl.NumberFormat("en-GB", { maximumSignificantDigits: 6 })],
  [1, new Intl.NumberFormat("en-GB", { maximumFractionDigits: 6 })],
  [1000, new Intl.NumberFormat("en-GB", { maximumFractionDigits: 3 })],
  [100_000, new Intl.NumberFormat("en-GB", { maximumFractionDigits: 1 })],
  [Infinity, new Intl.NumberFormat("en-GB", { maximumFractionDigits: 0 })],
];
const SHARE = new Intl.NumberFormat("en-GB", { style: "percent", maximumSignificantDigits: 3 });

/** Control characters, which some fonts show as boxes and screen readers spell out. */
const CONTROLS = /\p{Cc}+/gu;

/** A text fit to be shown or read out: without control characters. */
export function plain(text: string): string {
  return text.replace(CONTROLS, " ").trim();
}

/** The label of a node, fit to be shown or read out. */
export function nameOf({ tree }: Partition, node: number): string {
  return plain(tree.label(node)) || "(no name)";
}

/** A weight for people to read. */
export function weightOf({ tree }: Partition, node: number): string {
  const weight = tree.weight[node]!;
  return NUMBERS.find(([below]) => weight < below)![1].format(weight);
}

/** What part of its parent, or of another node, a node weighs. */
export function shareOf({ tree }: Partition, node: number, whole: number = tree.parent[node]!): string {
  const total = tree.weight[Math.max(whole, 0)]!;
  return SHARE.format(total > 0 ? tree.weight[node]! / total : 0);
}

/** A node as a screen reader says it. */
export function sentenceOf(map: Partition, node: number): string {
  const parent = map.tree.parent[node]!;
  const share = parent < 0 ? "" : `, ${shareOf(map, node)} of ${nameOf(map, parent)}`;
  return `${nameOf(map, node)}, ${weightOf(map, node)}${share}`;
}

/** The nodes from the root, or from so many levels up, down to a node. */
export function wayTo({ tree }: Partition, node: number, most: number): number[] {
  const way: number[] = [];
  for (let v = node; v >= 0 && way.length < most; v = tree.parent[v]!) way.push(v);
  return way.reverse();
}

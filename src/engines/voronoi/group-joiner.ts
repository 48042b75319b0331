import { CutTree } from "../cuts/cut-tree.ts";

/** A child of at least this part of what is left is cut off first: a power diagram would press the others against it. */
const DOMINANT = 0.4;
/** The weights of a group lie within this factor of each other. */
const MOST_SPREAD = 30;

/**
 * Joins a family's leaves, of which there are two at least, so that cuts part them into groups of like weight, each to
 * be divided by one power diagram. Within a group they are joined as for cuts, too.
 *
 * @param least - number of children from which on a range is a group
 * @param whole - whether all are to be one group, whatever their weights
 * @returns the tops of the groups, numbered as the cuts, from 0 on
 */
export function joinInGroups(family: CutTree, least: number, whole: boolean): number[] {
  family.sortLeaves();
  const { count, first, second, weight } = family;
  const groups: number[] = [];
  const group = new CutTree();
  const after = new Float64Array(count + 1);
  for (let k = count - 1; k >= 0; k--) after[k] = after[k + 1]! + weight[k]!;
  // Ranges of children from heavy to light, each with the last of its cuts, of which it has one less than children.
  const ranges: [from: number, end: number, cut: number][] = [[0, count, count - 2]];
  for (let range = ranges.pop(); range; range = ranges.pop()) {
    const [from, end, cut] = range;
    if (end - from === 1) continue;
    const split = whole ? end : findSplit(weight, after, from, end);
    if (split === end) {
      joinGroup(family, from, end, cut, group);
      if (end - from >= least) groups.push(cut);
      continue;
    }
    const cutOfFirst = cut - (end - split);
    first[cut] = split - from === 1 ? from : count + cutOfFirst;
    second[cut] = end - split === 1 ? split : count + cut - 1;
    ranges.push([split, end, cut - 1], [from, split, cutOfFirst]);
  }
  for (let cut = 0; cut < count - 1; cut++)
    weight[count + cut] = weight[first[cut]!]! + weight[second[cut]!]!;
  return groups;
}

/** Where a range is to be cut apart, or its end if it is a group; `after` holds the sums of the weights from each on. */
function findSplit(weight: Float64Array, after: Float64Array, from: number, end: number): number {
  const heaviest = weight[from]!;
  const lightest = weight[end - 1]!;
  if (heaviest >= DOMINANT * (after[from]! - after[end]!)) return from + 1;
  if (heaviest / lightest <= MOST_SPREAD) return end;
  const middle = Math.sqrt(heaviest) * Math.sqrt(lightest);
  let low = from + 1;
  let high = end - 1;
  while (low < high) {
    const between = (low + high) >> 1;
    if (weight[between]! < middle) high = between;
    else low = between + 1;
  }
  return low;
}

/** Joins a range as for cuts, the last of which is `cut`. */
function joinGroup(family: CutTree, from: number, end: number, cut: number, group: CutTree): void {
  group.takeSome(family, from, end);
  group.join("huffman");
  const { count, first, second } = group;
  const base = cut - (count - 2);
  const shift = family.count + base - count;
  for (let k = 0; k < count - 1; k++) {
    family.first[base + k] = first[k]! + (first[k]! < count ? from : shift);
    family.second[base + k] = second[k]! + (second[k]! < count ? from : shift);
  }
}

import { CutTree } from "../cuts/cut-tree.ts";

/** A child of at least this part of what is left is cut off first: a power diagram would press the others against it. */
const DOMINANT = 0.4;
/** The weights of a group lie within this factor of each other. */
const MOST_SPREAD = 30;
/** The light tail of a group weighs at most this many times as much as its heaviest member, to be one of them. */
const HEAVIEST_TAIL = 3;

/**
 * How a family falls into groups: of like weight, parted by cuts; or so that the lightest, too light beside the
 * heaviest, are together one member of the group, and a group within its cell; or all in one.
 */
export type Grouping = "apart" | "nested" | "whole";

/**
 * Joins a family's leaves, of which there are two at least, so that cuts part them into groups of like weight, each to
 * be divided by one power diagram. Within a group they are joined as for cuts, too.
 *
 * @param least - number of children from which on a range is a group
 * @returns the tops of the groups, numbered as the cuts, from 0 on; those within another after it
 */
export function joinInGroups(family: CutTree, least: number, grouping: Grouping): number[] {
  family.sortLeaves();
  const { count, first, second, weight } = family;
  const groups: number[] = [];
  const group = new CutTree();
  const after = new Float64Array(count + 1);
  for (let k = count - 1; k >= 0; k--) after[k] = after[k + 1]! + weight[k]!;
  // Ranges of children from heavy to light, each with the last of its cuts, of which it has one less than children.
  const ranges: [from: number, end: number, cut: number, isTail: boolean][] = [[0, count, count - 2, false]];
  for (let range = ranges.pop(); range; range = ranges.pop()) {
    const [from, end, cut, isTail] = range;
    if (end - from === 1) continue;
    let split = grouping === "whole" ? end : findSplit(weight, after, from, end, isTail);
    const tail = grouping === "nested" && split < end ? findTail(weight, after, from, end, isTail) : end;
    if (split === end) joinGroup(family, from, end, cut, group);
    if (tail < end) split = tail;
    const isGroup = (split === end || tail < end) && (isTail || end - from >= least);
    if (isGroup) groups.push(cut);
    if (split === end) continue;
    const cutOfFirst = cut - (end - split);
    first[cut] = split - from === 1 ? from : count + cutOfFirst;
    second[cut] = end - split === 1 ? split : count + cut - 1;
    ranges.push([split, end, cut - 1, tail < end]);
    if (tail === end) ranges.push([from, split, cutOfFirst, false]);
    else if (split - from > 1) joinGroup(family, from, split, cutOfFirst, group);
  }
  for (let cut = 0; cut < count - 1; cut++)
    weight[count + cut] = weight[first[cut]!]! + weight[second[cut]!]!;
  return groups;
}

/** Looks for a place in a range, from heavy to light; `after` holds the sums of the weights from each on. */
type Search = (
  weight: Float64Array,
  after: Float64Array,
  from: number,
  end: number,
  isTail: boolean,
) => number;

/** Where a range is to be cut apart, or its end if it is a group. */
const findSplit: Search = (weight, after, from, end, isTail) => {
  const heaviest = weight[from]!;
  const lightest = weight[end - 1]!;
  if (heaviest >= DOMINANT * (after[from]! - after[end]!) && !isTail) return from + 1;
  if (heaviest / lightest <= MOST_SPREAD) return end;
  return firstBelow(weight, from + 1, end - 1, Math.sqrt(heaviest) * Math.sqrt(lightest));
};

/**
 * Where the light tail of a range begins that can be one member of the range's group, or its end if there is none: as
 * short as its weight allows.
 */
const findTail: Search = (weight, after, from, end, isTail) => {
  const heaviest = weight[from]!;
  if (heaviest >= DOMINANT * (after[from]! - after[end]!) && !isTail) return end;
  let tail = firstBelow(weight, from + 1, end - 1, heaviest / MOST_SPREAD);
  while (tail > from + 1 && (after[tail]! - after[end]!) * MOST_SPREAD < heaviest) tail--;
  return isTail || after[tail]! - after[end]! <= HEAVIEST_TAIL * heaviest ? tail : end;
};

/** The first from `low` to `high`, from heavy to light, that weighs less than a limit; `high` if none does. */
function firstBelow(weight: Float64Array, low: number, high: number, limit: number): number {
  while (low < high) {
    const between = (low + high) >> 1;
    if (weight[between]! < limit) high = between;
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

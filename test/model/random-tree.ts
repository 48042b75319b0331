import fc from "fast-check";

/** A nested object as users write it. */
export interface Item {
  name: string;
  value?: number;
  children?: Item[];
}

const weight = fc.oneof(
  fc.constantFrom(0, 1, 1, 2, 5),
  fc.nat(20),
  fc.double({ min: 0, max: 1e6, noNaN: true }),
  fc.double({ min: 1e-300, max: 1e300, noNaN: true }),
);

/** Random trees with many equal weights, empty folders and chains; inner nodes carry no weight. */
export const randomTree: fc.Arbitrary<Item> = fc
  .array(fc.tuple(fc.nat(), weight), { minLength: 1, maxLength: 120 })
  .map(grow);

/** Each node hangs on an earlier one, often the last. */
function grow(steps: [number, number][]): Item {
  const nodes: Item[] = steps.map(([, value], i) => ({ name: `n${i}`, value }));
  for (let i = 1; i < nodes.length; i++) {
    const back = steps[i]![0] % 3 === 0 ? 1 : (steps[i]![0] % i) + 1;
    const parent = nodes[i - back]!;
    delete parent.value;
    (parent.children ??= []).push(nodes[i]!);
  }
  return nodes[0]!;
}

/** The nodes of a nested tree in depth-first order, each with the place of its parent in that order. */
export function flatten(root: Item): { item: Item; parent: number }[] {
  const rows: { item: Item; parent: number }[] = [];
  const open: { item: Item; parent: number }[] = [{ item: root, parent: -1 }];
  for (let next = open.pop(); next; next = open.pop()) {
    const row = rows.push(next) - 1;
    const children = next.item.children ?? [];
    for (let k = children.length - 1; k >= 0; k--) open.push({ item: children[k]!, parent: row });
  }
  return rows;
}

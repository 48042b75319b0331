import type { WeightedTree } from "../engine.ts";

/** What divides the box of one family among its members. */
export interface MemberPacker {
  readonly dimension: number;
  /** Origin and sides of member k, in the order of `add`, from 2 · dimension · k on. */
  readonly boxes: Float64Array;
  clear(): void;
  add(content: number, table: number): void;
  pack(sides: Float64Array, table: number): unknown;
}

/** What stands between the boxes of a tree and the rooms for their children: padding. */
export interface Rooms {
  /** Whether all rooms so far were the whole boxes of their nodes. */
  readonly areWhole: boolean;
  /** Writes the sides of the room for the children of node i. */
  open(i: number, sides: Float64Array): void;
  /** Tells that the boxes of its children are written. */
  close(i: number): void;
}

/**
 * Writes the box of every node but the root, parents first: origin in the parent's frame and sides, from
 * 2 · dimension · i on. Nodes without weight, or without room, get boxes without sides.
 *
 * @param tables - number of each node's table in the packer's store; it may be empty for a packer without tables
 */
export function packTree(
  tree: WeightedTree,
  packer: MemberPacker,
  tables: Int32Array,
  boxes: Float64Array,
  rooms: Rooms,
): void {
  const { firstChild, childCount, weight } = tree;
  const numbers = 2 * packer.dimension;
  const sides = new Float64Array(packer.dimension);
  for (let i = 0; i < tree.size; i++) {
    if (childCount[i] === 0) continue;
    rooms.open(i, sides);
    const hasRoom = weight[i]! > 0 && sides.every((side) => side > 0);
    if (hasRoom) {
      addMembers(tree, tables, packer, i);
      packer.pack(sides, tables[i] ?? 0);
    }
    let member = 0;
    for (let c = firstChild[i]!; c < firstChild[i]! + childCount[i]!; c++) {
      if (hasRoom && weight[c]! > 0) {
        const from = numbers * member++;
        for (let k = 0; k < numbers; k++) boxes[numbers * c + k] = packer.boxes[from + k]!;
      } else boxes.fill(0, numbers * c, numbers * (c + 1));
    }
    rooms.close(i);
  }
}

/** Rooms without padding: a node's box is the room for its children. */
export function wholeBoxes(dimension: number, boxes: Float64Array): Rooms {
  return {
    areWhole: true,
    open(i, sides) {
      for (let k = 0; k < dimension; k++) sides[k] = boxes[2 * dimension * i + dimension + k]!;
    },
    close: () => undefined,
  };
}

/** Gives the children of node i that have a weight to the packer. */
export function addMembers(tree: WeightedTree, tables: Int32Array, packer: MemberPacker, i: number): void {
  const { firstChild, childCount, weight } = tree;
  packer.clear();
  const end = firstChild[i]! + childCount[i]!;
  for (let c = firstChild[i]!; c < end; c++) if (weight[c]! > 0) packer.add(weight[c]!, tables[c] ?? 0);
}

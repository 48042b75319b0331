import type { WeightedTree } from "../engine.ts";
import type { FamilyPacker } from "./family-packer.ts";
import { addMembers } from "./tree-tables.ts";

/** What stands between the boxes of a tree and the rooms for their children: padding. */
export interface Rooms {
  /** Writes the sides of the room for the children of node i. */
  open(i: number, sides: Float64Array): void;
  /** Tells that the boxes of its children are written. */
  close(i: number): void;
}

/**
 * Writes the box of every node but the root, parents first: origin in the parent's frame and sides, from
 * 2 · dimension · i on. Nodes without weight, or without room, get boxes without sides.
 *
 * @param tables - number of each node's table in the packer's store
 */
export function packTree(
  tree: WeightedTree,
  packer: FamilyPacker,
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
      packer.pack(sides, tables[i]!);
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

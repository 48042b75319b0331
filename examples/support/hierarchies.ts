import { weightedTree, type WeightedTree } from "marquetry";
import files from "../data/files.json" with { type: "json" };
import flare from "../data/flare.json" with { type: "json" };
import world from "../data/world.json" with { type: "json" };

/** A real hierarchy to measure engines by. */
export interface Hierarchy {
  /** Begins the names of its pictures. */
  readonly name: string;
  readonly title: string;
  /** What its leaves are. */
  readonly leaves: string;
  readonly tree: WeightedTree;
}

interface Place {
  name: string;
  population?: number;
  children?: Place[];
}

/** The hierarchies that `npm start` shows. */
export const hierarchies: readonly Hierarchy[] = [
  {
    name: "flare",
    title: "Classes of a library",
    leaves: "classes",
    tree: weightedTree.fromRows(flare, { weight: "size" }),
  },
  {
    name: "world",
    title: "People of the world",
    leaves: "countries",
    tree: weightedTree<Place>(world, { weight: (d) => d.population }),
  },
  {
    name: "files",
    title: "Files of a repository",
    leaves: "files",
    tree: weightedTree.fromPaths(Object.entries(files)),
  },
];

/** Number of leaves and levels, in words. */
export function extent({ tree, leaves }: Hierarchy): string {
  return `${[...tree.leaves()].length.toLocaleString("en-GB")} ${leaves}, ${tree.height} levels`;
}

/** Size of the rectangle they are laid out in. */
export const CONTAINER: readonly [width: number, height: number] = [960, 600];

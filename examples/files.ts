import { layout, squarify, toSVG, weightedTree } from "marquetry";
import sizes from "./data/files.json" with { type: "json" };

/** The folder shown: its 689 files are a part of the 5,053 listed. */
const FOLDER = "lib/ansible/";

/**
 * The files of a Python package in their folders, sized by their bytes.
 *
 * Paths make the tree; no folder has to be given. Padding shows the nesting, and the room above the children of
 * a folder holds its name. Files of the same size have the same area all the same, however many folders they are in.
 */
export function files(): string {
  const paths = Object.entries(sizes)
    .filter(([path]) => path.startsWith(FOLDER))
    .map(([path, bytes]) => [path.slice(FOLDER.length), bytes] as const);
  const tree = weightedTree.fromPaths(paths);
  const map = layout(tree, {
    engine: squarify(),
    container: [960, 720],
    padding: 1.5,
    paddingTop: (i) => (i === 0 ? 1.5 : 13),
    areas: "leaf-exact",
  });
  return toSVG(map, { name: "Files of a Python package", minFontSize: 7, precision: 1 });
}

import { engines, layout, subtree, toSVG, weightedTree } from "marquetry";
import flare from "./data/flare.json" with { type: "json" };

/** What one engine makes of a part of a library, small and without texts. */
export function enginePicture(name: keyof typeof engines): string {
  const tree = weightedTree.fromRows(flare, { weight: "size" });
  const part = subtree(
    tree,
    [...tree.parent.keys()].find((i) => tree.label(i) === "vis")!,
  );
  const map = layout(part, { engine: engines[name](), container: [240, 150] });
  return toSVG(map, {
    name: `The classes of a library by ${name}`,
    label: false,
    tooltip: false,
    idPrefix: name,
  });
}

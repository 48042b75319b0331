import assert from "node:assert";
import { layout, squarify, toSVG, weightedTree } from "marquetry";
import "marquetry/element";

const tree = weightedTree({
  children: [
    { name: "apples", value: 5 },
    { name: "pears", value: 3 },
  ],
});
const svg = toSVG(layout(tree, { engine: squarify(), container: [960, 600] }));
assert.match(svg, /^<svg[^]*apples[^]*<\/svg>\s*$/);

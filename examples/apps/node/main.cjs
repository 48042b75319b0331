const assert = require("node:assert");
const { layout, squarify, toSVG, weightedTree } = require("marquetry");

(async () => {
  // One process that holds both copies: trees of one are laid out by the other.
  const esm = await import("marquetry");
  const tree = esm.weightedTree({
    children: [
      { name: "apples", value: 5 },
      { name: "pears", value: 3 },
    ],
  });
  const map = layout(tree, { engine: squarify(), container: [960, 600] });
  assert.match(esm.toSVG(map), /apples/);
  assert.match(
    toSVG(esm.layout(weightedTree(tree.data(0)), { engine: squarify(), container: [9, 6] })),
    /apples/,
  );
})();

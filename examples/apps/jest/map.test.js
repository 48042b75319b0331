const { layout, quality, squarify, toSVG, weightedTree } = require("marquetry");

test("lays out and draws", () => {
  const tree = weightedTree({
    children: [
      { name: "apples", value: 5 },
      { name: "pears", value: 3 },
    ],
  });
  const map = layout(tree, { engine: squarify(), container: [80, 60] });
  expect(map.area(1)).toBe(3000);
  expect(quality(map).leaves.count).toBe(2);
  expect(toSVG(map)).toContain("pears");
});

import "marquetry/element";
import { randomTree } from "marquetry/fixtures";

const map = document.querySelector("marquetry-map");
const tree = randomTree(30_000, { seed: 1 });
map.data = tree;

document.querySelector("#grow").addEventListener("click", () => {
  map.data = tree.withWeights(tree.weight.map((weight, i) => (i % 10 === 0 ? 2 * weight : weight)));
});

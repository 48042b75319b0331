/**
 * `node .ci/fingerprint.mjs [--cells FILE]`, with any engine of JavaScript: a mark of what each engine makes of some
 * hard trees, to the last bit, and of the pictures. Two that print the same marks make the same bytes. With `--cells`
 * all numbers are written too, so that two that do not can be compared.
 */
import { createHash } from "node:crypto";
import { writeFileSync } from "node:fs";
import * as process from "node:process";
import { caterpillar, flatList, geometricList, randomTree, taxonomy } from "../dist/fixtures/index.js";
import {
  circle,
  embedUltrametric,
  engines,
  layout,
  regularPolygon,
  toSVG,
  ultrametric,
} from "../dist/index.js";

// Weights and corners come from logarithms and sines: rounded, they are the same everywhere.
const short = (value) => Number(value.toPrecision(9));
const trees = [
  flatList(300, { seed: 1 }),
  randomTree(600, { seed: 2 }),
  geometricList(40, 0.5),
  caterpillar(60, { share: "equal" }),
  taxonomy(300, { seed: 3 }),
].map((tree) => tree.withWeights(tree.weight.map(short)));
const containers = {
  rectangle: [960, 600],
  circle: circle(300, 300, 300).map((corner) => corner.map(short)),
  hexagon: regularPolygon(300, 300, 300, 6).map((corner) => corner.map(short)),
};
const out = process.argv[2] === "--cells" ? process.argv[3] : undefined;
const all = {};

for (const [name, make] of Object.entries(engines)) {
  const engine = make();
  const hash = createHash("sha256");
  const pictures = createHash("sha256");
  const numbers = [];
  for (const tree of trees) {
    for (const [shape, container] of Object.entries(containers)) {
      if (engine.shape !== "convex" && shape !== "rectangle") continue;
      const map = layout(tree, { engine, container });
      const next = map.update(tree.weight.map((weight, i) => weight * (1 + (i % 7) / 10)));
      for (const each of [map, next]) {
        for (let i = 0; i < each.size; i++) {
          const cell = each.cell(i);
          const values = cell.kind === "rect" ? [cell.x0, cell.y0, cell.x1, cell.y1] : cell.points.flat();
          hash.update(new Uint8Array(Float64Array.from(values).buffer));
          if (out) numbers.push(values);
        }
      }
      pictures.update(toSVG(map));
    }
  }
  all[name] = numbers;
  console.log(name.padEnd(18), hash.digest("hex").slice(0, 12), pictures.digest("hex").slice(0, 12));
}
const u = ultrametric.fromNewick("((((a:1,b:1):1,c:2):1,(d:1.5,e:1.5):1.5):1,(f:2,(g:1,h:1):1):2);");
const points = createHash("sha256").update(new Uint8Array(embedUltrametric(u).coordinates.buffer));
console.log("embedUltrametric".padEnd(18), points.digest("hex").slice(0, 12));
if (out) writeFileSync(out, JSON.stringify(all));

import { readFileSync } from "node:fs";
import { gunzipSync } from "node:zlib";
import {
  layout,
  quality,
  slack,
  slackBoxes,
  weightedTree,
  type SlackEffort,
  type WeightedTree,
} from "marquetry";
import { caterpillar, flatList, randomTree, taxonomy } from "marquetry/fixtures";
import { packTree, wholeBoxes } from "../src/engines/slack/lay-out.ts";
import { plainPacker } from "../src/engines/slack/plain-packer.ts";
import { settle } from "../src/engines/slack/settle.ts";
import { dataFile } from "../test/support/data.ts";
import { SEED } from "./support/measure.ts";
import { figure, heading, printTable } from "./support/table.ts";

const RATIOS = [2, 2.5, 3, 4];
const SHAPES: readonly (readonly [name: string, width: number, height: number])[] = [
  ["square", 1000, 1000],
  ["16 : 9", 1600, 900],
];
const EFFORTS: readonly SlackEffort[] = ["fast", "balanced", "best"];
/** With more nodes than this the best effort is left out of quick runs. */
const QUICK = 20_000;

/** How much of the container is lost at which ratio, beside the plain construction. */
export function slackBench(quick: boolean): void {
  heading("Slack: part of the container lost, by the ratio of sides allowed");
  console.log(
    'Exact areas per weight; "fill" has no gaps, and its figure is the greatest deviation of an area.',
  );
  const trees = Object.entries(inputs()).filter(([, tree]) => !quick || tree.size <= QUICK);
  for (const [title, tree] of trees) {
    for (const [shape, width, height] of SHAPES) {
      const container = [width, height] as const;
      const rows = EFFORTS.map((effort) => {
        const found = RATIOS.map((ratio) => {
          const start = process.cpuUsage().user;
          const map = layout(tree, { engine: slack({ ratio, effort }), container });
          return { map, seconds: (process.cpuUsage().user - start) / 1e6 };
        });
        const seconds = figure(Math.max(...found.map((each) => each.seconds)));
        return [effort, ...found.map(({ map }) => share(quality(map).slack.waste)), seconds];
      });
      const fill = RATIOS.map((ratio) => {
        const map = layout(tree, { engine: slack({ ratio, mode: "fill" }), container });
        return share(quality(map).slack.deviation);
      });
      const plain = RATIOS.map((ratio) => share(plainWaste(tree, ratio, width, height)));
      console.log();
      printTable(
        [`${title}, ${shape}`, ...RATIOS.map((ratio) => `ratio ${ratio}`), "seconds"],
        [["plain construction", ...plain, ""], ...rows, ["fill", ...fill, ""]],
      );
    }
  }
  cubes();
}

/** The same in space. */
function cubes(): void {
  const tree = flare();
  const rows = [2, 3, 4].map((dimension) => {
    const lost = RATIOS.map((ratio) => share(slackBoxes(tree, { dimension, ratio }).waste));
    return [`dimension ${dimension}`, ...lost];
  });
  console.log();
  printTable(["flare, cube", ...RATIOS.map((ratio) => `ratio ${ratio}`)], rows);
}

function plainWaste(tree: WeightedTree, ratio: number, width: number, height: number): number {
  const boxes = new Float64Array(4 * tree.size);
  boxes[2] = width;
  boxes[3] = height;
  packTree(tree, plainPacker(2, ratio), new Int32Array(0), boxes, wholeBoxes(2, boxes));
  return -Math.expm1(settle(tree, 2, boxes));
}

/** Below this what is lost is rounding. */
const NOTHING = 1e-9;

function share(value: number): string {
  if (!(value > NOTHING)) return "0";
  return value < 1e-3 ? value.toExponential(1) : value.toPrecision(value >= 100 ? 3 : 2);
}

function inputs(): Record<string, WeightedTree> {
  return {
    "flare, 220 leaves": flare(),
    ...shared("gapminder.json", "gapminder, 62 leaves", gapminder),
    "world population, 215 leaves": world(),
    "flat, uniform, 1000 leaves": flatList(1000, { spread: "uniform", seed: SEED }),
    "random tree, 1e4 leaves": randomTree(1e4, { seed: SEED }),
    ...shared("node_modules.tsv.gz", "node_modules, 37,582 leaves", nodeModules),
    ...Object.fromEntries(
      [1, 2, 3].map((seed) => [`taxonomy ${seed}, 20,000 species`, taxonomy(20_000, { seed })]),
    ),
    "halving caterpillar, 50 levels": caterpillar(50),
    "caterpillar that loses a tenth, 1000 levels": caterpillar(1000, { share: 0.1 }),
    "equal caterpillar, 200 levels": caterpillar(200, { share: "equal" }),
  };
}

/** A tree of data that may be absent. */
function shared(
  name: string,
  title: string,
  read: (file: Buffer) => WeightedTree,
): Record<string, WeightedTree> {
  const file = dataFile(name);
  return file === null ? {} : { [title]: read(readFileSync(file)) };
}

function example(name: string): unknown {
  return JSON.parse(readFileSync(new URL(`../examples/data/${name}`, import.meta.url), "utf8"));
}

function flare(): WeightedTree {
  const rows = example("flare.json") as { id: number; parent?: number; size?: number }[];
  return weightedTree.fromRows(rows, { weight: "size" });
}

interface Place {
  population?: number;
  children?: Place[];
}

function world(): WeightedTree {
  return weightedTree(example("world.json") as Place, { weight: (d) => d.population });
}

function gapminder(file: Buffer): WeightedTree {
  const rows = JSON.parse(file.toString()) as {
    year: number;
    cluster: number;
    country: string;
    pop: number;
  }[];
  const year = rows.filter((row) => row.year === 2005);
  return weightedTree.fromPaths(year.map(({ cluster, country, pop }) => [`${cluster}/${country}`, pop]));
}

function nodeModules(file: Buffer): WeightedTree {
  const lines = gunzipSync(file).toString().trim().split("\n");
  return weightedTree.fromPaths(
    lines.map((line) => {
      const [size, path] = line.split("\t") as [string, string];
      return [path, Number(size)] as const;
    }),
  );
}

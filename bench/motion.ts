import { createCanvas } from "@napi-rs/canvas";
import {
  drawCanvas,
  greedy,
  interpolateMaps,
  layout,
  orthoconvex,
  squarify,
  voronoi,
  type CanvasContext,
  type Engine,
  type Partition,
} from "marquetry";
import { flatList, randomTree } from "marquetry/fixtures";
import { median, SEED } from "./support/measure.ts";
import { figure, heading, printTable, printTarget, times } from "./support/table.ts";

const LEAVES = 10_000;
const SIZE = [960, 600] as const;
/** Milliseconds of a frame at 60 a second. */
const FRAME = 1000 / 60;
/** What a frame of a map may take of that, so that the rest is left for drawing. */
const MOST = 4 / FRAME;
/** Frames of a film, and how often it is shown. */
const FRAMES = 30;
const ROUNDS = 7;

/** Maps on their way: what working out the way takes once, and a frame each time. */
export function motion(quick: boolean): void {
  heading("Maps in motion");
  console.log(
    `Maps of ${LEAVES} leaves; frames as parts of the ${figure(FRAME)} ms that one has at 60 a second. Drawing is by
drawCanvas without texts, in software; a browser has a graphics card for it.\n`,
  );
  const rows: string[][] = [];
  let worst = 0;
  for (const [name, tree] of [
    ["flat", flatList(LEAVES, { seed: SEED })],
    ["tree", randomTree(LEAVES, { seed: SEED })],
  ] as const) {
    if (quick && name === "flat") continue;
    const lay = (engine: Engine) => layout(tree, { engine, container: SIZE });
    const [cuts, cells, boxes] = [lay(greedy()), lay(voronoi({ effort: "fast" })), lay(squarify())];
    const weights = tree.weight.map((weight, i) => weight * (1 + 0.3 * Math.sin(i)));
    const pairs: [string, Partition, Partition][] = [
      ["greedy, updated", cuts, cuts.update(weights)],
      ["greedy to voronoi", cuts, cells],
      ["voronoi to squarify", cells, boxes],
      ["squarify to other weights", boxes, boxes.update(weights)],
      ["voronoi to orthoconvex", cells, lay(orthoconvex())],
    ];
    for (const [what, before, after] of pairs) {
      const { once, frame, drawing } = measure(before, after);
      worst = Math.max(worst, frame);
      rows.push([`${name}, ${what}`, figure(once), figure(frame), times(frame / FRAME), figure(drawing)]);
    }
  }
  printTable(["", "once, ms", "frame, ms", "frame / 16.7 ms", "drawing, ms"], rows);
  console.log();
  printTarget("a frame of 10,000 cells, part of 16.7 ms", worst / FRAME, "≤", MOST, "×");
}

function measure(before: Partition, after: Partition): { once: number; frame: number; drawing: number } {
  const once = Array.from({ length: ROUNDS }, () => clock(() => interpolateMaps(before, after)));
  const frame = interpolateMaps(before, after);
  const film = () => {
    for (let k = 1; k <= FRAMES; k++) frame(k / (FRAMES + 1));
  };
  film();
  const films = Array.from({ length: ROUNDS }, () => clock(film) / FRAMES);
  const context = createCanvas(...SIZE).getContext("2d") as unknown as CanvasContext;
  const drawings = [0.25, 0.5, 0.75].map((t) => clock(() => drawCanvas(frame(t), context, { label: false })));
  return { once: median(once), frame: median(films), drawing: median(drawings) };
}

/** Elapsed or processor time in milliseconds, whichever is less, so that other work on the machine hardly counts. */
function clock(run: () => void): number {
  const startCpu = process.cpuUsage();
  const start = performance.now();
  run();
  const elapsed = performance.now() - start;
  const { user, system } = process.cpuUsage(startCpu);
  return Math.min(elapsed, (user + system) / 1000);
}

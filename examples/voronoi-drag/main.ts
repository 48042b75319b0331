import { drawCanvas, layout, quality, voronoi, type Partition } from "marquetry";
import { flatList } from "marquetry/fixtures";

const CELLS = 1000;
const SIDE = 800;
/** Pixels to drag for a weight to become e times as large. */
const PIXELS_PER_E = 80;
/** A weight stays within this factor of what it was. */
const MOST = 200;

const canvas = document.querySelector<HTMLCanvasElement>("#map")!;
const figures = document.querySelector<HTMLOutputElement>("#figures")!;
const context = canvas.getContext("2d")!;
const pixelRatio = Math.max(1, devicePixelRatio);
canvas.width = canvas.height = SIDE * pixelRatio;

const tree = flatList(CELLS, { spread: "uniform" });
const first = layout(tree, { engine: voronoi(), container: [SIDE, SIDE] });
let map: Partition = first;
/** The cell held, and where and with what weight the drag began. */
let held: { readonly node: number; readonly y: number; readonly weight: number } | null = null;
/** The weight asked for since the last frame. */
let wanted: number | null = null;

canvas.addEventListener("pointerdown", (event) => {
  const scale = SIDE / canvas.clientWidth;
  const node = map.at(event.offsetX * scale, event.offsetY * scale);
  if (node <= 0) return;
  canvas.setPointerCapture(event.pointerId);
  held = { node, y: event.clientY, weight: map.tree.weight[node]! };
});
canvas.addEventListener("pointermove", (event) => {
  if (!held) return;
  if (wanted === null) requestAnimationFrame(step);
  const factor = Math.exp((held.y - event.clientY) / PIXELS_PER_E);
  wanted = held.weight * Math.min(MOST, Math.max(1 / MOST, factor));
});
for (const name of ["pointerup", "pointercancel"]) canvas.addEventListener(name, () => (held = null));
document.querySelector("#reset")!.addEventListener("click", () => {
  map = first;
  draw(0);
});

/** Lays out the weight asked for, once a frame. */
function step(): void {
  if (held && wanted !== null) {
    const weights = map.tree.weight.slice();
    weights[held.node] = wanted;
    const start = performance.now();
    map = map.update(weights, { maxAspectGrowth: 4 });
    draw(performance.now() - start);
  }
  wanted = null;
}

function draw(milliseconds: number): void {
  drawCanvas(map, context, { pixelRatio });
  const { area, leaves, fallbacks } = quality(map);
  figures.value =
    `last layout ${milliseconds.toFixed(1)} ms · worst area error ${area.maxError.toExponential(1)} · ` +
    `mean diameter²/area ${leaves.asp.mean.toFixed(2)} · families that fell back: ${fallbacks.length}`;
}

draw(0);

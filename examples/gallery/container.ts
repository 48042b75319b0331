import "marquetry/element";
import { engines, quality, type EngineName } from "marquetry";
import type { MarquetryMap } from "marquetry/element";
import { hierarchies } from "../support/hierarchies.ts";
import { byId, choice, markPage } from "./support/dom.ts";
import { short } from "./support/figures.ts";

markPage();
const SVG = "http://www.w3.org/2000/svg";
const [WIDTH, HEIGHT] = [400, 300];
/** Steps of the arrows. */
const STEP = 10;

const map = byId<MarquetryMap>("map");
const handles = byId<SVGSVGElement>("handles");
const outline = document.createElementNS(SVG, "polygon");
handles.append(outline);
let corners: [number, number][] = [
  [60, 40],
  [340, 20],
  [380, 200],
  [200, 285],
  [30, 220],
];

/** Whether a polygon turns the same way at every corner. */
function isConvex(ring: readonly [number, number][]): boolean {
  const turns = ring.map(([x, y], k) => {
    const [ax, ay] = ring.at(k - 1)!;
    const [bx, by] = ring[(k + 1) % ring.length]!;
    return (x - ax) * (by - y) - (y - ay) * (bx - x);
  });
  return turns.every((turn) => turn > 1) || turns.every((turn) => turn < -1);
}

function moveCorner(k: number, x: number, y: number): void {
  const moved = corners.map((corner, i): [number, number] =>
    i === k ? [Math.min(WIDTH, Math.max(0, x)), Math.min(HEIGHT, Math.max(0, y))] : corner,
  );
  if (isConvex(moved)) show(moved);
}

function show(moved: [number, number][]): void {
  corners = moved;
  outline.setAttribute("points", corners.join(" "));
  for (const [k, [x, y]] of corners.entries()) {
    circles[k]!.setAttribute("cx", String(x));
    circles[k]!.setAttribute("cy", String(y));
    circles[k]!.setAttribute("aria-valuetext", `${Math.round(x)} across, ${Math.round(y)} down`);
    circles[k]!.setAttribute("aria-valuenow", String(Math.round(x)));
  }
  map.container = corners;
}

const circles = corners.map((_, k) => {
  const circle = document.createElementNS(SVG, "circle");
  circle.setAttribute("r", "11");
  circle.setAttribute("tabindex", "0");
  circle.setAttribute("role", "slider");
  circle.setAttribute("aria-label", `corner ${k + 1}`);
  circle.setAttribute("aria-valuemin", "0");
  circle.setAttribute("aria-valuemax", String(WIDTH));
  circle.addEventListener("pointerdown", ({ pointerId }) => circle.setPointerCapture(pointerId));
  circle.addEventListener("pointermove", (event) => {
    if (!circle.hasPointerCapture(event.pointerId)) return;
    const { left, top, width } = handles.getBoundingClientRect();
    const scale = WIDTH / width;
    moveCorner(k, (event.clientX - left) * scale, (event.clientY - top) * scale);
  });
  circle.addEventListener("keydown", (event) => {
    const steps: Readonly<Record<string, [number, number]>> = {
      ArrowLeft: [-STEP, 0],
      ArrowRight: [STEP, 0],
      ArrowUp: [0, -STEP],
      ArrowDown: [0, STEP],
    };
    const step = steps[event.key];
    if (!step) return;
    event.preventDefault();
    moveCorner(k, corners[k]![0] + step[0], corners[k]![1] + step[1]);
  });
  handles.append(circle);
  return circle;
});

const fitting = Object.entries(engines)
  .filter(([, factory]) => factory().shape !== "rect")
  .map(([name]) => name as EngineName);
choice("Engine", fitting, (engine) => (map.engine = engine)).value = "greedy";
// The map follows the hand.
map.duration = 0;
map.data = hierarchies.find(({ name }) => name === "world")!.tree;
map.addEventListener("marquetry-layout", ({ detail }) => {
  const { mean, max } = quality(detail.map).leaves.asp;
  byId("said").textContent =
    `diameter² / area of the leaves: ${short(mean)} on average, ${short(max)} at the worst`;
});
show(corners);

import "marquetry/element";
import { branchColours, depthColours, engines, type EngineName } from "marquetry";
import type { MarquetryMap } from "marquetry/element";
import { hierarchies } from "../support/hierarchies.ts";
import { byId, choice, markPage } from "./support/dom.ts";
import { downloadButton } from "./support/download.ts";

markPage();
const map = byId<MarquetryMap>("map");
// An engine that takes its time shall not hold the page up.
map.workerAbove = 2000;
map.data = hierarchies.find(({ name }) => name === "files")!.tree;

const colours = { branch: branchColours({ lighten: 0.12 }), depth: depthColours() };
choice("Engine", Object.keys(engines) as EngineName[], (engine) => (map.engine = engine)).value = "greedy";
choice("Colours", Object.keys(colours), (name) => {
  map.drawing = { colour: colours[name as keyof typeof colours] };
});
choice("Container", ["fill", "circle", "hexagon"], (container) => map.setAttribute("container", container));
downloadButton(map, "files");
map.addEventListener("marquetry-select", ({ detail }) => {
  byId("said").textContent = detail
    .map(({ id, weight }) => `${id}: ${weight.toLocaleString("en-GB")} bytes`)
    .join(" · ");
});

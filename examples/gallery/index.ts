import "marquetry/element";
import { engines, type EngineName } from "marquetry";
import type { MarquetryMap } from "marquetry/element";
import { hierarchies } from "../support/hierarchies.ts";
import { byId, choice, markPage } from "./support/dom.ts";

markPage();
const map = byId<MarquetryMap>("map");
// An engine that takes its time shall not hold the page up.
map.workerAbove = 2000;
map.drawing = {
  title: "5,053 files",
  subtitle: "The repository ansible/ansible by size of file",
  source: "Source: git ls-tree",
  format: "bytes",
  value: true,
};
map.data = hierarchies.find(({ name }) => name === "files")!.tree;

choice("Engine", Object.keys(engines) as EngineName[], (engine) => (map.engine = engine)).value = "greedy";
choice("Container", ["fill", "circle", "hexagon"], (container) => map.setAttribute("container", container));
map.addEventListener("marquetry-select", ({ detail }) => {
  byId("said").textContent = detail
    .map(({ id, weight }) => `${id}: ${weight.toLocaleString("en-GB")} bytes`)
    .join(" · ");
});

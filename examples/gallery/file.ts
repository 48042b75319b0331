import "marquetry/element";
import { engines, readTree, type EngineName, type WeightedTree } from "marquetry";
import type { MarquetryMap } from "marquetry/element";
import { hierarchies } from "../support/hierarchies.ts";
import { byId, choice, markPage } from "./support/dom.ts";

markPage();
const map = byId<MarquetryMap>("map");
const said = byId("said");

function show(tree: WeightedTree, name: string): void {
  map.data = tree;
  map.root = tree.id(0);
  said.textContent = `${name}: ${tree.size.toLocaleString("en-GB")} nodes, ${tree.height} levels.`;
}

async function open(file: File | undefined): Promise<void> {
  if (!file) return;
  try {
    const { tree, notes } = await readTree(await file.arrayBuffer(), { name: file.name });
    show(tree, file.name);
    said.textContent += ` ${notes.join("; ")}.`;
  } catch (error) {
    said.textContent = `${file.name} cannot be read: ${error instanceof Error ? error.message : String(error)}`;
  }
}

const field = byId<HTMLInputElement>("file");
field.addEventListener("change", () => void open(field.files?.[0]));
document.addEventListener("dragover", (event) => {
  event.preventDefault();
  document.body.classList.add("over");
});
document.addEventListener("dragleave", () => document.body.classList.remove("over"));
document.addEventListener("drop", (event) => {
  event.preventDefault();
  document.body.classList.remove("over");
  void open(event.dataTransfer?.files[0]);
});
choice("Engine", Object.keys(engines) as EngineName[], (engine) => (map.engine = engine)).value = "greedy";
map.addEventListener("marquetry-layout", ({ detail: { where } }) => map.setAttribute("data-where", where));
show(hierarchies.find(({ name }) => name === "flare")!.tree, "An example, the classes of a library");

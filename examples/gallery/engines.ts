import "marquetry/element";
import { engines, quality, type EngineName } from "marquetry";
import { extent, hierarchies } from "../support/hierarchies.ts";
import { byId, choice, make, markPage } from "./support/dom.ts";
import { tableHead, tableRow } from "./support/figures.ts";

markPage();
const body = make("tbody");
byId("table").append(...tableHead(), body);

const maps = Object.entries(engines).map(([name, factory]) => {
  const map = make("marquetry-map", {
    engine: name as EngineName,
    label: name,
    workerAbove: 2000,
  });
  const row = make("tr");
  body.append(row);
  let shown = row;
  // The table measures what the page shows, container and all.
  map.addEventListener("marquetry-layout", ({ detail }) => {
    const measured = tableRow(name, quality(detail.map));
    shown.replaceWith(measured);
    shown = measured;
  });
  byId("maps").append(make("section", {}, make("h2", {}, name), make("p", {}, factory().description), map));
  return map;
});

const titles = hierarchies.map((hierarchy) => `${hierarchy.title}: ${extent(hierarchy)}`);
function show(title: string): void {
  const { tree } = hierarchies[titles.indexOf(title)]!;
  for (const map of maps) map.data = tree;
}
choice("Data", titles, show);
choice("Padding", ["0", "2", "6"], (padding) => {
  for (const map of maps) map.spacing = { padding: Number(padding) };
});
show(titles[0]!);

import "marquetry/element";
import { engines, stability, type EngineName, type Partition } from "marquetry";
import type { MarquetryMap } from "marquetry/element";
import { byId, choice, make, markPage } from "./support/dom.ts";
import { short } from "./support/figures.ts";

markPage();
const map = byId<MarquetryMap>("map");
const names = [
  "Apples",
  "Bananas",
  "Cherries",
  "Figs",
  "Grapes",
  "Kiwis",
  "Lemons",
  "Mangos",
  "Pears",
  "Plums",
];
const weights = new Map(names.map((name, k) => [name, 10 + ((k * 37) % 80)]));

/** A child without weight has no cell; it comes back with its weight. */
function show(): void {
  map.data = { name: "Fruit", children: [...weights].map(([name, value]) => ({ name, value })) };
}

let before: Partition | null = null;
map.addEventListener("marquetry-layout", ({ detail }) => {
  if (before && before.engine.name === detail.map.engine.name) {
    const { cornerTravel } = stability(before, detail.map);
    byId("said").textContent =
      `Corners moved by ${short(100 * cornerTravel.mean)} % of the diagonal on average.`;
  }
  before = detail.map;
});

for (const [name, weight] of weights) {
  const slider = make("input", { type: "range", min: "1", max: "100", value: String(weight) });
  const number = make("output", {}, String(weight));
  slider.addEventListener("input", () => {
    number.textContent = slider.value;
    weights.set(name, Number(slider.value));
    show();
  });
  byId("sliders").append(make("label", {}, name, slider, number));
}
choice("Engine", Object.keys(engines) as EngineName[], (engine) => (map.engine = engine)).value = "greedy";
// Sorted, two that change places would change cells.
map.dataOptions = { sort: null };
show();

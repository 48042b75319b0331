import "marquetry/element";
import { weightedTree } from "marquetry";
import type { MarquetryMap } from "marquetry/element";
import world from "../data/world.json" with { type: "json" };
import { byId, markPage } from "./support/dom.ts";
import type { Place } from "./support/places.ts";

/** The film goes by so many years, each way taking so many milliseconds. */
const YEARS = 5;
const STEP = 900;
const [FIRST, LAST] = [1994, 2024];

markPage();
const map = byId<MarquetryMap<Place>>("map");
const year = byId<HTMLInputElement>("year");
const play = byId<HTMLButtonElement>("play");
const tree = weightedTree<Place>(world, { weight: (d) => d.population });
let isPlaying = false;

map.duration = STEP;
show();
year.addEventListener("input", () => {
  stop();
  show();
});
play.addEventListener("click", () => {
  if (isPlaying) stop();
  else void run();
});

/** Shows the year that is chosen. */
function show(): void {
  const part = (Number(year.value) - FIRST) / (LAST - FIRST);
  const weights = Float64Array.from({ length: tree.size }, (_, i) => weightAt(i, part));
  const now = tree.withWeights(weights);
  const people = (now.weight[0]! / 1e9).toLocaleString("en-GB", { maximumFractionDigits: 2 });
  map.drawing = {
    title: `${year.value}: ${people} billion people`,
    subtitle: "Population by country",
    source: "Source: World Bank; years between 1994 and 2024 are filled in",
    format: { notation: "compact", maximumSignificantDigits: 3 },
    value: true,
  };
  map.data = now;
  byId("said").textContent = year.value;
}

/** A country's people when a part of the years has gone by, growing evenly; where 1994 is not known, those of 2024. */
function weightAt(i: number, part: number): number {
  const { population = 0, population1994: before = population } = tree.data(i);
  return before > 0 && population > 0 ? before ** (1 - part) * population ** part : population;
}

async function run(): Promise<void> {
  isPlaying = true;
  play.textContent = "Pause";
  if (Number(year.value) >= LAST) year.value = String(FIRST);
  else year.value = String(Number(year.value) + YEARS);
  while (isPlaying) {
    show();
    await map.ready;
    // Those who prefer less motion get a picture that stands still between.
    await new Promise((resolve) => setTimeout(resolve, STEP / 3));
    if (Number(year.value) >= LAST) stop();
    else if (isPlaying) year.value = String(Number(year.value) + YEARS);
  }
}

function stop(): void {
  isPlaying = false;
  play.textContent = "Play";
}

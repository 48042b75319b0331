import { stability as compare, type Partition } from "marquetry";
import { followers, type Follower } from "./support/followers.ts";
import { hasStudy, histories, type History } from "./support/histories.ts";
import { heading, printTable } from "./support/table.ts";

const CONTAINER: [width: number, height: number] = [1000, 1000];
/** Pairs of leaves compared at each step; exact up to 141 leaves. */
const MOST_PAIRS = 20_000;
const MOMENTS_QUICK = 6;

/** How good the maps of one history are, and how much they change: means over moments and over steps. */
interface Score {
  /** Shorter / longer side of a leaf's bounding box, on average: 1 is best. */
  readonly quality: number;
  readonly cornerTravel: number;
  readonly relativePosition: number;
  /** The same over the baseline, the change that the weights alone demand: the form in which the study prints them. */
  readonly travelOver: number;
  readonly positionOver: number;
}

/** As the study of 2020 printed them: visual quality and instability in its baseline form, by levels. */
const PUBLISHED: Readonly<Record<string, readonly string[]>> = {
  "published: squarified": [".776 / .097", ".671 / .079", ".629 / .055"],
  "published: local moves, 4": [".516 / .006", ".568 / .008", ".582 / .010"],
  "published: slice and dice": [".028 / .002", ".245 / .004", ".173 / .004"],
};

/** The study's classes of trees. */
const CLASSES: readonly [title: string, holds: (levels: number) => boolean][] = [
  ["1 level", (levels) => levels === 1],
  ["2–3 levels", (levels) => levels === 2 || levels === 3],
  ["4 and more", (levels) => levels >= 4],
];

/** Visual quality against stability while weights change. */
export function stability(quick: boolean): void {
  heading("Stability: visual quality and instability while weights change");
  if (!hasStudy())
    console.log("The data of the study are not here: made-up weights and two years of the world.");
  const all = histories().map((history) => (quick ? shorten(history) : history));
  const scores = new Map(
    Object.entries(followers).map(([name, follow]) => [name, all.map((history) => score(follow, history))]),
  );
  const table = (title: string, of: (score: Score) => number): void => {
    console.log(`\n${title}`);
    const rows = [...scores].map(([name, row]) => [name, ...[...row.map(of), mean(row.map(of))].map(digits)]);
    printTable(["", ...all.map(({ name }) => name), "mean"], rows);
  };
  table("Visual quality: shorter / longer side of a leaf's bounding box, mean; 1 is best", (s) => s.quality);
  table("Corner travel: mean a step, part of the diagonal; 0 is best", (s) => s.cornerTravel);
  table("Change of relative position: mean a step; 0 is best", (s) => s.relativePosition);
  table("Corner travel over the baseline: beyond what the weights demand", (s) => s.travelOver);
  table("Change of relative position over the baseline", (s) => s.positionOver);
  if (hasStudy()) printClasses(all, scores);
}

/** The study's data sets, those of like depth together, each weighing the same. */
function printClasses(all: readonly History[], scores: ReadonlyMap<string, readonly Score[]>): void {
  console.log(`
Visual quality / corner travel over the baseline, by levels: the form of the published figures, which are means
over all of the study's data sets; ours are over those that are here. The baseline is the map before with the
weights after, in the same rows, columns or cuts. Leaves that are new have no place in it.
Bounding boxes flatter polygons: one that is long and lies aslant has a square box.`);
  const belongs = ({ isStudy, levels }: History, holds: (levels: number) => boolean): boolean =>
    isStudy && holds(levels);
  const texts = (row: readonly Score[]): string[] =>
    CLASSES.map(([, holds]) => {
      const some = row.filter((_, k) => belongs(all[k]!, holds));
      return `${digits(mean(some.map((s) => s.quality)))} / ${digits(mean(some.map((s) => s.travelOver)))}`;
    });
  const head = CLASSES.map(
    ([title, holds]) => `${title} (${all.filter((one) => belongs(one, holds)).length})`,
  );
  const ours = [...scores].map(([name, row]) => [name, ...texts(row)]);
  const theirs = Object.entries(PUBLISHED).map(([name, row]) => [name, ...row]);
  printTable(["", ...head], [...ours, ...theirs]);
}

function shorten(history: History): History {
  return { ...history, moments: history.moments.slice(0, MOMENTS_QUICK) };
}

function score(follow: Follower, history: History): Score {
  const qualities: number[] = [];
  const travels: number[] = [];
  const positions: number[] = [];
  const travelsOver: number[] = [];
  const positionsOver: number[] = [];
  let before: Partition | undefined;
  for (const map of follow(history, CONTAINER)) {
    qualities.push(visualQuality(map));
    if (before) {
      const { cornerTravel, relativePosition, overBaseline } = compare(before, map, {
        maxPairs: MOST_PAIRS,
        baseline: true,
      });
      travels.push(cornerTravel.mean);
      positions.push(relativePosition);
      travelsOver.push(overBaseline?.cornerTravel ?? NaN);
      positionsOver.push(overBaseline?.relativePosition ?? NaN);
    }
    before = map;
  }
  return {
    quality: mean(qualities),
    cornerTravel: mean(travels),
    relativePosition: mean(positions),
    travelOver: mean(travelsOver),
    positionOver: mean(positionsOver),
  };
}

function visualQuality(map: Partition): number {
  const ratios: number[] = [];
  for (const i of map.leaves()) {
    if (map.isEmpty(i)) continue;
    const { x0, y0, x1, y1 } = map.bounds(i);
    ratios.push(Math.min(x1 - x0, y1 - y0) / Math.max(x1 - x0, y1 - y0));
  }
  return mean(ratios);
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

/** Three decimals, as the study prints them. */
function digits(value: number): string {
  return value.toFixed(3).replace(/^0/, "");
}

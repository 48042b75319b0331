import { availableParallelism } from "node:os";
import { adversary } from "./adversary.ts";
import { effort } from "./effort.ts";
import { element } from "./element.ts";
import { embedding } from "./embedding.ts";
import { fatness } from "./fatness.ts";
import { fuzz } from "./fuzz.ts";
import { interrupts } from "./interrupts.ts";
import { limits } from "./limits.ts";
import { memory } from "./memory.ts";
import { motion } from "./motion.ts";
import { orthoconvexSection } from "./orthoconvex.ts";
import { peers } from "./peers.ts";
import { readingBench } from "./reading.ts";
import { regions } from "./regions.ts";
import { size } from "./size.ts";
import { slackBench } from "./slack.ts";
import { speed } from "./speed.ts";
import { start } from "./start.ts";
import { svg } from "./svg.ts";
import { threads } from "./threads.ts";
import { time } from "./time.ts";
import { treemaps } from "./treemaps.ts";
import { voronoiSection } from "./voronoi.ts";

/** What `--name=value` says to the sections that heed it. */
type Options = ReadonlyMap<string, string>;

/** The sections by name, in the order printed. Each measures by itself. */
const sections: Record<string, (quick: boolean, options: Options) => void | Promise<void>> = {
  time,
  speed,
  memory,
  svg,
  threads,
  start,
  size,
  fatness,
  effort,
  adversary,
  treemaps,
  fuzz,
  regions,
  motion,
  element,
  embedding,
  slack: slackBench,
  voronoi: voronoiSection,
  orthoconvex: orthoconvexSection,
  limits,
};
/** Those that run only when they are asked for: they install the packages of others, or take minutes. */
const onDemand: typeof sections = { peers, interrupts, reading: readingBench };

const args = process.argv.slice(2);
const quick = args.includes("--quick");
const options: Options = new Map(
  args.filter((arg) => arg.includes("=")).map((arg) => arg.slice(2).split("=") as [string, string]),
);
const wanted = args.filter((arg) => !arg.startsWith("--"));
const unknown = wanted.filter((name) => !(name in sections || name in onDemand));
if (unknown.length > 0) {
  console.error(
    `no section ${unknown.join(", ")}: npm run bench -- [${[...Object.keys(sections), ...Object.keys(onDemand)].join(" | ")}] [--quick]`,
  );
  process.exit(1);
}

console.log(`marquetry against d3-hierarchy, Node ${process.version}, ${availableParallelism()} cores${quick ? ", quick" : ""}

Each contender runs in a process of its own, so that neither its heap nor its compiled code meets another's. They
take turns on the same input, round after round; a short run is repeated to fill 25 ms. Collecting garbage counts. A
time is elapsed or processor time, whichever is less, so that other work on the machine hardly counts. Times are
medians over the rounds; ratios (×) are medians of the ratios within a round, and depend least on the machine.`);

const byDefault = wanted.length === 0 ? sections : { ...sections, ...onDemand };
for (const [name, section] of Object.entries(byDefault)) {
  if (wanted.length === 0 || wanted.includes(name)) await section(quick, options);
}

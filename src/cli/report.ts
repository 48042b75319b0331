import { createHash } from "node:crypto";
import type { EngineName, Partition } from "../index.ts";
import type { ColouredBy } from "../report/colours.ts";
import type { Growth } from "../report/growth.ts";
import type { ReportData } from "../report/page.ts";
import { styles } from "../report/styles.ts";
import { polygonsOf } from "./cells.ts";
import type { Size } from "./sizes.ts";
import type { Io } from "./io.ts";

/** What a report says beside the map itself. */
export interface ReportText {
  readonly title: string;
  /** How the input was understood. */
  readonly notes: readonly string[];
  /** Whether weights are numbers of bytes. */
  readonly isBytes: boolean;
  readonly colouredBy?: ColouredBy;
  /** What nodes weighed before and after, and those that changed, where two trees are compared. */
  readonly growth?: Growth & { readonly changes: readonly number[] };
  /** Padding and the like, as flags gave them. */
  readonly spacing?: ReportData["spacing"];
  readonly scheme?: ReportData["scheme"];
  /** How old files are in days, by node. */
  readonly ages?: Float64Array | undefined;
  /** The sizes that there are to choose from, by node; none where there is no choice. */
  readonly sizes?: readonly Size[];
}

/** Engines that a page can lay out any tree with, in the order in which it offers them. */
const OFFERED: readonly EngineName[] = [
  "squarify",
  "greedy",
  "voronoi",
  "orthoconvex",
  "binary",
  "strip",
  "slack",
  "sliceDice",
  "angular",
];

/** Those of them that fill what is no box. */
const ROUND: readonly EngineName[] = ["greedy", "voronoi", "angular"];

/**
 * One page with the map, a table beside it and the library within it: it needs no network, and runs nothing but its own
 * two scripts, which its policy names by their hashes.
 */
export async function reportPage(map: Partition, words: ReportText, io: Io): Promise<string> {
  const [library, page] = await Promise.all([io.ownScript("library"), io.ownScript("report")]);
  const scripts = [library, page].map(scriptText);
  const sources = scripts.map((text) => `'sha256-${hash(text)}'`).join(" ");
  const policy = `default-src 'none'; script-src ${sources} blob:; worker-src blob:; style-src 'sha256-${hash(styles)}'; img-src blob: data:`;
  const { tree } = map;
  const { sizes = [], growth } = words;
  const heads = growth ? ["what", "before", "after", "change"] : ["name", "weight", "share", "leaves"];
  const title = escape(words.title);
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title}</title>
<style>${styles}</style>
</head>
<body${growth ? ' class="growth"' : ""}>
<header>
<h1>${title}</h1>
<p class="pale" id="total"></p>
<span><label for="engine">Layout</label> <select id="engine"></select></span>
<span><label for="colour">Colour</label> <select id="colour"></select></span>
<span><label for="areas">Areas</label> <select id="areas"></select></span>
<span${sizes.length === 0 ? " hidden" : ""}><label for="size">Size</label> <select id="size"></select></span>
</header>
<marquetry-map id="map" searchable menu></marquetry-map>
<aside>
<div class="head"><h2 id="where"></h2><button id="up" type="button">Up</button></div>
<div class="scroll" tabindex="0" role="region" aria-labelledby="where">
<table>
<thead><tr>${heads.map((head) => `<th scope="col">${head}</th>`).join("")}</tr></thead>
<tbody id="rows"></tbody>
</table>
</div>
</aside>
<footer>${words.notes.map((note) => `<p>${escape(note)}</p>`).join("")}</footer>
<script type="application/json" id="data">${dataText(map, words, tree.size)}</script>
<script>${scripts[0]}</script>
<script>${scripts[1]}</script>
</body>
</html>
`;
}

function dataText(
  map: Partition,
  { title, isBytes, colouredBy = "branch", growth, spacing = {}, scheme, ages, sizes = [] }: ReportText,
  size: number,
): string {
  const { tree, engine, region } = map;
  const fitting = region.isBox ? OFFERED : ROUND;
  const engines = fitting.includes(engine.name as EngineName)
    ? fitting
    : [engine.name as EngineName, ...fitting];
  const data: ReportData = {
    name: title,
    isBytes,
    colouredBy: growth ? "growth" : colouredBy,
    engine: engine.name as EngineName,
    engines,
    spacing,
    ...(scheme && { scheme }),
    ...(!region.isBox && { container: containerOf(map) }),
    parent: Array.from(tree.parent),
    weight: Array.from(tree.weight),
    // A tenth of a day is as much as a colour tells.
    ...(ages && { ages: Array.from(ages.subarray(0, size), (age) => Math.round(10 * age) / 10) }),
    ...(growth && {
      growth: {
        before: Array.from(growth.before),
        after: Array.from(growth.after),
        changes: growth.changes,
      },
    }),
    sizes,
    label: Array.from({ length: size }, (_, i) => (i === 0 ? title : tree.label(i))),
  };
  // Nothing in the data can end the element that they stand in.
  return JSON.stringify(data).replaceAll("<", "\\u003c");
}

/** The container of a map, in the words of the page. */
function containerOf(map: Partition): NonNullable<ReportData["container"]> {
  const { ellipse, adapt } = map.region;
  if (ellipse) return { disk: [ellipse.cx, ellipse.cy, ellipse.rx, ellipse.ry] };
  const rings = polygonsOf(map, 0).flat();
  return adapt ? { rings } : { corners: rings[0]! };
}

/** In a script, what would end its element can stand in texts and patterns only, where a backslash changes nothing. */
function scriptText(text: string): string {
  return text
    .replace(/\n\/\/# sourceMappingURL=.*/, "")
    .trim()
    .replaceAll("</script", "<\\/script")
    .replaceAll("<!--", "<\\!--");
}

function hash(text: string): string {
  return createHash("sha256").update(text).digest("base64");
}

function escape(text: string): string {
  return text
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replaceAll('"', "&quot;");
}

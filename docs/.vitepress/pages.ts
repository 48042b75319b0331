import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

/** The folder with the pages. */
export const DOCS: string = join(import.meta.dirname, "..");

export interface Chapter {
  readonly text: string;
  readonly items: { readonly text: string; readonly link: string }[];
}

/** A page of the site by its file, and what it is called there. */
type Title = readonly [file: string, text: string];

const CHAPTERS: Readonly<Record<string, readonly Title[]>> = {
  "Begin here": [
    ["index", "What it is"],
    ["which-engine", "Which engine?"],
    ["glossary", "Glossary of measures"],
  ],
  Tutorials: [
    ["tutorial-web-page", "A treemap in a web app"],
    ["tutorial-disk", "A disk"],
    ["tutorial-bundle", "A bundle report"],
    ["tutorial-phylogeny", "A phylogeny"],
    ["tutorial-changing-data", "Data that change"],
    ["billion-rows", "A billion rows"],
    ["any-shape", "Any shape"],
    ["writing-an-engine", "An engine of one's own"],
  ],
  "How to": [
    ["recipes", "Recipes"],
    ["element", "A live map"],
    ["reading", "Reading files"],
    ["migrating-from-d3", "From d3.treemap"],
    ["migrating-from-d3-voronoi-treemap", "From d3-voronoi-treemap"],
  ],
  Reference: [
    ["api", "All names"],
    ["options", "All options"],
    ["reference/index", "Every name in full"],
    ["promises", "What is promised"],
  ],
  "Measured and proven": [
    ["performance", "Speed and fatness"],
    ["comparisons", "Beside other libraries"],
    ["benchmark", "The benchmark"],
    ["limits", "How far from the best"],
    ["angular-bound", "The bound of angular"],
    ["orthoconvex-bound", "The bound of orthoconvex"],
    ["slack-bound", "The bound of slack"],
    ["ultrametric-embedding", "Points from a dendrogram"],
    ["sources", "Sources"],
  ],
  "Carry on": [
    ["architecture", "How it is built"],
    ["code/CONTRIBUTING", "Contributing"],
    ["code/CHANGELOG", "Changelog"],
    ["code/SECURITY", "Security"],
  ],
};

/** The chapters of the site, with those of their pages that are there, and all others at the end. */
export function chapters(): Chapter[] {
  const named = new Set(Object.values(CHAPTERS).flatMap((titles) => titles.map(([file]) => `${file}.md`)));
  const others = readdirSync(DOCS)
    .filter((file) => file.endsWith(".md") && !named.has(file))
    .map((file): Title => [file.slice(0, -".md".length), headingOf(file)]);
  return Object.entries({ ...CHAPTERS, More: others })
    .map(([text, titles]) => ({
      text,
      items: titles
        .filter(([file]) => existsSync(join(DOCS, `${file}.md`)))
        .map(([file, title]) => ({ text: title, link: file === "index" ? "/" : `/${file}` })),
    }))
    .filter(({ items }) => items.length > 0);
}

function headingOf(file: string): string {
  const heading = /^# (.*)$/m.exec(readFileSync(join(DOCS, file), "utf8"))?.[1];
  return (heading ?? file).replaceAll("`", "");
}

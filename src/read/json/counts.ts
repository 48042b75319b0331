import { badFile } from "../faults.ts";
import { plainPath } from "../lists/lines.ts";
import { PathNodes } from "../nodes.ts";
import type { ReadSettings } from "../options.ts";
import type { Nodes, Reader } from "../reader.ts";
import { jsonReader } from "./json-reader.ts";
import { isItem, itemsOf, textOf, weightOf, type Item } from "./json-text.ts";

/** Files with what is counted of each. */
interface Counted {
  readonly path: string;
  readonly counts: Item;
}

/** How a program that counts files writes what it found. */
interface Counter {
  readonly name: string;
  readonly about: string;
  /** The count taken first. */
  readonly usual: string;
  readonly files: (value: Item) => readonly Counted[];
}

/** The entries of an object whose values are objects. */
function entriesOf(value: Item): (readonly [key: string, item: Item])[] {
  return Object.entries(value).filter((entry): entry is [string, Item] => isItem(entry[1]));
}

const COUNTERS: readonly Counter[] = [
  {
    name: "cloc",
    about: "what cloc --json prints, by file or by language, weighed by lines of code",
    usual: "code",
    files: (value) =>
      isItem(value["header"]) && "cloc_version" in value["header"]
        ? entriesOf(value).flatMap(([path, counts]) =>
            /^(?:header|SUM)$/.test(path) ? [] : [{ path, counts }],
          )
        : [],
  },
  {
    name: "tokei",
    about: "what tokei -o json prints, weighed by lines of code",
    usual: "code",
    files: (value) =>
      entriesOf(value).flatMap(([language, { reports }]) =>
        language === "Total"
          ? []
          : itemsOf(reports).map(({ name, stats }) => ({
              path: textOf(name) ?? language,
              counts: isItem(stats) ? stats : {},
            })),
      ),
  },
  {
    name: "coverage",
    about: "a coverage-summary.json of Istanbul, nyc, c8 or Vitest, weighed by lines",
    usual: "lines",
    files: (value) =>
      entriesOf(value).every(([, item]) => isItem(item["lines"]) && "pct" in item["lines"])
        ? entriesOf(value).flatMap(([path, item]) =>
            path === "total"
              ? []
              : [
                  {
                    path,
                    counts: Object.fromEntries(entriesOf(item).map(([key, { total }]) => [key, total])),
                  },
                ],
          )
        : [],
  },
  {
    name: "scc",
    about: "what scc -f json --by-file prints, weighed by lines of code",
    usual: "Code",
    files: (value) =>
      itemsOf(value["list"]).flatMap(({ Files }) =>
        itemsOf(Files).flatMap((counts) => {
          const path = textOf(counts["Location"]);
          return path === undefined ? [] : [{ path, counts }];
        }),
      ),
  },
  {
    name: "coverage.py",
    about: "what coverage json of Python writes, weighed by statements",
    usual: "num_statements",
    files: ({ files }) =>
      entriesOf(isItem(files) ? files : {}).flatMap(([path, { summary }]) =>
        isItem(summary) ? [{ path, counts: summary }] : [],
      ),
  },
  {
    name: "source-map-explorer",
    about: "what source-map-explorer --json prints, weighed by bytes",
    usual: "size",
    files: ({ results }) =>
      itemsOf(results).flatMap(({ bundleName, files }) =>
        entriesOf(isItem(files) ? files : {}).map(([path, counts]) => ({
          path: `${textOf(bundleName) ?? ""}/${path}`,
          counts,
        })),
      ),
  },
];

/** Readers of what programs count of files. */
export const counters: readonly Reader[] = /* @__PURE__ */ COUNTERS.map((counter) =>
  jsonReader({
    name: counter.name,
    about: counter.about,
    claim: (value) => (filesOf(counter, value).length > 0 ? 0.98 : ""),
    read: (value, { name }, settings) => readCounted(filesOf(counter, value), counter, name, settings),
  }),
);

function filesOf({ files }: Counter, value: unknown): readonly Counted[] {
  return isItem(value) ? files(value) : Array.isArray(value) ? files({ list: value }) : [];
}

function readCounted(
  files: readonly Counted[],
  { name: tool, usual }: Counter,
  name: string,
  { weight: wanted = usual, separator, duplicates = "add" }: ReadSettings,
): Nodes {
  if (!files.some(({ counts }) => weightOf(counts[wanted]) !== undefined))
    throw badFile(name, `no file has a number ${JSON.stringify(wanted)}`);
  const nodes = new PathNodes({ separator, duplicates });
  for (const { path, counts } of files) nodes.add(plainPath(path), weightOf(counts[wanted]) ?? 0, () => name);
  return nodes.finish({
    notes: [`files of ${tool}, weighed by ${JSON.stringify(wanted)}`],
    heeds: ["weight"],
    weights: [usual, ...Object.keys(files[0]!.counts)],
    innerWeight: "own",
  });
}

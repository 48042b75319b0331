import { readdirSync, readFileSync } from "node:fs";
import { dirname, join, relative, resolve } from "node:path";
import { describe, expect, it } from "vitest";

const SOURCE = resolve(import.meta.dirname, "../src");

/** What every part may import. */
const ALL = ["errors", "options", "geometry"];

/** Which other parts each part may import, beside those and itself. A part is a folder, or a file of `src` itself. */
const ARROWS: Record<string, string[]> = {
  errors: [],
  options: [],
  geometry: [],
  model: [],
  partition: ["model"],
  engines: ["partition", "model"],
  "engines/rectangles": ["engines", "partition", "model"],
  "engines/cuts": ["engines/rectangles", "engines", "partition", "model"],
  "engines/voronoi": ["engines/cuts", "engines", "partition", "model"],
  "engines/orthoconvex": ["engines/rectangles", "engines/cuts", "engines", "partition", "model"],
  "engines/slack": ["engines/rectangles", "engines/cuts", "engines", "partition", "model"],
  regions: ["engines/cuts", "engines", "partition", "model"],
  areas: ["engines", "partition", "model"],
  layout: ["areas", "engines", "partition", "model"],
  threads: ["layout", "engines/cuts", "engines", "partition", "model"],
  diagnostics: ["layout", "partition", "model"],
  render: ["partition", "model"],
  read: ["model"],
  lazy: ["layout", "engines", "partition", "model"],
  motion: ["partition", "model"],
  embedding: ["layout", "engines/cuts", "engines/slack", "partition", "model"],
  "all-engines": [
    "engines/rectangles",
    "engines/cuts",
    "engines/voronoi",
    "engines/orthoconvex",
    "engines/slack",
  ],
  "engine-table": ["all-engines", "engines"],
  "layout-worker": ["engine-table", "engines", "threads"],
  fixtures: ["index"],
  d3: ["index"],
  sql: ["index"],
  element: [
    "index",
    "layout",
    "threads",
    "motion",
    "render",
    "engine-table",
    "areas",
    "engines",
    "partition",
    "model",
    "regions",
  ],
  frameworks: ["element"],
  report: ["element"],
  study: ["index", "fixtures", "diagnostics"],
  cli: ["index", "report", "study", "sql"],
};

/** The engines' folder itself holds the contract; each folder in it holds engines of one kind. */
const NESTED = ["engines"];

/** What a bundle starts from: public names and nothing else, of any part. */
const ENTRIES = ["index", "shared", "subpaths", "option-tables"];

interface Import {
  readonly from: string;
  /** A path under src, or the name of a package. */
  readonly to: string;
  readonly isType: boolean;
  readonly isPackage: boolean;
}

const files: Map<string, string> = new Map(
  readdirSync(SOURCE, { recursive: true, encoding: "utf8" })
    .filter((file) => file.endsWith(".ts"))
    .map((file) => [slashed(file), readFileSync(join(SOURCE, file), "utf8")] as const),
);

/** Import and re-export statements, type or not, and dynamic imports. */
const STATEMENT =
  /^(?:import|export)\s+(type\s)?[^;"']*?from\s+"([^"]+)"|^import\s+"([^"]+)"|\bimport\("([^"]+)"\)/gm;

function importsOf(file: string): Import[] {
  return [...files.get(file)!.matchAll(STATEMENT)].map(([, type, from, bare, dynamic]) => {
    const specifier = from ?? bare ?? dynamic ?? "";
    const isPackage = !specifier.startsWith(".");
    const to = isPackage ? specifier : slashed(relative(SOURCE, resolve(SOURCE, dirname(file), specifier)));
    return { from: file, to, isType: type !== undefined, isPackage };
  });
}

/** Paths are told apart by slashes, on Windows too. */
function slashed(path: string): string {
  return path.replaceAll("\\", "/");
}

/** The part of the library a source file belongs to. */
function partOf(file: string): string {
  const folders = file.split("/").slice(0, -1);
  if (folders.length === 0) return file.replace(/\.ts$/, "");
  return folders.slice(0, NESTED.includes(folders[0]!) ? 2 : 1).join("/");
}

const imports = [...files.keys()].flatMap(importsOf);
const own = imports.filter(({ to }) => files.has(to));

/** Code without comments, so that prose about the document or the window is not taken for code. */
function code(file: string): string {
  return files
    .get(file)!
    .replace(/\/\*[\s\S]*?\*\//g, "")
    .replace(/(^|\s)\/\/.*$/gm, "");
}

/** Source files outside these parts whose code matches. */
function filesWith(pattern: RegExp, allowed: (file: string) => boolean): string[] {
  return [...files.keys()].filter((file) => !allowed(file) && pattern.test(code(file)));
}

function inParts(...parts: string[]): (file: string) => boolean {
  return (file) => parts.includes(partOf(file));
}

describe("the source", () => {
  it("is read: it has files and imports", () => {
    expect(files.size).toBeGreaterThan(20);
    expect(own.length).toBeGreaterThan(files.size);
    expect(own).toContainEqual({
      from: "diagnostics/quality.ts",
      to: "partition/partition.ts",
      isType: true,
      isPackage: false,
    });
  });

  it("imports only files that exist, with their ending", () => {
    const lost = imports.filter(
      ({ to, isPackage }) => !isPackage && !files.has(to) && to !== "../package.json",
    );
    expect(lost).toEqual([]);
    expect(
      [...files.keys()].map(partOf).filter((part) => !(part in ARROWS) && !ENTRIES.includes(part)),
    ).toEqual([]);
  });

  it("is told of in docs/architecture.md, folder by folder", () => {
    const page = readFileSync(join(import.meta.dirname, "../docs/architecture.md"), "utf8");
    const folders = readdirSync(SOURCE, { withFileTypes: true }).filter((entry) => entry.isDirectory());
    expect(folders.map(({ name }) => name).filter((name) => !page.includes(`\`${name}\``))).toEqual([]);
  });

  it("follows the arrows between its parts", () => {
    const wrong = own.filter(({ from, to }) => {
      const [source, part] = [partOf(from), partOf(to)];
      if (source === part || ENTRIES.includes(source)) return false;
      return (
        ![...ALL, ...ARROWS[source]!].includes(part) ||
        (ALL.includes(source) && source !== "geometry" && part !== "errors")
      );
    });
    expect(wrong).toEqual([]);
  });

  it("has entries that only hand names on", () => {
    const entries = [...files.keys()].filter(inParts("index", "shared", "subpaths"));
    expect(entries.length).toBeGreaterThan(5);
    const own = (file: string) =>
      code(file)
        .replace(/^export (?:type )?(?:\*|\{[^}]*\}) from "[^"]+";$/gm, "")
        .trim();
    expect(entries.filter((file) => own(file) !== "")).toEqual([]);
  });

  it("has no cycles", () => {
    expect(findCycle(own)).toEqual([]);
    const cyclic = ["ab", "bc", "cb"].map((pair) => ({ from: pair[0]!, to: pair[1]! }));
    expect(findCycle(cyclic)).toEqual(["b", "c", "b"]);
  });

  it("depends on nothing in its core, and on packages only in cli, d3, frameworks and render", () => {
    const packages = imports.filter(({ isPackage }) => isPackage);
    expect(packages.filter(({ from }) => !inParts("cli", "d3", "frameworks", "render")(from))).toEqual([]);
  });

  it("uses Node only in the command line", () => {
    const node = imports.filter(({ from, to }) => to.startsWith("node:") && partOf(from) !== "cli");
    expect(node).toEqual([]);
    expect(filesWith(/\b(process|Buffer|require|__dirname)\b\s*[.([]/, inParts("cli"))).toEqual([]);
  });

  it("uses the DOM only in the canvas renderer, the element, its wrappers and the page of a report", () => {
    const dom =
      /\b(CanvasRenderingContext2D|OffscreenCanvas\w*|HTML\w*Element|SVG\w*Element|Path2D)\b|\b(document|window|globalThis)\./;
    expect(
      filesWith(
        dom,
        (file) => file === "render/canvas.ts" || inParts("element", "frameworks", "report")(file),
      ),
    ).toEqual([]);
  });

  it("has no chance, no clock and no timers", () => {
    const chance =
      /\bMath\.random\b|\bnew Date\b|\bDate[.(]|\bperformance\b|\bset(Timeout|Interval|Immediate)\b|\brequestAnimationFrame\b|\bqueueMicrotask\b/;
    // To wait for others takes a clock; what comes of it does not.
    expect(filesWith(chance, inParts("cli", "element", "report", "threads"))).toEqual([]);
  });

  it("builds no address beside a module of parts: webpack would take in whatever lies there", () => {
    expect(filesWith(/new URL\([^"][^,]*,\s*import\.meta\.url\)/, inParts("cli"))).toEqual([]);
  });

  it("has no any, no eval and no HTML from data", () => {
    expect(
      filesWith(/:\s*any\b|\bas any\b|<any>|\beval\(|\bnew Function\b|\.innerHTML\b/, () => false),
    ).toEqual([]);
  });
});

/** The files of one cycle of imports, types included, or none. */
function findCycle(edges: Pick<Import, "from" | "to">[]): string[] {
  const next = new Map<string, string[]>();
  for (const { from, to } of edges) next.set(from, [...(next.get(from) ?? []), to]);
  const done = new Set<string>();
  for (const start of next.keys()) {
    const way: [file: string, rest: string[]][] = done.has(start) ? [] : [[start, [...next.get(start)!]]];
    while (way.length > 0) {
      const [file, rest] = way.at(-1)!;
      const to = rest.pop();
      if (to === undefined) {
        done.add(file);
        way.pop();
        continue;
      }
      const seen = way.findIndex(([other]) => other === to);
      if (seen >= 0) return [...way.slice(seen).map(([other]) => other), to];
      if (!done.has(to)) way.push([to, [...(next.get(to) ?? [])]]);
    }
  }
  return [];
}

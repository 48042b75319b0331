import {
  copyFileSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { basename, join, resolve } from "node:path";
import { deflateRawSync } from "node:zlib";
import type { Plugin } from "esbuild";
import { minify } from "terser";
import type { Options } from "tsup";

/** Folders of the packages of others that went into a bundle. */
const carried = new Set<string>();

/** Notes whose code is carried along: an install of the library brings no other package. */
const packagesOfOthers: Plugin = {
  name: "packages-of-others",
  setup(build) {
    build.onLoad({ filter: /[\\/]node_modules[\\/]/ }, ({ path }) => {
      const folder = /^.*[\\/]node_modules[\\/](?:@[^\\/]+[\\/])?[^\\/]+/.exec(path)?.[0];
      if (folder !== undefined) carried.add(folder);
      return null;
    });
  },
};

/** Their licences go with their code; chunks of which nothing is left go. */
process.on("exit", () => {
  for (const file of existsSync("dist/chunks") ? readdirSync("dist/chunks") : [])
    if (statSync(join("dist/chunks", file)).size === 0) rmSync(join("dist/chunks", file));
  const texts = [...carried].sort().map((folder) => {
    const { name, version } = JSON.parse(readFileSync(join(folder, "package.json"), "utf8")) as {
      name: string;
      version: string;
    };
    const licence = readdirSync(folder).find((file) => /^licen[cs]e/i.test(file));
    return `${name} ${version}\n\n${licence === undefined ? "" : readFileSync(join(folder, licence), "utf8").trim()}\n`;
  });
  if (texts.length === 0) return;
  writeFileSync("dist/THIRD-PARTY.txt", texts.join("\n────────\n\n"));
  copyFonts();
});

/** The font of PNG pictures goes with the command, and its licence with it. */
function copyFonts(): void {
  const folder = "node_modules/@expo-google-fonts/open-sans";
  mkdirSync("dist/cli/fonts", { recursive: true });
  for (const file of ["400Regular/OpenSans_400Regular.ttf", "700Bold/OpenSans_700Bold.ttf"])
    copyFileSync(join(folder, file), join("dist/cli/fonts", basename(file)));
  copyFileSync(join(folder, "LICENSE_FONT"), "dist/cli/fonts/LICENSE.txt");
}

// `clean` is a script of its own: these builds run side by side, and one would delete another's files.
const shared: Options = {
  target: "es2022",
  platform: "neutral",
  splitting: false,
  treeshake: false,
  removeNodeProtocol: false,
  esbuildPlugins: [packagesOfOthers],
};

const index = resolve("src/index.ts");
/** Parts of the element that are files of their own in `dist` too: one class of it, whichever entry brings it. */
const ELEMENT = ["index", "core", "later"];

/** Each entry beside the index, by the name of its file in `dist`. */
const parts: Record<string, string> = Object.fromEntries(
  ["voronoi", "orthoconvex", "slack", "embedding", "power", "engine", "read"].map((name) => [
    name,
    `src/subpaths/${name}.ts`,
  ]),
);
const core: Record<string, string> = { index: "src/index.ts", ...parts };
/** Modules for threads, which share the code of the index: what they import lies beside them, wherever that is. */
const THREADS: Record<string, string> = {
  "layout-worker": "src/layout-worker.ts",
  "element/worker": "src/element/worker.ts",
};
/** What the element loads late has chunks of its own, so that bundlers can put them aside. */
const LIBRARY = "src/element/library.ts";
/** What uses the library by its public names. */
const users: Record<string, string> = {
  "fixtures/index": "src/fixtures/index.ts",
  "element/index": "src/element/index.ts",
  "element/core": "src/element/core.ts",
  "element/later": "src/element/later.ts",
  "d3/index": "src/d3/index.ts",
  "sql/index": "src/sql/index.ts",
};

/** Wrappers of the element, beside the index in `dist`. */
const frameworks: Record<string, string> = Object.fromEntries(
  ["react", "vue", "svelte"].map((name) => [name, `src/frameworks/${name}.ts`]),
);

/** What lies one folder down imports the library and the element beside it, and does not carry a second copy. */
const libraryOutside: Plugin = {
  name: "library-outside",
  setup(build) {
    const ending = build.initialOptions.format === "cjs" ? "cjs" : "js";
    const places = new Map(ELEMENT.map((name) => [resolve(`src/element/${name}.ts`), `./${name}.${ending}`]));
    // Loaded late, by pages alone: one file serves both kinds of modules.
    places.set(resolve("src/element/worker-text.ts"), "./worker-text.js");
    places.set(index, `../index.${ending}`);
    places.set(resolve(LIBRARY), ending === "cjs" ? "../index.cjs" : "./library.js");
    build.onResolve({ filter: /\.ts$/ }, ({ kind, resolveDir, path }) => {
      const place = kind === "entry-point" ? undefined : places.get(resolve(resolveDir, path));
      return place === undefined ? null : { path: place, external: true };
    });
  },
};

const elementOutside: Plugin = {
  name: "element-outside",
  setup(build) {
    const path = `./element/index.${build.initialOptions.format === "cjs" ? "cjs" : "js"}`;
    build.onResolve({ filter: /element\/index\.ts$/ }, () => ({ path, external: true }));
  },
};

/** Goes with the packed text, and unpacks it in the page. */
function unpacked(base64: string): Promise<string> {
  const bytes = Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
  return new Response(new Blob([bytes]).stream().pipeThrough(new DecompressionStream("deflate-raw"))).text();
}

/** The worker as a text, packed, in the place of the file that stands for it. */
export const workerText: Plugin = {
  name: "worker-text",
  setup(build) {
    build.onLoad({ filter: /element\/worker-text\.ts$/ }, async () => {
      const { outputFiles } = await build.esbuild.build({
        entryPoints: [resolve("src/element/worker.ts")],
        bundle: true,
        minify: true,
        format: "iife",
        target: "es2022",
        write: false,
      });
      const packed = deflateRawSync(outputFiles[0]!.contents, { level: 9 }).toString("base64");
      return { contents: `export const workerText = () => unpacked("${packed}");\n${unpacked.toString()}` };
    });
  },
};

/** CommonJS has no chunks to share: there, a subpath hands on what it names of the whole library. */
const partOfLibrary: Plugin = {
  name: "part-of-library",
  setup(build) {
    build.onResolve({ filter: /\.ts$/ }, ({ kind }) =>
      kind === "entry-point" ? null : { path: "./index.cjs", external: true },
    );
  },
};

type TsupPlugin = NonNullable<Options["plugins"]>[number];

/** Without imports for effects alone: chunks have none, and bundlers would warn of each. */
const withoutBareImports: TsupPlugin = {
  name: "without-bare-imports",
  renderChunk: (code) => ({ code: code.replace(/^import "[^"]+";\n/gm, "") }),
};

/** Characters a line: of an error that nobody catches, Node prints the line that threw it. */
const LINE = 160;

/** What tells bundlers which imports are none of theirs. */
const NOTES = /webpackIgnore|@vite-ignore/;

/** Small, so that it loads fast; the notes stay by which bundlers know what may be dropped (esbuild would lose them). */
const small: TsupPlugin = {
  name: "small",
  async renderChunk(code) {
    const { code: text } = await minify(code, {
      module: true,
      ecma: 2020,
      compress: false,
      format: { preserve_annotations: true, comments: NOTES, max_line_len: LINE },
    });
    return { code: text! };
  },
};

/** The same for CommonJS, whose names at the top are a file's own. */
const smallCommonJs: TsupPlugin = {
  name: "small-common-js",
  async renderChunk(code) {
    const { code: text } = await minify(code, {
      toplevel: true,
      ecma: 2020,
      compress: false,
      format: { comments: NOTES, max_line_len: LINE },
    });
    return { code: text! };
  },
};

/** Constants are written where they stand: bundlers that read variables of modules cannot tell that they are constant. */
function inlineConstants(options: { minifySyntax?: boolean; chunkNames?: string }): void {
  options.minifySyntax = true;
  options.chunkNames = "chunks/[name]-[hash]";
}

function breakLines(options: { lineLimit?: number }): void {
  options.lineLimit = LINE;
}

const SHARED = "shared.js";
const inShared = new Set(
  [...readFileSync("src/shared.ts", "utf8").matchAll(/from "(.*)"/g)].map(([, path]) =>
    resolve("src", path!),
  ),
);

const sharedOutside: Plugin = {
  name: "shared-outside",
  setup(build) {
    build.onResolve({ filter: /\.ts$/ }, ({ kind, resolveDir, path }) => {
      const isShared = kind !== "entry-point" && inShared.has(resolve(resolveDir, path));
      return isShared ? { path: `./${SHARED}`, external: true } : null;
    });
  },
};

/** What is shared names all that it brings: of anything else a second copy would come about. */
const sharedWholly: Plugin = {
  name: "shared-wholly",
  setup(build) {
    build.onResolve({ filter: /\.ts$/ }, ({ kind, importer, resolveDir, path }) => {
      if (kind === "entry-point" || inShared.has(resolve(resolveDir, path))) return null;
      return { errors: [{ text: `src/shared.ts has to name ${path}, which ${importer} imports` }] };
    });
  },
};

/** Entries lie one folder above the chunks. */
const sharedInChunks: TsupPlugin = {
  name: "shared-in-chunks",
  renderChunk: (code, { path }) => ({
    code: path.includes("chunks")
      ? code
      : code.replaceAll(
          `from "./${SHARED}"`,
          `from "${path.includes("element") ? ".." : "."}/chunks/${SHARED}"`,
        ),
  }),
};

/** Index and subpaths share their code, so that each loads what it needs, and classes and registers are the same. */
const modules: Options = {
  ...shared,
  entry: { ...core, ...THREADS, "element/library": LIBRARY },
  format: ["esm"],
  splitting: true,
  plugins: [withoutBareImports, sharedInChunks, small],
  esbuildPlugins: [packagesOfOthers, sharedOutside],
  esbuildOptions: inlineConstants,
};

const sharedModules: Options = {
  ...shared,
  entry: { "chunks/shared": "src/shared.ts" },
  format: ["esm"],
  plugins: [small],
  esbuildPlugins: [sharedWholly],
  esbuildOptions: inlineConstants,
};

const commonJs: Options = {
  ...shared,
  // Where this file lies, in Node; in what bundlers make of it nobody knows.
  define: { "import.meta.url": "addressOfThisFile" },
  banner: {
    js: 'const addressOfThisFile = typeof __filename === "string" ? "file://" + __filename : undefined;',
  },
  entry: { index: "src/index.ts", ...users },
  format: ["cjs"],
  plugins: [smallCommonJs],
  esbuildPlugins: [packagesOfOthers, libraryOutside],
  esbuildOptions: inlineConstants,
};

/** Wrappers import the element beside them. */
const wrappers: Options = {
  ...shared,
  entry: frameworks,
  format: ["esm", "cjs"],
  external: ["react"],
  esbuildPlugins: [packagesOfOthers, elementOutside],
};

const commonJsParts: Options = {
  ...shared,
  entry: parts,
  format: ["cjs"],
  esbuildPlugins: [packagesOfOthers, partOfLibrary],
};

/** Whole, each in a folder of its own: there the element looks for its worker. */
const userModules: Options = {
  ...shared,
  entry: users,
  format: ["esm"],
  plugins: [small],
  esbuildPlugins: [packagesOfOthers, libraryOutside],
};

const text: Options = {
  ...shared,
  entry: { "element/worker-text": "src/element/worker-text.ts" },
  format: ["esm"],
  esbuildPlugins: [packagesOfOthers, workerText],
};

/** For a script tag: all in one file, dependencies included. */
const script: Options = {
  ...shared,
  noExternal: [/./],
  platform: "browser",
  minify: true,
  esbuildOptions: breakLines,
  outExtension: () => ({ js: ".min.js" }),
};
const scripts: Options[] = [
  { ...script, entry: { "marquetry.esm": "src/element/script.ts" }, format: ["esm"] },
  {
    ...script,
    entry: { marquetry: "src/element/script.ts" },
    format: ["iife"],
    globalName: "marquetry",
    define: { "import.meta.url": "undefined" },
  },
];

/** What a report, and a served page, do in a browser; the library stands before it, as a global. */
const report: Options = {
  ...shared,
  entry: { "cli/report": "src/report/page.ts", "cli/walk": "src/report/walk.ts" },
  format: ["iife"],
  minify: true,
  outExtension: () => ({ js: ".js" }),
};

const types: Options = {
  ...shared,
  entry: { ...core, ...THREADS, ...users, ...frameworks },
  external: ["react", "vue", "svelte"],
  format: ["esm", "cjs"],
  // tsup sets `baseUrl`, which TypeScript 6 calls deprecated.
  dts: { only: true, compilerOptions: { ignoreDeprecations: "6.0" } },
};

/** In parts: the program's own help loads nothing of what commands do. */
const commandLine: Options = {
  ...shared,
  splitting: true,
  esbuildOptions(options) {
    breakLines(options);
    options.chunkNames = "cli/[name]-[hash]";
  },
  entry: { "cli/bin": "src/cli/bin.ts" },
  format: ["esm"],
  platform: "node",
  target: "node20",
  minify: true,
  // What comes as CommonJS asks for Node's own modules by `require`.
  banner: {
    js: 'import { createRequire as requireOf } from "node:module";\nconst require = requireOf(import.meta.url);',
  },
  esbuildPlugins: [packagesOfOthers, libraryOutside],
};

const builds: Options[] = [
  sharedModules,
  modules,
  userModules,
  commonJs,
  commonJsParts,
  types,
  text,
  wrappers,
  ...scripts,
  report,
  commandLine,
];
export default builds;

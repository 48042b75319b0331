import { execFile } from "node:child_process";
import { cp, mkdir, mkdtemp, readdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { promisify } from "node:util";
import { printTable } from "../../bench/support/table.ts";

/**
 * Packs the library, and compiles small files that use it under every version of TypeScript and way to resolve modules.
 *
 * What must not compile is marked `@ts-expect-error` in them, so one error more or less is a failure either way.
 */
const run = promisify(execFile);
const project = resolve(import.meta.dirname, "../..");

const VERSIONS = ["5.0", "5.9", "6.0"];
/** Packages whose types ours refer to, or that users have beside ours. */
const BESIDE = ["@types/d3-hierarchy@3", "@types/react@19", "vue@3", "svelte@5"];

interface Way {
  readonly name: string;
  readonly type: "commonjs" | "module";
  readonly options: Readonly<Record<string, unknown>>;
  /** Files that this way cannot import, or whose names are wanted alone. */
  readonly files?: (file: string) => boolean;
}

/** The worker is a module only, and so are the types of Svelte. */
const isForModules = (file: string): boolean => /^(worker|svelte)\./.test(file);
const WAYS: readonly Way[] = [
  { name: "node10", type: "commonjs", options: { module: "commonjs", moduleResolution: "node10" } },
  {
    name: "node16, require",
    type: "commonjs",
    options: { module: "node16", moduleResolution: "node16" },
    files: (file) => !isForModules(file),
  },
  { name: "node16, import", type: "module", options: { module: "node16", moduleResolution: "node16" } },
  { name: "bundler", type: "module", options: { module: "esnext", moduleResolution: "bundler" } },
  {
    name: "bundler, no DOM",
    type: "module",
    options: { module: "esnext", moduleResolution: "bundler", lib: ["ES2022"] },
    files: (file) => /^(trees|engine)\./.test(file),
  },
];

interface Outcome {
  readonly files: number;
  /** Errors in the files, in the library's types, or in the options. */
  readonly ours: readonly string[];
  /** Number of errors within the types of other packages. */
  readonly others: number;
}

const work = await mkdtemp(join(tmpdir(), "marquetry-types-"));
try {
  await install();
  const rows: string[][] = [];
  let failures = 0;
  for (const version of VERSIONS) {
    for (const way of WAYS) {
      for (const exact of [false, true]) {
        const { files, ours, others } = await compile(version, way, exact);
        const isGood = ours.length === 0;
        if (!isGood) failures++;
        const what = [version, way.name, exact ? "exact" : "loose"];
        console.log(
          `${isGood ? "✓" : "✗"} ${what.join(" · ")}`,
          ...ours.slice(0, 20).map((error) => `\n    ${error}`),
        );
        rows.push([...what, String(files), String(ours.length), String(others), isGood ? "ok" : "FAILED"]);
      }
    }
  }
  console.log();
  printTable(["TypeScript", "resolution", "optional", "files", "errors", "of other packages", ""], rows);
  console.log(`\n${rows.length - failures} of ${rows.length} compile as they should`);
  process.exitCode = failures > 0 ? 1 : 0;
} finally {
  await rm(work, { recursive: true, force: true });
}

/** One folder for each kind of module, below the packages that they share. */
async function install(): Promise<void> {
  const { stdout } = await run("npm", ["pack", "--silent", "--pack-destination", work], { cwd: project });
  await writeFile(join(work, "package.json"), JSON.stringify({ private: true }));
  const compilers = VERSIONS.map((version) => `typescript-${version}@npm:typescript@${version}`);
  const packages = [join(work, stdout.trim()), ...BESIDE, ...compilers];
  await run("npm", ["install", "--no-audit", "--no-fund", "--legacy-peer-deps", ...packages], { cwd: work });
  for (const type of ["commonjs", "module"] as const) {
    await mkdir(join(work, type));
    await cp(join(import.meta.dirname, "users"), join(work, type), { recursive: true });
    await writeFile(join(work, type, "package.json"), JSON.stringify({ private: true, type }));
  }
}

async function compile(
  version: string,
  { type, options, files: fits }: Way,
  exact: boolean,
): Promise<Outcome> {
  const folder = join(work, type);
  const files = (await readdir(folder)).filter((file) => /\.tsx?$/.test(file) && (fits?.(file) ?? true));
  const compilerOptions = {
    target: "es2022",
    lib: ["ES2022", "DOM", "DOM.Iterable"],
    types: [],
    jsx: "react-jsx",
    strict: true,
    noEmit: true,
    skipLibCheck: false,
    exactOptionalPropertyTypes: exact,
    // TypeScript 6 calls node10 deprecated.
    ...(version.startsWith("6") && { ignoreDeprecations: "6.0" }),
    ...options,
  };
  await writeFile(join(folder, "tsconfig.json"), JSON.stringify({ compilerOptions, files }));
  const compiler = join(work, "node_modules", `typescript-${version}`, "lib/tsc.js");
  const errors = (await complaints(compiler, folder)).split("\n").filter((line) => /\berror\b/i.test(line));
  const isOfOthers = (error: string): boolean => /node_modules\/(?!marquetry\/)/.test(error.split("(")[0]!);
  return {
    files: files.length,
    ours: errors.filter((error) => !isOfOthers(error)),
    others: errors.filter(isOfOthers).length,
  };
}

/** What a compiler says of a folder; nothing if all is well. */
async function complaints(compiler: string, cwd: string): Promise<string> {
  try {
    await run(process.execPath, [compiler, "--pretty", "false"], { cwd, maxBuffer: 1 << 26 });
    return "";
  } catch (error) {
    const { stdout, message } = error as Error & { stdout?: string };
    return stdout || message;
  }
}

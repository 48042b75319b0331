import { existsSync } from "node:fs";
import { join, resolve } from "node:path";

const ROOT = resolve(import.meta.dirname, "../..");

/** Where data are looked for: those with a free licence are in the repository, others beside it or where one says. */
const FOLDERS: readonly string[] = [
  join(ROOT, "test/data"),
  join(ROOT, "examples/data"),
  ...(process.env["MARQUETRY_DATA"] ? [resolve(process.env["MARQUETRY_DATA"])] : []),
  resolve(ROOT, "../shared/data"),
];

/** What is not in the repository, and why; `npm run like-data` makes some like them. */
export const ELSEWHERE: Readonly<Record<string, string>> = {
  "birds.tre": "no licence is stated",
  "mammals.tre": "no licence is stated",
  timevarying: "no licence is stated",
  "budget-with-negatives.csv": "CC BY-SA",
  "iso3166-regions.csv": "CC BY-SA",
  "world-population.csv": "of use with iso3166-regions.csv only",
  "ansible.ls-tree.txt": "examples/data/files.json holds its names and sizes",
};

/** The path of a file of data, or of the folder of that name; null where it is absent. */
export function dataFile(name: string): string | null {
  return FOLDERS.map((folder) => join(folder, name)).find((path) => existsSync(path)) ?? null;
}

/** The same where it is known to be there. */
export function knownData(name: string): string {
  const path = dataFile(name);
  if (path === null) throw new Error(`${name} is absent: ${ELSEWHERE[name] ?? "it should be in test/data"}`);
  return path;
}

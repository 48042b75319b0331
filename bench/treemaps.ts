import { spawnSync } from "node:child_process";
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { dataFile } from "../test/support/data.ts";
import { madeSeries } from "./support/histories.ts";
import { heading } from "./support/table.ts";

const PROGRAM = fileURLToPath(new URL("../dist/cli/bin.js", import.meta.url));
const OWN = fileURLToPath(new URL("../examples/data/", import.meta.url));
/** The data sets of the comparison of 2020, which carry no licence and so are no part of this repository. */
const STUDY = dataFile("timevarying");
const SEEDS = [1, 2, 3, 4, 5];
const QUICK = ["--moments", "4", "--times", "1000"];
const WHOLE = ["--times", "100000"];

/** Every engine over the data of this repository, series made here, and the study's data where they are: `marquetry bench`. */
export function treemaps(quick: boolean): void {
  heading("Treemaps: quality, stability and time of every engine");
  if (STUDY === null)
    console.log("The data of the study are not here: series made here, and two years of the world.");
  const folder = mkdtempSync(join(tmpdir(), "marquetry-bench-"));
  try {
    const made = Object.entries(madeSeries(quick ? SEEDS.slice(0, 1) : SEEDS)).map(([name, text]) => {
      const file = join(folder, `${name}.csv`);
      writeFileSync(file, text);
      return file;
    });
    const study = STUDY === null ? [] : readdirSync(STUDY).map((name) => join(STUDY, name));
    const own = readdirSync(OWN).filter((name) => name.endsWith(".json"));
    const data = [...study, ...made, ...own.map((name) => join(OWN, name))];
    const output = process.env["BENCH_OUTPUT"];
    const words = ["bench", ...data, ...(quick ? QUICK : WHOLE), ...(output ? ["-o", output] : [])];
    spawnSync(process.execPath, [PROGRAM, ...words], { stdio: "inherit" });
  } finally {
    rmSync(folder, { recursive: true });
  }
}

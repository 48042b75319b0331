import { readFileSync } from "node:fs";
import type { Reporter, TestModule } from "vitest/node";
import { dataFile, ELSEWHERE } from "./data.ts";

/** Says at the end of a run how many tests were left out, and why. */
export class LeftOut implements Reporter {
  onTestRunEnd(modules: readonly TestModule[]): void {
    const absent = Object.keys(ELSEWHERE).filter((name) => dataFile(name) === null);
    const lines: string[] = [];
    let count = 0;
    for (const module of modules) {
      const skipped = [...module.children.allTests("skipped")].length;
      if (skipped === 0) continue;
      count += skipped;
      const text = readFileSync(module.moduleId, "utf8");
      // Those that come from helpers are named there.
      const wanted = absent.filter(
        (name) => text.includes(name) || (text.includes("hasPopulation") && /csv$/.test(name)),
      );
      const why =
        wanted.length > 0
          ? `for want of ${wanted.join(", ")}`
          : "which do not hold of that engine or machine";
      lines.push(`  ${skipped} in ${module.relativeModuleId}, ${why}`);
    }
    if (count === 0) return;
    console.log(`\n${count} tests were left out:\n${lines.join("\n")}`);
    for (const name of absent) console.log(`  ${name} is not in the repository: ${ELSEWHERE[name]}`);
  }
}

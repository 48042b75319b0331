/** `npm run pictures`: draws the pictures of the documentation anew, and measures its tables of aspect ratios. */
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join, relative } from "node:path";
import { pictureFiles } from "./support/picture-files.ts";
import { FATNESS_TABLES, withFatness } from "./support/fatness-table.ts";

const folder = join(import.meta.dirname, "../docs/pictures");
mkdirSync(folder, { recursive: true });
for (const [name, content] of pictureFiles()) {
  const path = join(folder, name);
  writeFileSync(path, content);
  console.log(relative(process.cwd(), path));
}
for (const [page, names] of Object.entries(FATNESS_TABLES)) {
  const path = join(import.meta.dirname, "..", page);
  writeFileSync(path, withFatness(readFileSync(path, "utf8"), names));
  console.log(relative(process.cwd(), path));
}

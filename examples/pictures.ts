/** `npm run pictures`: draws the pictures of the README anew, and measures its table of aspect ratios. */
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join, relative } from "node:path";
import { pictureFiles } from "./support/picture-files.ts";
import { withFatness } from "./support/readme-table.ts";

const folder = join(import.meta.dirname, "../docs/pictures");
mkdirSync(folder, { recursive: true });
for (const [name, content] of pictureFiles()) {
  const path = join(folder, name);
  writeFileSync(path, content);
  console.log(relative(process.cwd(), path));
}
const readme = join(import.meta.dirname, "../README.md");
writeFileSync(readme, withFatness(readFileSync(readme, "utf8")));
console.log(relative(process.cwd(), readme));

/** `npm run site` builds the site into docs/.vitepress/dist; `npm run site -- --dev` serves it while pages are written. */
import { copyFileSync, existsSync, mkdirSync, readdirSync, renameSync, rmSync } from "node:fs";
import { join } from "node:path";
import { Application } from "typedoc";
import { build, createServer } from "vitepress";
import { DOCS } from "./pages.ts";
import { PLACEHOLDER, relocate } from "./relocate.ts";
import { writeSourcePages } from "./source-pages.ts";

const OUT = join(DOCS, ".vitepress/dist");
const isDev = process.argv.includes("--dev");
const begun = performance.now();

await writeReference();
writeSourcePages();
process.env["SITE_BASE"] = isDev ? "/" : PLACEHOLDER;
if (isDev) {
  const server = await createServer(DOCS);
  await server.listen();
  server.printUrls();
} else {
  await build(DOCS);
  copyTables();
  relocate(OUT);
  console.log(`docs/.vitepress/dist, ${((performance.now() - begun) / 1000).toFixed(0)} s`);
}

/** Pages of every public name, from the docstrings. */
async function writeReference(): Promise<void> {
  const out = join(DOCS, "reference");
  rmSync(out, { recursive: true, force: true });
  mkdirSync(out, { recursive: true });
  const app = await Application.bootstrapWithPlugins({ options: join(DOCS, ".vitepress/typedoc.json") });
  const project = await app.convert();
  if (project === undefined) throw new Error("the docstrings cannot be read");
  await app.generateOutputs(project);
  if (existsSync(join(out, "README.md"))) renameSync(join(out, "README.md"), join(out, "index.md"));
}

/** Tables of figures that pages link to, beside the pages that do. */
function copyTables(): void {
  const files = readdirSync(DOCS, { recursive: true, encoding: "utf8" });
  const tables = files.filter((file) => file.endsWith(".csv") && !file.startsWith(".vitepress"));
  for (const file of tables) copyFileSync(join(DOCS, file), join(OUT, file));
}

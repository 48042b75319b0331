// Writes docs/options.md and custom-elements.json.
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { customElements } from "./support/custom-elements.ts";
import { optionsPage } from "./support/options-page.ts";

const ROOT = join(import.meta.dirname, "..");

writeFileSync(join(ROOT, "docs/options.md"), optionsPage());
writeFileSync(join(ROOT, "custom-elements.json"), customElements());

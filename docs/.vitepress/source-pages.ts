import { mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { dirname, extname, join, relative } from "node:path";
import { DOCS } from "./pages.ts";

const ROOT = join(DOCS, "..");
/** Pages of the site that show a file of the repository; made anew by each build. */
export const SOURCE_FOLDER: string = join(DOCS, "code");
/** Those that the navigation leads to. */
const ALWAYS = ["CONTRIBUTING.md", "CHANGELOG.md", "SECURITY.md"];
const LINK = /\]\((?!https?:|#)([^)#\s]+)(#[^)\s]*)?\)/g;

/** The page that shows a file or a folder, beside the site's root. */
export function sourcePage(path: string): string {
  const name = path.replace(/\/$/, "").replaceAll("/", ".");
  return `code/${name.endsWith(".md") ? name : `${name}.md`}`;
}

/** Where a link of a page leads on the site: what lies outside of the pages has a page that shows it. */
export function siteLink(page: string, link: string): string {
  if (/^(?:[a-z]+:|#|\/)/i.test(link)) return link;
  const [path = "", anchor] = link.split("#");
  const target = relative(DOCS, join(DOCS, dirname(page), path)).replaceAll("\\", "/");
  if (!target.startsWith("../")) return link;
  const outside = target.slice("../".length);
  const there = outside === "README.md" ? "index.md" : unDocs(outside);
  const shown = relative(join(DOCS, dirname(page)), join(DOCS, there)).replaceAll("\\", "/");
  return `${shown.startsWith(".") ? shown : `./${shown}`}${anchor === undefined ? "" : `#${anchor}`}`;
}

function unDocs(path: string): string {
  return path.startsWith("docs/") ? path.slice("docs/".length) : sourcePage(path);
}

/** Makes the pages of all files of the repository that the pages lead to. */
export function writeSourcePages(): void {
  rmSync(SOURCE_FOLDER, { recursive: true, force: true });
  mkdirSync(SOURCE_FOLDER, { recursive: true });
  const wanted = [...ALWAYS];
  for (const file of readdirSync(DOCS).filter((name) => name.endsWith(".md")))
    wanted.push(...outsideLinks(DOCS, readFileSync(join(DOCS, file), "utf8")));
  const done = new Set<string>(["README.md"]);
  for (let path = wanted.pop(); path !== undefined; path = wanted.pop()) {
    if (done.has(path)) continue;
    done.add(path);
    wanted.push(...writeSourcePage(path));
  }
}

/** Paths from the repository's root of what lies outside of the pages. */
function outsideLinks(folder: string, text: string): string[] {
  return Array.from(text.matchAll(LINK), ([, link]) => relative(ROOT, join(folder, link!)))
    .map((path) => path.replaceAll("\\", "/"))
    .filter((path) => !path.startsWith("docs/") && !path.startsWith(".."));
}

/** Makes one page; returns what it leads to in turn. */
function writeSourcePage(path: string): string[] {
  const file = join(ROOT, path);
  const page = join(DOCS, sourcePage(path));
  if (statSync(file).isDirectory()) {
    const names = readdirSync(file).filter((name) => /\.(?:ts|md|json)$/.test(name));
    const inside = names
      .filter((name) => !name.endsWith(".json"))
      .map((name) => `${path.replace(/\/$/, "")}/${name}`);
    const list = inside.map((each) => `- [${each}](./${sourcePage(each).slice("code/".length)})`);
    writeFileSync(page, `# ${path}\n\n${list.join("\n")}\n`);
    return inside;
  }
  const text = readFileSync(file, "utf8");
  if (!path.endsWith(".md")) {
    const language = extname(path).slice(1);
    writeFileSync(page, `# ${path}\n\n\`\`\`\`${language}\n${text}\n\`\`\`\`\n`);
    return [];
  }
  const from = join(DOCS, "..", dirname(path));
  const moved = text.replace(LINK, (_, link: string, anchor = "") => {
    const target = relative(ROOT, join(from, link)).replaceAll("\\", "/");
    const there = target === "README.md" ? "index.md" : unDocs(target);
    return `](../${there}${anchor as string})`;
  });
  writeFileSync(page, moved);
  return outsideLinks(from, text);
}

import { join } from "node:path";
import { defineConfig, type UserConfig } from "vitepress";
import { chapters } from "./pages.ts";
import { siteLink } from "./source-pages.ts";

const SOURCE = join(import.meta.dirname, "../../src");

/** What the tool says of a page that it turns into HTML. */
interface PageEnvironment {
  readonly relativePath: string;
}

/** The worker is named by what it is called once it is built. */
const workerSource = {
  name: "worker-source",
  resolveId: (id: string) => (id.endsWith("src/element/worker.js") ? id.replace(/js$/, "ts") : null),
};

function slugify(heading: string): string {
  return heading
    .toLowerCase()
    .replace(/[^\p{L}\p{N}\s_-]/gu, "")
    .trim()
    .replaceAll(" ", "-");
}

const config: UserConfig = defineConfig({
  title: "marquetry",
  description: "Weighted trees as partitions of a region, with exact areas and measured aspect ratios",
  base: process.env["SITE_BASE"] ?? "/",
  lang: "en-GB",
  head: [["link", { rel: "icon", href: "data:," }]],
  themeConfig: {
    search: { provider: "local" },
    outline: { level: [2, 3] },
    nav: [
      { text: "Which engine?", link: "/which-engine" },
      { text: "Recipes", link: "/recipes" },
      { text: "API", link: "/api" },
      { text: "Compared", link: "/comparisons" },
    ],
    sidebar: chapters(),
  },
  markdown: {
    theme: { light: "github-light-high-contrast", dark: "github-dark-high-contrast" },
    // Places on a page are named as code hosts name them.
    anchor: { slugify },
    // On a code host links lead to files beside the pages; here those have pages of their own.
    config: (md) => {
      md.core.ruler.push("source-pages", ({ tokens, env }) => {
        const page = (env as PageEnvironment).relativePath;
        for (const token of tokens.flatMap((each) => each.children ?? [])) {
          const href = token.type === "link_open" ? token.attrGet("href") : null;
          if (href !== null) token.attrSet("href", siteLink(page, href));
        }
      });
      // Indented code gets the same frame, in which it can be scrolled.
      md.core.ruler.push("indented-code", ({ tokens }) => {
        for (const token of tokens) {
          if (token.type === "code_block") Object.assign(token, { type: "fence", tag: "code", info: "text" });
        }
      });
      // A heading of nothing heads nothing.
      md.core.ruler.push("empty-headings", ({ tokens }) => {
        for (const [k, token] of tokens.entries()) {
          if (token.type !== "th_open" || tokens[k + 1]?.content.trim() !== "") continue;
          token.tag = "td";
          tokens[k + 2]!.tag = "td";
        }
      });
    },
  },
  vite: {
    resolve: {
      alias: [
        { find: "marquetry/element", replacement: join(SOURCE, "element/index.ts") },
        { find: "marquetry", replacement: join(SOURCE, "index.ts") },
      ],
    },
    worker: { format: "es", plugins: () => [workerSource] },
    build: { target: "es2022", chunkSizeWarningLimit: 2000 },
  },
});

export default config;

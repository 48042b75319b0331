import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

/** Stands for the folder of the site while it is built. */
export const PLACEHOLDER = "/__folder_of_the_site__/";
/** The folder of the site, worked out where a page runs. */
const FOLDER = "window.__SITE__";

/** The same within a text. */
const SHORT = "//site//";

/** Makes a built site independent of the folder it will lie in: links become relative, scripts ask the page. */
export function relocate(site: string): void {
  for (const file of readdirSync(site, { recursive: true, encoding: "utf8" })) {
    if (!/\.(?:html|js|css)$/.test(file)) continue;
    const path = join(site, file);
    const up = "../".repeat(file.split(/[\\/]/).length - 1);
    const text = readFileSync(path, "utf8");
    const moved = file.endsWith(".html")
      ? relocatePage(text, up)
      : relocateScript(text, file.endsWith(".css") ? up : "");
    if (moved.includes(PLACEHOLDER)) throw new Error(`${file} still holds the folder of the site`);
    writeFileSync(path, moved);
  }
}

function relocatePage(html: string, up: string): string {
  const begin = `<script>${FOLDER}=new URL(${JSON.stringify(up || "./")},location.href).pathname</script>`;
  // Links become absolute before another page is shown in this one, from where relative ones would lead elsewhere.
  const end = `<script>for(const a of document.querySelectorAll("a[href],img[src]")){const n=a.href?"href":"src";if(/^\\.\\.?\\//.test(a.getAttribute(n)))a.setAttribute(n,a[n])}</script>`;
  return html
    .replace("<head>", `<head>${begin}`)
    .replaceAll(`\\"${PLACEHOLDER}\\"`, `\\""+${FOLDER}+"\\"`)
    .replaceAll(`"${PLACEHOLDER}`, `"${up || "./"}`)
    .replace("</body>", `${end}</body>`);
}

function relocateScript(code: string, up: string): string {
  // The index of the search is one text.
  const index = /^(const \w+='.*')(;export.*)$/s.exec(code);
  if (index && code.includes("documentIds"))
    return `${index[1]!.replaceAll(PLACEHOLDER, SHORT)}.replaceAll("${SHORT}",${FOLDER})${index[2]!}`;
  return code
    .replaceAll(`"${PLACEHOLDER}"`, `(${FOLDER})`)
    .replaceAll(`"${PLACEHOLDER}`, `(${FOLDER})+"`)
    .replaceAll(`url(${PLACEHOLDER}`, `url(${up}`);
}

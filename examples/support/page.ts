/** A part of a page: pictures under a title. */
export interface Section {
  readonly title: string;
  /** Lines of plain text above the pictures. */
  readonly table?: string;
  readonly pictures: readonly { readonly file: string; readonly caption: string }[];
}

const STYLE = `
  body { margin: 2rem auto; max-width: 80rem; padding: 0 1rem; font: 16px/1.5 sans-serif; color: #222; }
  h2 { margin-top: 3rem; }
  .pictures { display: grid; gap: 1.5rem; grid-template-columns: repeat(auto-fill, minmax(24rem, 1fr)); }
  figure { margin: 0; }
  img { display: block; width: 100%; height: 20rem; object-fit: contain; object-position: left bottom; }
  pre { overflow-x: auto; }
`;

/** An HTML page without scripts that shows pictures beside it. */
export function page(title: string, sections: readonly Section[]): string {
  const lines = sections.flatMap(({ title, table, pictures }) => [
    `<h2>${escape(title)}</h2>`,
    ...(table === undefined ? [] : [`<pre>${escape(table)}</pre>`]),
    '<div class="pictures">',
    ...pictures.map(({ file, caption }) => figure(encodeURIComponent(file), escape(caption))),
    "</div>",
  ]);
  return `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>${escape(title)}</title>
<style>${STYLE}</style>
<h1>${escape(title)}</h1>
${lines.join("\n")}
</html>
`;
}

function figure(url: string, caption: string): string {
  return `<figure><a href="${url}"><img src="${url}" alt="${caption}" loading="lazy"></a><figcaption>${caption}</figcaption></figure>`;
}

const ENTITIES: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};

function escape(text: string): string {
  return text.replace(/[&<>"']/g, (character) => ENTITIES[character]!);
}

/** The element of an id, which the page holds. */
export function byId<Found extends Element = HTMLElement>(id: string): Found {
  return document.querySelector<Found>(`#${id}`)!;
}

/** A new element with properties and children; texts stay texts. */
export function make<Tag extends keyof HTMLElementTagNameMap>(
  tag: Tag,
  properties: Partial<HTMLElementTagNameMap[Tag]> = {},
  ...children: (Node | string)[]
): HTMLElementTagNameMap[Tag] {
  const element = Object.assign(document.createElement(tag), properties);
  element.append(...children);
  return element;
}

/** A labelled list to choose from, put among the controls; `choose` is called with what is chosen. */
export function choice<Name extends string>(
  label: string,
  options: readonly Name[],
  choose: (chosen: Name) => void,
): HTMLSelectElement {
  const select = make("select", {}, ...options.map((value) => make("option", { value }, value)));
  select.addEventListener("change", () => choose(select.value as Name));
  byId("controls").append(make("label", {}, `${label} `, select));
  return select;
}

/** Draws for a light page or a dark one, and again when the reader wants the other. */
export function inScheme(draw: (isDark: boolean) => void): void {
  const darkness = matchMedia("(prefers-color-scheme: dark)");
  darkness.addEventListener("change", ({ matches }) => draw(matches));
  draw(darkness.matches);
}

/** Marks the page's own entry in the navigation. */
export function markPage(): void {
  const page = location.pathname.split("/").at(-1) || "index.html";
  for (const link of document.querySelectorAll("nav a"))
    if (link.getAttribute("href") === `./${page}`) {
      link.setAttribute("aria-current", "page");
      link.scrollIntoView({ inline: "center", block: "nearest" });
    }
}

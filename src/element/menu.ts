import type { FileKind } from "./files.ts";
import type { MapStrings } from "./strings.ts";

const ENTRIES: readonly (readonly [kind: FileKind, name: keyof MapStrings])[] = [
  ["png", "savePNG"],
  ["svg", "saveSVG"],
  ["csv", "saveCSV"],
  ["json", "saveJSON"],
];

/** Fills the menu of files. */
export function fillMenu(list: HTMLElement, strings: MapStrings, save: (kind: FileKind) => void): void {
  list.replaceChildren(
    ...ENTRIES.map(([kind, name]) => {
      const item = document.createElement("li");
      const button = document.createElement("button");
      button.type = "button";
      button.textContent = strings[name];
      button.addEventListener("click", () => save(kind));
      item.append(button);
      return item;
    }),
  );
}

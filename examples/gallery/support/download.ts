import type { MarquetryMap } from "marquetry/element";
import { byId, make } from "./dom.ts";

/** A button that saves what a map shows as a PNG file. */
export function downloadButton(map: MarquetryMap, name: string): void {
  const button = make("button", { type: "button" }, "Save as PNG");
  button.addEventListener("click", () => {
    void map.toPNG({ pixelRatio: 2, background: "#ffffff" }).then((file) => {
      const link = make("a", { href: URL.createObjectURL(file), download: `${name}.png` });
      link.click();
      URL.revokeObjectURL(link.href);
    });
  });
  byId("controls").append(button);
}

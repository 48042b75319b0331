/**
 * The interactive map `<marquetry-map>`: importing this module defines the element.
 *
 * @module
 * @example
 * import "marquetry/element";
 *
 * const map = document.createElement("marquetry-map");
 * map.data = { name: "fruit", children: [{ name: "apples", value: 5 }, { name: "pears", value: 3 }] };
 * map.engine = "greedy";
 * document.body.append(map);
 */
import type { MarquetryEventMap } from "./events.ts";
import { MarquetryMap } from "./marquetry-map.ts";

export { MarquetryMap };
export type { Drawing } from "./picture.ts";
export type { LayoutDetail, MarquetryEventMap, NodeDetail, SearchDetail } from "./events.ts";
export type { MapData } from "./data.ts";
export type { PictureOptions } from "./png.ts";
export type { ContainerShape } from "./shape.ts";
export type { TooltipFunction } from "./tooltip.ts";
export type { WheelMode } from "./gestures.ts";
export type { WorkerFactory } from "./settings.ts";

declare global {
  interface HTMLElementTagNameMap {
    "marquetry-map": MarquetryMap;
  }

  interface HTMLElementEventMap {
    "marquetry-layout": MarquetryEventMap["marquetry-layout"];
    "marquetry-zoom": MarquetryEventMap["marquetry-zoom"];
    "marquetry-select": MarquetryEventMap["marquetry-select"];
    "marquetry-focus": MarquetryEventMap["marquetry-focus"];
    "marquetry-hover": MarquetryEventMap["marquetry-hover"];
    "marquetry-open": MarquetryEventMap["marquetry-open"];
    "marquetry-search": MarquetryEventMap["marquetry-search"];
    "marquetry-error": MarquetryEventMap["marquetry-error"];
  }
}

// Where there is no document, as in Node, and where another copy came first, there is nothing to define.
if (typeof customElements !== "undefined" && !customElements.get("marquetry-map")) {
  customElements.define("marquetry-map", MarquetryMap);
}

/**
 * The element with no engine but those you bring: importing this module defines `<marquetry-map>`.
 *
 * Set `engine` to an engine, or register engines to set it to their names and to have large trees laid out in a worker.
 *
 * @module
 * @example
 * import { squarify } from "marquetry";
 * import { registerEngine } from "marquetry/element/core";
 *
 * registerEngine("squarify", squarify);
 * document.querySelector("marquetry-map").engine = "squarify";
 */
import type { MarquetryEventMap } from "./events.ts";
import { MarquetryMap } from "./marquetry-map.ts";

export { MarquetryMap };
export type { MapAttributes, MapHandlers, MapListeners } from "./attributes.ts";
export type { Drawing, PictureOptions } from "./picture.ts";
export type { LayoutDetail, MarquetryEventMap, NodeDetail, SearchDetail } from "./events.ts";
export type { MapData } from "./data.ts";
export type { ContainerShape } from "./shape.ts";
export type { TooltipFunction } from "./card.ts";
export type { WheelMode } from "./gestures.ts";
export { registerEngine } from "../index.ts";
export type { MapSettings, Scheme, ScriptPolicy, Spacing, WorkerFactory } from "./settings.ts";
export type { MapStrings } from "./strings.ts";
export type { FileKind } from "./files.ts";

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
    "marquetry-menu": MarquetryEventMap["marquetry-menu"];
    "marquetry-copy": MarquetryEventMap["marquetry-copy"];
    "marquetry-search": MarquetryEventMap["marquetry-search"];
    "marquetry-error": MarquetryEventMap["marquetry-error"];
  }
}

// Where there is no document, as in Node, and where another copy came first, there is nothing to define.
if (typeof customElements !== "undefined" && !customElements.get("marquetry-map")) {
  customElements.define("marquetry-map", MarquetryMap);
}

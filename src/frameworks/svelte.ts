/**
 * `<marquetry-map>` in Svelte 5: importing this module defines the element, and tells templates its properties and
 * events. Svelte sets properties of elements by itself.
 *
 * @module
 * @example
 * <script>
 *   import "marquetry/svelte";
 * </script>
 * <marquetry-map {data} engine="greedy" style="height: 400px" onmarquetry-select={choose}></marquetry-map>
 */
import type { HTMLAttributes } from "svelte/elements";
import type { MapAttributes, MapListeners, MarquetryMap } from "../element/index.ts";
import "../element/index.ts";

/** What a template may give the element. */
export type MarquetryMapProps = MapAttributes &
  MapListeners<"on"> &
  Omit<HTMLAttributes<MarquetryMap>, keyof MapAttributes>;

declare module "svelte/elements" {
  interface SvelteHTMLElements {
    "marquetry-map": MarquetryMapProps;
  }
}

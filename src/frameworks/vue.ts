/**
 * `<marquetry-map>` in Vue 3: importing this module defines the element, and tells templates its properties and events.
 *
 * Vue sets properties of elements by itself. Tell its compiler that the tag is no component:
 * `vue({ template: { compilerOptions: { isCustomElement: (tag) => tag === "marquetry-map" } } })`.
 *
 * @module
 * @example
 * <script setup>
 * import "marquetry/vue";
 * </script>
 * <template>
 *   <marquetry-map :data="data" engine="greedy" style="height: 400px" @marquetry-select="choose" />
 * </template>
 */
import type { HTMLAttributes } from "vue";
import type { MapAttributes, MapHandlers } from "../element/index.ts";
import "../element/index.ts";

/** What a template may give the element. */
export type MarquetryMapProps = MapAttributes & MapHandlers<"onMarquetry"> & HTMLAttributes;

declare module "vue" {
  interface GlobalComponents {
    "marquetry-map": new () => { $props: MarquetryMapProps };
  }
}

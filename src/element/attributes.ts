import type { MarquetryEventMap } from "./events.ts";
import type { MapSettings } from "./settings.ts";

/** What a template may set of the element: settings and state, each left out or null for its default. */
export type MapAttributes<T = unknown> = {
  readonly [Name in keyof MapSettings<T>]?: MapSettings<T>[Name] | null | undefined;
} & {
  /** Id of the node that fills the view: another zooms there. */
  readonly root?: string | null | undefined;
  /** Id of the node that has the focus. */
  readonly focused?: string | null | undefined;
  /** Ids of the selected nodes. */
  readonly selection?: readonly string[] | null | undefined;
};

/** A handler for each event of the element, by the event's name after `Start`, as `onmarquetry-zoom`. */
export type MapListeners<Start extends string, T = unknown> = {
  readonly [Name in keyof MarquetryEventMap<T> as `${Start}${Name}`]?:
    ((event: MarquetryEventMap<T>[Name]) => void) | undefined;
};

/** A handler for each event of the element, named as `onZoom`, with `Start` for `on`. */
export type MapHandlers<Start extends string, T = unknown> = {
  readonly [
    Name in keyof MarquetryEventMap<T> as Name extends `marquetry-${infer What}`
      ? `${Start}${Capitalize<What>}`
      : never
  ]?: ((event: MarquetryEventMap<T>[Name]) => void) | undefined;
};

import type { Partition } from "../index.ts";

/** What an event tells of a node. */
export interface NodeDetail<T = unknown> {
  /** The node's id, which stays when the data change. */
  readonly id: string;
  /** The node's number in `map.tree`. */
  readonly node: number;
  readonly label: string;
  readonly weight: number;
  /** The user's own datum. */
  readonly data: T | undefined;
}

/** What a layout came to. */
export interface LayoutDetail<T = unknown> {
  readonly map: Partition<T | undefined>;
  /** Where it was computed. */
  readonly where: "page" | "worker";
  /** Why a large tree was laid out on the page all the same; undefined otherwise. */
  readonly reason: string | undefined;
}

/** What a search found. */
export interface SearchDetail {
  readonly text: string;
  /** Ids of the nodes whose labels hold the text, in breadth-first order. */
  readonly ids: readonly string[];
}

/** The events of `<marquetry-map>` by name. All bubble, and cross the borders of shadow trees. */
export interface MarquetryEventMap<T = unknown> {
  /** A map is laid out: it is drawn, or the picture is on its way to it. */
  "marquetry-layout": CustomEvent<LayoutDetail<T>>;
  /** Another node fills the view. */
  "marquetry-zoom": CustomEvent<NodeDetail<T>>;
  /** The selection changed: all that is selected now. */
  "marquetry-select": CustomEvent<readonly NodeDetail<T>[]>;
  /** The keyboard, or a click, leads to another node. */
  "marquetry-focus": CustomEvent<NodeDetail<T>>;
  /** The pointer is on another node, or on none. */
  "marquetry-hover": CustomEvent<NodeDetail<T> | null>;
  /** A leaf was opened, by Enter or by a double click. */
  "marquetry-open": CustomEvent<NodeDetail<T>>;
  /** A menu is asked for on a node: whoever prevents the default shows one of their own. */
  "marquetry-menu": CustomEvent<NodeDetail<T>>;
  /** The selection, or the node that the keyboard is at, is copied: as text, unless the default is prevented. */
  "marquetry-copy": CustomEvent<readonly NodeDetail<T>[]>;
  /** The search changed. */
  "marquetry-search": CustomEvent<SearchDetail>;
  /** What was set cannot be used, or there is no room for the map; the element shows the message until it is mended. */
  "marquetry-error": CustomEvent<{ readonly error: Error }>;
}

/** What is told of a node. */
export function detailOf({ tree }: Partition, node: number): NodeDetail {
  return {
    id: tree.id(node),
    node,
    label: tree.label(node),
    weight: tree.weight[node]!,
    data: tree.data(node),
  };
}

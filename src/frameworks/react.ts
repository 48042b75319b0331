/**
 * `<marquetry-map>` as a component of React 18 and 19: what the element takes are its props, its events are handlers.
 *
 * What is set again and equal is no work, so objects may be written where they are used. A server renders the element
 * with the picture of `still` in it, which is shown until the map is drawn.
 *
 * @module
 * @example
 * import { MarquetryMap } from "marquetry/react";
 *
 * <MarquetryMap data={data} engine="greedy" spacing={{ padding: 2 }} style={{ height: 400 }}
 *   onSelect={({ detail }) => setChosen(detail.map(({ id }) => id))} />
 */
import { createElement, forwardRef, useEffect, useImperativeHandle, useLayoutEffect, useRef } from "react";
import type { HTMLAttributes, ReactElement, ReactNode, Ref } from "react";
import { MarquetryMap as MapElement } from "../element/index.ts";
import type { MapAttributes, MapHandlers, MapListeners } from "../element/index.ts";

type Own<T> = MapAttributes<T> & MapHandlers<"on", T>;
type Html = Omit<HTMLAttributes<HTMLElement>, keyof Own<unknown> | "children" | "dangerouslySetInnerHTML">;

/** What the component takes: settings, state, handlers, and what any HTML element does. */
export type MarquetryMapProps<T = unknown> = Own<T> & Html & Inside;

/** What stands inside the element. */
interface Inside {
  /** Draws a picture as SVG, on a server only: `() => toSVG(map)`. Texts in it have to be safe, as those of `toSVG` are. */
  readonly still?: (() => string) | undefined;
  /** What is slotted, as `<p slot="tooltip">`. */
  readonly children?: ReactNode;
}

declare module "react" {
  // eslint-disable-next-line @typescript-eslint/no-namespace -- React names it so
  namespace JSX {
    interface IntrinsicElements {
      /** The element itself, which React 19 sets the properties of. */
      "marquetry-map": MapAttributes &
        MapListeners<"on"> &
        Omit<DetailedHTMLProps<HTMLAttributes<MapElement>, MapElement>, keyof MapAttributes>;
    }
  }
}

const HANDLERS = [
  "Layout",
  "Zoom",
  "Select",
  "Focus",
  "Hover",
  "Open",
  "Menu",
  "Copy",
  "Search",
  "Error",
] as const;

type Props = Readonly<Record<string, unknown>>;
type Handler = (event: Event) => void;
const isServer = typeof document === "undefined";
/** On a server there is no layout, and React warns of effects that wait for one. */
const useCommit = isServer ? useEffect : useLayoutEffect;

function renderMap(props: Props & MarquetryMapProps, ref: Ref<MapElement>): ReactElement {
  const element = useRef<MapElement | null>(null);
  const shown = useRef<Props>({});
  useImperativeHandle(ref, () => element.current!, []);
  // Handlers first, so that they hear of what the properties do.
  useCommit(() => {
    const node = element.current!;
    const stops = HANDLERS.map((name) => {
      const type = `marquetry-${name.toLowerCase()}`;
      const listen = (event: Event): void => (shown.current[`on${name}`] as Handler | undefined)?.(event);
      node.addEventListener(type, listen);
      return () => node.removeEventListener(type, listen);
    });
    return () => stops.forEach((stop) => stop());
  }, []);
  useCommit(() => {
    const before = shown.current;
    shown.current = props;
    for (const name of Object.keys({ ...before, ...props }).filter(isProperty))
      if (!Object.is(before[name], props[name])) Object.assign(element.current!, { [name]: props[name] });
  });
  const { still, children, ...others } = props;
  // The browser keeps what the server has drawn: React is told not to look at it.
  const html = { __html: isServer && still ? still() : "" };
  const picture =
    still && createElement("div", { dangerouslySetInnerHTML: html, suppressHydrationWarning: true });
  return createElement("marquetry-map", { ...attributesOf(others), ref: element }, picture, children);
}

/** Whether a prop is a property of the element's own: a setting, or a part of its state. */
function isProperty(name: string): boolean {
  return Object.hasOwn(MapElement.prototype, name);
}

/** The props that any HTML element takes, as React writes them on elements that it does not know. */
function attributesOf(props: Props): Props {
  const own = Object.entries(props).filter(
    ([name]) => !isProperty(name) && !HANDLERS.some((on) => name === `on${on}`),
  );
  const entries = own.map(([name, value]): [string, unknown] => {
    if (name === "className") return ["class", value];
    return [name, value === false && !name.includes("-") ? undefined : value];
  });
  return Object.fromEntries(entries);
}

/** The map as a component; its `ref` is the element. */
export const MarquetryMap: <T = unknown>(
  props: MarquetryMapProps<T> & { readonly ref?: Ref<MapElement<T>> | undefined },
) => ReactElement | null = forwardRef(renderMap) as never;

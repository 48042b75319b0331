import "marquetry/element";
import type { MarquetryMap } from "marquetry/element";
import rows from "../../../examples/data/flare.json" with { type: "json" };

export { rows };

/** The classes of a library are rows with ids that stay. */
export const dataOptions = { weight: "size", label: "name", id: "id" };

/** Id of a class. */
export const idOf = (name: string): string => String(rows.find((row) => row.name === name)!.id);

/** An element of 800 × 500 pixels in the page, with a map of the classes of a library, drawn. Zooms take no time. */
export async function mount(set: Partial<MarquetryMap> = {}): Promise<MarquetryMap> {
  const element = document.createElement("marquetry-map");
  element.style.width = "800px";
  element.style.height = "500px";
  Object.assign(element, { data: rows, dataOptions, duration: 0, ...set });
  document.body.append(element);
  return element.ready;
}

/** A part in the element's shadow. */
export function part<Found extends Element = HTMLElement>(element: MarquetryMap, selector: string): Found {
  return element.shadowRoot!.querySelector<Found>(selector)!;
}

/** The label of a node named by its id. */
export function labelOf(element: MarquetryMap, id: string): string {
  const { tree } = element.map!;
  return tree.label(tree.find(id));
}

/** The next event of a name. */
export function next<Name extends keyof HTMLElementEventMap>(
  element: HTMLElement,
  name: Name,
): Promise<HTMLElementEventMap[Name]> {
  return new Promise((resolve) => element.addEventListener(name, resolve, { once: true }));
}

/** The middle of the stage, and any other point of it, in the window. */
export function pointOf(element: MarquetryMap, x = 0.5, y = 0.5): [clientX: number, clientY: number] {
  const { left, top, width, height } = part(element, ".stage").getBoundingClientRect();
  return [left + x * width, top + y * height];
}

/** Waits until the browser has shown so many frames. */
export async function frames(count: number): Promise<void> {
  for (let k = 0; k < count; k++) await new Promise((resolve) => requestAnimationFrame(resolve));
}

/** Waits until the texts have appeared that a zoom ends with. */
export async function appeared(element: MarquetryMap): Promise<void> {
  const layers = [...element.shadowRoot!.querySelectorAll(".layer")];
  await Promise.all(layers.flatMap((layer) => layer.getAnimations()).map(({ finished }) => finished));
  await frames(1);
}

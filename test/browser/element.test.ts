import { cdp, page, userEvent } from "vitest/browser";
import axe from "axe-core";
import { engines, greedy, layout, weightedTree } from "marquetry";
import { flatList } from "marquetry/fixtures";
import { type MarquetryMap } from "marquetry/element";
import { afterEach, describe, expect, test, vi } from "vitest";
import rows from "../../examples/data/flare.json" with { type: "json" };

/** Rows that name their parents, with ids that stay. */
const options = { weight: "size", label: "name", id: "id" };
const id = (name: string): string => String(rows.find((row) => row.name === name)!.id);

afterEach(() => document.body.replaceChildren());

/** An element in the page with a map of the classes of a library, drawn. */
async function mount(set: Partial<MarquetryMap> = {}, size = "800px"): Promise<MarquetryMap> {
  const element = document.createElement("marquetry-map");
  element.style.width = size;
  element.style.height = "500px";
  Object.assign(element, { data: rows, dataOptions: options, duration: 0, ...set });
  document.body.append(element);
  return element.ready;
}

const part = (element: MarquetryMap, selector: string): HTMLElement =>
  element.shadowRoot!.querySelector<HTMLElement>(selector)!;

const label = (element: MarquetryMap): string =>
  element.map!.tree.label(element.map!.tree.find(element.focused));

test("shot", async () => {
  const element = await mount({ searchable: true });
  element.focus();
  await userEvent.keyboard("{ArrowRight}");
  await page.screenshot({ path: "../../node_modules/.cache/shots/first.png" });
  await userEvent.keyboard("{Enter}");
  await page.screenshot({ path: "../../node_modules/.cache/shots/second.png" });
  element.canvasAbove = 0;
  element.search("edge");
  element.root = id("flare");
  await element.ready;
  await page.screenshot({ path: "../../node_modules/.cache/shots/third.png" });
  expect(label(element)).toBe("x");
});

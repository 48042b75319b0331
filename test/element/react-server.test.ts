import { layout, squarify, toSVG, weightedTree } from "marquetry";
import { MarquetryMap } from "marquetry/react";
import { createElement } from "react";
import { renderToString } from "react-dom/server";
import { expect, it } from "vitest";

it("a server renders the element with a picture in it, and no settings", () => {
  const data = { name: "fruit", children: [{ name: "apples & pears", value: 5 }] };
  const map = layout(weightedTree(data), { engine: squarify(), container: [300, 200] });
  const element = createElement(MarquetryMap, {
    data,
    engine: "squarify",
    style: { height: 200 },
    onZoom: () => {},
    still: () => toSVG(map),
  });
  const html = renderToString(element);
  expect(html).toBe(`<marquetry-map style="height:200px"><div>${toSVG(map)}</div></marquetry-map>`);
});

/** The element in a page. */
import "marquetry/element";
import { drawCanvas, layout, weightedTree } from "marquetry";
import { MarquetryMap, registerEngine, type MapData } from "marquetry/element/core";
import { squarify } from "marquetry";

interface Row {
  id: string;
  parent?: string;
  weight: number;
}

const rows: Row[] = [];
const element = document.createElement("marquetry-map");
element.data = rows;
element.data = { name: "fruit", children: [{ name: "apples", value: 5 }] };
element.data = null;
element.engine = "greedy";
element.engine = squarify();
element.spacing = { padding: 2 };
element.addEventListener("marquetry-select", ({ detail }) => console.log(detail.map(({ label }) => label)));
element.tooltip = (_datum, node, map) => map.tree.label(node);
const typed = new MarquetryMap<Row>();
typed.data = weightedTree.fromRows(rows);
typed.addEventListener("marquetry-zoom", ({ detail }) => console.log(detail.data?.weight));
export const weight: number | undefined = typed.map?.tree.data(0)?.weight;
registerEngine("squarify", squarify);
const canvas = document.createElement("canvas").getContext("2d");
if (canvas) drawCanvas(layout(weightedTree.fromRows(rows), { engine: "slice", container: [9, 6] }), canvas);
export const data: MapData<Row> = rows;

// @ts-expect-error misspelt
element.engine = "greddy";
// @ts-expect-error a date is no data
element.data = new Date();
// @ts-expect-error a promise is no data: await it
element.data = Promise.resolve(rows);
// @ts-expect-error no such option
element.spacing = { pading: 2 };
// @ts-expect-error no such setting
element.colour = "red";

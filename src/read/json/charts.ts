import { badFile } from "../faults.ts";
import type { ReadSettings } from "../options.ts";
import type { InnerWeight, Nodes, Reader } from "../reader.ts";
import { LinkedRows } from "../tables/link-rows.ts";
import { readItems, readJson } from "./json.ts";
import { jsonReader } from "./json-reader.ts";
import { bytesOf, isItem, itemsOf, listOf, textOf, type Item } from "./json-text.ts";

const DRAWN = /^(?:treemap|sunburst|icicle|tree|treegraph|circlepacking|packedbubble)$/i;

/** A trace of Plotly: lists of labels and parents beside each other. */
function traceOf(value: unknown): Item | undefined {
  if (!isItem(value)) return undefined;
  const traces = [value, ...itemsOf(value["data"])];
  return traces.find(
    (trace) =>
      Array.isArray(trace["parents"]) && (Array.isArray(trace["labels"]) || Array.isArray(trace["ids"])),
  );
}

export const plotly: Reader = /* @__PURE__ */ jsonReader({
  name: "plotly",
  about: "a figure of Plotly: lists of labels, parents and values",
  claim: (value) => (traceOf(value) ? 0.95 : ""),
  read: (value, { name }, settings) => readTrace(traceOf(value), name, settings),
});

function readTrace(trace: Item | undefined, name: string, settings: ReadSettings): Nodes {
  if (!trace) throw badFile(name, "there is no trace with labels and parents");
  const parents = listOf(trace["parents"]);
  const labels = listOf(trace["labels"]);
  const ids = Array.isArray(trace["ids"]) ? listOf(trace["ids"]) : labels;
  const values = valuesOf(trace["values"], name);
  const placeOf = (k: number): string => `${name}, entry ${k + 1}`;
  if (parents.length === 0) throw badFile(name, "there are no rows in it");
  const rows = new LinkedRows({ isEdges: false, weighsOne: values === undefined, placeOf });
  const weight = parents.map((parent, k) => {
    const value = values?.[k];
    if (
      value !== undefined &&
      value !== null &&
      !(typeof value === "number" && value >= 0 && value < Infinity)
    )
      throw badFile(placeOf(k), `the weight is ${JSON.stringify(value)}`, value);
    const up = textOf(parent) ?? "";
    rows.add(textOf(ids[k]) ?? "", up === "" ? null : up, textOf(labels[k]), k);
    return value ?? NaN;
  });
  const means: Readonly<Record<string, InnerWeight>> = { total: "total", remainder: "own" };
  const nodes = rows.finish(weight);
  const notes = ["a figure of Plotly", ...nodes.notes];
  return { ...nodes, notes, innerWeight: settings.innerWeight ?? means[String(trace["branchvalues"])] };
}

/** Arrays by the names that numpy gives the types of their numbers. */
const ARRAYS: Readonly<Record<string, new (buffer: ArrayBuffer) => Iterable<number>>> = {
  f8: Float64Array,
  f4: Float32Array,
  i1: Int8Array,
  i2: Int16Array,
  i4: Int32Array,
  u1: Uint8Array,
  u2: Uint16Array,
  u4: Uint32Array,
};

/** Numbers as a list, or as Plotly for Python writes them: their bytes in base64. */
function valuesOf(values: unknown, name: string): readonly unknown[] | undefined {
  if (!isItem(values)) return Array.isArray(values) ? (values as unknown[]) : undefined;
  const Kind = ARRAYS[String(values["dtype"])];
  if (!Kind || typeof values["bdata"] !== "string")
    throw badFile(name, `values of the type ${JSON.stringify(values["dtype"])} are not read`);
  return [...new Kind(bytesOf(values["bdata"]).buffer)];
}

/** The series of ECharts, Highcharts and others that is drawn as a tree. */
function seriesOf(value: unknown): Item | undefined {
  if (!isItem(value)) return undefined;
  const { series } = value;
  const all = [value, ...(isItem(series) ? [series] : itemsOf(series))];
  return all.find((one) => DRAWN.test(textOf(one["type"]) ?? "") && itemsOf(one["data"]).length > 0);
}

export const charts: Reader = /* @__PURE__ */ jsonReader({
  name: "echarts",
  about: "a series of ECharts or Highcharts, nested or with parents",
  claim: (value) => (seriesOf(value) ? 0.95 : ""),
  read: (value, input, settings) => {
    const series = seriesOf(value);
    if (!series) throw badFile(input.name, "there is no series of a treemap");
    const data = itemsOf(series["data"]);
    const isRows = data.some((item) => "parent" in item);
    const named = isRows ? withIds(data) : data;
    const nodes = isRows ? readItems(named, input.name, settings) : readJson(data, input, settings);
    return { ...nodes, notes: ["a series of a chart", ...nodes.notes] };
  },
});

/** Highcharts lets leaves do without ids. */
function withIds(data: readonly Item[]): Item[] {
  return data.map((item, k) => ({ ...item, id: item["id"] ?? `#${k}`, name: item["name"] ?? item["id"] }));
}

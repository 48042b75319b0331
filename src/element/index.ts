/**
 * The interactive map `<marquetry-map>`, with all engines: importing this module defines the element.
 *
 * @module
 * @example
 * import "marquetry/element";
 *
 * const map = document.createElement("marquetry-map");
 * map.data = { name: "fruit", children: [{ name: "apples", value: 5 }, { name: "pears", value: 3 }] };
 * map.engine = "greedy";
 * document.body.append(map);
 */
import { engines, leafExact, svgPathRegion } from "../index.ts";
import { MarquetryMap } from "./core.ts";
import { workerOfText } from "./own-worker.ts";

export * from "./core.ts";

MarquetryMap.known = { engines, leafExact };
MarquetryMap.knowPaths(svgPathRegion);
// Where no file is found beside the element, as in bundles of one file, the worker comes as a text.
MarquetryMap.workers = [
  ...MarquetryMap.workers,
  async (policy) => workerOfText(await (await import("./worker-text.ts")).workerText(), policy),
];

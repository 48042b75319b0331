/**
 * The whole library and the element in one file, for a script tag. The file is the element's worker as well.
 *
 * @module
 * @example
 * <script src="https://unpkg.com/marquetry"></script>
 * <marquetry-map style="height: 400px" data='{ "name": "fruit", "children": [{ "name": "apples", "value": 5 }] }'></marquetry-map>
 */
import { engines, leafExact, svgPathRegion } from "../index.ts";
import { MarquetryMap } from "./core.ts";
import { workerOf, workerOfText } from "./own-worker.ts";
import { serve } from "./serve.ts";

export * from "../index.ts";
export * from "./core.ts";

/** Tells this file that it is run as the element's worker, and not as a part of someone else's. */
const MARK = "#marquetry-worker";

const script = typeof document === "undefined" ? null : (document.currentScript as HTMLScriptElement | null);
/** Where this file lies; modules know it themselves, and scripts as long as they run. */
const address = script?.src ?? import.meta.url;

MarquetryMap.known = { engines, leafExact };
MarquetryMap.knowPaths(svgPathRegion);
/** The whole of this file, where it stands in the page itself. */
const inlined = script?.src === "" ? script.textContent : "";

MarquetryMap.workers =
  inlined === ""
    ? [
        (policy) => workerOf(address + MARK, policy),
        // A page may not make a worker of another site's file, but a worker of its own may import one.
        (policy) => workerOfText(`import ${JSON.stringify(address)};`, policy, MARK),
      ]
    : // Pages that are files may not load modules.
      [(policy) => workerOfText(inlined, policy, MARK, "classic")];

if (typeof document === "undefined" && globalThis.location?.hash === MARK) serve();

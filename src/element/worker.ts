/**
 * The thread in which `<marquetry-map>` lays large trees out. By itself it knows the engines of the library; for
 * engines of your own, make a worker of a module like the example, and return it from `element.workerFactory`.
 *
 * @module
 * @example
 * import { registerEngine } from "marquetry/element/worker";
 * import { pivot } from "./pivot.js";
 *
 * registerEngine("pivot", pivot);
 */
import { registerEngine } from "../index.ts";
import { serve } from "./serve.ts";

export { registerEngine };

serve();

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
import { serve } from "./serve.ts";

// Of the register itself: the index would bring all of the library into the thread.
export { registerEngine } from "../engines/register.ts";

serve();

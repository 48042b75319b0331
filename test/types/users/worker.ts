/** A worker that knows an engine of one's own. */
import { registerEngine } from "marquetry/element/worker";
import { stairs } from "./engine.js";

registerEngine("stairs", stairs);

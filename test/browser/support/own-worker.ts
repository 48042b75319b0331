import { registerEngine } from "../../../src/element/worker.ts";
import { bars } from "./bars.ts";

registerEngine("bars", bars);

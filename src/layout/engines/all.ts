export { squarify } from "./squarify.ts";
export { binary } from "./binary.ts";
export { sliceDice } from "./slice-dice.ts";
export { slice } from "./slice.ts";
export { dice } from "./dice.ts";
export { strip } from "./strip.ts";
export { greedy } from "./greedy.ts";
export { angular } from "./angular.ts";

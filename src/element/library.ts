/** What the element needs of the library only when it moves, or has a worker: a file of its own, so that it is loaded then. */
export { buffersOf, packMap, unpackMap } from "../layout/pack-map.ts";
export { interpolateMaps } from "../motion/interpolate-maps.ts";
export { colourLegend } from "../render/colour-legend.ts";

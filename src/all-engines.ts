export { squarify } from "./engines/rectangles/squarify.ts";
export { binary } from "./engines/rectangles/binary.ts";
export { dice, slice, sliceDice } from "./engines/rectangles/slices.ts";
export { strip } from "./engines/rectangles/strip.ts";
export { greedy } from "./engines/cuts/greedy.ts";
export { angular } from "./engines/cuts/angular/angular.ts";
export { slack } from "./engines/slack/slack.ts";
export { voronoi } from "./engines/voronoi/voronoi.ts";
export { orthoconvex } from "./engines/orthoconvex/orthoconvex.ts";

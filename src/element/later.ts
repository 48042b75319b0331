/**
 * What the element loads once it has something to show: movement between maps, the worker, cards, legend, menu and files.
 *
 * @module
 */
export { WorkerClient } from "./worker-client.ts";
export { fillCard, fillTooltip } from "./card.ts";
export { walkOn } from "./walker.ts";
export { openWay } from "./way.ts";
export { drawLegend } from "./legend.ts";
export { lateStyleSheet } from "./late-styles.ts";
export { fillMenu } from "./menu.ts";
export { fileOf } from "./files.ts";
export { morphBetween } from "./morph.ts";
export { wayOfBranch } from "./zoom.ts";

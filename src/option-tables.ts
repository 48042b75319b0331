import { orthoconvexHelp, orthoconvexOptions } from "./engines/orthoconvex/orthoconvex.ts";
import { pivotHelp, pivotOptions } from "./engines/rectangles/pivot.ts";
import { quantumHelp, quantumOptions } from "./engines/rectangles/quantum.ts";
import { squarifyHelp, squarifyOptions } from "./engines/rectangles/squarify.ts";
import { stripHelp, stripOptions } from "./engines/rectangles/strip.ts";
import { rectanglesHelp, rectanglesOptions } from "./engines/rectangles/rectangles.ts";
import { localMovesHelp, localMovesOptions } from "./engines/rectangles/local-moves.ts";
import { slackBoxesHelp, slackBoxesOptions } from "./engines/slack/slack-boxes.ts";
import { slackHelp, slackOptions } from "./engines/slack/slack.ts";
import { qualityHelp, qualityOptions } from "./diagnostics/quality.ts";
import { stabilityHelp, stabilityOptions } from "./diagnostics/stability.ts";
import { validateHelp, validateOptions } from "./diagnostics/validate.ts";
import { embedHelp, embedOptions } from "./embedding/embed.ts";
import { linkageHelp, linkageOptions } from "./embedding/from-distances.ts";
import { ultrametricTreeHelp, ultrametricTreeOptions } from "./embedding/from-tree.ts";
import { toleranceHelp, toleranceOptions } from "./embedding/ultrametric.ts";
import { angularHelp, angularOptions } from "./engines/cuts/angular/angular.ts";
import { greedyHelp, greedyOptions } from "./engines/cuts/greedy.ts";
import { voronoiHelp, voronoiOptions } from "./engines/voronoi/voronoi.ts";
import { layoutAsyncHelp, layoutAsyncOptions } from "./threads/layout-async.ts";
import { updateAsyncHelp, updateAsyncOptions } from "./threads/update-async.ts";
import { expandHelp, expandOptions } from "./lazy/branches.ts";
import { lazyTreeHelp, lazyTreeOptions } from "./lazy/lazy-tree.ts";
import { layoutHelp, layoutOptions } from "./layout/layout.ts";
import { updateHelp, updateOptions } from "./layout/update.ts";
import { canvasHelp, canvasOptions } from "./render/canvas.ts";
import {
  branchColourHelp,
  branchColourOptions,
  depthColourHelp,
  depthColourOptions,
} from "./render/colour.ts";
import { cushionHelp, cushionOptions } from "./render/cushion.ts";
import { distancesSvgHelp, distancesSvgOptions } from "./render/distances-svg.ts";
import { embeddingSvgHelp, embeddingSvgOptions } from "./render/embedding-svg.ts";
import { hueColourHelp, hueColourOptions } from "./render/hues.ts";
import { labelHelp, labelOptions } from "./render/labels/fit-label.ts";
import { colourLegendHelp, colourLegendOptions } from "./render/colour-legend.ts";
import { typeColourHelp, typeColourOptions } from "./render/type-colours.ts";
import { branchLegendHelp, branchLegendOptions } from "./render/legend.ts";
import { scaleLegendHelp, scaleLegendOptions } from "./render/scale-legend.ts";
import {
  divergingScaleHelp,
  divergingScaleOptions,
  sequentialScaleHelp,
  sequentialScaleOptions,
} from "./render/scales.ts";
import { svgHelp, svgOptions } from "./render/svg.ts";
import { nestedHelp, nestedOptions } from "./model/nested.ts";
import { newickHelp, newickOptions } from "./model/newick.ts";
import { pathHelp, pathOptions } from "./model/paths.ts";
import { rowHelp, rowOptions } from "./model/rows.ts";
import { treeHelp, treeOptions } from "./model/tree-options.ts";
import { interpolateMapsHelp, interpolateMapsOptions } from "./motion/interpolate-maps.ts";
import type { Option } from "./options/option.ts";
import { geoRegionHelp, geoRegionOptions } from "./regions/geo-region.ts";
import { regionHelp, regionOptions } from "./regions/region.ts";
import { svgPathRegionHelp, svgPathRegionOptions } from "./regions/svg-path-region.ts";
import { svgRegionHelp, svgRegionOptions } from "./regions/svg-region.ts";
import { readTreeHelp, readTreeOptions } from "./read/options.ts";

/** The options of one public function: what each takes, and a line about it. */
export interface DescribedOptions {
  readonly options: Readonly<Record<string, Option>>;
  readonly help: Readonly<Record<string, string>>;
}

const NONE: DescribedOptions = { options: {}, help: {} };

/**
 * The options of the public functions, by the function's name: for forms, flags and documentation. The functions
 * themselves check by the same tables.
 *
 * @example for (const name in optionTables.layout.options) console.log(name, optionTables.layout.help[name]);
 */
export const optionTables: Readonly<Record<string, DescribedOptions>> = {
  toSVG: { options: svgOptions, help: svgHelp },
  drawCanvas: { options: canvasOptions, help: canvasHelp },
  fitLabel: { options: labelOptions, help: labelHelp },
  branchColours: { options: branchColourOptions, help: branchColourHelp },
  depthColours: { options: depthColourOptions, help: depthColourHelp },
  hueColours: { options: hueColourOptions, help: hueColourHelp },
  cushions: { options: cushionOptions, help: cushionHelp },
  colourLegend: { options: colourLegendOptions, help: colourLegendHelp },
  typeColours: { options: typeColourOptions, help: typeColourHelp },
  branchLegend: { options: branchLegendOptions, help: branchLegendHelp },
  sequentialScale: { options: sequentialScaleOptions, help: sequentialScaleHelp },
  divergingScale: { options: divergingScaleOptions, help: divergingScaleHelp },
  scaleLegend: { options: scaleLegendOptions, help: scaleLegendHelp },
  embeddingToSVG: { options: embeddingSvgOptions, help: embeddingSvgHelp },
  distancesToSVG: { options: distancesSvgOptions, help: distancesSvgHelp },
  weightedTree: { options: nestedOptions, help: nestedHelp },
  "weightedTree.fromRows": { options: rowOptions, help: rowHelp },
  "weightedTree.fromPaths": { options: pathOptions, help: pathHelp },
  "weightedTree.fromColumns": { options: treeOptions, help: treeHelp },
  "weightedTree.fromNewick": { options: newickOptions, help: newickHelp },
  readTree: { options: readTreeOptions, help: readTreeHelp },
  layout: { options: layoutOptions, help: layoutHelp },
  layoutAsync: { options: layoutAsyncOptions, help: layoutAsyncHelp },
  updateAsync: { options: updateAsyncOptions, help: updateAsyncHelp },
  region: { options: regionOptions, help: regionHelp },
  geoRegion: { options: geoRegionOptions, help: geoRegionHelp },
  svgPathRegion: { options: svgPathRegionOptions, help: svgPathRegionHelp },
  svgRegion: { options: svgRegionOptions, help: svgRegionHelp },
  squarify: { options: squarifyOptions, help: squarifyHelp },
  binary: NONE,
  split: NONE,
  approximation: NONE,
  spiral: NONE,
  hilbert: NONE,
  moore: NONE,
  pivot: { options: pivotOptions, help: pivotHelp },
  resquarify: { options: squarifyOptions, help: squarifyHelp },
  rectangles: { options: rectanglesOptions, help: rectanglesHelp },
  greedyInsertion: NONE,
  localMoves: { options: localMovesOptions, help: localMovesHelp },
  quantum: { options: quantumOptions, help: quantumHelp },
  sliceDice: NONE,
  slice: NONE,
  dice: NONE,
  strip: { options: stripOptions, help: stripHelp },
  slack: { options: slackOptions, help: slackHelp },
  orthoconvex: { options: orthoconvexOptions, help: orthoconvexHelp },
  slackBoxes: { options: slackBoxesOptions, help: slackBoxesHelp },
  quality: { options: qualityOptions, help: qualityHelp },
  validate: { options: validateOptions, help: validateHelp },
  stability: { options: stabilityOptions, help: stabilityHelp },
  greedy: { options: greedyOptions, help: greedyHelp },
  angular: { options: angularOptions, help: angularHelp },
  voronoi: { options: voronoiOptions, help: voronoiHelp },
  "map.update": { options: updateOptions, help: updateHelp },
  lazyTree: { options: lazyTreeOptions, help: lazyTreeHelp },
  "map.expand": { options: expandOptions, help: expandHelp },
  interpolateMaps: { options: interpolateMapsOptions, help: interpolateMapsHelp },
  "ultrametric.fromNewick": { options: toleranceOptions, help: toleranceHelp },
  "ultrametric.fromTree": { options: ultrametricTreeOptions, help: ultrametricTreeHelp },
  "ultrametric.fromDistances": { options: linkageOptions, help: linkageHelp },
  "ultrametric.fromPoints": { options: linkageOptions, help: linkageHelp },
  "ultrametric.check": { options: toleranceOptions, help: toleranceHelp },
  embedUltrametric: { options: embedOptions, help: embedHelp },
};

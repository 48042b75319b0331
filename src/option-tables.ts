import { angularHelp, angularOptions } from "./engines/cuts/angular/angular.ts";
import { greedyHelp, greedyOptions } from "./engines/cuts/greedy.ts";
import { voronoiHelp, voronoiOptions } from "./engines/voronoi/voronoi.ts";
import { layoutHelp, layoutOptions } from "./layout/layout.ts";
import { updateHelp, updateOptions } from "./layout/update.ts";
import type { Option } from "./options/option.ts";

/** The options of one public function: what each takes, and a line about it. */
export interface DescribedOptions {
  readonly options: Readonly<Record<string, Option>>;
  readonly help: Readonly<Record<string, string>>;
}

/**
 * The options of the public functions, by the function's name: for forms, flags and documentation. The functions
 * themselves check by the same tables.
 *
 * @example for (const name in optionTables.layout.options) console.log(name, optionTables.layout.help[name]);
 */
export const optionTables: Readonly<Record<string, DescribedOptions>> = {
  layout: { options: layoutOptions, help: layoutHelp },
  greedy: { options: greedyOptions, help: greedyHelp },
  angular: { options: angularOptions, help: angularHelp },
  voronoi: { options: voronoiOptions, help: voronoiHelp },
  "map.update": { options: updateOptions, help: updateHelp },
};

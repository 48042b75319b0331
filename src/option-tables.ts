import { layoutHelp, layoutOptions } from "./layout/layout.ts";
import { updateHelp, updateOptions } from "./layout/update.ts";
import { nestedHelp, nestedOptions } from "./model/nested.ts";
import { newickHelp, newickOptions } from "./model/newick.ts";
import { pathHelp, pathOptions } from "./model/paths.ts";
import { rowHelp, rowOptions } from "./model/rows.ts";
import { treeHelp, treeOptions } from "./model/tree-options.ts";
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
  weightedTree: { options: nestedOptions, help: nestedHelp },
  "weightedTree.fromRows": { options: rowOptions, help: rowHelp },
  "weightedTree.fromPaths": { options: pathOptions, help: pathHelp },
  "weightedTree.fromColumns": { options: treeOptions, help: treeHelp },
  "weightedTree.fromNewick": { options: newickOptions, help: newickHelp },
  layout: { options: layoutOptions, help: layoutHelp },
  "map.update": { options: updateOptions, help: updateHelp },
};

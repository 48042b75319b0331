import { number, text, type Option, type OptionTable } from "../options/option.ts";
import type { Wanted } from "./explorer.ts";

const ID: Option = {
  takes: "the id of a node",
  allows: (value) => text().allows(value) || number().allows(value),
};

/** What changes while the map is used. */
export const STATE: OptionTable<Required<Wanted> & { search: string }> = {
  root: ID,
  focused: ID,
  search: text(),
  selection: {
    takes: "a list of ids",
    allows: (value) => Array.isArray(value) && value.every((id) => ID.allows(id)),
  },
};

import { MarquetryError, show } from "../errors.ts";
import type { RenderOptions } from "./render-options.ts";

/** Functions among the options, and what else may stand in place of each. */
const FUNCTIONS: Readonly<Record<string, readonly unknown[]>> = {
  colour: [],
  label: [false],
  title: [false],
  aggregate: [],
  legend: [],
};

/** Checks the options that all renderers share. */
export function checkShared<T>(options: RenderOptions<T>): void {
  checkNumbers(options, ["minArea", "margin", "fontSize", "minFontSize"]);
  checkNumbers(options, ["maxLines"], 1);
  for (const [name, others] of Object.entries(FUNCTIONS)) {
    const value: unknown = (options as Record<string, unknown>)[name];
    if (value === undefined || typeof value === "function" || others.includes(value)) continue;
    const allowed = ["a function", ...others.map(show)].join(" or ");
    throw new MarquetryError("bad-option", `${name} must be ${allowed}, not ${show(value)}`, { value });
  }
}

/**
 * Checks the numbers among the options.
 *
 * @throws MarquetryError `bad-option` if one is no finite number ≥ `least`.
 */
export function checkNumbers(options: object, names: readonly string[], least = 0): void {
  for (const name of names) {
    const value: unknown = (options as Record<string, unknown>)[name];
    if (value === undefined || (Number.isFinite(value) && (value as number) >= least)) continue;
    throw new MarquetryError("bad-option", `${name} must be a finite number ≥ ${least}, not ${show(value)}`, {
      value,
    });
  }
}

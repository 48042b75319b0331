import type * as Library from "../element/script.ts";

type Tools = Pick<typeof Library, "divergingScale" | "scaleLegend" | "valueColours">;
type Look = Pick<Library.SvgOptions, "colour" | "legend">;

/** What nodes weighed before and after; 0 where they were not there. */
export interface Growth {
  readonly before: ArrayLike<number>;
  readonly after: ArrayLike<number>;
}

/** What growth of a part means. */
const WORDS: Readonly<Record<string, string>> = {
  "-1": "gone",
  "-0.5": "halved",
  "0": "as before",
  "0.5": "doubled",
  "1": "new",
};

/** Colours by the part of the larger weight that came or went, and their legend. */
export function lookByGrowth(
  { before, after }: Growth,
  { divergingScale, scaleLegend, valueColours }: Tools,
): Required<Look> {
  const scale = divergingScale({ domain: [1, 0, -1] });
  const growth = (node: number): number => {
    const larger = Math.max(before[node]!, after[node]!);
    return larger > 0 ? (after[node]! - before[node]!) / larger : 0;
  };
  const ticks = Object.keys(WORDS).map(Number);
  return {
    colour: valueColours(scale, growth),
    legend: scaleLegend(scale, { ticks, format: (value) => WORDS[value] ?? "" }),
  };
}

/** Writes changes in words. */
export interface ChangeWriter {
  /** The weight before and after, with the difference. */
  readonly whole: (before: number, after: number) => string;
  /** The cells of a row: before, after, the difference, and as a part of what was. */
  readonly cells: (
    before: number,
    after: number,
  ) => [before: string, after: string, by: string, part: string];
  /** A difference with its sign; a true minus, so that columns stand in line. */
  readonly signed: (value: number) => string;
}

/**
 * @param write - writes a weight
 * @param between - what stands between before and after: fonts of pictures and pages may have no arrow
 */
export function changeWriter(
  write: (weight: number) => string,
  { numberFormat }: Pick<typeof Library, "numberFormat">,
  between: "→" | "›",
): ChangeWriter {
  const percent = numberFormat("percent");
  const sign = (value: number, one: (value: number) => string): string =>
    value < 0 ? `−${one(-value)}` : `+${one(value)}`;
  const partOf = (before: number, after: number): string =>
    before === 0 ? "new" : after === 0 ? "gone" : sign(after / before - 1, percent);
  const signed = (value: number): string => sign(value, write);
  return {
    signed,
    cells: (before, after) => [write(before), write(after), signed(after - before), partOf(before, after)],
    whole: (before, after) => {
      if (before === after) return `${write(after)}, as before`;
      const part = before > 0 && after > 0 ? `, ${partOf(before, after)}` : "";
      return `${write(before)} ${between} ${write(after)} (${signed(after - before)}${part})`;
    },
  };
}

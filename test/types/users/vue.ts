/** What a template of Vue may give the element. */
import type { MarquetryMapProps } from "marquetry/vue";

export const props: MarquetryMapProps = {
  data: [],
  engine: "greedy",
  onMarquetrySelect: ({ detail }) => console.log(detail.map(({ label }) => label)),
};
// @ts-expect-error misspelt
export const wrong: MarquetryMapProps = { engine: "greddy" };

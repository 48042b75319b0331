/** What a template of Svelte may give the element. */
import type { MarquetryMapProps } from "marquetry/svelte";

export const props: MarquetryMapProps = {
  data: [],
  engine: "greedy",
  "onmarquetry-select": ({ detail }) => console.log(detail.map(({ label }) => label)),
};
// @ts-expect-error misspelt
export const wrong: MarquetryMapProps = { engine: "greddy" };

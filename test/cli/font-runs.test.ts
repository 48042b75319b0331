import { layout, measureOpenSans, squarify, toSVG, weightedTree } from "marquetry";
import { expect, test } from "vitest";
import { inFontRuns } from "../../src/cli/font-runs.ts";

const pictureOf = (...names: readonly string[]): string =>
  toSVG(
    layout(weightedTree({ name: "all", children: names.map((name) => ({ name, value: 1 })) }), {
      engine: squarify(),
      container: [600, 300],
    }),
    { fontFamily: "Open Sans", measure: measureOpenSans, tooltip: false },
  );
const textsOf = (svg: string): string[] => [...svg.matchAll(/<text.*?<\/text>/g)].map(([text]) => text);
const plainOf = (text: string): string => text.replace(/<[^>]+>/g, "");

test("a picture whose signs the font has stays as it is", () => {
  const svg = pictureOf("plain", "Ελλάδα", "Россия", "naïve & <b> \"quoted\" 'so'", "שלום");
  // All but Hebrew, which has no line with other signs.
  expect(inFontRuns(svg).replace(/ font-family="'DejaVu[^"]*"/g, "")).toBe(svg);
});

test("signs that it lacks have another font, and the others around them their places", () => {
  const svg = pictureOf("Latin → arrow", "x");
  const [before, after] = [svg, inFontRuns(svg)].map((each) => textsOf(each)[0]!);
  const size = Number(/font-size="([\d.]+)"/.exec(svg)![1]);
  const runs = [...after!.matchAll(/<tspan x="([\d.]+)"([^>]*)>([^<]*)<\/tspan>/g)];
  expect(runs.map(([, , , text]) => text)).toEqual(["Latin ", "→", " arrow"]);
  expect(runs.map(([, , rest]) => rest!.includes("DejaVu Sans"))).toEqual([false, true, false]);
  const middle = Number(/ x="([\d.]+)"/.exec(before!)![1]);
  const own = Number(/font-size="([\d.]+)"/.exec(before!)?.[1] ?? size);
  const left = middle - (own * measureOpenSans("Latin → arrow")) / 2;
  expect(Number(runs[0]![1])).toBeCloseTo(left, 1);
  expect(Number(runs[2]![1])).toBeCloseTo(left + own * measureOpenSans("Latin →"), 1);
  expect(after).toContain('text-anchor="start"');
});

test("a line of such signs alone, or one that runs from right to left, stays one", () => {
  const svg = pictureOf("საქართველო", "שלום →");
  const texts = textsOf(inFontRuns(svg));
  expect(texts.map(plainOf)).toEqual(textsOf(svg).map(plainOf));
  for (const text of texts) {
    expect(text).toContain("DejaVu Sans");
    expect(text).not.toContain("tspan");
  }
});

test("what stands for a sign in XML is one", () => {
  const svg = pictureOf("a & <b> → 'c'");
  const text = textsOf(inFontRuns(svg))[0]!;
  expect(plainOf(text)).toBe(plainOf(textsOf(svg)[0]!));
  expect(text).toContain(">a &amp; &lt;b&gt; </tspan>");
});

import fc from "fast-check";
import {
  layout,
  numberFormat,
  scaleLegend,
  squarify,
  toSVG,
  weightedTree,
  type NumberFormat,
} from "marquetry";
import { expect, test } from "vitest";
import { Words } from "../../src/element/words.ts";

const weight = fc.oneof(
  fc.integer({ min: 1, max: 1e9 }),
  fc.maxSafeInteger().map((value) => Math.abs(value) + 1),
  fc.double({ min: 1e-3, max: 1e9, noNaN: true }),
);

/** Factors of the units that formats write. */
const UNITS: Readonly<Record<string, number>> = {
  ...{ "": 1, k: 1e3, M: 1e6, G: 1e9, T: 1e12, P: 1e15, m: 1e-3 },
  ...{ byte: 1, bytes: 1, kB: 1e3, MB: 1e6, GB: 1e9, TB: 1e12, PB: 1e15 },
  "%": 0.01,
};

/** Reads an English number with its unit. */
function read(text: string): number {
  const [, digits, unit] = /^([\d.,]+(?:e[-+]?\d+)?)\s?(\D*)$/.exec(text.replace("€", ""))!;
  return Number(digits!.replaceAll(",", "")) * UNITS[unit!]!;
}

/** How far what is written may be from what is meant: whole numbers not at all, where no unit rounds them. */
function allowed(value: number, format: NumberFormat): number {
  if (format === "currency EUR") return 0.0050001 + value * 2 ** -50;
  if (format !== "number") return 0.00501 * value;
  if (Number.isInteger(value)) return 0;
  return 0.5000001 * Math.min(0.001, 10 ** (Math.floor(Math.log10(value)) - 5));
}

test.each<NumberFormat>(["number", "bytes", "si", "percent", "currency EUR"])(
  "each number in a picture with format %o is that of its node, as far as is stated",
  (format) => {
    fc.assert(
      fc.property(fc.array(weight, { minLength: 2, maxLength: 12 }), (weights) => {
        const children = weights.map((value, k) => ({ name: `n${k}`, value }));
        const map = layout(weightedTree({ name: "all", children }), {
          engine: squarify(),
          container: [300, 200],
        });
        const titles = Array.from(
          toSVG(map, { format, minArea: 0 }).matchAll(/<title>([^<]*): ([^<]*)<\/title>/g),
        );
        expect(titles).toHaveLength(map.size);
        for (const [, name, text] of titles) {
          const i = name === "all" ? 0 : map.tree.find(`all/${name!}`);
          const value = map.tree.weight[i]!;
          expect(Math.abs(read(text!) - value)).toBeLessThanOrEqual(allowed(value, format));
        }
      }),
    );
  },
);

test.each<NumberFormat>(["number", "bytes", "si", "percent", "currency EUR"])(
  "each number in a label, a legend's label and a screen reader's sentence with format %o does so, too",
  (format) => {
    fc.assert(
      fc.property(fc.array(weight, { minLength: 2, maxLength: 12 }), (weights) => {
        const children = weights.map((value, k) => ({ name: `n${k}x`, value }));
        const map = layout(weightedTree({ name: "all", children }), {
          engine: squarify(),
          container: [900, 600],
        });
        const { tree } = map;
        const expectNumber = (text: string, value: number, as: NumberFormat = format) =>
          expect(Math.abs(read(text) - value), text).toBeLessThanOrEqual(allowed(value, as));
        const isShown = (text: string): boolean => /\d/.test(text);
        const options = { format, minArea: 0, value: true, tooltip: false } as const;
        for (const [, text] of toSVG(map, options).matchAll(/<text[^>]*>([^<]*)<\/text>/g)) {
          const [, name, value] = /^(?:(n\d+x) )?(.*)$/.exec(text!)!;
          if (/^n\d+x$/.test(text!) || text!.includes("…") || !isShown(value!)) continue;
          const candidates = name ? [tree.weight[tree.find(`all/${name}`)]!] : Array.from(tree.weight);
          const nearest = candidates.reduce((a, b) =>
            Math.abs(b - read(value!)) < Math.abs(a - read(value!)) ? b : a,
          );
          expectNumber(value!, nearest);
        }
        const words = new Words({ share: "of which {share}" }, { format });
        for (let i = 1; i < tree.size; i++) {
          const [, text, share] = /^[^,]*, (.*), of which (.*)$/.exec(words.sentence(map, i))!;
          expectNumber(text!, tree.weight[i]!);
          expectNumber(share!, tree.weight[i]! / tree.weight[0]!, "percent");
        }
        const scale = Object.assign((value: number) => `rgb(0,0,${Math.round(value) % 255})`, {
          domain: () => weights.slice(0, 2).sort((a, b) => a - b),
        });
        const legend = toSVG(map, { legend: scaleLegend(scale, { format }), label: false, tooltip: false });
        for (const [, text] of legend.matchAll(/<text[^>]*>([^<]*)<\/text>/g))
          expect(read(text!), text).not.toBeNaN();
      }),
    );
  },
);

test("a language and a function of one's own hold for tooltips", () => {
  const map = layout(weightedTree({ name: "all", value: 1234567.5 }), {
    engine: squarify(),
    container: [90, 90],
  });
  expect(toSVG(map, { locale: "de" })).toContain(": 1.234.567,5<");
  expect(toSVG(map, { format: (value) => `<${value}>` })).toContain(": &lt;1234567.5&gt;<");
  expect(toSVG(map, { format: { maximumFractionDigits: 0 } })).toContain(": 1,234,568<");
  expect(numberFormat({ maximumFractionDigits: 0 })(1234567.5)).toBe("1,234,568");
});

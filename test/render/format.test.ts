import fc from "fast-check";
import { MarquetryError, numberFormat, type NumberFormat } from "marquetry";
import { describe, expect, test } from "vitest";
import { exactNumber } from "../../src/render/format.ts";

/** Reads what a language writes, by that language's own signs. */
function parse(text: string, locale: string): number {
  const parts = new Intl.NumberFormat(locale).formatToParts(-12345.6);
  const sign = (type: string) => parts.find((part) => part.type === type)?.value ?? "";
  const digits = Array.from({ length: 10 }, (_, k) => new Intl.NumberFormat(locale).format(k));
  let plain = text
    .replaceAll(sign("group"), "")
    .replace(sign("decimal"), ".")
    .replace(sign("minusSign"), "-");
  for (const [k, digit] of digits.entries()) plain = plain.replaceAll(digit, String(k));
  return Number(plain.replace(/[\s\u200e\u200f\u061c]/g, "").replace(/×10\^?|أس/, "e"));
}

const LOCALES = ["en", "de", "fr", "hi", "ar-EG", "de-CH", "ja"];
const whole = fc.oneof(
  fc.integer(),
  fc.maxSafeInteger(),
  fc.constantFrom(0, 999, 1000, 2 ** 31, 2 ** 53, 1e15 + 1),
);
const fraction = fc.oneof(
  fc.double({ min: -1e6, max: 1e6, noNaN: true }),
  fc.double({ min: 1e-5, max: 1, noNaN: true }),
  fc.double({ min: 1e6, max: 1e11, noNaN: true }),
);

/** The rounding stated for fractions: half a thousandth, or half of the sixth digit, whichever is less. */
function allowed(value: number): number {
  const sixth = 10 ** (Math.floor(Math.log10(Math.abs(value))) - 5);
  return 0.5000001 * Math.min(0.001, sixth);
}

describe("numbers", () => {
  test.each(LOCALES)("whole ones parse back exactly in %s", (locale) => {
    fc.assert(
      fc.property(whole, (value) => {
        expect(parse(numberFormat("number", locale)(value), locale)).toBe(value || 0);
      }),
    );
  });

  test.each(LOCALES)("fractions parse back to the rounding stated in %s", (locale) => {
    fc.assert(
      fc.property(fraction, (value) => {
        const back = parse(numberFormat("number", locale)(value), locale);
        if (value === 0) expect(Math.abs(back)).toBe(0);
        else expect(Math.abs(back - value)).toBeLessThanOrEqual(allowed(value));
      }),
    );
  });

  test("without a language are English without Intl", () => {
    fc.assert(
      fc.property(fc.oneof(whole, fraction), (value) => {
        const text = numberFormat()(value || 0);
        expect(text).toBe(exactNumber(value || 0));
        expect(text.replace("e", "E")).toBe(numberFormat("number", "en")(value || 0));
      }),
    );
  });

  test.each([
    [0.15000000000000002, "0.15"],
    [1234567.89, "1,234,567.89"],
    [-1234.5, "-1,234.5"],
    [12345678901, "12,345,678,901"],
    [1.5e-9, "1.5e-9"],
    [1e21, "1e+21"],
    [123456789012345.67, "123,456,789,012,345.67"],
    [0, "0"],
  ])("%d reads %s", (value, text) => expect(numberFormat()(value)).toBe(text));
});

describe("named formats", () => {
  test.each<[NumberFormat, string | undefined, number, string]>([
    ["bytes", undefined, 0, "0 bytes"],
    ["bytes", undefined, 1, "1 byte"],
    ["bytes", undefined, 512, "512 bytes"],
    ["bytes", undefined, 999_600, "1 MB"],
    ["bytes", undefined, 1_234_567, "1.23 MB"],
    ["bytes", "fr", 1_234_567, "1,23 Mo"],
    ["bytes", undefined, 2.5e18, "2,500 PB"],
    ["si", undefined, 0, "0"],
    ["si", undefined, 950, "950"],
    ["si", undefined, 1_234_567, "1.23M"],
    ["si", undefined, 999_999, "1M"],
    ["si", undefined, -4500, "-4.5k"],
    ["si", undefined, 0.0021, "2.1m"],
    ["si", undefined, 1.5e-6, "1.5µ"],
    ["percent", undefined, 0.12345, "12.3%"],
    ["percent", "de", 0.5, "50 %"],
    ["currency", undefined, 1234.5, "1,234.50"],
    ["currency EUR", "de", 1234.5, "1.234,50 €"],
    ["currency JPY", "en", 1234.5, "¥1,235"],
    [{ maximumFractionDigits: 1 }, undefined, 1234.56, "1,234.6"],
    [(value) => `<${value}>`, undefined, 3, "<3>"],
  ])("%o in %s writes %d as %s", (format, locale, value, text) => {
    expect(numberFormat(format, locale)(value).replace(/\s/g, " ")).toBe(text);
  });

  test("with a unit have three digits right, whatever the size", () => {
    const factors: Record<string, number> = {
      "": 1,
      k: 1e3,
      M: 1e6,
      G: 1e9,
      T: 1e12,
      P: 1e15,
      m: 1e-3,
      µ: 1e-6,
    };
    const size = fc.double({ min: 1e-5, max: 9e17, noNaN: true });
    fc.assert(
      fc.property(size, (value) => {
        const [, digits, prefix] = /^([\d.]+)(\D?)$/.exec(numberFormat("si")(value))!;
        expect(Math.abs((Number(digits) * factors[prefix!]!) / value - 1)).toBeLessThanOrEqual(0.00501);
        expect(Number(digits)).toBeLessThan(1000);
      }),
    );
  });

  test("are made once for the same options", () => {
    expect(numberFormat("bytes", "de")).toBe(numberFormat("bytes", "de"));
    expect(numberFormat({ style: "percent" })).toBe(numberFormat({ style: "percent" }));
  });

  test.each<[unknown, unknown, RegExp]>([
    ["byte", undefined, /^numberFormat: format must be "number", "bytes", .*, not "byte"/],
    [3, undefined, /format must be/],
    [{ style: "currency" }, undefined, /format must be/],
    ["currency euros", undefined, /format must be/],
    [[], undefined, /format must be/],
    [null, undefined, /format must be/],
    ["number", "not a tag", /^numberFormat: locale must be a language tag/],
    ["number", 3, /locale must be/],
  ])("%o in %o is refused", (format, locale, message) => {
    const act = () => numberFormat(format as "number", locale as string);
    expect(act).toThrow(MarquetryError);
    expect(act).toThrow(message);
  });

  test("options that no text can be made of are taken or refused, but never a bare error", () => {
    const cyclic: Record<string, unknown> = { maximumFractionDigits: 1 };
    cyclic["self"] = cyclic;
    const inherited = Object.create({ style: "percent" }) as Intl.NumberFormatOptions;
    expect(numberFormat({})(0.5)).toBe("0.5");
    expect(numberFormat(inherited)(0.5)).toBe("50%");
    expect(numberFormat({})(0.5)).toBe("0.5");
    expect(numberFormat(cyclic)(0.25)).toBe("0.3");
    expect(numberFormat({ minimumFractionDigits: 1, odd: 3n } as object)(2)).toBe("2.0");
    const throws = { toJSON: () => expect.fail("asked"), maximumFractionDigits: 0 };
    expect(numberFormat(throws as object)(1.2)).toBe("1");
    for (const refused of [3n, { maximumFractionDigits: 2n }, Symbol("odd"), { style: Symbol("odd") }]) {
      const act = () => numberFormat(refused as unknown as NumberFormat);
      expect(act).toThrow(MarquetryError);
      expect(act).toThrow(/^numberFormat: format must be/);
    }
  });

  test.each<[NumberFormat, string | undefined]>([
    ["number", undefined],
    ["number", "de"],
    ["percent", undefined],
    ["bytes", undefined],
    ["si", undefined],
    ["currency", undefined],
    ["currency EUR", "fr"],
    [{ maximumFractionDigits: 0 }, undefined],
    [{ maximumFractionDigits: 0, signDisplay: "auto" }, undefined],
    [{ maximumFractionDigits: 0, style: "percent" }, "sv"],
  ])("%o in %s writes nothing without a sign", (format, locale) => {
    const write = numberFormat(format, locale);
    for (const nothing of [0, -0]) expect(write(nothing)).toBe(write(0));
    expect(write(-0)).toMatch(/^\D?0/);
    const isWhole = typeof format === "object" || String(format).startsWith("currency");
    if (isWhole) expect(write(-0.0004)).toBe(write(0));
    expect(write(-12)).toMatch(/^[-−]/);
  });

  test("a function that gives no text is told with its number", () => {
    const format = (() => ({})) as unknown as (value: number) => string;
    expect(() => numberFormat(format)(7)).toThrow(/^format gave an object for 7, not a text/);
  });
});

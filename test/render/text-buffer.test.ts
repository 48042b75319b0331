import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { ascii, textBuffer, type TextBuffer } from "../../src/render/text-buffer.ts";

function written(write: (buffer: TextBuffer) => void): string {
  const buffer = textBuffer();
  write(buffer);
  return buffer.take();
}

const text = (value: string) => written((buffer) => buffer.text(value));
const decimal = (units: number, digits: number) => written((buffer) => buffer.decimal(units, digits));
const weight = (value: number) => written((buffer) => buffer.weight(value));

describe("numbers", () => {
  test.each([
    [0, 2, "0"],
    [-0, 2, "0"],
    [5, 2, "0.05"],
    [-5, 2, "-0.05"],
    [50, 2, "0.5"],
    [500, 2, "5"],
    [100, 0, "100"],
    [123456, 2, "1234.56"],
    [2 ** 31 - 1, 3, "2147483.647"],
    [2 ** 31, 3, "2147483.648"],
    [-(2 ** 40), 6, "-1099511.627776"],
    [5_000_000_000, 6, "5000"],
    [5_000_000_000, 0, "5000000000"],
  ])("%d units at %d digits are %s", (units, digits, expected) =>
    expect(decimal(units, digits)).toBe(expected),
  );

  test("any number comes out as it was rounded", () => {
    const units = fc.oneof(fc.integer(), fc.integer({ min: -(2 ** 45), max: 2 ** 45 }));
    fc.assert(
      fc.property(units, fc.integer({ min: 0, max: 6 }), (value, digits) => {
        const shown = decimal(value, digits);
        expect(shown).toMatch(/^-?(0|[1-9]\d*)(\.\d*[1-9])?$/);
        expect(shown).not.toBe("-0");
        expect(Number(shown).toFixed(digits)).toBe((value / 10 ** digits || 0).toFixed(digits));
      }),
    );
  });

  test.each([
    [0, "0"],
    [1, "1"],
    [999.9999, "1,000"],
    [1.23456, "1.23456"],
    [0.25, "0.25"],
    [0.001234567, "0.00123457"],
    [1e-9, "1e-9"],
    [1234, "1,234"],
    [1234.56, "1,234.56"],
    [99_999.99, "99,999.99"],
    [1_234_567.891, "1,234,567.891"],
    [3_000_000.25, "3,000,000.25"],
    [0.1 + 0.05, "0.15"],
    [1_234_567, "1,234,567"],
    [2_000_000_000, "2,000,000,000"],
    [4_772_070_123, "4,772,070,123"],
    [3.5e12, "3,500,000,000,000"],
    [2 ** 53, "9,007,199,254,740,992"],
    [1.5e21, "1.5e+21"],
  ])("the weight %d reads %s", (value, expected) => expect(weight(value)).toBe(expected));
});

describe("text", () => {
  test.each([
    [
      "<script>alert('x' & \"y\")</script>",
      "&lt;script&gt;alert(&#39;x&#39; &amp; &quot;y&quot;)&lt;/script&gt;",
    ],
    ["two\nlines\tand more", "two lines and more"],
    ["nul\u0000 bell\u0007 del\u007f next\u0085", "nul\ufffd bell\ufffd del\ufffd next\ufffd"],
    ["high \ud83d alone", "high \ufffd alone"],
    ["low \udc00 alone", "low \ufffd alone"],
    ["\ud83d", "\ufffd"],
    ["no character \uffff\ufffe", "no character \ufffd\ufffd"],
    ["é ß Ж שלום 漢字 👩‍👩‍👧 \u{10ffff}", "é ß Ж שלום 漢字 👩‍👩‍👧 \u{10ffff}"],
  ])("%j is written %j", (given, expected) => expect(text(given)).toBe(expected));

  test("any text reads back as what XML allows of it", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), (given) => {
        const shown = text(given);
        expect(shown).not.toMatch(/[<>"'\p{Cc}]|&(?!(amp|lt|gt|quot|#39);)/u);
        const back = shown.replace(
          /&(\w+|#39);/g,
          (_, name: string) => ({ amp: "&", lt: "<", gt: ">", quot: '"', "#39": "'" })[name]!,
        );
        const allowed = given
          .replace(/[\t\n\r]/g, " ")
          .replace(/[\p{Cc}\ud800-\udfff\ufffe\uffff]/gu, "\ufffd");
        expect(back).toBe(allowed);
      }),
      { numRuns: 200 },
    );
  });

  test.each([0, 1, 7, 8, 9, 16, 45])(
    "%d ASCII characters come out as they are, whatever follows",
    (length) => {
      const chunk = Array.from({ length }, (_, k) => String.fromCharCode(32 + (k % 95))).join("");
      const shown = written((buffer) => {
        for (let k = 0; k < 1000; k++) {
          buffer.raw(ascii(chunk));
          buffer.decimal(7, 0);
        }
      });
      expect(shown).toBe(`${chunk}7`.repeat(1000));
    },
  );

  test("a text longer than the buffer comes out whole, before and after others", () => {
    const long = "<abc".repeat(20_000);
    expect(written((buffer) => [1, 2].forEach(() => buffer.text(`x${long}`)))).toBe(
      `x${"&lt;abc".repeat(20_000)}`.repeat(2),
    );
  });

  test("the buffer is emptied in time under every kind of writing", () => {
    const shown = written((buffer) => {
      for (let k = 0; k < 2000; k++) {
        buffer.text("&é");
        buffer.decimal(k, 2);
        buffer.raw(ascii(";"));
      }
    });
    expect(shown.startsWith("&amp;é0;&amp;é0.01;")).toBe(true);
    expect(shown.endsWith("&amp;é19.99;")).toBe(true);
  });
});

describe("text of any script", () => {
  const anything = fc.array(fc.string({ unit: "binary", maxLength: 300 }), { maxLength: 40 });

  test("comes out as it was written, wherever the buffer is full", () => {
    fc.assert(
      fc.property(anything, fc.string({ unit: "binary" }), (parts, filling) => {
        const filled = filling.repeat(50_000 / Math.max(1, filling.length));
        const all = [...parts, filled, ...parts];
        const out = written((buffer) => all.forEach((part) => buffer.markup(part)));
        expect(out).toBe(all.join("").replace(/\p{Cs}/gu, "\ufffd"));
      }),
    );
  });

  test("a mark of byte order is kept, at the beginning of a piece too", () => {
    const buffer = textBuffer();
    for (let k = 0; k < 3; k++) {
      buffer.text("\ufeffa");
      expect(buffer.take()).toBe("\ufeffa");
    }
  });
});

import { darkTheme, PALETTES } from "marquetry";
import { expect, test } from "vitest";
import { marquetry } from "./support.ts";

const INPUT = "north/a,1234567\nnorth/b,2500000\nsouth/c,900000.5\n";

async function drawn(...flags: string[]): Promise<string> {
  const { code, out, err } = await marquetry(["draw", "-", "-q", ...flags], { stdin: INPUT });
  expect({ code, err }).toEqual({ code: 0, err: "" });
  return out;
}

test("titles stand in the picture, and name it for screen readers", async () => {
  const texts = [
    "--title",
    "Sales",
    "--subtitle",
    "by region",
    "--caption",
    "A remark",
    "--source",
    "Own books",
  ];
  const svg = await drawn(...texts);
  for (const [kind, text] of [
    ["title", "Sales"],
    ["subtitle", "by region"],
    ["caption", "A remark"],
    ["source", "Own books"],
  ])
    expect(svg).toMatch(new RegExp(`<text [^>]*class="${kind}"[^>]*>${text}</text>`));
  expect(svg).toContain('aria-label="Sales"');
  expect(await drawn()).not.toContain('class="title"');
});

test("a legend, a theme and a palette by their names", async () => {
  const svg = await drawn("--legend", "--theme", "dark");
  expect(svg).toContain('class="legend"');
  expect(svg).toContain(`fill="${darkTheme.background}"`);
  expect(svg).toContain(`fill="${darkTheme.text}"`);
  const own = await drawn("--legend", "--palette", "okabe-ito");
  expect(PALETTES["okabe-ito"]!.filter((colour) => own.includes(`fill="${colour}"`))).toHaveLength(2);
  expect(await drawn("--legend", "--palette", "#123456, teal")).toMatch(
    /fill="#123456"[^]*fill="teal"|fill="teal"[^]*fill="#123456"/,
  );
});

test("numbers are written as asked for", async () => {
  expect(await drawn()).toContain("north/b: 2,500,000<");
  expect(await drawn()).toContain("south/c: 900,000.5<");
  expect(await drawn("--locale", "de")).toContain("north/a: 1.234.567<");
  expect(await drawn("--number-format", "bytes")).toContain("north/a: 1.23 MB<");
  expect(await drawn("--number-format", "currency EUR", "--locale", "en")).toContain("south/c: €900,000.50<");
});

test.for([
  [["--theme", "drak"], 'must be one of light, dark, not "drak"; did you mean "dark"?'],
  [["--palette", "okabe"], 'colours with commas between them, not "okabe"'],
  [["--number-format", "byte"], 'not "byte"; did you mean "bytes"?'],
  [["--locale", "??"], 'must be a language tag, as "de" or "fr-CH", not "??"'],
] as const)("%o is refused", async ([flags, message]) => {
  const { code, err } = await marquetry(["draw", "-", ...flags], { stdin: INPUT });
  expect(code).toBe(2);
  expect(err).toContain(message);
});

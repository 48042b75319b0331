import { registerEngine, slice } from "marquetry";
import { expect, test } from "vitest";
import { folderWith, marquetry } from "./support.ts";

const INPUT = "a,3\nb,2\nc,1\n";

/** An engine that lays children side by side, as an object that spreads another engine. */
const COLUMNS = `
  const columns = (base, name) => ({ gap = 0 } = {}) => {
    if (typeof gap !== "number" || gap < 0) throw new RangeError("gap must not be " + typeof gap + " " + gap);
    return { ...base, name, description: "children side by side, " + gap + " apart", options: { gap } };
  };`;

test("a default function is given marquetry, and its engines are usable by name", async () => {
  const module = `${COLUMNS}
    export default async ({ slice, registerEngine }) => registerEngine("columnsOne", columns(slice(), "columnsOne"));`;
  const cwd = await folderWith({ "own.mjs": module, "in.csv": INPUT });
  const argv = ["--import", "own.mjs", "-e", "columns-one"];
  const drawn = await marquetry(["draw", "in.csv", "-q", ...argv], { cwd });
  expect(drawn).toMatchObject({ code: 0, err: "" });
  expect(drawn.out).toBe((await marquetry(["draw", "in.csv", "-q", "-e", "slice"], { cwd })).out);
  const measured = await marquetry(
    ["measure", "in.csv", "-q", "--import", "./own.mjs", "-e", "columnsOne,dice"],
    {
      cwd,
    },
  );
  expect(measured.out).toMatch(/^columnsOne +\d/m);
  const { out } = await marquetry(["engines", "--import", "own.mjs"], { cwd });
  expect(out).toMatch(/^columnsOne +children side by side, 0 apart\n(?: .*\n)+ +option gap \(default: 0\)$/m);
});

test("an object of factories is registered, with options by text", async () => {
  const module = `${COLUMNS}
    export const engines = { columnsTwo: (options) => columns(globalThis.sliceForTest, "columnsTwo")(options) };`;
  Object.assign(globalThis, { sliceForTest: slice() });
  const cwd = await folderWith({ "own.mjs": module });
  const argv = ["--import", "own.mjs", "-e", "columnsTwo", "--engine-option"];
  const draw = (setting: string) => marquetry(["draw", "-", "-q", ...argv, setting], { cwd, stdin: INPUT });
  expect(await draw("gap=3")).toMatchObject({ code: 0, err: "" });
  // What is neither a number nor true or false stays a text.
  for (const [text, type] of [
    ["true", "boolean"],
    ["false", "boolean"],
    ["1e3x", "string"],
    ["", "string"],
    ["-2", "number"],
  ])
    expect((await draw(`gap=${text}`)).err).toContain(`gap must not be ${type} ${text}\n`);
  expect(await draw("gpa=3")).toMatchObject({
    code: 2,
    err: expect.stringContaining('columnsTwo has no option "gpa"; its options are gap\n') as string,
  });
  const refused = await draw("gap=-3");
  expect(refused.err).toMatch(/^marquetry: engine columnsTwo failed: gap must not be number -3\n/);
  expect(refused.code).toBe(1);
});

test("a module may call registerEngine itself", async () => {
  const cwd = await folderWith({ "own.mjs": "" });
  const load = (): Promise<unknown> => {
    registerEngine("columnsThree", () => ({ ...slice(), name: "columnsThree" }));
    return Promise.resolve({});
  };
  const argv = ["draw", "-", "-q", "--import", "own.mjs", "-e", "columnsThree"];
  expect(await marquetry(argv, { cwd, stdin: INPUT, load })).toMatchObject({ code: 0, err: "" });
});

/** A module, and what is said of it. */
const BROKEN: readonly (readonly [what: string, module: string, message: RegExp])[] = [
  ["nothing registered", "export const engine = 1;", /own\.mjs: it registers no engine: export engines = \{/],
  ["an empty object", "export const engines = {};", /own\.mjs: it registers no engine/],
  ["no object of engines", "export const engines = 3;", /own\.mjs: what it exports as engines is no object/],
  ["no factory", "export const engines = { one: 3 };", /a function that makes the engine one, not 3/],
  ["a bad name", "export const engines = { 'a b': () => ({}) };", /letters, digits, - and _, not "a b"/],
  [
    "a factory that throws",
    "export const engines = { sad: () => { throw new Error('no luck'); } };",
    /own\.mjs: engine sad cannot be made: no luck\n/,
  ],
  [
    "a factory of something else",
    "export const engines = { other: () => 3 };",
    /own\.mjs: engine other cannot be made: .*not 3/,
  ],
  [
    "a function that throws",
    "export default () => { throw 'a text'; };",
    /own\.mjs: it cannot register its engines: a text\n/,
  ],
  ["a module that throws", "throw new Error('early');", /own\.mjs: it cannot be loaded: early\n/],
  ["no JavaScript", "export const engines = {", /own\.mjs: it cannot be loaded: /],
];

test.for(BROKEN)("%s is told with the file, before the input is read", async ([, module, message]) => {
  const cwd = await folderWith({ "own.mjs": module });
  for (const command of ["draw", "measure"]) {
    const { code, out, err } = await marquetry([command, "no-such-file", "--import", "own.mjs"], { cwd });
    expect(err).toMatch(message);
    expect(err).not.toMatch(/internal error|no-such-file/);
    expect({ code, out }).toEqual({ code: 1, out: "" });
  }
});

test("a module that is not there, and one that wants a marquetry that is not installed", async () => {
  const cwd = await folderWith({ "own.mjs": "" });
  expect(await marquetry(["engines", "--import", "none.mjs"], { cwd })).toEqual({
    code: 1,
    out: "",
    err: "marquetry: cannot read none.mjs: no such file or folder\n",
  });
  const missing = Object.assign(new Error("Cannot find package 'marquetry'"), {
    code: "ERR_MODULE_NOT_FOUND",
  });
  const load = (): Promise<unknown> => Promise.reject(missing);
  const { err } = await marquetry(["engines", "--import", "own.mjs"], { cwd, load });
  expect(err).toMatch(/'marquetry'; where marquetry is not installed, export a default function/);
});

test("an engine that breaks or lays out nonsense is blamed by name", async () => {
  const module = `export default ({ rectEngine, registerEngine }) => {
    const add = (name, divide) => registerEngine(name, () => rectEngine({ name, description: name, divide }));
    add("crashes", (room, weights) => weights.none.at(0));
    add("nonsense", (room, weights, first, end, cells) => cells.set(first, 0, 0, NaN, 1));
  };`;
  const cwd = await folderWith({ "own.mjs": module });
  for (const [engine, message] of [
    ["crashes", /^marquetry: engine crashes failed: .*undefined/],
    ["nonsense", /^marquetry: engine nonsense returned a cell of area NaN/],
  ] as const) {
    const argv = ["draw", "-", "-q", "--import", "own.mjs", "-e", engine];
    const { code, err } = await marquetry(argv, { cwd, stdin: INPUT });
    expect(err).toMatch(message);
    expect(code).toBe(1);
  }
});

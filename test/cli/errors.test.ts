import { join } from "node:path";
import { expect, test } from "vitest";
import { folderWith, marquetry } from "./support.ts";

const GOOD = "a,1\nb,2\n";

/** What is wrong, the input, what the message must say, further options. */
type Case = readonly [what: string, stdin: string | Uint8Array, message: RegExp, argv?: readonly string[]];

/** Malformed input: exit code 1, one message with the place. */
const INPUTS: readonly Case[] = [
  ["nothing", "", /^marquetry: stdin: it is empty\n$/],
  ["blank lines", " \n\n", /it is empty/],
  [
    "a comma too many in JSON",
    '{"a":1,\n "b":2,}',
    /stdin:2:8: expected a name in double quotes, but found "}"/,
  ],
  ["JSON cut off", '[{"a":1}', /stdin:1:9: expected "," or "]", but the text ends/],
  ["a list of numbers", "[1, 2]", /entry 1 of the list is not an object/],
  ["an empty list", "[]", /the list is empty/],
  ["a negative weight", '{"name":"r","children":[{"name":"x","value":-1}]}', /r\/x is -1/],
  [
    "a text for a weight",
    '{"name":"r","children":[{"name":"x","value":1},{"name":"y","value":"some"}]}',
    /r\/y is the string "some"/,
  ],
  [
    "a leaf without weight",
    '{"name":"r","children":[{"name":"x"},{"value":1}]}',
    /leaf r\/x has no weight: .* --weight/,
  ],
  [
    "no field that is surely the weight",
    '{"name":"r","children":[{"name":"x","foo":5,"bar":3},{"name":"y","foo":7,"bar":1}]}',
    /no leaf has a number called value, .*--weight.*"foo"/,
  ],
  ["a list where names are keys", '{"a":{"b":[1]}}', /root\/a\/b is a list/],
  ["a negative weight where names are keys", '{"a":{"b":-3}}', /root\/a\/b is -3/],
  ["weights all zero", '{"name":"r","children":[{"value":0}]}', /all weights under r are 0/],
  ["a ragged table", "path,value\na,1\nb\n", /stdin:3: 1 fields, but the header names 2/],
  ["a ragged list", "a,1\nb,2\nb,c,2\n", /stdin:3: 3 fields, but the first line has 2/],
  ["a quote left open", 'path,value\n"a\n\n,1\nb,2\n', /stdin:2: a quote is opened and never closed/],
  [
    "a place after a field of two lines",
    'path,value\n"a\nb",1\nc,x\n',
    /stdin:4: the weight "x" is not a number/,
  ],
  ["a negative weight in a list", "a,1\nb,-2\n", /stdin:2: the weight -2 is negative/],
  ["an infinite weight", "a,1\nb,1e999\n", /stdin:2: the weight 1e999 is too large/],
  ["a table with a header only", "path,value\n", /there are no rows in it/],
  [
    "no field of weights",
    "id,parent,mass,age\na,,1,2\n",
    /stdin:1: no field is called value.*--weight.*"mass"/,
  ],
  [
    "like ids",
    "id,parent,value\nr,,\na,r,1\na,r,2\n",
    /stdin:4: the id "a" is given twice; the first is on line 3/,
  ],
  ["an id left out", "id,parent,value\nr,,\n,r,1\n", /stdin:3: the row has no id/],
  [
    "a parent that does not exist",
    "id,parent,value\nr,,\na,x,1\n",
    /stdin:3: the parent "x" has no row of its own/,
  ],
  ["a circle", "id,parent,value\na,b,1\nb,a,1\n", /stdin: no root: each of .* is an ancestor of the others/],
  ["a leaf of a table without weight", "id,parent,value\nr,,\na,r,\n", /stdin:3: the leaf "a" has no weight/],
  ["like paths", "a/b,1\nc,1\na/b,2\n", /stdin:3: the path "a\/b" is there twice; --duplicates add/],
  [
    "a total below its parts",
    "40\tx/a\n3\tx\n",
    /the total of root\/x is 3, but its children weigh 40: --inner-weight own/,
  ],
  ["a line that is not of du", "4\ta/b\nnonsense\n", /stdin:2: not a line of du/, ["-f", "du"]],
  ["a line that is not of ls-tree", "nonsense\n", /stdin:1: not a line of `git ls-tree/, ["-f", "ls-tree"]],
  ["a line without a TAB", "4\ta\nb\n", /stdin:2: no TAB/, ["-f", "paths"]],
  ["a gzip file cut off", Uint8Array.of(0x1f, 0x8b, 8, 0), /not a whole gzip file/],
];

test.for(INPUTS)("%s: exit code 1 and the place", async ([, stdin, message, argv = []]) => {
  for (const command of ["draw", "measure"]) {
    const { code, out, err } = await marquetry([command, "-", ...argv], { stdin });
    expect(err).toMatch(message);
    expect(err).not.toMatch(/\n +at |internal error/);
    expect(out).toBe("");
    expect(code).toBe(1);
  }
});

/** A wrong command: exit code 2, the message and how to call the command. */
const COMMANDS: readonly (readonly [argv: string, message: RegExp])[] = [
  ["", /Usage: marquetry/],
  ["paint -", /unknown command 'paint'/],
  ["draw", /missing required argument 'input'/],
  ["draw - extra", /too many arguments/],
  ["draw - --wieght x", /unknown option '--wieght'\n\(Did you mean --weight\?\)/],
  ["draw - --size 0x10", /--size must be a width and a height, as 960x600, not "0x10"/],
  ["draw - --size wide", /--size .*not "wide"/],
  ["draw - --padding -1", /draw: --padding must be a number ≥ 0, not "-1"\n/],
  ["draw - --depth 1.5", /--depth must be a whole number ≥ 0, not "1.5"/],
  ["draw - --sort up", /--sort must be one of descending, none, not "up"/],
  ["draw - --format toml", /--format must be one of folder, json/],
  ["draw - --engine nope", /no engine "nope"; the engines are squarify, /],
  ["draw - --engine squarify --container circle", /squarify lays out rectangles/],
  ["draw - --container blob", /no container "blob": it is one of rectangle, square/],
  ["draw - --container 0,0;10,10;10,0;0,10", /the container crosses itself at \(5, 5\)/],
  ["draw - --container M0,0X", /there is no command X; at character 5, "X"/],
  [
    "draw - --engine squarify --container M0,0H9V9L4,3Z",
    /squarify lays out rectangles, so its container must be a box/,
  ],
  ["draw - --engine greedy --round", /round is for rectangles/],
  ["draw - --engine squarify --engine-option ratio=0", /ratio must be a number ≥ 1, not "0"/],
  [
    "draw - --engine squarify --engine-option depth=2",
    /squarify has no option "depth"; its options are ratio/,
  ],
  ["draw - --engine dice --engine-option ratio=2", /dice has no option "ratio"; it has none/],
  [
    "draw - --engine voronoi --engine-option sites=3",
    /sites cannot be given on the command line; those that can are effort, cuts/,
  ],
  ["draw - --engine gredy", /did you mean "greedy"\?/],
  ["draw - --engine-option ratio", /takes key=value/],
  ["draw - --separator=", /separator/],
  ["draw - -o picture.jpg", /ends in \.svg, \.png, .* or \.geojson, not picture\.jpg/],
  ["draw - --no-header --id 1 --weight 9 -f csv", /no field "9" \(--weight\); its fields are "1", "2"/],
  ["draw - --format folder", /stdin is not a folder/],
  ["measure - --engine squarify,nope", /no engine "nope"/],
  ["measure - --engine-option ratio=2", /--engine-option is for one engine/],
];

test.for(COMMANDS)("%s: exit code 2 and the usage", async ([argv, message]) => {
  const { code, out, err } = await marquetry(argv === "" ? [] : argv.split(" "), { stdin: GOOD });
  expect(err).toMatch(message);
  expect(err).toMatch(/usage: marquetry|Usage: marquetry/);
  expect(out).toBe("");
  expect(code).toBe(2);
});

test("a field named that does not exist is a wrong command", async () => {
  for (const stdin of ["path,value\na,1\n", '[{"path":"a","value":1}]']) {
    const { code, err } = await marquetry(["draw", "-", "--weight", "mass"], { stdin });
    expect(err).toMatch(/no field "mass" \(--weight\); its fields are "path", "value"/);
    expect(code).toBe(2);
  }
});

/** An input, a field that it cannot have, and how it is understood. */
const NO_FIELD: readonly (readonly [stdin: string, field: string, message: RegExp])[] = [
  ["1\ta/b\n1\ta\n", "weight", /--weight has no meaning here: stdin is read as sizes of du\n/],
  ["1\ta\n2\tb\n", "weight", /read as lines of weight TAB path\n/],
  ["a\nb\n", "id", /read as paths without weights/],
  ["a,1\nb,2\n", "weight", /no field "nonsense" \(--weight\); its fields are "1", "2"/],
  [
    "path,value\na,1\n",
    "children",
    /read as paths "path" weighed by "value"; --id, --weight, --levels can be/,
  ],
  ["id,parent,value\na,,1\n", "children", /--id, --parent, --weight, --label can be given\n/],
  ['{"a":{"b":1}}', "parent", /read as objects with names as keys; --weight can be given\n/],
  ['{"a":{"b":1}}', "weight", /stdin: no object has a key "nonsense" \(--weight\)\n/],
  [
    '{"children":[{"value":1}]}',
    "id",
    /--id has no meaning here: .*; --children, --weight, --label can be given/,
  ],
];

test.for(NO_FIELD)("%j cannot have a field for --%s", async ([stdin, field, message]) => {
  const { code, err } = await marquetry(["draw", "-", `--${field}`, "nonsense"], { stdin });
  expect(err).toMatch(message);
  expect(code).toBe(2);
});

test("a folder has no fields, and that is told before it is read", async () => {
  const readdir = () => Promise.reject(new Error("read"));
  const { code, err } = await marquetry(["draw", ".", "--weight", "size"], { fs: { readdir } });
  expect(err).toMatch(/--weight has no meaning here: \. is read as a folder\n/);
  expect(code).toBe(2);
});

test("a name that is empty is no input", async () => {
  for (const command of ["draw", "measure", "embed"]) {
    const { code, err } = await marquetry([command, ""]);
    expect(err).toMatch(/^marquetry: the name of the input is empty\nusage: /);
    expect(code).toBe(2);
  }
});

test("what is wrong with the command is told before the input is read", async () => {
  for (const argv of [
    "--container 0,0;10,10;10,0;0,10",
    "--engine strip -c hexagon",
    "--engine greedy --round",
  ]) {
    const { err } = await marquetry(["draw", "no-such-file", ...argv.split(" ")]);
    expect(err).not.toContain("no-such-file");
  }
});

test("files that are not there or that cannot be read", async () => {
  const cwd = await folderWith({ "a.csv": GOOD });
  expect(await marquetry(["draw", "b.csv"], { cwd })).toEqual({
    code: 1,
    out: "",
    err: "marquetry: cannot read b.csv: no such file or folder\n",
  });
  const open = () => Promise.reject(Object.assign(new Error("no"), { code: "EACCES" }));
  const { code, err } = await marquetry(["draw", "a.csv"], { cwd, fs: { open } });
  expect(err).toBe("marquetry: cannot read a.csv: permission denied\n");
  expect(code).toBe(1);
  expect((await marquetry(["draw", cwd, "-f", "csv"])).code).toBe(2);
});

test("control characters of the input never reach the terminal", async () => {
  const nasty = "\u001b]0;owned\u0007\u009b31m\u202ered\r\n";
  const inputs = [
    JSON.stringify({ name: nasty, children: [{ name: nasty, value: -1 }] }),
    JSON.stringify([{ [nasty]: 1 }]),
    `path,${JSON.stringify(nasty)}\na,1\n`,
    `${nasty.trim()},x\n`,
  ];
  for (const stdin of inputs) {
    const { err } = await marquetry(["draw", "-"], { stdin });
    // eslint-disable-next-line no-control-regex
    expect(err).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202e]/);
    expect(err).toMatch(/^marquetry: /);
  }
  for (const argv of [["draw", nasty], ["draw", "-", "-e", nasty], ["draw", "-", `--${nasty}`], [nasty]]) {
    // eslint-disable-next-line no-control-regex
    expect((await marquetry(argv)).err).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202e]/);
  }
});

test("--help, --version and help go to stdout with exit code 0", async () => {
  for (const argv of [
    ["--help"],
    ["draw", "--help"],
    ["measure", "-h"],
    ["engines", "--help"],
    ["help", "draw"],
  ]) {
    const { code, out, err } = await marquetry(argv);
    expect({ code, err }).toEqual({ code: 0, err: "" });
    expect(out).toMatch(/^Usage: marquetry/);
  }
  expect((await marquetry(["draw", "--help"])).out).toContain("Examples:");
  expect((await marquetry(["--version"])).out).toMatch(/^\d+\.\d+\.\d+\n$/);
});

test("JSON 300,000 levels deep, whole and cut off", { timeout: 60_000 }, async () => {
  const depth = 300_000;
  const stdin = `${'{"a":'.repeat(depth)}1${"}".repeat(depth)}`;
  const cwd = await folderWith({});
  const whole = await marquetry(["draw", "-", "--depth", "3", "-o", join(cwd, "deep.svg")], { stdin });
  expect(whole.code).toBe(0);
  const cut = await marquetry(["draw", "-"], { stdin: "[".repeat(depth) });
  expect(cut.err).toMatch(/stdin:1:300001: expected a value, but the text ends/);
});

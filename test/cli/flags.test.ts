import { optionTables } from "marquetry";
import { expect, test } from "vitest";
import { flagName, readText, textOptions } from "../../src/cli/flags.ts";
import { marquetry } from "./support.ts";

/** The commands, the functions of whose options they make flags, and what else they need to run. */
const COMMANDS = [
  ["draw", ["readTree", "layout", "toSVG"], "a,1\nb,2\n"],
  ["measure", ["readTree", "layout"], "a,1\nb,2\n"],
  [
    "embed",
    ["ultrametric.fromNewick", "embedUltrametric", "embeddingToSVG", "distancesToSVG"],
    "((a:1,b:1):1,c:2);",
  ],
] as const;

const FLAGS = COMMANDS.flatMap(([command, owners, stdin]) =>
  owners.flatMap((owner) => textOptions(owner).map((option) => ({ command, owner, stdin, ...option }))),
);

const ENGINES = Object.keys(optionTables)
  .filter((owner) => /^(squarify|strip|greedy|angular|slack|voronoi|orthoconvex)$/.test(owner))
  .flatMap((engine) => textOptions(engine).map((option) => ({ engine, ...option })));

type Described = (typeof FLAGS)[number]["option"];

/** Texts that the option allows and that it does not, if there are such. */
function samples(option: Described): { good: string; bad: string | undefined } {
  const texts = ["0.25", "1", "2", "de", ...(option.choices ?? []).map(String), "some"];
  const isGood = (text: string): boolean => option.allows(option.parse!(text));
  return { good: texts.find(isGood)!, bad: ["-1", "", "nonsense"].find((text) => !isGood(text)) };
}

/** How a flag is given a value, or turned the other way. */
function given(name: string, option: Described, text: string): string[] {
  const flag = flagName(name);
  if (!option.choices?.includes(true)) return [`${flag}=${text}`];
  return [option.usual === false ? flag : flag.replace("--", "--no-")];
}

test("there are flags of every kind", () => {
  expect(FLAGS.length).toBeGreaterThan(30);
  expect(ENGINES.length).toBeGreaterThan(8);
  for (const [command, owners] of COMMANDS) {
    const names = FLAGS.filter((flag) => flag.command === command).map(({ name }) => name);
    expect(new Set(names).size, command).toBe(names.length);
    for (const owner of owners) expect(textOptions(owner).length, owner).toBeGreaterThan(0);
  }
});

test.for(FLAGS)("$command takes $name of $owner, and refuses what it does not", async (flag) => {
  const { command, name, option, stdin } = flag;
  const { good, bad } = samples(option);
  const argv = [command, "-", "-q", ...(command === "measure" ? ["-e", "squarify"] : [])];
  const { code, err } = await marquetry([...argv, ...given(name, option, good)], { stdin });
  expect({ code, err }).toEqual({ code: 0, err: "" });
  if (bad === undefined || option.choices?.includes(true)) return;
  const refused = await marquetry([...argv, `${flagName(name)}=${bad}`], { stdin });
  expect(refused.err).toContain(
    `marquetry: ${command}: ${flagName(name)} must be ${option.takes}, not "${bad}"`,
  );
  expect(refused).toMatchObject({ code: 2, out: "" });
});

test.for(FLAGS)("the help of $command tells $name of $owner with its limits", async (flag) => {
  const { command, name, option, help, limits } = flag;
  const words = (text: string): string => text.replace(/\s+/g, " ");
  const out = words((await marquetry([command, "--help"])).out);
  const [written] = given(name, option, "");
  expect(help).not.toBe("");
  expect(out).toContain(written!.replace("=", " <"));
  expect(out).toContain(words(help));
  if (!option.choices?.includes(true) && limits !== "a text") expect(out).toContain(words(`(${limits})`));
});

test.for(ENGINES)(
  "$engine takes $name by text, lists it, and refuses what it does not",
  async (described) => {
    const { engine, name, option, help, limits } = described;
    const { good, bad } = samples(option);
    const draw = (text: string) =>
      marquetry(["draw", "-", "-q", "-e", engine, "--engine-option", `${name}=${text}`], {
        stdin: "a,1\nb,2\n",
      });
    expect(await draw(good)).toMatchObject({ code: 0, err: "" });
    const refused = await draw(bad!);
    expect(refused.err).toContain(`marquetry: ${engine}: ${name} must be ${option.takes}, not "${bad}"`);
    expect(refused).toMatchObject({ code: 2, out: "" });
    expect((await marquetry(["engines"])).out).toContain(`option ${name}: ${help} (${limits})`);
  },
);

test("an option reaches the function", async () => {
  const stdin = "a/b,1\na/c,2\nd,3\n";
  const draw = async (...argv: string[]): Promise<string> =>
    (await marquetry(["draw", "-", ...argv], { stdin })).out;
  expect(await draw("--font-family", "Georgia")).toContain('font-family="Georgia"');
  expect(await draw("--no-groups")).not.toContain('class="branch');
  expect(await draw("--ids", "none")).not.toContain(' id="');
  expect(await draw("--width", "100%")).toContain('width="100%"');
  expect(await draw("--padding-left", "40")).not.toBe(await draw("--padding-right", "40"));
  expect(await draw("--min-share", "0.4")).not.toBe(await draw());
  expect(await draw("--round")).not.toMatch(/ x="\d+\.\d/);
  expect(await draw("--separator", ";")).not.toBe(await draw());
});

test("only what a text can give is offered, and only that is asked for", () => {
  for (const owner in optionTables) {
    for (const { name, option, help } of textOptions(owner)) {
      expect(option.parse, name).toBeTypeOf("function");
      expect(option.takes, name).not.toContain("function");
      expect(help, `${owner} ${name}`).not.toBe("");
    }
  }
  expect(textOptions("voronoi").map(({ name }) => name)).toEqual(["effort", "cuts"]);
  expect(textOptions("layout").map(({ name }) => name)).not.toContain("engine");
});

test("what was meant is told where it can be guessed", () => {
  const [effort] = textOptions("greedy");
  expect(() => readText("greedy", "effort", effort!.option, "bset")).toThrow(
    expect.objectContaining({
      code: "bad-option",
      message: 'greedy: effort must be "fast", "balanced" or "best", not "bset"; did you mean "best"?',
    }),
  );
  expect(readText("greedy", "effort", effort!.option, "best")).toBe("best");
});

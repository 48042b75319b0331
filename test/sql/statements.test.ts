import { printRollUp, rollUp, sqlSource } from "marquetry/sql";
import { expect, it } from "vitest";

it("quotes names and texts for ClickHouse as it reads them", () => {
  const text = printRollUp(
    "clickhouse",
    {
      table: ["my db", "a`b\\"],
      path: "p`; DROP TABLE x --",
      separator: "'\\",
      into: ["my db", "out"],
      root: "it's",
    },
    2,
  );
  expect(text).toContain("FROM `my db`.`a\\`b\\\\` AS source");
  expect(text).toContain("`p\\`; DROP TABLE x --` AS marquetry_0");
  expect(text).toContain("splitByString('\\'\\\\', path)");
  expect(text).toContain("'it\\'s'");
  expect(text).toContain(
    "RENAME TABLE `my db`.`out` TO `my db`.`out_before`, `my db`.`out_draft` TO `my db`.`out`",
  );
});

it("sends a client of ClickHouse commands and questions apart, with texts bound by name", async () => {
  const asked: { query: string; query_params?: object }[] = [];
  const rows = [
    {
      id: "",
      name: "all",
      size: 3,
      leaves: 2,
      children: 2,
      n: 1,
      type: "UInt32",
      version: "24.8.1",
      depth: 0,
    },
  ];
  const client = {
    command: (task: { query: string }) => Promise.resolve(void asked.push(task)),
    query: (task: { query: string; query_params?: object }) => {
      asked.push(task);
      return Promise.resolve({ json: () => Promise.resolve(rows) });
    },
  };
  await rollUp(client, { table: "files", path: "path", weight: "bytes" });
  const commands = asked.filter((task) => !("format" in task)).map(({ query }) => query.split(" ")[0]);
  expect(new Set(commands)).toEqual(new Set(["CREATE", "INSERT", "DROP", "RENAME"]));
  expect(asked.some(({ query }) => query.includes("toDecimal128(`bytes`, 0)"))).toBe(true);
  const source = await sqlSource(client);
  await source.children("it's", { limit: 2, offset: 0, minShare: 0, signal: new AbortController().signal });
  expect(asked.at(-1)).toMatchObject({ query_params: { p1: "it's" } });
  expect(asked.at(-1)!.query).toContain("parent = {p1:String}");
});

it("names the least version of ClickHouse, and binds no texts where a server cannot", async () => {
  const asked: string[] = [];
  const clientOf = (version: string) => ({
    command: () => Promise.resolve(),
    query: ({ query }: { query: string }) => {
      asked.push(query);
      return Promise.resolve({ json: () => Promise.resolve([{ version, id: "", name: "all", size: 1 }]) });
    },
  });
  await expect(sqlSource(clientOf("1.1.54388"))).rejects.toMatchObject({
    code: "bad-input",
    message: "ClickHouse 18.16 or a later one is needed; this is 1.1.54388",
  });
  const source = await sqlSource(clientOf("18.16.1"));
  await source.children("it's \\", {
    limit: 2,
    offset: 0,
    minShare: 0,
    signal: new AbortController().signal,
  });
  expect(asked.at(-1)).toContain(String.raw`parent = 'it\'s \\'`);
});

import { lstatSync, promises } from "node:fs";
import { link, mkdir, symlink } from "node:fs/promises";
import { basename, join } from "node:path";
import { expect, test } from "vitest";
import { folderWith, marquetry, systemError, tooltips } from "./support.ts";

test("weighs files by size, and counts links and hard links not or once", async () => {
  const cwd = await folderWith({ "a/x": "12345", "a/y": "", b: "123" });
  await mkdir(join(cwd, "empty"));
  await symlink(cwd, join(cwd, "a", "loop"));
  await symlink("nowhere", join(cwd, "dangling"));
  await link(join(cwd, "a/x"), join(cwd, "z-again"));
  const { code, out, err } = await marquetry(["draw", "."], { cwd });
  expect(code).toBe(0);
  expect(tooltips(out)).toEqual(["b: 3", `${basename(cwd)}: 8`, "z-again: 5"]);
  expect(err.split("\n")).toEqual([
    "marquetry: .: 3 files, 8 bytes",
    "marquetry: .: 2 symbolic links not followed",
    "marquetry: .: 1 hard link to files counted already left out",
    "marquetry: .: no area for nodes of weight 0: 3 of 6",
    "",
  ]);
});

test("what cannot be read is told and counted, and the rest is drawn", async () => {
  const cwd = await folderWith({ "a/x": "12345", "locked/y": "1", gone: "1", b: "123" });
  const fs = {
    readdir: ((path: string, options: never) =>
      path.endsWith("locked")
        ? Promise.reject(systemError("EACCES"))
        : promises.readdir(path, options)) as never,
    lstatSync: ((path: string) => {
      if (path.endsWith("gone")) throw systemError("ENOENT");
      return lstatSync(path);
    }) as never,
  };
  const { code, out, err } = await marquetry(["draw", "."], { cwd, fs });
  expect(code).toBe(0);
  expect(tooltips(out)).toContain("b: 3");
  expect(tooltips(out)).not.toContain("gone: 1");
  expect(err).toContain(`cannot read ${join(cwd, "locked")}: permission denied`);
  expect(err).toContain(`cannot read ${join(cwd, "gone")}: no such file or folder`);
  expect(err).toContain("2 entries could not be read");
});

test("a folder that cannot be read at all is an error", async () => {
  const cwd = await folderWith({});
  const fs = { readdir: (() => Promise.reject(systemError("EACCES"))) as never };
  expect(await marquetry(["draw", "."], { cwd, fs })).toEqual({
    code: 1,
    out: "",
    err: "marquetry: cannot read .: permission denied\n",
  });
});

test("many unreadable entries are told shortly", async () => {
  const cwd = await folderWith(Object.fromEntries(Array.from({ length: 30 }, (_, k) => [`f${k}`, "1"])));
  const fs = {
    lstatSync: ((path: string) => {
      if (/f1?\d$/.test(path)) throw systemError("EIO");
      return lstatSync(path);
    }) as never,
  };
  const { err } = await marquetry(["draw", "."], { cwd, fs });
  expect(err.match(/cannot read/g)).toHaveLength(10);
  expect(err).toContain("and 10 more");
});

test("an empty folder has nothing to draw", async () => {
  const cwd = await folderWith({});
  const { code, err } = await marquetry(["draw", "."], { cwd });
  expect(err).toMatch(/nothing to lay out: all weights under .* are 0/);
  expect(code).toBe(1);
});

test("the picture does not depend on the order in which the file system lists", async () => {
  const cwd = await folderWith({ "a/x": "12", "a/y": "12", b: "12", "c/d/e": "12" });
  const reversed = async (path: string, options: never): Promise<unknown> =>
    (await promises.readdir(path, options)).reverse();
  const plain = await marquetry(["draw", "."], { cwd });
  expect(await marquetry(["draw", "."], { cwd, fs: { readdir: reversed as never } })).toEqual(plain);
});

test("progress shows on a terminal, after a second, and is taken away", async () => {
  const cwd = await folderWith({ "a/x": "12", "a/y": "12", b: "12" });
  let clock = 0;
  const slow = { cwd, now: () => (clock += 700) };
  const shown = await marquetry(["measure", "."], { ...slow, terminal: { stderr: true } });
  /* eslint-disable no-control-regex */
  expect(shown.err).toMatch(/\r\u001b\[K\d files?, \d+ bytes: /);
  expect(shown.err).toMatch(/\r\u001b\[Klaying out 5 nodes with greedy/);
  /* eslint-enable no-control-regex */
  expect(shown.err.endsWith("\r\u001b[K")).toBe(true);
  expect((await marquetry(["measure", "."], slow)).err).not.toContain("\u001b");
  expect((await marquetry(["measure", ".", "-q"], { ...slow, terminal: { stderr: true } })).err).toBe("");
  expect((await marquetry(["measure", "."], { cwd, terminal: { stderr: true } })).err).not.toContain(
    "\u001b",
  );
});

test("names that are no UTF-8 are kept apart, as bytes", async () => {
  const cwd = await folderWith({ "plain/x": "1" });
  const odd = Buffer.concat([Buffer.from(`${cwd}/`), Buffer.of(0x61, 0xff)]);
  await mkdir(odd);
  await promises.writeFile(Buffer.concat([odd, Buffer.from("/"), Buffer.of(0xfe)]), "12");
  await promises.writeFile(Buffer.concat([odd, Buffer.from("/"), Buffer.of(0xfd)]), "123");
  const { code, out } = await marquetry(["draw", ".", "-q"], { cwd });
  expect(code).toBe(0);
  expect(tooltips(out)).toEqual(
    expect.arrayContaining(["a\\xff/\\xfd: 3", "a\\xff/\\xfe: 2", "a\\xff: 5", "plain: 1"]),
  );
});

/** Input without an end: the same piece again and again, told how much was taken. */
function endless(start: string, byte: number): { stdin: AsyncGenerator<Uint8Array>; taken: () => number } {
  const chunk = new Uint8Array(2 ** 26).fill(byte);
  let taken = 0;
  async function* pieces(): AsyncGenerator<Uint8Array> {
    yield await Promise.resolve(new TextEncoder().encode(start));
    for (;;) {
      taken += chunk.length;
      yield await Promise.resolve(chunk);
    }
  }
  return { stdin: pieces(), taken: () => taken };
}

test("stdin is given up where the limit of what must be held whole is reached", async () => {
  const { stdin, taken } = endless('{ "children": [', 0x20);
  const { code, err } = await marquetry(["draw", "-"], { stdin });
  expect(err).toMatch(/longer than a text can be/);
  expect(code).toBe(1);
  expect(taken()).toBeLessThanOrEqual(2 ** 29 + 2 ** 26);
});

test("stdin is given up where it begins with nothing but zeros", async () => {
  const { stdin, taken } = endless("", 0);
  const { code, err } = await marquetry(["draw", "-"], { stdin });
  expect(err).toMatch(/blanks or zeros/);
  expect(code).toBe(1);
  expect(taken()).toBeLessThanOrEqual(2 ** 27);
});

test("files are coloured by their age, and folders by that of their newest file", async () => {
  const cwd = await folderWith({ "a/new": "12", "a/old": "12", b: "12" });
  const today = Date.UTC(2024, 0, 1);
  const day = 86_400;
  for (const [name, days] of [
    ["a/new", 1],
    ["a/old", 400],
    ["b", 30],
  ] as const)
    await promises.utimes(join(cwd, name), 0, today / 1000 - days * day);
  const { out, code } = await marquetry(["draw", ".", "-q", "--colour-by", "age", "--legend"], {
    cwd,
    today,
  });
  expect(code).toBe(0);
  for (const text of ["age of files", "1 day", "1 week", "1 year"]) expect(out).toContain(`>${text}<`);
  const colours = new Map(
    [...out.matchAll(/fill="(#[0-9a-f]{6})"[^>]*>\s*<title>([^:<]*):/g)].map(([, colour, name]) => [
      name,
      colour,
    ]),
  );
  expect(new Set([colours.get("a/new"), colours.get("a/old"), colours.get("b")]).size).toBe(3);
  const refused = await marquetry(["draw", "-", "-q", "--colour-by", "age"], { cwd, stdin: "a,1\nb,2\n" });
  expect([refused.code, refused.err]).toEqual([2, expect.stringContaining("--colour-by age is for folders")]);
});

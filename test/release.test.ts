import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { expect, it } from "vitest";

const ROOT = resolve(import.meta.dirname, "..");
const FILES = ["package.json", "package-lock.json", "CHANGELOG.md", "CITATION.cff"];

function release(...args: string[]): { status: number | null; out: string; err: string } {
  const { status, stdout, stderr } = spawnSync(process.execPath, [".ci/release.mjs", ...args], {
    cwd: ROOT,
    encoding: "utf8",
  });
  return { status, out: stdout, err: stderr };
}

const read = (): string[] => FILES.map((file) => readFileSync(resolve(ROOT, file), "utf8"));

it("a release that is only tried says what it would do, and writes nothing", () => {
  const before = read();
  const { status, out, err } = release("minor", "--dry-run");
  expect(err).toBe("");
  expect(status).toBe(0);
  expect(out).toContain("marquetry 0.1.0 → 0.2.0");
  expect(out).toMatch(/\.tgz: \d+ files, [\d.]+ MB, [\d.]+ MB unpacked/);
  for (const file of FILES) expect(out).toContain(file);
  expect(read()).toEqual(before);
});

it("a release needs a version", () => {
  const { status, err } = release("small", "--dry-run");
  expect(status).toBe(1);
  expect(err).toContain("patch|minor|major");
});

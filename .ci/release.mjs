/**
 * `npm run release -- patch|minor|major|VERSION [--dry-run]`: moves the unreleased section of the changelog under the
 * version, sets it in package.json, its lock and CITATION.cff, runs the gates, packs, and commits with a tag.
 * With `--dry-run` nothing is written but the pack, which goes to out/. Publishing is left to a hosted run, since
 * only that can vouch for where a package was made: it is told what to run.
 */
import { spawnSync } from "node:child_process";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";

const args = process.argv.slice(2);
const isDry = args.includes("--dry-run");
const [wanted] = args.filter((arg) => !arg.startsWith("--"));
const manifest = JSON.parse(readFileSync("package.json", "utf8"));
const version = next(manifest.version, wanted);
const today = new Date().toISOString().slice(0, 10);

const dirty = run("git", ["status", "--porcelain"]).trim();
if (dirty !== "" && !isDry) fail(`the working folder has changes:\n${dirty}`);
const tags = run("git", ["tag", "--list", `v${version}`]).trim();
if (tags !== "") fail(`there is a tag v${version}`);

const files = new Map();
files.set("CHANGELOG.md", changelog(readFileSync("CHANGELOG.md", "utf8")));
for (const file of ["package.json", "package-lock.json"])
  files.set(
    file,
    replaced(file, readFileSync(file, "utf8"), /"version": "[^"]*"/, `"version": "${version}"`),
  );
// The lock names it a second time, for the package at its root.
files.set(
  "package-lock.json",
  replaced(
    "package-lock.json",
    files.get("package-lock.json"),
    /("": \{\s+"name": "[^"]*",\s+"version": )"[^"]*"/,
    `$1"${version}"`,
  ),
);
files.set(
  "CITATION.cff",
  replaced("CITATION.cff", readFileSync("CITATION.cff", "utf8"), /^version: .*$/m, `version: ${version}`),
);

console.log(
  `${manifest.name} ${manifest.version} → ${version}, ${today}${isDry ? ", nothing is written" : ""}`,
);
for (const [file, text] of files) {
  console.log(`  ${file}`);
  if (!isDry) writeFileSync(file, text);
}
if (!isDry) run("npm", ["run", "ci"], "inherit");
mkdirSync("out", { recursive: true });
const [packed] = JSON.parse(
  run("npm", ["pack", "--json", "--pack-destination", "out", ...(isDry ? ["--dry-run"] : [])]),
);
console.log(
  `  ${packed.filename}: ${packed.entryCount} files, ${mega(packed.size)} MB, ${mega(packed.unpackedSize)} MB unpacked`,
);
if (!isDry) {
  run("git", ["commit", "-am", `Release ${version}`]);
  run("git", ["tag", "-a", `v${version}`, "-m", `${manifest.name} ${version}`]);
}
console.log(`then: git push --follow-tags, and in a hosted run: npm publish --provenance --access public`);

/** The version after this one. */
function next(now, step) {
  const [major, minor, patch] = now.split(".").map(Number);
  if (step === "major") return `${major + 1}.0.0`;
  if (step === "minor") return `${major}.${minor + 1}.0`;
  if (step === "patch") return `${major}.${minor}.${patch + 1}`;
  if (/^\d+\.\d+\.\d+(-[\w.]+)?$/.test(step ?? "")) return step;
  return fail("npm run release -- patch|minor|major|VERSION [--dry-run]");
}

/** The changelog with what is unreleased under the version. */
function changelog(text) {
  const heading = /^## .*unreleased$/im;
  const section = heading.exec(text);
  if (section === null) fail("CHANGELOG.md has no section that is unreleased");
  const rest = text.slice(section.index + section[0].length);
  if (!/^- /m.test(rest.split(/^## /m)[0])) fail("the unreleased section of CHANGELOG.md is empty");
  return text.replace(heading, `## ${version}, ${today}`);
}

function replaced(file, text, pattern, by) {
  if (!pattern.test(text)) fail(`${file} has no version`);
  return text.replace(pattern, by);
}

function run(command, list, stdio = "pipe") {
  const { status, stdout, stderr } = spawnSync(command, list, {
    encoding: "utf8",
    stdio,
    // npm is a script of the shell's on Windows.
    shell: process.platform === "win32" && command === "npm",
    maxBuffer: 1e9,
  });
  if (status !== 0) fail(`${command} ${list.join(" ")} ended with ${status}\n${stderr ?? ""}`);
  return stdout ?? "";
}

function mega(bytes) {
  return (bytes / 1e6).toFixed(2);
}

function fail(message) {
  console.error(message);
  process.exit(1);
}

import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";

const FOLDER = fileURLToPath(new URL("peers", import.meta.url));

/** Other libraries on the same inputs; what they need is installed into a folder of its own, once. */
export function peers(): void {
  if (!existsSync(`${FOLDER}/node_modules`)) run("npm", ["ci", "--no-audit", "--no-fund"]);
  run(process.execPath, ["run.mjs", ...process.argv.filter((arg) => arg === "--write")]);
}

function run(command: string, args: readonly string[]): void {
  // npm is a script of the shell's on Windows.
  const { status } = spawnSync(command, args, { cwd: FOLDER, stdio: "inherit", shell: command === "npm" });
  if (status !== 0) throw new Error(`${command} ${args.join(" ")} ended with ${status}`);
}

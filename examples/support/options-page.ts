import { optionTables, type DescribedOptions } from "marquetry";
import { mapSettings, mapSettingsHelp } from "../../src/element/settings.ts";
import { rollUpHelp, rollUpOptions, sqlSourceHelp, sqlSourceOptions } from "../../src/sql/options.ts";

/** The page docs/options.md: a table for each public function, of what its options take, their defaults and a line. */
export function optionsPage(): string {
  const element: DescribedOptions = { options: mapSettings, help: mapSettingsHelp };
  const sql: Readonly<Record<string, DescribedOptions>> = {
    rollUp: { options: rollUpOptions, help: rollUpHelp },
    sqlSource: { options: sqlSourceOptions, help: sqlSourceHelp },
  };
  const all = { ...optionTables, "`<marquetry-map>`": element, ...sql };
  const sections = Object.entries(all).map(([owner, { options, help }]) => {
    const rows = Object.entries(options).map(([name, { takes, usual }]) =>
      row([`\`${name}\``, takes, shown(usual), help[name] ?? ""]),
    );
    return [
      `## ${owner}`,
      "",
      row(["option", "takes", "default", "what it does"]),
      "|---|---|---|---|",
      ...rows,
      "",
    ];
  });
  return [HEAD, "", ...sections.flat()].join("\n");
}

const HEAD = `# Options

Every option of every function, from the tables by which the functions check what they are given. \`optionTables\` holds
the same as data, but for the element and for \`marquetry/sql\`, whose tables are the last. Where no default stands, there is none, or the function works it out. This page is made by
\`npm run docs\`.`;

function row(cells: readonly string[]): string {
  return `| ${cells.map((cell) => cell.replaceAll("|", "\\|")).join(" | ")} |`;
}

function shown(usual: unknown): string {
  if (usual === undefined) return "";
  if (typeof usual === "number" || typeof usual === "boolean") return `\`${usual}\``;
  return typeof usual === "function" ? "a function" : `\`${JSON.stringify(usual)}\``;
}

import { firstLines } from "./lists/lines.ts";

/** Files known by their first bytes, and what to do with them. */
const MAGIC: readonly (readonly [bytes: string, what: string])[] = [
  ["PK\x03\x04", "a ZIP archive or a document: unpack it, or give what unzip -l prints"],
  ["FEA1", "a Feather file of the first version: write it as Arrow"],
  ["\xd0\xcf\x11\xe0", "an old spreadsheet or document of Microsoft Office: save the sheet as CSV"],
  ["%PDF", "a PDF document"],
  ["\x89PNG", "a picture"],
  ["GIF8", "a picture"],
  ["\xff\xd8\xff", "a picture"],
  ["SQLite format 3", "a database of SQLite: export a table as CSV"],
  ["\x7fELF", "a program"],
  ["MZ", "a program"],
  ["BZh", "a file packed by bzip2: unpack it"],
  ["\xfd7zXZ", "a file packed by xz: unpack it"],
  ["\x28\xb5\x2f\xfd", "a file packed by zstd: unpack it"],
  ["7z\xbc\xaf", "an archive of 7-Zip: unpack it"],
  ["Obj\x01", "an Avro file: export it as JSON Lines"],
  ["\x1f\xa0", "a packed file: unpack it"],
];

/** What a binary file is, by its first bytes; undefined for one that may be text. */
export function foreignBytes(bytes: Uint8Array): string | undefined {
  const start = String.fromCharCode(...bytes.subarray(0, 16));
  const found = MAGIC.find(([magic]) => start.startsWith(magic));
  // Some words begin like programs; these have other bytes soon.
  if (found && (found[0].length > 2 || bytes.subarray(0, 512).includes(0))) return found[1];
  return undefined;
}

const YAML_LINE = /^\s*(?:- )*["']?[\w.$/ -]+["']?:(?:\s.*)?$|^\s*- \S|^---$/;
// eslint-disable-next-line no-control-regex
const CONTROL = /[\u0000-\u0008\u000e-\u001a\u001c-\u001f]/;

/** What a text is that looks like a format which is not read; undefined for one that may be. */
export function foreignText(text: string): string | undefined {
  const start = text.slice(0, 4000);
  const trimmed = start.trimStart();
  if (/^<(?:!doctype html|html|head|body)\b/i.test(trimmed))
    return "an HTML page, perhaps from a wrong address";
  if (/^<\?xml|^<!DOCTYPE|^<[a-z][\w:-]*[\s>/]/i.test(trimmed)) return "XML, which is not read";
  if (/^(?:null|true|false|-?\d+(?:\.\d+)?|"[^"]*")\s*$/.test(text.length < 1000 ? text.trim() : "x")) {
    return `only the value ${text.trim().slice(0, 40)}, not a tree`;
  }
  const body = text.endsWith("\0") ? start.replaceAll("\0", "\n") : start;
  if (CONTROL.test(body)) return "a binary file";
  const sample = firstLines(text);
  if (sample.filter((line) => /^(?:git )?diff --|^@@ /.test(line)).length > 0)
    return "a patch: git diff --numstat counts its lines";
  if (
    /^\[[\w .:-]+\]\s*$/.test(sample[0] ?? "") &&
    sample.slice(1, 4).some((line) => /^[\w.-]+\s*=/.test(line))
  )
    return "a file of settings (INI or TOML)";
  return undefined;
}

/** Whether lines are keys with values, or entries of lists, as in YAML. */
export function looksLikeYaml(text: string): boolean {
  const sample = firstLines(text);
  const isKey = (line: string): boolean => YAML_LINE.test(line) || /^\s*#/.test(line);
  return sample.some((line) => /^\s*(?:- )*["']?[\w.$/-]+["']?:(?:\s|$)/.test(line)) && sample.every(isKey);
}

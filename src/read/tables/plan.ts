import { badFile, badField, listFields } from "../faults.ts";
import { BACKSLASHES } from "../lists/lines.ts";
import { ownField, plain, usualField, USUAL } from "../fields.ts";
import type { FieldName, ReadSettings } from "../options.ts";
import { isMissing } from "../numbers.ts";
import { cellText, kindOf, type ColumnKind, type Table } from "./table.ts";

/** How a table is understood. Columns are counted from 0; no weight: each row weighs 1. */
export type Plan = {
  readonly weight: number | undefined;
  readonly note: string;
  readonly heeds: readonly FieldName[];
  /** What else is worth telling. */
  readonly notes: readonly string[];
  /** Columns that could be the weight, with the one that is. */
  readonly weights: readonly string[];
} & (
  | {
      readonly kind: "rows";
      readonly id: number;
      readonly parent: number;
      readonly label: number | undefined;
      readonly isEdges: boolean;
    }
  | { readonly kind: "paths"; readonly id: number; readonly separator: string }
  | { readonly kind: "levels"; readonly levels: readonly number[]; readonly repeats: string | undefined }
);

/** Fields of the other end, by the field of the parent. */
const CHILD_OF: Readonly<Record<string, readonly string[]>> = {
  source: ["target"],
  from: ["to"],
  parent: ["id", "child", "childid", "node", "key", "name", "label"],
  ppid: ["pid"],
  parents: ["ids", "id", "labels", "label", "names", "name"],
};

/** What tells of a row, but neither names it nor what it belongs to. */
const ASIDE =
  /^(?:notes?|comments?|remarks?|desc|description|url|link|e?mail|colou?r|date|timestamp|unit|units|source|currency|footnotes?|indicator.*|.*code|iso.*|alpha[23]|licen[cs]e|version|status|flag|symbol|metric|measure|created|modified|updated|age|tty|stat|start|started|ppid|pid|hash|sha|guid|uuid)$/;
/** Ids beside names, however they are written: user_id, userId, "Project ID". */
const ID_NAME = /(?:^|[\s_./-])(?:id|uuid|guid)s?$|[a-z](?:Id|ID)s?$/i;
/** What no group is called: dates and times, truths, hashes. */
const NO_GROUP =
  /^(?:\d{4}-\d\d(?:-\d\d)?(?:[T ].*)?|\d{1,2}[./]\d{1,2}[./]\d{2,4}(?: .*)?|\d{1,2}:\d\d(?::\d\d)?|true|false|yes|no|[0-9a-f]{12,64})$/i;
const PATH_LIKE =
  /^(?:path|paths|file|files|filename|filepath|fullpath|fullname|url|uri|dir|directory|folder|module|key)$/;
/** Columns of numbers that count nothing. */
const NO_AMOUNT =
  /^(?:id|ids|.*id|year|jahr|rank|index|no|nr|code|.*code|lat|latitude|lon|lng|long|longitude|month|day|zip|plz|level|depth|#|)$/;
/** Parts of a whole, which are weights where there are no others. */
const SHARE = /(?:%|percent|percentage|pct|share|anteil)$/;
const YEAR = /^(?:1[6-9]|2[01])\d\d$/;
const FLOW =
  /amount|cost|sales|revenue|spen[dt]|price|quantity|qty|hours|duration|expense|income|betrag|kosten|umsatz|montant|hits/;
const TIME = /^(?:year|jahr|date|month|quarter|day|time|timestamp|period|week)$/;

/** Finds out what the columns of a table mean. */
export function planTable(table: Table, settings: ReadSettings): Plan {
  const { fields, place } = table;
  const kinds = fields.map((_, k) => kindOf(table, k));
  const at = (name: string | undefined): number | undefined =>
    name === undefined ? undefined : fields.indexOf(name);
  const link = findLink(table, settings);
  const parent = findParent(fields, settings, place) ?? link?.parent;
  if (parent !== undefined) {
    const id = ownField(fields, "id", settings.id, place) ?? childField(fields, parent) ?? link?.id;
    if (id === undefined) throw missing(place, "id", fields);
    const weight = findWeight(table, kinds, settings, [parent, id]);
    const label =
      ownField(fields, "label", settings.label, place) ??
      usualField(fields, "label", (name) => name !== id && name !== parent);
    const by = weight.name === undefined ? "" : ` weighed by ${JSON.stringify(weight.name)}`;
    return {
      kind: "rows",
      id: at(id)!,
      parent: at(parent)!,
      label: at(label),
      isEdges: /^(?:source|from)$/.test(plain(parent)) || /^child/.test(plain(id)),
      weight: at(weight.name),
      note: `rows ${JSON.stringify(id)} with parent ${JSON.stringify(parent)}${by}`,
      heeds: ["id", "parent", "weight", "label"],
      notes: weight.notes,
      weights: amountsOf(fields, kinds, weight.name, [parent, id]),
    };
  }
  const levels = findLevels(table, kinds, settings);
  const separator = levels.length === 1 ? separatorOf(table, levels[0]!, settings) : undefined;
  const used = levels.map((column) => fields[column]!);
  const weight = findWeight(table, kinds, settings, used);
  if (
    weight.name === undefined &&
    separator === undefined &&
    settings.levels === undefined &&
    settings.id === undefined
  )
    throw missing(place, "weight", fields);
  const by = weight.name === undefined ? "" : ` weighed by ${JSON.stringify(weight.name)}`;
  const rest = {
    weight: at(weight.name),
    heeds: ["id", "weight", "levels"],
    notes: weight.notes,
    weights: amountsOf(fields, kinds, weight.name, used),
  } as const;
  if (separator !== undefined) {
    const note = `paths ${JSON.stringify(used[0])}${by}`;
    return { kind: "paths", id: levels[0]!, separator, note, ...rest };
  }
  // What flows may be added up over time; what stands, as a population, may not.
  const flows = weight.name !== undefined && FLOW.test(plain(weight.name));
  const repeats = flows ? undefined : fields.find((name) => TIME.test(plain(name)) && !used.includes(name));
  const note = `levels ${used.map((name) => JSON.stringify(name)).join(" > ")}${by}`;
  return { kind: "levels", levels, repeats, note, ...rest };
}

function findParent(fields: readonly string[], settings: ReadSettings, place: string): string | undefined {
  const own = ownField(fields, "parent", settings.parent, place);
  if (own !== undefined || settings.levels) return own;
  // "source" is as often where the figures come from: it is a parent only beside a "target".
  return usualField(fields, "parent", (name) => {
    if (settings.id !== undefined) return !/^(?:source|from)$/.test(plain(name));
    return childField(fields, name) !== undefined;
  });
}

function childField(fields: readonly string[], parent: string): string | undefined {
  const usual = CHILD_OF[plain(parent)];
  if (!usual) return usualField(fields, "id", (name) => name !== parent);
  for (const word of usual) {
    const found = fields.find((name) => plain(name) === word && name !== parent);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** Names of columns that lead upwards, in some languages. */
const UPWARDS =
  /parent|manager|boss|super|reports|eltern|vater|padre|madre|père|genitore|ouder|rodzic|родит|上级|父|親/i;

/** A column of ids, and one that leads upwards and holds nothing but such ids. */
function findLink(
  { fields, sample }: Table,
  settings: ReadSettings,
): { readonly id: string; readonly parent: string } | undefined {
  if (settings.levels || settings.id !== undefined || settings.parent !== undefined) return undefined;
  const column = (k: number): string[] => sample.map((row) => cellText(row[k]).trim());
  for (const [p, parent] of fields.entries()) {
    const ups = UPWARDS.test(parent) ? column(p).filter((cell) => !isMissing(cell)) : [];
    if (ups.length === 0 || ups.length === sample.length) continue;
    for (const [k, id] of fields.entries()) {
      const ids = new Set(column(k));
      if (k !== p && ids.size === sample.length && ups.every((up) => ids.has(up))) return { id, parent };
    }
  }
  return undefined;
}

interface Chosen {
  readonly name: string | undefined;
  readonly notes: readonly string[];
}

function findWeight(
  table: Table,
  kinds: readonly ColumnKind[],
  settings: ReadSettings,
  used: readonly string[],
): Chosen {
  const { fields, place } = table;
  const own = ownField(fields, "weight", settings.weight, place);
  if (own !== undefined) return { name: own, notes: [] };
  const numbers = fields.filter((name, k) => kinds[k] === "number" && !used.includes(name));
  // A column that should hold weights does so even if one of them is broken: that is told with its line.
  const usual =
    usualField(fields, "weight", (name) => numbers.includes(name) && !isTimes(table, fields.indexOf(name))) ??
    usualField(
      fields,
      "weight",
      (name) => !used.includes(name) && USUAL.weight.indexOf(plain(name) as "value") < 10,
    );
  // What programs count of files of code.
  const counted = ["blank", "comment"].every((word) => fields.some((name) => plain(name).startsWith(word)))
    ? fields.find((name) => plain(name) === "code")
    : undefined;
  const found = usual ?? counted;
  if (found !== undefined) return { name: found, notes: [] };
  const amounts = numbers.filter(
    (name) =>
      !NO_AMOUNT.test(plain(name)) && !SHARE.test(plain(name)) && !isTimes(table, fields.indexOf(name)),
  );
  // "2023 Budget" and "2024 Budget", or years alone.
  const years = numbers.filter((name) => yearOf(name) > 0);
  if (
    new Set(years.map(yearOf)).size === years.length &&
    years.length > 0 &&
    amounts.every((name) => yearOf(name) > 0)
  ) {
    const last = [...years].sort((a, b) => yearOf(b) - yearOf(a))[0]!;
    return {
      name: last,
      notes: years.length > 1 ? [`of ${years.length} years, ${last} is taken; weight names another`] : [],
    };
  }
  // "Logical Size" and "shallowSize" are sizes, and so is "Volume (size)".
  const sized = amounts.filter((name) => MAIN.test(lastWord(name)));
  if (sized.length > 0 && sized.every((name) => lastWord(name) === lastWord(sized[0]!)))
    return { name: sized[0], notes: [] };
  if (amounts.length === 1) return { name: amounts[0], notes: [] };
  const shares = numbers.filter((name) => SHARE.test(plain(name)));
  if (amounts.length === 0 && shares.length === 1) return { name: shares[0], notes: [] };
  if (amounts.length === 0) return { name: undefined, notes: ["there are no weights: each leaf weighs 1"] };
  throw missing(place, "weight", fields);
}

/** What most tables are about, where other words stand before it. */
const MAIN = /^(?:size|value|weight|amount|bytes|population|sales|revenue|budget|cost)$/;

function lastWord(name: string): string {
  const inside = /[([]([^)\]]*)[)\]]$/.exec(name.trim())?.[1];
  const bare = name.trim().replace(/\s*[([][^)\]]*[)\]]$/, "");
  const word = (text: string): string => (/[A-Z]?[^A-Z\s_.-]+$/.exec(text)?.[0] ?? "").toLowerCase();
  return inside !== undefined && MAIN.test(inside.toLowerCase()) ? inside.toLowerCase() : word(bare);
}

/** The year that a column is named by; 0 for none. */
function yearOf(name: string): number {
  if (YEAR.test(plain(name))) return Number(plain(name));
  const found = name.match(/(?<!\d)(?:19|20)\d\d(?!\d)/g) ?? [];
  return found.length === 1 ? Number(found[0]) : 0;
}

/** Whether numbers are seconds or milliseconds since 1970. */
function isTimes({ fields, sample }: Table, column: number): boolean {
  const cells = sample.map((row) => cellText(row[column])).filter((cell) => !isMissing(cell));
  return (
    TIME.test(plain(fields[column]!).replace(/updated|created/, "time")) &&
    cells.every((cell) => /^1\d{9}(?:\d{3})?$/.test(cell))
  );
}

/** The columns that could be weights, the one that is first. */
function amountsOf(
  fields: readonly string[],
  kinds: readonly ColumnKind[],
  taken: string | undefined,
  used: readonly string[],
): string[] {
  const others = fields.filter(
    (name, k) =>
      kinds[k] === "number" && name !== taken && !used.includes(name) && !NO_AMOUNT.test(plain(name)),
  );
  return taken === undefined ? [] : [taken, ...others];
}

function missing(place: string, option: "weight" | "id", fields: readonly string[]): Error {
  const usual = USUAL[option].slice(0, 4).join(", ");
  const advice = `name the one that holds the ${option} with the option ${option}`;
  return badFile(place, `no field is called ${usual} or the like: ${advice}; ${listFields(fields)}`);
}

/** The columns that name the levels, from the top down. */
function findLevels(table: Table, kinds: readonly ColumnKind[], settings: ReadSettings): number[] {
  const { fields, place } = table;
  if (settings.levels) {
    if (settings.levels.length === 0) throw badField(place, "levels", settings.levels, "there is no level");
    return settings.levels.map((name) => fields.indexOf(ownField(fields, "levels", name, place)!));
  }
  const own = ownField(fields, "id", settings.id, place) ?? ownField(fields, "label", settings.label, place);
  if (own !== undefined) return [fields.indexOf(own)];
  const isFree = (name: string): boolean => name !== settings.weight;
  const path = fields.find(
    (name) => PATH_LIKE.test(plain(name)) && isFree(name) && kinds[fields.indexOf(name)] === "text",
  );
  if (path !== undefined && plain(path) !== "key" && plain(path) !== "module") return [fields.indexOf(path)];
  const texts = [...fields.keys()].filter((k) => kinds[k] === "text" && isFree(fields[k]!));
  const files = texts.find((k) => holdsFiles(table, k));
  if (files !== undefined) return [files];
  const levels = texts.filter((k) => !ASIDE.test(plain(fields[k]!)) && !isUsualWeight(fields[k]!));
  const groups = levels.filter((k) => !ID_NAME.test(fields[k]!.trim()) && !isAside(table, k));
  if (levels.length > 0) return leafLast(table, groups.length > 0 ? groups : levels);
  if (texts.length > 0 && !isUsualWeight(fields[texts[0]!]!)) return [texts[0]!];
  // Names may be numbers, where the field says that it is a name.
  const name = usualField(
    fields,
    "path",
    (field) => isFree(field) && kinds[fields.indexOf(field)] === "number",
  );
  if (name === undefined) throw missing(place, "id", fields);
  return [fields.indexOf(name)];
}

/** Whether a column holds paths by what stands in it: nearly all of them deep, and each another. */
function holdsFiles({ fields, sample }: Table, column: number): boolean {
  const cells = sample.map((row) => cellText(row[column]));
  const deep = cells.filter((cell) => cell.includes("\\") || /^(?:\.{0,2}\/)?[^/\s]+\/\S*$/.test(cell));
  return (
    !ASIDE.test(plain(fields[column]!)) &&
    cells.length > 1 &&
    deep.length >= 0.8 * cells.length &&
    new Set(cells).size >= 0.9 * cells.length
  );
}

/** Whether a column holds dates, truths or hashes throughout. */
function isAside({ sample }: Table, column: number): boolean {
  const cells = sample.map((row) => cellText(row[column]).trim()).filter((cell) => !isMissing(cell));
  return cells.every((cell) => NO_GROUP.test(cell));
}

function isUsualWeight(name: string): boolean {
  return USUAL.weight.slice(0, 10).includes(plain(name) as "value");
}

/** Rows from which on columns show what they settle by more than chance. */
const MANY = 20;

/**
 * Columns that name groups stand before the one that names each row, which may have come first; behind others, what
 * they settle and others share is no level but told of them.
 */
function leafLast({ sample }: Table, levels: readonly number[]): number[] {
  const [first, ...rest] = levels as [number, ...number[]];
  const distinct = (...columns: readonly number[]): number =>
    new Set(sample.map((cells) => columns.map((k) => cellText(cells[k])).join("\0"))).size;
  const names = distinct(first);
  const isUnique = names === sample.length;
  const most = isUnique ? Math.max((2 * names) / 3, Math.min(names - 1, 6)) : names - 1;
  // Cities of one name lie in different states.
  const areNames = isUnique || (sample.length >= MANY && names >= 0.9 * sample.length);
  const groups = rest.filter((k) => distinct(k) <= (areNames && !isUnique ? names / 2 : most));
  if (areNames && groups.length > 0) return [...groups, first];
  if (groups.length > 0 && groups.length === rest.length && rest.every((k) => distinct(first, k) === names))
    return [...rest, first];
  return levels.filter((k, at) => {
    const above = levels.slice(0, at);
    const known = distinct(...above);
    if (at === 0 || sample.length < 3) return true;
    if (known === sample.length && sample.length >= MANY) return false;
    return distinct(k) >= known || distinct(...above, k) > known;
  });
}

/** What stands between the names where the texts of a column are paths; undefined for others. */
function separatorOf(table: Table, column: number, settings: ReadSettings): string | undefined {
  const { separator } = settings;
  const texts = table.sample.map((cells) => cellText(cells[column]));
  const isPlain = !texts.some((text) => text.includes("/") || text.includes("\\"));
  const mark = separator === "/" && isPlain && table.hasHeader ? markOf(texts) : undefined;
  return mark ?? (isPath(table, column, settings) ? separator : undefined);
}

/** Marks that stand between names. */
const MARKS = ["|", "::", "; ", ";", " > ", ">", ".", ":"];
/** Those that stand elsewhere too, as in numbers and times. */
const COMMON = /^[.:]$/;

/** The mark between names: what stands before the last one is a path in the column too, or what stands before the first is often the same. */
function markOf(texts: readonly string[]): string | undefined {
  const all = new Set(texts);
  return MARKS.find((mark) => {
    const deep = texts.filter((text) => text.includes(mark));
    if (deep.length < texts.length / 2 || deep.length === 0) return false;
    const known = deep.filter((text) => all.has(text.slice(0, text.lastIndexOf(mark))));
    if (known.length >= 0.9 * deep.length) return true;
    const tops = new Set(deep.map((text) => text.slice(0, text.indexOf(mark))));
    return !COMMON.test(mark) && deep.length === texts.length && tops.size <= texts.length / 2;
  });
}

/** Whether the texts of a column are paths. */
function isPath({ fields, sample, hasHeader }: Table, column: number, { separator }: ReadSettings): boolean {
  if (!hasHeader || PATH_LIKE.test(plain(fields[column]!)) || separator !== "/") return true;
  const isDeep = (text: string): boolean => text.includes(separator) || BACKSLASHES.test(text);
  const paths = sample.filter((cells) => isDeep(cellText(cells[column]))).length;
  return paths > 0 && paths >= sample.length / 2;
}

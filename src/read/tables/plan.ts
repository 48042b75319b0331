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
  | { readonly kind: "paths"; readonly id: number }
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
  const parent = findParent(fields, settings, place);
  if (parent !== undefined) {
    const id = ownField(fields, "id", settings.id, place) ?? childField(fields, parent);
    if (id === undefined) throw missing(place, "id", fields);
    const weight = findWeight(fields, kinds, settings, place, [parent, id]);
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
  const path = levels.length === 1 && isPath(table, levels[0]!, settings) ? levels[0] : undefined;
  const used = levels.map((column) => fields[column]!);
  const weight = findWeight(fields, kinds, settings, place, used);
  if (
    weight.name === undefined &&
    path === undefined &&
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
  if (path !== undefined)
    return { kind: "paths", id: path, note: `paths ${JSON.stringify(fields[path])}${by}`, ...rest };
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

interface Chosen {
  readonly name: string | undefined;
  readonly notes: readonly string[];
}

function findWeight(
  fields: readonly string[],
  kinds: readonly ColumnKind[],
  settings: ReadSettings,
  place: string,
  used: readonly string[],
): Chosen {
  const own = ownField(fields, "weight", settings.weight, place);
  if (own !== undefined) return { name: own, notes: [] };
  const numbers = fields.filter((name, k) => kinds[k] === "number" && !used.includes(name));
  // A column that should hold weights does so even if one of them is broken: that is told with its line.
  const usual =
    usualField(fields, "weight", (name) => numbers.includes(name)) ??
    usualField(
      fields,
      "weight",
      (name) => !used.includes(name) && USUAL.weight.indexOf(plain(name) as "value") < 10,
    );
  if (usual !== undefined) return { name: usual, notes: [] };
  const years = numbers.filter((name) => YEAR.test(plain(name)));
  if (years.length > 0) {
    const last = [...years].sort((a, b) => Number(plain(b)) - Number(plain(a)))[0]!;
    return {
      name: last,
      notes: years.length > 1 ? [`of ${years.length} years, ${last} is taken; weight names another`] : [],
    };
  }
  const amounts = numbers.filter((name) => !NO_AMOUNT.test(plain(name)));
  if (amounts.length === 1) return { name: amounts[0], notes: [] };
  if (amounts.length === 0) return { name: undefined, notes: ["there are no weights: each leaf weighs 1"] };
  throw missing(place, "weight", fields);
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

/** Whether a column holds dates, truths or hashes throughout. */
function isAside({ sample }: Table, column: number): boolean {
  const cells = sample.map((row) => cellText(row[column]).trim()).filter((cell) => !isMissing(cell));
  return cells.every((cell) => NO_GROUP.test(cell));
}

function isUsualWeight(name: string): boolean {
  return USUAL.weight.slice(0, 10).includes(plain(name) as "value");
}

/**
 * Columns that name groups stand before the one that names each row, which may have come first; behind others, what
 * they settle and others share is no level but told of them.
 */
function leafLast({ sample }: Table, levels: readonly number[]): number[] {
  const [first, ...rest] = levels as [number, ...number[]];
  const distinct = (...columns: readonly number[]): number =>
    new Set(sample.map((cells) => columns.map((k) => cellText(cells[k])).join("\0"))).size;
  const names = distinct(first);
  const most = names === sample.length ? (2 * names) / 3 : names - 1;
  const isLeaf = rest.length > 0 && rest.every((k) => distinct(k) <= most && distinct(first, k) === names);
  if (isLeaf) return [...rest, first];
  return levels.filter((k, at) => {
    const above = levels.slice(0, at);
    const known = distinct(...above);
    return at === 0 || sample.length < 3 || distinct(k) >= known || distinct(...above, k) > known;
  });
}

/** Whether the texts of a column are paths. */
function isPath({ fields, sample, hasHeader }: Table, column: number, { separator }: ReadSettings): boolean {
  if (!hasHeader || PATH_LIKE.test(plain(fields[column]!)) || separator !== "/") return true;
  const isDeep = (text: string): boolean => text.includes(separator) || BACKSLASHES.test(text);
  const paths = sample.filter((cells) => isDeep(cellText(cells[column]))).length;
  return paths > 0 && paths >= sample.length / 2;
}

import { nearest } from "../options/nearest.ts";
import { badField, listFields } from "./faults.ts";
import type { FieldName } from "./options.ts";

/** Names looked for where the user gives none, the likeliest first; in lower case without marks. */
export const USUAL = {
  weight: [
    "value",
    "values",
    "weight",
    "size",
    "count",
    "bytes",
    "amount",
    "total",
    "val",
    "sum",
    "loc",
    "population",
    "pop",
    "quantity",
    "qty",
    "area",
    "length",
    "filesize",
    "sizebytes",
    "sizeinbytes",
    "freq",
    "frequency",
    "hits",
    "lines",
    "sales",
    "revenue",
    "budget",
    "cost",
    "marketcap",
    "used",
    "memory",
    "rss",
    "obsvalue",
    "inhabitants",
    "price",
    "number",
    "n",
    "wert",
    "anzahl",
    "größe",
    "menge",
    "betrag",
    "taille",
    "valeur",
    "valor",
    "gewicht",
    "einwohner",
    "bevölkerung",
    "población",
    "população",
    "popolazione",
    "ludność",
    "население",
    "численность",
    "nüfus",
    "人口",
    "人数",
    "importe",
    "importo",
    "monto",
    "montant",
    "kwota",
    "belopp",
    "bedrag",
    "сумма",
    "金额",
    "金額",
    "cantidad",
    "quantité",
    "quantità",
    "quantidade",
    "antal",
    "aantal",
    "количество",
    "数量",
    "tamaño",
    "tamanho",
    "rozmiar",
    "grootte",
    "storlek",
    "размер",
    "大小",
    "valore",
    "wartość",
    "värde",
    "fläche",
    "kosten",
    "umsatz",
    "statements",
    "stmts",
    "duration",
    "salary",
    "time",
    "parsedsize",
    "statsize",
    "gzipsize",
    "resourcebytes",
    "$count",
    "$value",
    "$size",
    "$weight",
    "y",
  ],
  id: [
    "id",
    "ids",
    "child",
    "childid",
    "target",
    "to",
    "node",
    "key",
    "name",
    "labels",
    "label",
    "child_name",
    "uid",
  ],
  parent: [
    "parent",
    "parents",
    "parentid",
    "parentname",
    "ppid",
    "pid",
    "source",
    "from",
    "father",
    "parentkey",
    "parentuid",
  ],
  label: ["name", "names", "label", "labels", "title", "text", "command", "cmd"],
  path: ["path", "paths", "file", "filename", "filepath", "fullpath", "url", "name", "label", "id", "key"],
  children: [
    "children",
    "groups",
    "contents",
    "nodes",
    "items",
    "kids",
    "childs",
    "subtree",
    "_children",
    "dependencies",
    "values",
    "data",
  ],
} as const;

export type Role = keyof typeof USUAL;

/** Words for what is counted: where one heads a column, the first line is a header even if numbers stand in it. */
function headings(): ReadonlySet<string> {
  return new Set<string>([
    ...USUAL.id,
    ...USUAL.parent,
    ...USUAL.label,
    ...USUAL.path,
    ...USUAL.weight.filter((word) => word.length > 1),
    "country",
    "land",
    "pays",
    "país",
    "pais",
    "region",
    "continent",
    "city",
    "stadt",
    "ville",
    "state",
    "province",
    "category",
    "categorie",
    "kategorie",
    "type",
    "group",
    "class",
    "item",
    "product",
    "produkt",
    "company",
    "brand",
    "year",
    "jahr",
    "date",
    "month",
    "code",
    "department",
    "team",
    "sector",
    "industry",
    "species",
    "genus",
    "family",
    "order",
    "module",
    "package",
    "language",
    "nom",
    "nombre",
    "naam",
    "subject",
    "sex",
    "gender",
  ]);
}

const HEADINGS: ReadonlySet<string> = /* @__PURE__ */ headings();

/** Whether a cell is a word that stands over columns. */
export function isHeading(cell: string): boolean {
  const word = plain(cell);
  return HEADINGS.has(word) || HEADINGS.has(word.replace(/(?:name|code|id|s)$/, ""));
}

/** `Parent_ID`, `parent.id` and `parentId` are the same name, "Size (KB)" is "size", and "Betrag in €" is "betrag". */
export function plain(name: string): string {
  const bare = name
    .trim()
    .replace(/(.)\s*[([][^)\]]*[)\]]$/, "$1")
    .replace(/(.) (?:in|en|i|em) \S{1,5}$/, "$1");
  return bare.toLowerCase().replace(/[_\s.-]/g, "");
}

/** The field of that role with a usual name, if any is good. */
export function usualField(
  names: readonly string[],
  role: Role,
  isGood: (name: string) => boolean = () => true,
): string | undefined {
  for (const usual of USUAL[role]) {
    const found = names.find((name) => plain(name) === usual && isGood(name));
    if (found !== undefined) return found;
  }
  return undefined;
}

/** The field that the user names, which must exist. */
export function ownField(
  names: readonly string[],
  option: FieldName,
  wanted: string | undefined,
  place: string,
): string | undefined {
  if (wanted === undefined || names.includes(wanted)) return wanted;
  const meant = wanted.length > 2 ? nearest(wanted, names) : undefined;
  const help = meant === undefined ? listFields(names) : `did you mean ${JSON.stringify(meant)}?`;
  throw badField(place, option, wanted, `there is no field ${JSON.stringify(wanted)}`, help);
}

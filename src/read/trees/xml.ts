import { badFile } from "../faults.ts";
import { lineAndColumn } from "../json/json-place.ts";
import { GrowingNodes } from "../nodes.ts";
import { isNumeric, numberFormat, readWeight } from "../numbers.ts";
import type { ReadSettings } from "../options.ts";
import type { Input, Nodes, Reader } from "../reader.ts";
import { withoutTop } from "./outline.ts";

/** Tags, comments and the like, and text between them. */
const TOKEN =
  /<!--[^]*?-->|<!\[CDATA\[([^]*?)\]\]>|<\?[^]*?\?>|<!(?:[^[>]|\[[^\]]*\])*>|<(\/?)([\w:.-]+)((?:\s+[\w:.-]+\s*=\s*(?:"[^"]*"|'[^']*'))*)\s*(\/?)>|([^<]+)/gy;
const ATTRIBUTE = /([\w:.-]+)\s*=\s*(?:"([^"]*)"|'([^']*)')/g;
const ENTITIES: Readonly<Record<string, string>> = { lt: "<", gt: ">", amp: "&", quot: '"', apos: "'" };

/** Elements that are nodes of a tree: outlines of OPML, clades of phyloXML, what tree -X and mind maps write. */
const NODES = /^(?:outline|clade|node|directory|file|folder|dir|item)$/i;
const NAMES = ["text", "title", "name", "label"];
const WEIGHTS = ["size", "value", "weight", "count", "bytes", "_value"];

export const xml: Reader = {
  name: "xml",
  about: "trees in XML: OPML, phyloXML, tree -X, mind maps; leaves without a size weigh 1",
  claim: ({ text }) => {
    const start = text.slice(0, 20_000).trimStart();
    if (!/^<(?:\?xml|!DOCTYPE (?!html)|opml|phyloxml|tree|map)\b/i.test(start)) return "";
    return /<(?:opml|phyloxml|phy:phyloxml)\b|<(?:directory|node|folder)\s[^>]*(?:name|text)\s*=/i.test(start)
      ? 0.95
      : "";
  },
  read: readXml,
};

function readXml({ name, text }: Input, settings: ReadSettings): Nodes {
  const nodes = new GrowingNodes();
  const weights = new Map<number, string>();
  /** Elements that are open, with the row that each stands for or in. */
  const open: { readonly tag: string; readonly row: number; readonly isNode: boolean }[] = [];
  TOKEN.lastIndex = 0;
  const fail = (at: number, what: string): never => {
    throw badFile(`${name}:${lineAndColumn(text, at).join(":")}`, what);
  };
  for (let at = 0; at < text.length; at = TOKEN.lastIndex) {
    const found = TOKEN.exec(text);
    if (!found) return fail(at, "this is no tag of XML");
    const [, data, closes, tag, attributes, isEmpty, words] = found;
    const inner = open.at(-1);
    if (tag === undefined) {
      const shown = (data ?? decodeEntities(words ?? "")).trim();
      // The name of a clade is an element in it.
      if (
        inner &&
        !inner.isNode &&
        /^(?:\w+:)?name$/.test(inner.tag) &&
        shown !== "" &&
        open.at(-2)?.isNode === true
      )
        nodes.label[inner.row] ??= shown;
    } else if (closes === "/") {
      if (inner?.tag !== tag) return fail(at, `</${tag}> closes what is not open`);
      open.pop();
    } else {
      const isNode = NODES.test(tag.replace(/^\w+:/, ""));
      const row = isNode ? addNode(nodes, weights, inner?.row ?? 0, attributes!) : (inner?.row ?? 0);
      if (isEmpty !== "/") open.push({ tag, row, isNode });
    }
  }
  const left = open.at(-1);
  if (left) throw badFile(name, `<${left.tag}> is never closed`);
  if (nodes.parent.length === 1) throw badFile(name, "there is no tree in this XML");
  return weighed(nodes, weights, name, settings);
}

function addNode(
  nodes: GrowingNodes,
  weights: Map<number, string>,
  parent: number,
  attributes: string,
): number {
  const given = new Map<string, string>();
  for (const [, key, double, single] of attributes.matchAll(ATTRIBUTE))
    given.set(key!.toLowerCase(), decodeEntities(double ?? single ?? ""));
  const label = NAMES.map((key) => given.get(key)).find((value) => value !== undefined);
  const weight = WEIGHTS.map((key) => given.get(key)).find(
    (value) => value !== undefined && isNumeric(value),
  );
  const row = nodes.add(parent, label);
  if (weight !== undefined) weights.set(row, weight);
  return row;
}

function weighed(
  nodes: GrowingNodes,
  weights: ReadonlyMap<number, string>,
  name: string,
  { decimal }: ReadSettings,
): Nodes {
  const format = numberFormat(weights.values(), decimal);
  for (const [row, text] of weights) nodes.weight[row] = readWeight(text, format, () => name);
  const inner = new Set(nodes.parent);
  const isWeighed = [...weights.keys()].some((row) => !inner.has(row));
  for (const row of nodes.bareLeaves()) nodes.weight[row] = isWeighed ? 0 : 1;
  const note = isWeighed ? "a tree in XML with sizes" : "a tree in XML: each leaf weighs 1";
  return withoutTop(nodes).finish({ notes: [note, ...format.notes], otherwise: "sum", inDoubt: "sum" });
}

function decodeEntities(text: string): string {
  return text.replace(
    /&(?:#x([0-9a-f]+)|#(\d+)|(\w+));/gi,
    (whole, hex?: string, decimal?: string, word?: string) => {
      if (word !== undefined) return ENTITIES[word] ?? whole;
      const code = hex === undefined ? Number(decimal) : parseInt(hex, 16);
      return code <= 0x10ffff ? String.fromCodePoint(code) : whole;
    },
  );
}

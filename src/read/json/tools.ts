import { badFile } from "../faults.ts";
import { PathNodes } from "../nodes.ts";
import type { Reader } from "../reader.ts";
import { jsonReader } from "./json-reader.ts";
import { isItem, itemsOf, textOf, weightOf, type Item } from "./json-text.ts";
import { readJson } from "./json.ts";

/** The scripts of a page, in a report of Lighthouse or by themselves. */
function scriptsOf(value: unknown): readonly Item[] {
  if (!isItem(value)) return [];
  const report = isItem(value["lighthouseResult"]) ? value["lighthouseResult"] : value;
  const audits = isItem(report["audits"]) ? report["audits"] : {};
  const audit = audits["script-treemap-data"];
  return isItem(audit) && isItem(audit["details"]) ? itemsOf(audit["details"]["nodes"]) : [];
}

export const lighthouse: Reader = /* @__PURE__ */ jsonReader({
  name: "lighthouse",
  about: "a report of Lighthouse: the scripts of the page, weighed by bytes",
  claim: (value) => (scriptsOf(value).length > 0 ? 1 : ""),
  read: (value, input, settings) => {
    const children = scriptsOf(value);
    const nodes = readJson({ children }, input, { weight: "resourceBytes", ...settings });
    return { ...nodes, notes: ["scripts of Lighthouse, weighed by bytes", ...nodes.notes.slice(1)] };
  },
});

export const cargoBloat: Reader = /* @__PURE__ */ jsonReader({
  name: "cargo-bloat",
  about: "what cargo bloat --message-format json prints, weighed by bytes",
  claim: (value) =>
    isItem(value) &&
    "text-section-size" in value &&
    (Array.isArray(value["functions"]) || Array.isArray(value["crates"]))
      ? 1
      : "",
  read: (value, { name }) => {
    const { functions, crates } = value as Item;
    const nodes = new PathNodes({ separator: "\0", duplicates: "add" }, "/");
    for (const item of itemsOf(functions ?? crates)) {
      const path = [item["crate"], item["name"]].map(textOf).filter((part) => part !== undefined);
      nodes.add(path.join("\0"), weightOf(item["size"]) ?? 0, () => name);
    }
    if (nodes.isEmpty) throw badFile(name, "there are no functions in it");
    return nodes.finish({ notes: ["functions of cargo bloat, weighed by bytes"], innerWeight: "own" });
  },
});

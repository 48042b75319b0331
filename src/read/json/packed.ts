import { badFile } from "../faults.ts";
import type { Reader } from "../reader.ts";
import { jsonReader } from "./json-reader.ts";
import { bytesOf, isItem, listOf, textOf } from "./json-text.ts";

const KINDS = { Int32Array, Float64Array } as const;

export const packedMap: Reader = /* @__PURE__ */ jsonReader({
  name: "map",
  about: "a map packed by marquetry draw -o FILE.map",
  claim: (value) => (isItem(value) && value["marquetry"] === "map" && isItem(value["tree"]) ? 1 : ""),
  read: (value, { name }) => {
    const tree = isItem(value) && isItem(value["tree"]) ? value["tree"] : {};
    const [parent, weight, source] = [tree["parent"], tree["weight"], tree["source"]].map((given) =>
      arrayOf(given, name),
    ) as [ArrayLike<number>, ArrayLike<number>, ArrayLike<number>];
    const label = listOf(tree["label"]);
    const id = listOf(tree["id"]);
    if (parent.length === 0 || weight.length !== parent.length || source.length !== parent.length)
      throw badFile(name, "this packed map has no whole tree");
    const nameOf = (names: readonly unknown[]) => (row: number) => textOf(names[source[row]!]);
    return {
      parent,
      weight,
      lookup: { id: nameOf(id), label: (row) => nameOf(label)(row) ?? "(rest)" },
      notes: ["a packed map"],
      innerWeight: "sum",
    };
  },
});

/** Numbers whose bytes are a text in base64. */
function arrayOf(value: unknown, name: string): ArrayLike<number> {
  for (const [kind, Kind] of Object.entries(KINDS)) {
    const text = isItem(value) ? value[kind] : undefined;
    if (typeof text !== "string") continue;
    try {
      return new Kind(bytesOf(text).buffer);
    } catch {
      break;
    }
  }
  throw badFile(name, "this packed map has no whole tree");
}

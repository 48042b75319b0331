/**
 * A server that tells of a tree in parts, as the page of `marquetry serve` asks it, in thirty lines. Run it by
 * `npx tsx examples/rest-source.ts`; a page asks it as docs/billion-rows.md shows.
 */
import { readFileSync } from "node:fs";
import { createServer } from "node:http";
import { weightedTree, type LazyNode } from "marquetry";

const rows = JSON.parse(readFileSync(new URL("data/flare.json", import.meta.url), "utf8")) as Record<
  string,
  unknown
>[];
const tree = weightedTree.fromRows(rows, { weight: "size", label: "name" });

function nodeOf(i: number): LazyNode {
  return { id: tree.id(i), label: tree.label(i), weight: tree.weight[i]!, hasChildren: !tree.isLeaf(i) };
}

/** The heaviest children after so many, and one node for the others. */
function childrenOf(id: string, offset: number, limit: number): LazyNode[] {
  const i = tree.find(id);
  const count = i < 0 ? 0 : Math.max(0, tree.childCount[i]! - offset);
  const first = i < 0 ? 0 : tree.firstChild[i]! + offset;
  const family = Array.from({ length: Math.min(count, limit) }, (_, k) => nodeOf(first + k));
  if (count > limit) family.push({ id: `${id}/…`, weight: 0, others: count - limit });
  return family;
}

createServer(({ url }, response) => {
  const { pathname, searchParams: asked } = new URL(url ?? "/", "http://localhost");
  const number = (name: string, usual: number): number => Number(asked.get(name) ?? usual);
  const answer =
    pathname === "/root"
      ? nodeOf(0)
      : childrenOf(asked.get("id") ?? "", number("offset", 0), number("limit", 500));
  response.writeHead(200, { "content-type": "application/json", "access-control-allow-origin": "*" });
  response.end(JSON.stringify(answer));
}).listen(8080, "127.0.0.1", () => console.log("http://127.0.0.1:8080/root"));

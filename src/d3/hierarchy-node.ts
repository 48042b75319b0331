import type { TileNode } from "./tile.ts";

/** The user's datum of what a tree was made of, which may be a node of d3 around it. */
export function datumOf(data: unknown): unknown {
  return isHierarchyNode(data) ? data.data : data;
}

function isHierarchyNode(data: unknown): data is TileNode {
  return typeof data === "object" && data !== null && "data" in data && "depth" in data && "height" in data;
}

/** What a node is called in messages. */
export function nameOf(node: TileNode | null | undefined): string | undefined {
  if (typeof node !== "object" || node === null) return undefined;
  const { id } = node as { id?: unknown };
  const { name, label } = Object(node.data) as { name?: unknown; label?: unknown };
  return [name, label, id].find((text) => typeof text === "string");
}

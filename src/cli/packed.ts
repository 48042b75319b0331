import { packMap, type Partition } from "../index.ts";

/** A map whole, to be read again: typed arrays are texts of their bytes in base64, under the name of their kind. */
export function packedOf(map: Partition): string {
  const plain = (_: string, value: unknown): unknown =>
    ArrayBuffer.isView(value) ? { [kindOf(value)]: base64(value) } : value;
  return `${JSON.stringify({ marquetry: "map", ...packMap(map) }, plain)}\n`;
}

function kindOf(array: ArrayBufferView): string {
  return Object.prototype.toString.call(array).slice("[object ".length, -1);
}

function base64({ buffer, byteOffset, byteLength }: ArrayBufferView): string {
  return Buffer.from(buffer, byteOffset, byteLength).toString("base64");
}

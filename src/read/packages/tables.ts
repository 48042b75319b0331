import { openItems } from "../json/json.ts";
import type { Item } from "../json/json-text.ts";
import { Sheet } from "../tables/csv.ts";
import type { ReadSettings } from "../options.ts";
import type { Nodes } from "../reader.ts";
import { readBy, startsWith, type BytesReader } from "./package-reader.ts";

interface Hyparquet {
  readonly parquetReadObjects: (how: {
    readonly file: ArrayBuffer;
    readonly compressors?: unknown;
  }) => Promise<Item[]>;
}

export const parquet: BytesReader = {
  name: "parquet",
  about: "a Parquet file, by the package hyparquet",
  claims: (bytes) => startsWith(bytes, "PAR1"),
  read: (bytes, settings) =>
    readBy("hyparquet", settings, "Parquet", async ({ parquetReadObjects }: Hyparquet) => {
      const file = bytes.slice().buffer;
      // Only some files are packed in other ways than Snappy.
      const compressors = await readBy(
        "hyparquet-compressors",
        settings,
        "",
        (found: { readonly compressors: unknown }) => found.compressors,
      ).catch(() => undefined);
      const items = await parquetReadObjects({ file, ...(compressors !== undefined && { compressors }) });
      return readRows(items, settings);
    }),
};

interface Arrow {
  readonly tableFromIPC: (bytes: Uint8Array) => {
    readonly numRows: number;
    readonly schema: { readonly fields: readonly { readonly name: string }[] };
    readonly getChild: (name: string) => { readonly get: (row: number) => unknown } | null;
  };
}

/** How a stream of Arrow begins that is no file. */
const CONTINUATION = "\xff\xff\xff\xff";

export const arrow: BytesReader = {
  name: "arrow",
  about: "an Arrow or Feather file, or a stream of Arrow, by the package apache-arrow",
  claims: (bytes) => startsWith(bytes, "ARROW1") || startsWith(bytes, CONTINUATION),
  read: (bytes, settings) =>
    readBy("apache-arrow", settings, "Arrow", ({ tableFromIPC }: Arrow) => {
      const table = tableFromIPC(bytes);
      const columns = table.schema.fields.map(({ name }) => [name, table.getChild(name)] as const);
      const items = Array.from({ length: table.numRows }, (_, row) =>
        Object.fromEntries(columns.map(([name, column]) => [name, column?.get(row)])),
      );
      return readRows(items, settings);
    }),
};

function readRows(items: readonly Item[], settings: ReadSettings): Nodes {
  const table = openItems(items, settings.name, settings, (row) => `${settings.name}, row ${row}`);
  for (const [k, item] of items.entries()) table.row(item, k + 1);
  return table.end();
}

interface ReadExcel {
  readonly readSheet: (file: ArrayBuffer) => Promise<readonly (readonly unknown[])[]>;
}

export const xlsx: BytesReader = {
  name: "xlsx",
  about: "the first sheet of a workbook of Excel (.xlsx), by the package read-excel-file",
  claims: (bytes) => startsWith(bytes, "PK\x03\x04") && includes(bytes, "xl/workbook.xml"),
  read: (bytes, settings) =>
    readBy("read-excel-file/universal", settings, "an Excel workbook", async ({ readSheet }: ReadExcel) => {
      // Numbers are numbers there, whatever their cells look like.
      const sheet = new Sheet(settings.name, { ...settings, decimal: "." });
      for (const [k, row] of (await readSheet(bytes.slice().buffer)).entries()) {
        if (row.some((cell) => cell !== null)) sheet.add(row.map(sheetText), k + 1);
      }
      return sheet.end();
    }),
};

function sheetText(cell: unknown): string {
  if (typeof cell === "object" && cell !== null && "toISOString" in cell)
    return (cell as { toISOString(): string }).toISOString().slice(0, 10);
  return typeof cell === "string" || typeof cell === "number" || typeof cell === "boolean"
    ? String(cell)
    : "";
}

/** Whether some characters stand in bytes. */
function includes(bytes: Uint8Array, text: string): boolean {
  const first = text.charCodeAt(0);
  for (let at = bytes.indexOf(first); at >= 0; at = bytes.indexOf(first, at + 1))
    if (startsWith(bytes.subarray(at), text)) return true;
  return false;
}

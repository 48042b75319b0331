import { openItems, SAMPLE } from "../json/json.ts";
import type { Item } from "../json/json-text.ts";
import type { ReadSettings } from "../options.ts";
import { tooLong } from "../source.ts";
import { openSheet } from "../tables/csv.ts";
import { sampled, type RowTaker } from "../tables/table.ts";
import { checkArrowLengths } from "./arrow-lengths.ts";
import { readBy, startsWith, type BytesReader } from "./package-reader.ts";

interface Hyparquet {
  readonly parquetSchema: (metadata: ParquetMetadata) => {
    readonly children: readonly { readonly element: { readonly name: string } }[];
  };
  readonly parquetMetadataAsync: (file: ArrayBuffer) => Promise<ParquetMetadata>;
  readonly parquetReadObjects: (how: {
    readonly file: ArrayBuffer;
    readonly metadata: ParquetMetadata;
    readonly rowStart: number;
    readonly rowEnd: number;
    readonly columns: readonly string[];
    readonly compressors?: unknown;
  }) => Promise<Item[]>;
}

interface ParquetMetadata {
  readonly row_groups: readonly { readonly num_rows: bigint; readonly columns: readonly unknown[] }[];
}

/** Cells of a group of rows that are there at once. */
const MOST_CELLS = 1e8;

export const parquet: BytesReader = {
  name: "parquet",
  about: "a Parquet file, by the package hyparquet",
  claims: (bytes) => startsWith(bytes, "PAR1"),
  read: (bytes, settings) =>
    readBy("hyparquet", settings, "Parquet", async (package_: Hyparquet) => {
      const file = bytes.slice().buffer;
      // Only some files are packed in other ways than Snappy.
      const compressors = await readBy(
        "hyparquet-compressors",
        settings,
        "",
        (found: { readonly compressors: unknown }) => found.compressors,
      ).catch(() => undefined);
      const how = { file, metadata: await package_.parquetMetadataAsync(file), compressors };
      const names = package_.parquetSchema(how.metadata).children.map(({ element }) => element.name);
      const table = openRows(settings);
      let rowStart = 0;
      for (const { num_rows: rows, columns } of how.metadata.row_groups) {
        const rowEnd = rowStart + Number(rows);
        if (Number(rows) * columns.length > MOST_CELLS)
          throw new Error(`a group of ${rows} rows is more than can be read at once`);
        const items = Array.from({ length: rowEnd - rowStart }, (): Record<string, unknown> => ({}));
        // One after the other: where one fails as it begins, nobody waits for those begun before.
        for (const name of names) {
          const cells = await package_.parquetReadObjects({ ...how, columns: [name], rowStart, rowEnd });
          for (const [k, cell] of cells.entries()) Object.assign(items[k]!, cell);
        }
        for (const [k, item] of items.entries()) table.row(item, rowStart + k + 1);
        rowStart = rowEnd;
      }
      return table.end();
    }),
};

interface Arrow {
  readonly tableFromIPC: (bytes: Uint8Array) => {
    readonly numRows: number;
    readonly schema: { readonly fields: readonly { readonly name: string }[] };
    readonly getChild: (name: string) => { readonly get: (row: number) => unknown } | null;
  };
}

const ARROW_FILE = "ARROW1";
/** How a stream of Arrow begins that is no file. */
const CONTINUATION = "\xff\xff\xff\xff";

export const arrow: BytesReader = {
  name: "arrow",
  about: "an Arrow or Feather file, or a stream of Arrow, by the package apache-arrow",
  claims: (bytes) => startsWith(bytes, ARROW_FILE) || startsWith(bytes, CONTINUATION),
  read: (bytes, settings) =>
    readBy("apache-arrow", settings, "Arrow", ({ tableFromIPC }: Arrow) => {
      checkArrowLengths(bytes, startsWith(bytes, ARROW_FILE));
      const found = tableFromIPC(bytes);
      const columns = found.schema.fields.map(({ name }) => [name, found.getChild(name)] as const);
      const table = openRows(settings);
      for (let row = 0; row < found.numRows; row++)
        table.row(Object.fromEntries(columns.map(([name, column]) => [name, column?.get(row)])), row + 1);
      return table.end();
    }),
};

/** A table of objects, whose first ones tell its columns. */
function openRows(settings: ReadSettings): RowTaker<Item> {
  const placeOf = (row: number): string => `${settings.name}, row ${row}`;
  return sampled(SAMPLE, (first) =>
    openItems(
      first.map(({ row }) => row),
      settings.name,
      settings,
      placeOf,
    ),
  );
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
      checkUnpacked(bytes, settings);
      // Numbers are numbers there, whatever their cells look like.
      const sheet = openSheet(settings.name, { ...settings, decimal: "." });
      for (const [k, row] of (await readSheet(bytes.slice().buffer)).entries()) {
        if (row.some((cell) => cell !== null)) sheet.row(row.map(sheetText), k + 1);
      }
      return sheet.end();
    }),
};

/** Bytes of XML beyond which a workbook takes more memory than there is. */
const MOST_UNPACKED = 2 ** 28;

/** Refuses archives that a little text fills the memory with: what unpacks them takes as much as they state. */
function checkUnpacked(bytes: Uint8Array, { name, limit }: ReadSettings): void {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const most = Math.min(limit, MOST_UNPACKED);
  let end = bytes.length - 22;
  while (view.getUint32(end, true) !== END_OF_ARCHIVE) end--;
  let at = view.getUint32(end + 16, true);
  let sum = 0;
  for (let k = view.getUint16(end + 10, true); k > 0; k--) {
    sum += view.getUint32(at + 24, true);
    at += 46 + [28, 30, 32].reduce((length, field) => length + view.getUint16(at + field, true), 0);
  }
  if (sum > most) throw tooLong(name, most);
}

const END_OF_ARCHIVE = 0x06054b50;

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

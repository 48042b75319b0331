import { readdirSync, readFileSync } from "node:fs";
import { gunzipSync, gzipSync } from "node:zlib";
import { join } from "node:path";
import fc from "fast-check";
import { expect, test } from "vitest";
import { MarquetryError, validate, layout, squarify } from "marquetry";
import { readTree } from "../../src/subpaths/read.ts";
import { takeRecords } from "../../src/read/tables/records.ts";
import { numberFormat, parseNumber } from "../../src/read/numbers.ts";

const INPUTS = join(import.meta.dirname, "inputs");
const samples = readdirSync(INPUTS).map((file) => [file, readFileSync(join(INPUTS, file))] as const);

/** Files of packages, of which damage shows nothing of what it did; what gzip packs is damaged as it is unpacked. */
const inBytes = ["levels.arrow", "levels.arrows", "levels.parquet", "sheet.xlsx", "node.pb.gz"].map(
  (file) => {
    const bytes = readFileSync(join(INPUTS, file));
    return [file, file.endsWith(".gz") ? gunzipSync(bytes) : bytes] as const;
  },
);

/** Reads, and looks that what comes back is a tree that can be laid out, or an error that says where it is from. */
async function readsOrRefuses(input: string | Uint8Array, name: string): Promise<void> {
  try {
    const { tree, notes } = await readTree(input, { name });
    expect(notes.every((note) => note.length > 0)).toBe(true);
    expect(tree.weight.every((weight) => weight >= 0 && weight < Infinity)).toBe(true);
    if (tree.weight[0]! > 0 && tree.size < 500)
      expect(validate(layout(tree, { engine: squarify(), container: [100, 100] }))).toEqual([]);
  } catch (error) {
    expect(error).toBeInstanceOf(MarquetryError);
    expect((error as Error).message).toContain(name);
  }
}

test("any text and any bytes are read or refused", async () => {
  const text = fc.oneof(
    fc.string({ unit: "binary" }),
    fc.json(),
    fc.string({ unit: fc.constantFrom(...Array.from('a1,;\t\n" /.-:([{}])|#=x0')) }),
  );
  await fc.assert(
    fc.asyncProperty(text, fc.uint8Array({ maxLength: 60 }), async (string, bytes) => {
      await readsOrRefuses(string, "some");
      await readsOrRefuses(bytes, "some");
    }),
    { numRuns: 1500 },
  );
});

test("no text takes long for being monotonous", async () => {
  const signs = Array.from(" \t-=|│.,:;#*+0a/\\[({<\"'");
  for (const sign of signs) {
    for (const other of signs) {
      const line = `${sign.repeat(300)}${other.repeat(40)} x`;
      await readsOrRefuses(`${line}\n${line}\na 1\n`, "some");
    }
  }
});

test("inputs cut off, mixed up or with a byte changed are read or refused", async () => {
  const damage = fc.tuple(
    fc.constantFrom(...samples, ...inBytes, ...inBytes, ...inBytes),
    fc.nat(),
    fc.nat(255),
    fc.constantFrom("cut", "set", "drop", "double"),
  );
  await fc.assert(
    fc.asyncProperty(damage, async ([[, bytes], at, byte, how]) => {
      const place = at % (bytes.length + 1);
      const damaged = Uint8Array.from([
        ...bytes.subarray(0, place),
        ...(how === "set" ? [byte] : how === "double" ? bytes.subarray(place) : []),
        ...(how === "cut" ? [] : bytes.subarray(how === "double" ? place : place + 1)),
      ]);
      await readsOrRefuses(damaged, "some");
    }),
    { numRuns: 2000 },
  );
});

test("gzip changes nothing, nor do line ends, a mark of the byte order, or reading twice", async () => {
  for (const [file, bytes] of samples) {
    if (/utf16|1252|stray|arrow|parquet|xlsx|\.gz$/.test(file)) continue;
    const options = {
      name: file,
      ...(file === "no-header-levels.csv" && { header: false, levels: ["1", "2"], weight: "3" }),
    };
    if (file === "named-rows.csv") continue;
    const plain = await readTree(bytes, options);
    const again = await readTree(gzipSync(bytes), options);
    expect([...again.tree.weight]).toEqual([...plain.tree.weight]);
    if (!bytes.includes(0) && !bytes.includes("\r") && file !== "quoted-lines.csv") {
      const other = await readTree(`\ufeff${bytes.toString().replaceAll("\n", "\r\n")}`, options);
      expect([...other.tree.weight], file).toEqual([...plain.tree.weight]);
      expect(other.format).toBe(plain.format);
    }
  }
});

test("what comes in pieces is the same as what comes at once", async () => {
  const cuts = fc.array(fc.nat(4000), { maxLength: 6 });
  await fc.assert(
    fc.asyncProperty(fc.constantFrom(...samples), cuts, fc.boolean(), async ([name, bytes], at, isPacked) => {
      const whole = await readTree(bytes, { name }).catch((error: unknown) => String(error));
      const parts = pieces(isPacked && !name.endsWith(".gz") ? gzipSync(bytes) : new Uint8Array(bytes), at);
      const streams = [
        new ReadableStream<Uint8Array>({
          start: (controller) => {
            for (const part of parts) controller.enqueue(part);
            controller.close();
          },
        }),
        new Blob(parts),
        (async function* () {
          for (const part of parts) yield await Promise.resolve(part);
        })(),
      ];
      for (const stream of streams) {
        const read = await readTree(stream, { name }).catch((error: unknown) => String(error));
        if (typeof whole === "string" || typeof read === "string") expect(read).toBe(whole);
        else {
          expect(read.notes).toEqual(whole.notes);
          expect([...read.tree.weight]).toEqual([...whole.tree.weight]);
          expect(Array.from(read.tree.parent, (_, i) => read.tree.id(i))).toEqual(
            Array.from(whole.tree.parent, (_, i) => whole.tree.id(i)),
          );
        }
      }
    }),
    { numRuns: 300 },
  );
});

/** Lines in folders, of which more than a picture shows are summed up. */
async function* manyPaths(files: number): AsyncGenerator<string> {
  for (let k = 0; k < files; k += 10_000) {
    const lines = Array.from({ length: 10_000 }, (_, j) => `d${(k + j) % 7}/e${(k + j) % 1000}/f${k + j}\n`);
    yield await Promise.resolve(lines.join(""));
  }
}

test("more files than a picture shows are summed up in their folders", async () => {
  const { tree, notes } = await readTree(manyPaths(4_300_000), { limit: 2 ** 40 });
  expect(tree.weight[0]).toBe(4_300_000);
  expect(tree.size).toBe(1 + 7 + 7000);
  expect(notes.join()).toContain("what lies below 2 levels is summed up");
});

const cell = fc.string({ unit: fc.constantFrom(...Array.from('ab ,;"\n\r\t|é')), maxLength: 6 });

/** A text, cut at some places. */
function pieces<T extends string | Uint8Array>(text: T, cuts: readonly number[]): T[] {
  const places = [0, ...cuts.map((at) => at % (text.length + 1)).sort((a, b) => a - b), text.length];
  return places.slice(1).map((end, k) => text.slice(places[k], end) as T);
}

test("records are what was written, with the lines on which they begin", () => {
  fc.assert(
    fc.property(
      fc.array(fc.array(cell, { minLength: 2, maxLength: 4 }), { minLength: 1, maxLength: 6 }),
      fc.constantFrom(",", ";", "\t", "|"),
      fc.constantFrom("\n", "\r\n"),
      fc.array(fc.nat(60), { maxLength: 4 }),
      (rows, delimiter, end, cuts) => {
        const quoted = (value: string): string => `"${value.replaceAll('"', '""')}"`;
        const text = rows.map((row) => row.map(quoted).join(delimiter)).join(end);
        const found: (readonly string[])[] = [];
        const lines: number[] = [];
        const taker = takeRecords(delimiter, { name: "some", firstLine: 1 }, (cells, line) => {
          found.push(cells);
          lines.push(line);
        });
        for (const piece of pieces(text, cuts)) taker.take(piece);
        taker.end();
        expect(found).toEqual(rows);
        let line = 1;
        for (const [k, row] of rows.entries()) {
          expect(lines[k]).toBe(line);
          line += 1 + row.join("").split("\n").length - 1;
        }
      },
    ),
    { numRuns: 1000 },
  );
});

test("numbers are the same however they are written", () => {
  const amounts = fc.array(
    fc.nat({ max: 1e9 }).map((n) => n / 100),
    { minLength: 1, maxLength: 8 },
  );
  fc.assert(
    fc.property(amounts, fc.constantFrom("en-US", "de-DE", "fr-FR", "de-CH", "en-IN"), (values, locale) => {
      // Two decimals leave no doubt of which mark is which.
      const texts = values.map((value) => value.toLocaleString(locale, { minimumFractionDigits: 2 }));
      const format = numberFormat(texts, undefined);
      expect(texts.map((text) => parseNumber(text, format))).toEqual(values);
    }),
    { numRuns: 1000 },
  );
});

test("the limit holds for text, bytes and what gzip packs", async () => {
  const long = "a/b,1\n".repeat(1000);
  for (const input of [long, new TextEncoder().encode(long), gzipSync(long)]) {
    await expect(readTree(input, { limit: 100 })).rejects.toMatchObject({ code: "bad-file" });
  }
});

test("what is given is checked", async () => {
  await expect(readTree(5 as never)).rejects.toMatchObject({ code: "bad-input" });
  await expect(readTree("a,1", { fromat: "csv" } as never)).rejects.toThrow(/did you mean format\?/);
  await expect(readTree("a,1", { format: "cvs" })).rejects.toThrow(/did you mean "csv"\?/);
  await expect(readTree("name,value\na,1", { weight: "valeu" })).rejects.toThrow(/did you mean "value"\?/);
  await expect(readTree("a/b\nb/c\n", { weight: "x" })).rejects.toThrow(/option weight has no meaning here/);
  await expect(readTree(Uint8Array.of(97), { encoding: "no" })).rejects.toThrow(/encoding "no" is not known/);
});

test("chains become one node, whatever their length", async () => {
  const deep = `${"d/".repeat(3000)}x\t3\n${"d/".repeat(3000)}y\t4\n`;
  const { tree } = await readTree(deep, { collapse: true });
  expect(tree.size).toBe(3);
  expect(tree.label(0)).toBe("d/".repeat(3000).slice(0, -1));
  expect(tree.weight[0]).toBe(7);
  const kept = await readTree("9\tr/a\n5\tr/a/x/y\n", { collapse: true });
  expect([...kept.tree.weight]).toEqual([9, 5, 4]);
  expect(kept.tree.label(1)).toBe("x/y");
});

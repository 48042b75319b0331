import { readFileSync } from "node:fs";
import { gzipSync } from "node:zlib";
import { join } from "node:path";
import { expect, test } from "vitest";
import { readTree } from "../../src/subpaths/read.ts";

const input = (name: string): Buffer => readFileSync(join(import.meta.dirname, "inputs", name));

test("a workbook that states to unpack into more than memory holds is refused before it is unpacked", async () => {
  const bytes = Buffer.from(input("sheet.xlsx"));
  await expect(readTree(bytes)).resolves.toMatchObject({ format: "xlsx" });
  const entry = bytes.indexOf(Buffer.from("PK\x01\x02", "latin1"));
  bytes.writeUInt32LE(2 ** 31, entry + 24);
  await expect(readTree(bytes)).rejects.toThrow(/it is longer than 268435456 bytes/);
  await expect(readTree(input("sheet.xlsx"), { limit: bytes.length })).rejects.toThrow(/, the limit/);
});

test("YAML that names itself again and again, or that is too deep, is refused", async () => {
  const again = Array.from({ length: 30 }, (_, k) => `a${k + 1}: &a${k + 1} [*a${k}, *a${k}, *a${k}]`);
  const doubling = `a0: &a0 {x: 1}\n${again.join("\n")}\n`;
  const deep = `a: ${"[".repeat(50_000)}${"]".repeat(50_000)}\n`;
  for (const text of [doubling, deep])
    await expect(readTree(text, { name: "some.yaml" })).rejects.toMatchObject({ code: "bad-file" });
});

test("what gzip packs by far is read up to the limit", async () => {
  const bomb = gzipSync(Buffer.concat([Buffer.from([0x0a, 0x04, 0x08]), Buffer.alloc(4e7)]));
  expect(bomb.length).toBeLessThan(50_000);
  await expect(readTree(bomb, { limit: 1e6 })).rejects.toThrow(/longer than 1000000 bytes/);
});

/** A file of Arrow with a number of 32 bits written over what stands at a place. */
function damaged(at: number, value: number): Buffer {
  const bytes = Buffer.from(input("levels.arrow"));
  bytes.writeInt32LE(value, at);
  return bytes;
}

test("no damaged number in a file of Arrow is believed", async () => {
  const { length } = input("levels.arrow");
  const whole = await readTree(input("levels.arrow"));
  for (let at = 8; at < length - 4; at += 4) {
    for (const value of [0x7fffffff, -1, 0x00008080]) {
      const read = await readTree(damaged(at, value)).catch((error: unknown) => error);
      if (read instanceof Error) expect(read).toMatchObject({ name: "MarquetryError" });
      else expect((read as typeof whole).tree.size).toBeLessThan(10);
    }
  }
});

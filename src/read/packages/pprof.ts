import { badFile, badField, listFields } from "../faults.ts";
import { StackNodes } from "../json/profiles.ts";
import type { ReadSettings } from "../options.ts";
import type { Nodes } from "../reader.ts";
import { readBy, type BytesReader } from "./package-reader.ts";

type Numeric = number | bigint;

/** What of a profile is read; texts are numbers of those in its table. */
interface Profile {
  readonly sampleType: readonly { readonly type: Numeric; readonly unit: Numeric }[];
  readonly sample: readonly { readonly locationId: readonly Numeric[]; readonly value: readonly Numeric[] }[];
  readonly location: readonly {
    readonly id: Numeric;
    readonly line: readonly { readonly functionId: Numeric }[];
  }[];
  readonly function: readonly { readonly id: Numeric; readonly name: Numeric }[];
  readonly stringTable: { readonly strings: readonly string[] };
  readonly defaultSampleType: Numeric;
}

interface PprofFormat {
  readonly Profile: { readonly decode: (bytes: Uint8Array) => Profile };
}

export const pprof: BytesReader = {
  name: "pprof",
  about:
    "a profile of pprof (Go, Python, Node.js, Rust, C++), weighed by one of its kinds of samples, by the package pprof-format",
  // A kind of samples first: its length, and the number of the text that names it. No text has such bytes.
  claims: ([tag, length = 0, inner]) => tag === 0x0a && length >= 2 && length <= 24 && inner === 0x08,
  read: (bytes, settings) =>
    readBy("pprof-format", settings, "pprof", ({ Profile }: PprofFormat) =>
      readProfile(Profile.decode(bytes), settings),
    ),
};

function readProfile(profile: Profile, { name, weight: wanted }: ReadSettings): Nodes {
  const text = (at: Numeric): string => profile.stringTable.strings[Number(at)] ?? "";
  const kinds = profile.sampleType.map(({ type }) => text(type));
  const usual = text(profile.defaultSampleType);
  const kind = wanted ?? (kinds.includes(usual) ? usual : kinds.at(-1));
  if (kind === undefined) throw badFile(name, "there are no samples in this profile");
  const column = kinds.indexOf(kind);
  if (column < 0)
    throw badField(name, "weight", kind, `there are no samples ${JSON.stringify(kind)}`, listFields(kinds));
  const functions = new Map(profile.function.map(({ id, name: at }) => [Number(id), text(at)]));
  // Of functions put into others by the compiler, the innermost stands first.
  const frames = new Map(
    profile.location.map(({ id, line }) => [
      Number(id),
      line.map(({ functionId }) => Number(functionId)).reverse(),
    ]),
  );
  const stacks = new StackNodes();
  for (const { locationId, value } of profile.sample) {
    let row = 0;
    for (let k = locationId.length - 1; k >= 0; k--) {
      const at = Number(locationId[k]);
      const calls = frames.get(at) ?? [];
      for (const id of calls) row = stacks.open(row, id, functions.get(id) ?? `#${id}`);
      if (calls.length === 0) row = stacks.open(row, -1 - at, `#${at}`);
    }
    stacks.weigh(row, Math.max(0, Number(value[column] ?? 0)));
  }
  const unit = text(profile.sampleType[column]!.unit);
  return stacks.nodes.finish({
    notes: [`a profile of pprof, weighed by ${JSON.stringify(kind)}${unit === "" ? "" : ` in ${unit}`}`],
    heeds: ["weight"],
    weights: [kind, ...kinds.filter((other) => other !== kind)],
    innerWeight: "own",
  });
}

import { badFile } from "../faults.ts";
import type { ReadSettings } from "../options.ts";
import type { Claim, Input, Nodes, Reader } from "../reader.ts";

/** A reader of JSON of one kind. */
export interface JsonKind {
  readonly name: string;
  readonly about: string;
  readonly claim: (value: unknown) => Claim;
  readonly read: (value: unknown, input: Input, settings: ReadSettings) => Nodes;
}

/** Makes a reader of what reads a JSON value. */
export function jsonReader(kind: JsonKind): Reader {
  return {
    name: kind.name,
    about: kind.about,
    claim: ({ json }) => (json && "value" in json ? kind.claim(json.value) : ""),
    read: (input, settings) => kind.read(valueOf(input), input, settings),
  };
}

/** The JSON value of an input, or the error that says where it is none. */
export function valueOf({ json, text, name }: Input): unknown {
  if (!json) {
    const found = /\S/.exec(text)?.[0] ?? "";
    throw badFile(name, `a tree in JSON begins with { or [, not with ${JSON.stringify(found)}`);
  }
  if ("fault" in json) throw json.fault;
  return json.value;
}

import { looksLikeYaml } from "../foreign.ts";
import type { ReadSettings } from "../options.ts";
import type { Input, Nodes, Reader } from "../reader.ts";
import { readBy } from "./package-reader.ts";

interface Yaml {
  readonly parse: (text: string) => unknown;
}

/** A reader of YAML, whose values are read as those of JSON. */
export function yamlReader(
  readJson: (input: Input, settings: ReadSettings) => Nodes | Promise<Nodes>,
): Reader {
  return {
    name: "yaml",
    about: "YAML, read like JSON, by the package yaml",
    claim: ({ text }) => (looksLikeYaml(text) ? 0.6 : ""),
    read: (input, settings) =>
      readBy("yaml", settings, "YAML", async ({ parse }: Yaml) => {
        const nodes = await readJson({ ...input, json: { value: parse(input.text) } }, settings);
        return { ...nodes, notes: nodes.notes.map((note, k) => (k === 0 ? `YAML: ${note}` : note)) };
      }),
  };
}

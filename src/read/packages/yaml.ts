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
    claim: ({ name, text }) => {
      if (!looksLikeYaml(text)) return "";
      // Notes, settings and logs look like it too: it has to be said that it is.
      const isSaid = /\.ya?ml(?:\.gz)?$/i.test(name) || /^(?:---|%YAML)/.test(text);
      return isSaid
        ? 0.6
        : 'it may be YAML: say so by the option format, "yaml", or by a name that ends in .yaml';
    },
    read: (input, settings) =>
      readBy("yaml", settings, "YAML", async ({ parse }: Yaml) => {
        const nodes = await readJson({ ...input, json: { value: parse(input.text) } }, settings);
        return { ...nodes, notes: nodes.notes.map((note, k) => (k === 0 ? `YAML: ${note}` : note)) };
      }),
  };
}

import { numberFormat, type Partition } from "../index.ts";
import type { Drawing } from "./picture.ts";
import { ENGLISH, filled, type MapStrings } from "./strings.ts";

/** Control characters, which some fonts show as boxes and screen readers spell out. */
const CONTROLS = /\p{Cc}+/gu;

/** A text fit to be shown or read out: without control characters. */
export function plain(text: string): string {
  return text.replace(CONTROLS, " ").trim();
}

/** What the element says of nodes, in the language and the numbers of the page. */
export class Words {
  readonly strings: MapStrings;
  readonly #number: (value: number) => string;
  readonly #count: (value: number) => string;
  readonly #percent: (value: number) => string;

  constructor(strings: Partial<MapStrings>, { format, locale }: Pick<Drawing, "format" | "locale">) {
    this.strings = { ...ENGLISH, ...strings };
    this.#number = numberFormat(format, locale);
    this.#count = numberFormat("number", locale);
    this.#percent = numberFormat("percent", locale);
  }

  /** One of the texts. */
  say(name: keyof MapStrings, values: Readonly<Record<string, string | number>> = {}): string {
    return filled(this.strings[name], values);
  }

  /** A weight, or another value of the data, for people to read. */
  number(value: number): string {
    return this.#number(value);
  }

  /** So many of something: no bytes, whatever weights are. */
  count(value: number): string {
    return this.#count(value);
  }

  /** The label of a node, fit to be shown or read out. */
  name({ tree }: Partition, node: number): string {
    return plain(tree.label(node)) || this.strings.noName;
  }

  weight({ tree }: Partition, node: number): string {
    return this.#number(tree.weight[node]!);
  }

  /** What part of its parent, or of another node, a node weighs. */
  share({ tree }: Partition, node: number, whole: number = tree.parent[node]!): string {
    const total = tree.weight[Math.max(whole, 0)]!;
    return this.#percent(total > 0 ? tree.weight[node]! / total : 0);
  }

  /** A node as a screen reader says it. */
  sentence(map: Partition, node: number): string {
    const parent = map.tree.parent[node]!;
    const named = `${this.name(map, node)}, ${this.weight(map, node)}`;
    if (parent < 0) return named;
    return `${named}, ${this.say("share", { share: this.share(map, node), parent: this.name(map, parent) })}`;
  }
}

/** The nodes from the root, or from so many levels up, down to a node. */
export function wayTo({ tree }: Partition, node: number, most: number): number[] {
  const way: number[] = [];
  for (let v = node; v >= 0 && way.length < most; v = tree.parent[v]!) way.push(v);
  return way.reverse();
}

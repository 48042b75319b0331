import { badFile } from "../faults.ts";
import { GrowingNodes } from "../nodes.ts";
import type { Nodes, Reader } from "../reader.ts";
import { jsonReader } from "./json-reader.ts";
import { isItem, itemsOf, listOf, textOf, weightOf, type Item } from "./json-text.ts";

/** Stacks of frames, each found again by its parent and its frame. */
export class StackNodes {
  readonly nodes: GrowingNodes = new GrowingNodes();
  readonly #below: (Map<number, number> | undefined)[] = [];

  open(row: number, frame: number, label: string): number {
    const below = (this.#below[row] ??= new Map<number, number>());
    let child = below.get(frame);
    if (child === undefined) {
      child = this.nodes.add(row, label, 0);
      below.set(frame, child);
    }
    return child;
  }

  weigh(row: number, weight: number): void {
    const before = this.nodes.weight[row]!;
    this.nodes.weight[row] = (Number.isNaN(before) ? 0 : before) + weight;
  }
}

export const speedscope: Reader = /* @__PURE__ */ jsonReader({
  name: "speedscope",
  about: "a profile in the form of speedscope",
  claim: (value) =>
    isItem(value) &&
    isItem(value["shared"]) &&
    Array.isArray(value["shared"]["frames"]) &&
    Array.isArray(value["profiles"])
      ? 1
      : "",
  read: (value, { name }) => readSpeedscope(value as Item, name),
});

function readSpeedscope({ shared, profiles }: Item, name: string): Nodes {
  const frames = itemsOf(isItem(shared) ? shared["frames"] : []).map(
    (frame) => textOf(frame["name"]) ?? "(unknown)",
  );
  const stacks = new StackNodes();
  const all = itemsOf(profiles);
  for (const [k, profile] of all.entries()) {
    const top = all.length > 1 ? stacks.open(0, -1 - k, textOf(profile["name"]) ?? `profile ${k + 1}`) : 0;
    if (profile["type"] === "sampled") addSamples(profile, frames, stacks, top, name);
    else addEvents(profile, frames, stacks, top, name);
  }
  const unit = textOf(all[0]?.["unit"]);
  const by = unit === undefined || unit === "none" ? "time" : unit;
  return stacks.nodes.finish({ notes: [`a profile of speedscope, weighed by ${by}`], innerWeight: "own" });
}

function frameName(frames: readonly string[], frame: unknown, name: string): string {
  const found = typeof frame === "number" ? frames[frame] : undefined;
  if (found === undefined) throw badFile(name, `there is no frame ${JSON.stringify(frame)}`, frame);
  return found;
}

function addSamples(
  profile: Item,
  frames: readonly string[],
  stacks: StackNodes,
  top: number,
  name: string,
): void {
  const weights = listOf(profile["weights"]);
  for (const [k, stack] of listOf(profile["samples"]).entries()) {
    let row = top;
    for (const frame of listOf(stack))
      row = stacks.open(row, frame as number, frameName(frames, frame, name));
    stacks.weigh(row, weightOf(weights[k] ?? 1) ?? 0);
  }
}

function addEvents(
  profile: Item,
  frames: readonly string[],
  stacks: StackNodes,
  top: number,
  name: string,
): void {
  const open = [top];
  let before = weightOf(profile["startValue"]) ?? 0;
  for (const event of itemsOf(profile["events"])) {
    const at = typeof event["at"] === "number" ? event["at"] : before;
    // What passes with no frame open is nobody's time.
    if (open.length > 1) stacks.weigh(open.at(-1)!, Math.max(0, at - before));
    before = at;
    if (event["type"] === "O") {
      const { frame } = event;
      open.push(stacks.open(open.at(-1)!, frame as number, frameName(frames, frame, name)));
    } else if (open.length > 1) open.pop();
  }
}

export const cpuProfile: Reader = /* @__PURE__ */ jsonReader({
  name: "cpuprofile",
  about: "a .cpuprofile of V8 (node --cpu-prof, Chromium), weighed by time",
  claim: (value) =>
    isItem(value) && itemsOf(value["nodes"]).some((node) => isItem(node["callFrame"])) ? 1 : "",
  read: (value, { name }) => readCpuProfile(value as Item, name),
});

function readCpuProfile(profile: Item, name: string): Nodes {
  const list = itemsOf(profile["nodes"]);
  const rows = new Map<unknown, number>(list.map((node, k) => [node["id"], k]));
  const parent = new Int32Array(list.length).fill(-1);
  for (const [k, node] of list.entries()) {
    for (const id of listOf(node["children"])) {
      const child = rows.get(id);
      if (child === undefined) throw badFile(name, `there is no node ${JSON.stringify(id)}`, id);
      parent[child] = k;
    }
    // Chromium names parents instead.
    const up = rows.get(node["parent"]);
    if (up !== undefined) parent[k] = up;
  }
  const { weight, isTimed } = selfTimes(profile, list, rows);
  const label = list.map(labelOf);
  const note = `a profile of V8, weighed by ${isTimed ? "microseconds" : "samples"}`;
  return {
    parent,
    weight,
    lookup: { label: (k) => label[k], data: (k) => list[k] },
    notes: [note],
    innerWeight: "own",
  };
}

export const heapProfile: Reader = /* @__PURE__ */ jsonReader({
  name: "heapprofile",
  about:
    "a .heapprofile of V8 (node --heap-prof, Chromium): functions, weighed by the bytes that they allocate",
  claim: (value) => (isItem(value) && isItem(value["head"]) && isItem(value["head"]["callFrame"]) ? 1 : ""),
  read: (value) => {
    const { head } = value as { readonly head: Item };
    const nodes = new GrowingNodes(labelOf(head));
    const open: [item: Item, row: number][] = [[head, 0]];
    for (let k = 0; k < open.length; k++) {
      const [item, row] = open[k]!;
      nodes.weight[row] = weightOf(item["selfSize"]) ?? 0;
      for (const child of itemsOf(item["children"])) open.push([child, nodes.add(row, labelOf(child))]);
    }
    return nodes.finish({ notes: ["a heap profile of V8, weighed by bytes allocated"], innerWeight: "own" });
  },
});

/** What each node takes itself. */
function selfTimes(
  profile: Item,
  list: readonly Item[],
  rows: ReadonlyMap<unknown, number>,
): { readonly weight: Float64Array; readonly isTimed: boolean } {
  const samples = listOf(profile["samples"]);
  const deltas = listOf(profile["timeDeltas"]);
  const weight = new Float64Array(list.length);
  const isTimed = samples.length > 0 && deltas.length > 0;
  if (!isTimed) list.forEach((node, k) => void (weight[k] = weightOf(node["hitCount"]) ?? 0));
  else {
    for (const [k, id] of samples.entries()) {
      const row = rows.get(id);
      // A clock that went back gives less than nothing.
      if (row !== undefined) weight[row]! += Math.max(0, weightOf(deltas[k]) ?? 0);
    }
  }
  return { weight, isTimed };
}

function labelOf({ callFrame }: Item): string {
  const name = isItem(callFrame) ? textOf(callFrame["functionName"]) : undefined;
  return name === undefined || name === "" ? "(anonymous)" : name;
}

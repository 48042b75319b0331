import { familyRecorder, withHelp } from "../engines/cuts/family-help.ts";
import { unpackTree, type PackedTree } from "../model/pack-tree.ts";
import { Padding } from "../partition/padding.ts";
import { layOut } from "../layout/lay-out.ts";
import { raiseLeaves } from "../layout/min-share.ts";
import { buffersOf, packMap, unpackSpec, type PackedMap } from "../layout/pack-map.ts";

/** What a thread is told first: a tree without names, and how it is to be laid out. */
export interface ThreadTask {
  readonly tree: PackedTree;
  readonly asked: PackedMap["asked"];
}

/** What it is asked then: a whole layout, or some families, divided in some ways. */
export type ThreadRequest =
  { readonly task: ThreadTask } | { readonly ways: readonly number[]; readonly marks: Uint8Array } | "all";

/** What it answers: how many children more are placed, the outcome, or that it failed. */
export type ThreadAnswer =
  | { readonly placed: number }
  | { readonly tapes: readonly Float64Array[] }
  | { readonly packed: PackedMap }
  | { readonly failed: string };

/** Children that are placed before it tells. */
const TELL_AFTER = 1000;

/** Makes what answers requests. The engines of the requests must be known by name. */
export function threadServer(
  answer: (answer: ThreadAnswer, buffers: ArrayBuffer[]) => void,
): (request: ThreadRequest) => void {
  let task: ThreadTask | undefined;
  return (request) => {
    try {
      if (request === "all") {
        const packed = packMap(layOut(unpackTree(task!.tree), unpackSpec(task!.asked), null));
        // Names are known to the other side, and with them the colours.
        const nameless = { ...packed, tree: { ...packed.tree, label: [], id: [] }, branchNumbers: undefined };
        answer({ packed: nameless }, buffersOf(nameless));
      } else if ("task" in request) {
        ({ task } = request);
        // A sign of life, for who made this thread.
        answer({ placed: 0 }, []);
      } else {
        const { ways, marks } = request;
        // Of all ways together.
        const tell = (placed: number) => answer({ placed: placed / ways.length }, []);
        const tapes = ways.map((way) => record(task!, way, marks, tell));
        answer(
          { tapes },
          tapes.map(({ buffer }) => buffer),
        );
      }
    } catch (error) {
      answer({ failed: String(error) }, []);
    }
  };
}

function record(
  { tree: packed, asked }: ThreadTask,
  way: number,
  marks: Uint8Array,
  tell: (placed: number) => void,
): Float64Array<ArrayBuffer> {
  const tree = unpackTree(packed);
  const { engine, region, padding, minShare } = unpackSpec(asked);
  const laid = (minShare > 0 && raiseLeaves(tree, minShare)?.tree) || tree;
  let placed = 0;
  const tape: number[] = [];
  const recorder = familyRecorder(way, marks, tree, tape, (children) => {
    placed += children;
    if (placed < TELL_AFTER) return;
    tell(placed);
    placed = 0;
  });
  const cells = engine.makeCells(laid, region, new Padding(laid, padding));
  withHelp(recorder, () => engine.partition(laid, region, cells));
  return Float64Array.from(tape);
}

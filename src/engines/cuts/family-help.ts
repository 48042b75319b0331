import type { Ring } from "../engine.ts";
import type { CutForest } from "./forest.ts";
import type { PartDivider, RingSink } from "./family-cutter.ts";

/** Numbers a node that an engine notes beside its cuts, in arrays of once or twice as many as there are nodes. */
type NodeNotes = readonly Float64Array[];

/** What divides the families of a forest that nobody has divided yet. */
interface Division {
  /** Which of the engine's ways of dividing it is. */
  readonly way: number;
  /** Those that every layout of the engine goes. */
  readonly ways: readonly number[];
  readonly forest: CutForest;
  readonly divider: PartDivider;
  readonly notes?: NodeNotes;
}

/** What takes part in a layout that several threads make. */
interface Helper {
  /** The way of dividing that alone is asked for; undefined where a whole layout is made. */
  readonly asked: number | undefined;
  help(division: Division): PartDivider;
}

let helper: Helper | null = null;

/** Has an engine lay out with help, or for others to be helped. */
export function withHelp<T>(given: Helper, layOut: () => T): T {
  helper = given;
  try {
    return layOut();
  } finally {
    helper = null;
  }
}

/** The one way of dividing that another thread asks for; undefined where a whole layout is made. */
export function askedWay(): number | undefined {
  return helper?.asked;
}

/** What divides families, with what other threads found where they help. */
export function helped(division: Division): PartDivider {
  return helper?.help(division) ?? division.divider;
}

/** The part of a tree that tells its families. */
interface Families {
  readonly firstChild: Int32Array;
  readonly childCount: Int32Array;
}

/** What a node with children is to another thread. */
export const NOT_ASKED = 0;
/** It is divided, for what lies below it is asked for. */
export const ABOVE = 1;
export const ASKED = 2;

/**
 * Divides the families that are asked for, and puts all that comes of it on a tape.
 *
 * @param marks - of each node, whether its family is asked for
 * @param tell - is told the number of children of each family that is done
 */
export function familyRecorder(
  asked: number,
  marks: Uint8Array,
  tree: Families,
  tape: number[],
  tell: (children: number) => void,
): Helper {
  return { asked, help };

  function help({ forest, divider, notes = [] }: Division): PartDivider {
    return {
      repeat: divider.repeat.bind(divider),
      plan: (i, part, room, sink) => {
        if (marks[i] === NOT_ASKED) return true;
        if (marks[i] === ABOVE) return divider.plan(i, part, room, sink);
        const start = tape.push(0, i, room.corners) - 3;
        for (let k = 0; k < 2 * room.corners; k++) tape.push(room.points[k]!);
        const head = tape.push(0, 0) - 1;
        const writing: RingSink = {
          set(child, x, y, points, from, corners) {
            tape[head]!++;
            tape.push(child, x, y, corners);
            for (let k = from; k < from + 2 * corners; k++) tape.push(points[k]!);
            sink.set(child, x, y, points, from, corners);
          },
        };
        const isSound = divider.plan(i, part, room, writing);
        tape[head - 1] = isSound ? 1 : 0;
        const [first, end] = cutsOf(forest, i, part);
        for (let cut = first; cut < end; cut++) for (const array of cutArrays(forest)) tape.push(array[cut]!);
        eachNote(tree, i, notes, forest.cells, (array, k) => tape.push(array[k]!));
        tape[start] = tape.length - start;
        tell(tree.childCount[i]!);
        return isSound;
      },
    };
  }
}

/** The tapes of one way of dividing, and of each node the place on one of them where its family begins. */
export interface Tapes {
  readonly tapes: readonly Float64Array[];
  readonly tape: Int16Array;
  readonly start: Int32Array;
}

/** Looks up what other threads put on their tapes. */
export function readTapes({ childCount: { length } }: Families, tapes: readonly Float64Array[]): Tapes {
  const [tape, start] = [new Int16Array(length).fill(-1), new Int32Array(length)];
  for (const [k, found] of tapes.entries()) {
    for (let at = 0; at < found.length; at += found[at]!) {
      const i = found[at + 1]!;
      tape[i] = k;
      start[i] = at;
    }
  }
  return { tapes, tape, start };
}

/**
 * Families that other threads divided take what came of it off their tapes, in one layout; all others are divided here.
 *
 * @param found - by way of dividing
 */
export function familyReplayer(tree: Families, found: ReadonlyMap<number, Tapes>): Helper {
  const seen = new WeakSet<CutForest>();
  return { asked: undefined, help };

  function help({ way, ways, forest, divider, notes = [] }: Division): PartDivider {
    // What is divided anew may come out otherwise, for a look ahead sees cuts that are planned already.
    if (seen.has(forest)) return divider;
    seen.add(forest);
    const known = found.get(way);
    if (!known) throw new WaysNotKnown(ways.includes(way) ? ways : [way]);
    return {
      repeat: divider.repeat.bind(divider),
      plan: (i, part, room, sink) => {
        const tape = known.tapes[known.tape[i]!];
        let at = known.start[i]! + 2;
        if (!tape || !isRoom(tape, at, room)) return divider.plan(i, part, room, sink);
        at += 1 + 2 * room.corners;
        const isSound = tape[at++] === 1;
        for (let calls = tape[at++]!; calls > 0; calls--) {
          const [child, x, y, corners] = [tape[at]!, tape[at + 1]!, tape[at + 2]!, tape[at + 3]!];
          at += 4;
          sink.set(child, x, y, tape, at, corners);
          at += 2 * corners;
        }
        const [first, end] = cutsOf(forest, i, part);
        for (let cut = first; cut < end; cut++)
          for (const array of cutArrays(forest)) array[cut] = tape[at++]!;
        eachNote(tree, i, notes, forest.cells, (array, k) => (array[k] = tape[at++]!));
        return isSound;
      },
    };
  }
}

/** That a layout cannot go on before other threads have divided the families in these ways. */
export class WaysNotKnown extends Error {
  readonly ways: readonly number[];

  constructor(ways: readonly number[]) {
    super(`nobody has divided the families in ways ${ways.join(", ")}`);
    this.ways = ways;
  }
}

function isRoom(tape: Float64Array, at: number, { corners, points }: Readonly<Ring>): boolean {
  if (tape[at] !== corners) return false;
  for (let k = 0; k < 2 * corners; k++) if (tape[at + 1 + k] !== points[k]) return false;
  return true;
}

function cutArrays(forest: CutForest): readonly (Int32Array | Float64Array | Uint8Array)[] {
  return [forest.first, forest.second, forest.weight, forest.normalX, forest.normalY, forest.isGroup];
}

/** The cuts of a whole family, which are numbered in a row: the first, and the one after the last. */
function cutsOf(forest: CutForest, i: number, part: number): [first: number, end: number] {
  if (part < forest.cells) return [0, 0];
  const end = part - forest.cells + 1;
  return [end - forest.cutsIn(i), end];
}

function eachNote(
  { firstChild, childCount }: Families,
  i: number,
  notes: NodeNotes,
  nodes: number,
  visit: (array: Float64Array, k: number) => void,
): void {
  const first = firstChild[i]!;
  for (const array of notes)
    for (let from = first; from < array.length; from += nodes)
      for (let k = from; k < from + childCount[i]!; k++) visit(array, k);
}

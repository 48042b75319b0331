import { aspectRatio } from "../../geometry/diameter.ts";
import type { RingCells, WeightedTree } from "../engine.ts";
import { isNoWorse, type FamilyEfforts, type Fatness } from "./family-divider.ts";
import type { PowerEffort } from "./room-divider.ts";
import type { Steps } from "../steps.ts";

/** One family of this many leaves is not laid out with the least effort, too, if it comes out as fat as that never is. */
const MANY = 400;
const FAT_MEAN = 1.68;
const FAT_MAX = 2.16;
/** The same where weights are so far apart that the lightest are groups within others. */
const FAR_APART = 30;
const FAT_NESTED_MAX = 3;
/** Sites of leaves that weigh so nearly the same may stand in a pattern that moves would spoil. */
const ALIKE = 2;
/** A layout and what it was made with. */
interface Laid<M> {
  readonly memory: M;
  readonly efforts: FamilyEfforts;
}

/**
 * Lays out with the greatest of several efforts, but for layouts that less effort makes fatter in the mean of the
 * leaves or in the worst of them: then subtrees with thin leaves are mended; or else the rooms are those that less effort
 * makes, with the greatest effort in families of leaves only, which is never worse.
 *
 * @param cells - where the layout is to be
 * @param makeCells - makes cells of which only the root's is written
 * @param efforts - from the least up
 * @param lay - lays out
 * @param mend - lays subtrees with thin leaves out again with less effort, so that the whole is no worse than `most`; null
 * if it comes to nothing
 */
export function* layNoWorse<M>(
  tree: WeightedTree,
  cells: RingCells,
  makeCells: () => RingCells,
  efforts: readonly PowerEffort[],
  lay: (into: RingCells, efforts: FamilyEfforts) => Steps<M>,
  mend: (laid: RingCells, memory: M, less: FamilyEfforts, most: Fatness) => Steps<M | null>,
): Steps<Laid<M>> {
  const greatest = efforts.at(-1)!;
  const own = { inner: greatest, leaves: [greatest] };
  const memory = yield* lay(cells, own);
  if (efforts.length === 1) return { memory, efforts: own };
  const found = fatnessOf(tree, cells);
  if (efforts.length === 2 && isFatterThanLeast(tree, found)) return { memory, efforts: own };
  const scratch = makeCells();
  const before = yield* layNoWorse(tree, scratch, makeCells, efforts.slice(0, -1), lay, mend);
  const known = fatnessOf(tree, scratch);
  if (isNoWorse(found, known)) return { memory, efforts: own };
  const mended = found.mean <= known.mean ? yield* mend(cells, memory, before.efforts, known) : null;
  if (mended) return { memory: mended, efforts: own };
  const mixed = { ...before.efforts, leaves: [...before.efforts.leaves, greatest] };
  const mixedMemory = yield* lay(cells, mixed);
  if (isNoWorse(fatnessOf(tree, cells), known)) return { memory: mixedMemory, efforts: mixed };
  const ring = new Float64Array(2 * scratch.mostCorners);
  for (let i = 1; i < tree.size; i++)
    cells.set(i, scratch.originX(i), scratch.originY(i), ring, 0, scratch.ring(i, ring));
  return before;
}

/** Whether a layout is one of many leaves and fatter than the least effort makes them. */
function isFatterThanLeast({ size, levels, weight }: WeightedTree, { mean, max }: Fatness): boolean {
  if (levels.length !== 2 + 1 || size <= MANY) return false;
  let least = Infinity;
  let most = 0;
  for (let i = 1; i < size; i++) {
    if (weight[i]! > 0 && weight[i]! < least) least = weight[i]!;
    if (weight[i]! > most) most = weight[i]!;
  }
  if (most <= ALIKE * least) return false;
  return mean <= FAT_MEAN && max <= (most > FAR_APART * least ? FAT_NESTED_MAX : FAT_MAX);
}

function fatnessOf({ size, childCount }: WeightedTree, cells: RingCells): Fatness {
  const ring = new Float64Array(2 * cells.mostCorners);
  let [sum, count, max] = [0, 0, 0];
  for (let i = 0; i < size; i++) {
    if (childCount[i]! > 0) continue;
    const corners = cells.ring(i, ring);
    if (corners === 0) continue;
    const asp = aspectRatio(ring, 0, corners);
    sum += asp;
    count++;
    if (asp > max) max = asp;
  }
  return { mean: sum / count, max };
}

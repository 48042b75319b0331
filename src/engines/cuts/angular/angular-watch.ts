import type { AngularBudget } from "./angular-budget.ts";
import type { AngularGuarantee } from "./angular-guarantee.ts";
import type { FamilyWatch } from "../cut-down.ts";
import type { RingSink } from "../family-cutter.ts";
import { aspectRatio, type GrowthLimit } from "../growth-limit.ts";

/** What is wrong with the cell of a node: nothing, or either of these, or both. */
export const THINNER_THAN_PROVEN = 1;
export const THINNER_THAN_ALLOWED = 2;

/** Notes the cells of a repeated layout that exceed what has been proven for them, or what its user allows. */
export class AngularWatch implements FamilyWatch {
  /** What is wrong with each node. */
  readonly wrong: Uint8Array;
  /** Whether anything is. */
  isWrong = false;
  readonly #promised: AngularBudget;
  readonly #guarantee: AngularGuarantee | null;
  readonly #growth: GrowthLimit | null;
  /** The proven limit by the number of families that count. */
  readonly #limits: number[] = [];
  #cells: RingSink | undefined;

  /**
   * @param guarantee - null where nothing is proven, for padding takes room from the cells
   * @param growth - null where there is no other limit
   */
  constructor(
    size: number,
    promised: AngularBudget,
    guarantee: AngularGuarantee | null,
    growth: GrowthLimit | null,
  ) {
    this.wrong = new Uint8Array(size);
    this.#promised = promised;
    this.#guarantee = guarantee;
    this.#growth = growth;
  }

  watch(_i: number, cells: RingSink): void {
    this.#cells = cells;
  }

  /** Families are not cut anew at once: where the proof can begin again shows only when all cells are known. */
  isOverspent(): boolean {
    return false;
  }

  set(i: number, x: number, y: number, points: Float64Array, from: number, corners: number): void {
    this.#cells!.set(i, x, y, points, from, corners);
    let wrong = 0;
    if (!(aspectRatio(points, from, corners) <= this.#limit(i))) wrong |= THINNER_THAN_PROVEN;
    if (this.#growth?.isExceeded(i, points, from, corners)) wrong |= THINNER_THAN_ALLOWED;
    this.wrong[i] = wrong;
    if (wrong !== 0) this.isWrong = true;
  }

  #limit(i: number): number {
    const guarantee = this.#guarantee;
    if (!guarantee) return Infinity;
    const families = this.#promised.families(i);
    return (this.#limits[families] ??= guarantee.bound(families));
  }
}

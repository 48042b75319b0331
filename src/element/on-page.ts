import {
  layout,
  type Container,
  type Engine,
  type EngineName,
  type Partition,
  type WeightedTree,
} from "../index.ts";
import type { WorkerMaker } from "./own-worker.ts";
import type { ScriptPolicy, Spacing, WorkerFactory } from "./settings.ts";

/** A part of a map kept in place is laid out anew where a cell got so many times thinner. */
export const MOST_GROWN = 2;

/** What is to be laid out. */
export interface Job {
  readonly tree: WeightedTree;
  readonly engine: Engine | EngineName;
  readonly container: Container;
  readonly spacing: Spacing;
  /** Trees with more leaves are laid out in a worker. */
  readonly workerAbove: number;
  readonly workerFactory: WorkerFactory | null;
  /** Ways to the element's own worker, the first to be tried first. */
  readonly ownWorkers: readonly WorkerMaker[];
  readonly trustedTypes: ScriptPolicy | null;
  /** A map of the same engine and spacing, whose cells are to stay where they are as far as they can. */
  readonly before: Partition | null;
}

/** A map, where it was made, and why not in a worker. */
export interface LaidOut {
  readonly map: Partition;
  readonly where: "page" | "worker";
  readonly reason: string | undefined;
}

/** Lays a tree out here and now; says on the console why, where a worker should have done it. */
export function onPage({ tree, container, spacing, before }: Job, engine: Engine, reason?: string): LaidOut {
  complain(tree, reason);
  const map = before
    ? before.update(tree, { maxAspectGrowth: MOST_GROWN, container })
    : layout(tree, { ...spacing, engine, container });
  return { map, where: "page", reason };
}

const complaints = new Set<string>();

/** Says on the console, once, why the page lays out where a worker should. */
export function complain({ leafCount }: WeightedTree, reason: string | undefined): void {
  if (reason === undefined || complaints.has(reason)) return;
  complaints.add(reason);
  console.warn(`marquetry-map: ${leafCount} leaves are laid out on the page, not in a worker: ${reason}`);
}

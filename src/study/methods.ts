import { layout, packMap, weightedTree, type Engine } from "../index.ts";

/** How the next moment is laid out: anew, or as an update with these limits. */
export type Way = "anew" | Limits;

/** What an update must not exceed. */
export interface Limits {
  readonly maxAspectGrowth: number;
  readonly maxTravel: number;
}

/** An engine and a way to follow weights that change. */
export interface Method {
  readonly name: string;
  readonly engine: Engine;
  readonly way: Way;
  /** Whether others have published it so: what the rest is measured against. */
  readonly isPublished: boolean;
}

/** Every cut kept, whatever becomes of the shapes. */
export const KEEP: Limits = { maxAspectGrowth: Infinity, maxTravel: Infinity };

/** Published to be laid out anew at each moment. */
const STATELESS = [
  "squarify",
  "sliceDice",
  "slice",
  "dice",
  "strip",
  "quantum",
  "pivot",
  "spiral",
  "hilbert",
  "moore",
  "split",
  "approximation",
];
/** Published to be updated, with no limit to what becomes of the shapes. */
const STATEFUL = ["resquarify", "greedyInsertion", "localMoves"];
/** Those that keep the order of siblings are given the data's own; others the heaviest first. */
const IN_ORDER: ReadonlySet<string> = new Set([
  "sliceDice",
  "slice",
  "dice",
  "strip",
  "quantum",
  "pivot",
  "spiral",
  "hilbert",
  "moore",
  "binary",
  "split",
]);

/** The order in which siblings are given to an engine. */
export function orderFor({ name, options }: Engine): "descending" | null {
  const keeps = (options as { readonly order?: unknown } | undefined)?.order === "keep";
  return IN_ORDER.has(name) || keeps ? null : "descending";
}

/**
 * All methods of some engines: each anew and, if there are series, by every kind of update. What is published as an
 * update is tried as such only.
 */
export function methodsOf(
  engines: readonly (readonly [name: string, engine: Engine])[],
  updates: readonly Way[],
): Method[] {
  return engines.flatMap(([name, engine]) => {
    const isStateful = STATEFUL.includes(engine.name);
    const isPublished = isStateful || STATELESS.includes(engine.name);
    if (updates.length === 0) return [{ name, engine, way: "anew" as const, isPublished }];
    if (isStateful) return [{ name: named(name, KEEP), engine, way: KEEP, isPublished }];
    const continued = (remembers(engine) ? updates : []).map((way) => ({
      name: named(name, way),
      engine,
      way,
      isPublished: false,
    }));
    return [{ name, engine, way: "anew" as const, isPublished }, ...continued];
  });
}

/** Whether an update differs from a new layout. */
function remembers(engine: Engine): boolean {
  const map = layout(weightedTree({ children: [{ value: 2 }, { value: 1 }] }), { engine, container: [2, 1] });
  try {
    return packMap(map).memory !== undefined;
  } catch {
    // Options that are functions cannot be packed.
    return true;
  }
}

function named(engine: string, way: Way): string {
  if (way === "anew") return engine;
  const { maxAspectGrowth: growth, maxTravel: travel } = way;
  const limits = [
    ...(growth < Infinity ? [`growth ≤ ${growth}`] : []),
    ...(travel < Infinity ? [`travel ≤ ${travel}`] : []),
  ];
  return [engine, "updated", ...limits].join(", ");
}

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

interface About {
  /** How it was published: to be laid out anew at each moment, or updated, with no limit to what becomes of the shapes. */
  readonly published?: "anew" | "updated";
  /** Whether it keeps the order of siblings, and so is given the data's own; others get the heaviest first. */
  readonly keepsOrder?: boolean;
}

const ORDERED: About = { published: "anew", keepsOrder: true };

/** What there is to know of engines, for all but our own. */
const ABOUT: Readonly<Record<string, About>> = {
  squarify: { published: "anew" },
  approximation: { published: "anew" },
  sliceDice: ORDERED,
  slice: ORDERED,
  dice: ORDERED,
  strip: ORDERED,
  quantum: ORDERED,
  pivot: ORDERED,
  spiral: ORDERED,
  hilbert: ORDERED,
  moore: ORDERED,
  split: ORDERED,
  binary: { keepsOrder: true },
  resquarify: { published: "updated" },
  greedyInsertion: { published: "updated" },
  localMoves: { published: "updated" },
};

/** The order in which siblings are given to an engine. */
export function orderFor({ name, options }: Engine): "descending" | null {
  const keeps = (options as { readonly order?: unknown } | undefined)?.order === "keep";
  return ABOUT[name]?.keepsOrder || keeps ? null : "descending";
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
    const published = ABOUT[engine.name]?.published;
    const isPublished = published !== undefined;
    if (updates.length === 0) return [{ name, engine, way: "anew" as const, isPublished }];
    if (published === "updated") return [{ name: named(name, KEEP), engine, way: KEEP, isPublished }];
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

/** What the element can do without until it shows a map. */
export type Later = typeof import("./later.ts");

let loaded: Later | null = null;
let loading: Promise<Later> | undefined;

/** What is loaded by now; null as long as it is not, and where it cannot be. */
export function later(): Later | null {
  return loaded;
}

/** Loads it, once for all elements; a failure may be made good by the next attempt. */
export function loadLater(): Promise<Later> {
  loading ??= import("./later.ts").then(
    (module) => (loaded = module),
    (error: unknown) => {
      loading = undefined;
      throw error;
    },
  );
  return loading;
}

import type { ScriptPolicy } from "./settings.ts";

/** One way to a worker of the element's own. */
export type WorkerMaker = (policy: ScriptPolicy | null) => Worker | Promise<Worker>;

/** The engines that the element's own worker knows: all of the library's, whichever the page has. */
export const WORKER_ENGINES: readonly string[] = [
  "squarify",
  "binary",
  "sliceDice",
  "slice",
  "dice",
  "strip",
  "greedy",
  "angular",
  "slack",
  "voronoi",
  "orthoconvex",
  "pivot",
  "spiral",
  "hilbert",
  "moore",
  "split",
  "approximation",
  "resquarify",
  "rectangles",
  "greedyInsertion",
  "localMoves",
  "quantum",
];

/** Where Vite keeps modules while a page is developed, and nothing that lay beside them. */
const VITE_STORE = "/.vite/deps/";

/** The worker beside this file: bundlers see it here, and bundle it. They know these very words only. */
export function workerBesideThisFile(policy: ScriptPolicy | null): Worker {
  if (import.meta.url.includes(VITE_STORE)) throw new Error("no file lies beside this one");
  if (policy) return workerOf(new URL("./worker.js", import.meta.url).href, policy);
  return new Worker(new URL("./worker.js", import.meta.url), { type: "module" });
}

/** A worker of an address, which a policy vouches for. */
export function workerOf(url: string, policy: ScriptPolicy | null, type: WorkerType = "module"): Worker {
  return new Worker((policy?.createScriptURL(url) ?? url) as string, { type });
}

/** A worker of a text, which needs no file that could be lost. */
export function workerOfText(
  text: string,
  policy: ScriptPolicy | null,
  mark = "",
  type: WorkerType = "module",
): Worker {
  // Never revoked: a browser may still be about to read it.
  return workerOf(URL.createObjectURL(new Blob([text], { type: "text/javascript" })) + mark, policy, type);
}

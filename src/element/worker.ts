import { buffersOf, engines, layout, MarquetryError, packMap, weightedTree } from "../index.ts";
import type { LayoutAnswer, LayoutRequest } from "./pack.ts";

/** What this file needs of the thread it runs in; a page's types do not know it. */
interface Thread {
  addEventListener(type: "message", listen: (event: MessageEvent<LayoutRequest>) => void): void;
  postMessage(answer: LayoutAnswer, transfer: Transferable[]): void;
}

const thread = globalThis as unknown as Thread;

thread.addEventListener("message", ({ data: { parent, weight, engine, container, spacing } }) => {
  try {
    const tree = weightedTree.fromColumns({ parent, weight }, { sort: null });
    const make = engines[engine as keyof typeof engines];
    const packed = packMap(layout(tree, { engine: make(), container, ...spacing }));
    thread.postMessage({ packed }, buffersOf(packed));
  } catch (error) {
    thread.postMessage(failure(error), []);
  }
});

function failure(error: unknown): LayoutAnswer {
  const message = error instanceof Error ? error.message : String(error);
  const isOurs = error instanceof MarquetryError;
  return { code: isOurs ? error.code : "bad-engine", message, path: isOurs ? error.path : undefined };
}

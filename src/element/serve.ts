import { leafExact } from "../areas/leaf-exact.ts";
import { engines } from "../engine-table.ts";
import { registerEngine, toEngine, type EngineFactory } from "../engines/register.ts";
import { MarquetryError } from "../errors.ts";
import { layout } from "../layout/layout.ts";
import { buffersOf, packMap, unpackMap } from "../layout/pack-map.ts";
import { fromColumns } from "../model/columns.ts";
import type { Partition } from "../partition/partition.ts";
import { withoutNames, type LayoutAnswer, type LayoutRequest } from "./pack.ts";

/** What this file needs of the thread it runs in; a page's types do not know it. */
interface Thread {
  addEventListener(type: "message", listen: (event: MessageEvent<LayoutRequest>) => void): void;
  postMessage(answer: LayoutAnswer, transfer: Transferable[]): void;
}

/** Makes this thread lay out whatever it is sent, with all engines of the library. */
export function serve(): void {
  const thread = globalThis as unknown as Thread;
  // Said here, so that no bundler drops the table, and with it the names.
  for (const [name, make] of Object.entries(engines)) registerEngine(name, make as EngineFactory);
  thread.addEventListener("message", ({ data }) => {
    thread.postMessage("begun", []);
    try {
      const packed = withoutNames(packMap(layOut(data)));
      thread.postMessage({ packed }, buffersOf(packed));
    } catch (error) {
      thread.postMessage(failure(error), []);
    }
  });
}

function layOut({ parent, weight, before, maxAspectGrowth, ...asked }: LayoutRequest): Partition {
  const tree = fromColumns({ parent, weight }, { sort: null });
  const { container } = asked;
  if (before) return unpackMap(before.map).update(tree, { match: before.match, maxAspectGrowth, container });
  const engine = toEngine(asked.engine, asked.engineOptions);
  // By its name alone, bundlers would drop it.
  const areas = asked.spacing.areas === "leaf-exact" ? leafExact : asked.spacing.areas;
  return layout(tree, { ...asked.spacing, ...(areas && { areas }), engine, container });
}

function failure(error: unknown): LayoutAnswer {
  const message = error instanceof Error ? error.message : String(error);
  const isOurs = error instanceof MarquetryError;
  return { code: isOurs ? error.code : "bad-engine", message, path: isOurs ? error.path : undefined };
}

/**
 * A thread that {@link layoutAsync} has trees laid out in. For engines of one's own, make a worker of a module that
 * imports this one and calls `registerEngine`, and return it from the option `worker`.
 *
 * @module
 */
import { engines } from "./engine-table.ts";
import { registerEngine, type EngineFactory } from "./engines/register.ts";
import { threadServer, type ThreadRequest } from "./threads/layout-thread.ts";

export { registerEngine };

/** The part of Node, and of a worker in a browser, that is used. */
interface Surroundings {
  readonly process?: { getBuiltinModule?(name: string): { readonly parentPort: Port | null } | undefined };
  postMessage(answer: unknown, buffers: ArrayBuffer[]): void;
  addEventListener(type: "message", listen: (event: { data: ThreadRequest }) => void): void;
}

interface Port {
  postMessage(answer: unknown, buffers: ArrayBuffer[]): void;
  on(type: "message", listen: (request: ThreadRequest) => void): void;
}

// Said here, so that no bundler drops the table, and with it the names.
for (const [name, make] of Object.entries(engines)) registerEngine(name, make as EngineFactory);

const own = globalThis as unknown as Surroundings;
const port = own.process?.getBuiltinModule?.("node:worker_threads")?.parentPort;
const serve = threadServer((answer, buffers) => (port ?? own).postMessage(answer, buffers));
if (port) port.on("message", serve);
else own.addEventListener("message", ({ data }) => serve(data));

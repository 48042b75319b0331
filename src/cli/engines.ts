import { weightedTree, type Engine } from "../index.ts";
import { ENGINE_NAMES, makeEngine, textOptions } from "./engine-choice.ts";
import { write, type Io } from "./io.ts";

const CELLS = { rect: "rectangles", convex: "convex polygons", rectilinear: "rectilinear polygons" } as const;

/** Lists the engines: what their cells look like, which options they take and what is proven of them. */
export async function listEngines(io: Io): Promise<void> {
  const width = Math.max(...ENGINE_NAMES.map((name) => name.length));
  const indent = " ".repeat(width + 2);
  const paragraphs = ENGINE_NAMES.map((name) => {
    const engine = makeEngine(name, []);
    const facts = [
      engine.description,
      `cells: ${CELLS[engine.shape]}; container: ${engine.shape === "convex" ? "any convex shape" : "a rectangle"}`,
      guarantee(engine),
      ...textOptions(name).map(
        ([option, { takes, usual }, help]) =>
          `option ${option}: ${help} (${takes}${usual === undefined ? "" : `; ${JSON.stringify(usual)} by default`})`,
      ),
    ];
    return `${name.padEnd(width)}  ${facts.join(`\n${indent}`)}\n`;
  });
  await write(io.stdout, paragraphs.join("\n"));
}

/** Bounds depend on the tree, so only which measure is bounded can be said without one. */
function guarantee(engine: Engine): string {
  const small = weightedTree({ children: [{ value: 1 }, { value: 2 }] });
  const bound = engine.bound(small, [1, 1]);
  const areas = engine.hasGaps === true ? "cells may leave gaps" : "exact areas";
  if (bound === null) return `guarantee: ${areas}; no limit of the aspect ratio is proven`;
  return `guarantee: ${areas}; a limit of ${bound.measure} is proven for every tree, and marquetry measure tells it`;
}

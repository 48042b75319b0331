/** An engine of one's own, and its name. */
import { layout, weightedTree } from "marquetry";
import {
  engineNames,
  rectEngine,
  registerEngine,
  sumOf,
  type EngineName,
  type RectEngine,
} from "marquetry/engine";

declare module "marquetry" {
  interface EngineNames {
    stairs: true;
  }
}

export function stairs({ turn = 2 }: { turn?: number } = {}): RectEngine {
  return rectEngine({
    name: "stairs",
    description: "children that halve what is left",
    options: { turn },
    divide({ width, height }, weights, first, end, cells) {
      const total = sumOf(weights, first, end);
      for (let i = first, done = 0; i < end; i++) {
        const share = (weights[i] ?? 0) / total;
        cells.set(i, done * width, 0, share * width, height);
        done += share;
      }
    },
  });
}

registerEngine("stairs", stairs);
export const names: EngineName[] = engineNames();
export const map = layout(weightedTree({ value: 1 }), { engine: "stairs", container: [9, 6] });
// @ts-expect-error misspelt
layout(weightedTree({ value: 1 }), { engine: "stiars", container: [9, 6] });

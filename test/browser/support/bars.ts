import { rectEngine, type RectEngine } from "marquetry";

declare module "marquetry" {
  interface EngineNames {
    bars: true;
  }
}

/** An engine of one's own with an option: children one upon the other, or side by side. */
export function bars({ isUpright = false }: { readonly isUpright?: boolean } = {}): RectEngine {
  return rectEngine({
    name: "bars",
    description: "children in a row",
    options: { isUpright },
    divide({ width, height }, weights, first, end, cells) {
      let total = 0;
      for (let i = first; i < end; i++) total += weights[i]!;
      for (let i = first, done = 0; i < end; i++) {
        const share = weights[i]! / total;
        if (isUpright) cells.set(i, done * width, 0, share * width, height);
        else cells.set(i, 0, done * height, width, share * height);
        done += share;
      }
    },
  });
}

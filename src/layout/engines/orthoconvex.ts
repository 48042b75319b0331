import type { Bound, Container, PolygonEngine, WeightedTree } from "../engine.ts";
import { Construction } from "../orthoconvex/construction.ts";
import { writeCells } from "../orthoconvex/write-cells.ts";
import { convexRegion } from "../polygon-region.ts";
import { ringStage } from "../ring-cells.ts";

export function orthoconvex(): PolygonEngine {
  return {
    name: "orthoconvex",
    description: "rectangles, L- and S-shapes whose aspect ratio is bounded by a constant",
    shape: "rectilinear",
    stage: ringStage,
    bound,
    partition(tree, region, cells) {
      const construction = new Construction(tree, cells);
      construction.run(region.x1 - region.x0, region.y1 - region.y0);
      writeCells(tree, construction.parts, construction.rectangles, cells);
      return undefined;
    },
  };
}

function bound(_tree: WeightedTree, container: Container): Bound {
  const { x0, y0, x1, y1 } = convexRegion(container);
  const ratio = Math.max((x1 - x0) / (y1 - y0), (y1 - y0) / (x1 - x0));
  return { measure: "box", value: Math.max(9, ratio ** 2 / (ratio - 8 / 9)) };
}

import { hierarchy, treemap, treemapResquarify, type HierarchyRectangularNode } from "d3-hierarchy";
import {
  angular,
  binary,
  boxCells,
  greedy,
  greedyInsertion,
  layout,
  localMoves,
  rectangles,
  sliceDice,
  squarify,
  strip,
  type Container,
  type Engine,
  type Partition,
  type RectEngine,
} from "marquetry";
import { firstTree, treeAt, type History } from "./histories.ts";

/** Lays out one moment of a history after the other. */
export type Follower = (history: History, container: Container) => Iterable<Partition>;

/** The ways to follow a history, by name. */
export const followers: Readonly<Record<string, Follower>> = {
  "squarify, golden": anew(squarify(), "descending"),
  "squarify, ratio 1": anew(squarify({ ratio: 1 }), "descending"),
  strip: anew(strip(), null),
  sliceDice: anew(sliceDice(), null),
  binary: anew(binary(), null),
  rectangles: anew(rectangles(), "descending"),
  "d3 resquarify": resquarify,
  "squarify, updated": updated(squarify({ ratio: 1 }), Infinity),
  "squarify, updated, growth ≤ 2": updated(squarify({ ratio: 1 }), 2),
  "squarify, updated, growth ≤ 1.5": updated(squarify({ ratio: 1 }), 1.5),
  "squarify, updated, growth ≤ 1.2": updated(squarify({ ratio: 1 }), 1.2),
  "squarify, updated, travel ≤ 0.02": updated(squarify({ ratio: 1 }), 1.2, 0.02),
  "rectangles, updated, growth ≤ 1.5": updated(rectangles(), 1.5),
  "greedyInsertion, updated": updated(greedyInsertion(), Infinity),
  "localMoves, updated": updated(localMoves(), Infinity),
  greedy: anew(greedy(), "descending"),
  "greedy, order kept": anew(greedy({ order: "keep" }), null),
  "greedy, updated": updated(greedy(), Infinity),
  "greedy, updated, growth ≤ 2": updated(greedy(), 2),
  "greedy, updated, growth ≤ 1.5": updated(greedy(), 1.5),
  "greedy, updated, growth ≤ 1.2": updated(greedy(), 1.2),
  "angular, updated": updated(angular(), Infinity),
};

/** Lays every moment out as if there were no other. */
function anew(engine: Engine, sort: "descending" | null): Follower {
  return function* (history, container) {
    for (let k = 0; k < history.moments.length; k++)
      yield layout(treeAt(history, k, sort), { engine, container });
  };
}

/** Lays the first moment out, and changes that map from then on; see `maxAspectGrowth` of `Partition.update`. */
function updated(engine: Engine, maxAspectGrowth: number, maxTravel: number = Infinity): Follower {
  return function* (history, container) {
    // Rectangles are fair where the heaviest come first; cuts sort by themselves.
    const first = engine.shape === "rect" ? treeAt(history, 0, "descending") : firstTree(history);
    let map = layout(first, { engine, container });
    yield map;
    const { tree } = map;
    for (const moment of history.moments.slice(1)) {
      const weights = Float64Array.from(tree.parent, (_, i) => moment[tree.source(i)]!);
      map = map.update(weights, { maxAspectGrowth, maxTravel });
      yield map;
    }
  };
}

interface Row {
  readonly row: number;
  readonly children?: Row[];
}

/** d3-hierarchy's way to keep a squarified treemap's rows while weights change. */
function* resquarify(history: History, container: Container): Iterable<Partition> {
  const { parent, moments } = history;
  const [width, height] = container as readonly [number, number];
  const nodes = Array.from(parent, (_, row): { row: number; children?: Row[] } => ({ row }));
  for (const [row, above] of parent.entries())
    if (above >= 0) (nodes[above]!.children ??= []).push(nodes[row]!);
  const root = hierarchy<Row>(nodes[0]!);
  const divide = treemap<Row>().size([width, height]).tile(treemapResquarify);
  for (const [k, moment] of moments.entries()) {
    root.sum(({ row, children }) => (children ? 0 : moment[row]!));
    if (k === 0) root.sort((a, b) => b.value! - a.value!);
    yield layout(treeAt(history, k, null), { engine: copied(divide(root)), container });
  }
}

/** An engine that takes its boxes from d3, so that they can be measured as ours are. */
function copied(root: HierarchyRectangularNode<Row>): RectEngine {
  const boxes: HierarchyRectangularNode<Row>[] = [];
  root.each((node) => (boxes[node.data.row] = node));
  return {
    ...boxCells,
    name: "d3",
    description: "rectangles that d3-hierarchy made",
    bound: () => null,
    partition(tree, _region, cells) {
      for (let i = 1; i < tree.size; i++) {
        const { x0, y0, x1, y1, parent } = boxes[tree.source(i)]!;
        cells.set(i, x0 - parent!.x0, y0 - parent!.y0, x1 - x0, y1 - y0);
      }
    },
  };
}

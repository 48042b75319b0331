import fc from "fast-check";
import { engines, layout, weightedTree, type Engine, type Partition, type WeightedTree } from "marquetry";
import { containersFor } from "../support/containers.ts";
import { generator, planTree, spreads } from "../support/trees.ts";

/** A node as a row, which carries its id wherever it goes. */
interface Row {
  readonly id: string;
  readonly parent: string | null;
  readonly weight: number;
}

/** Two maps and how they came about. */
export interface MapPair {
  readonly name: string;
  readonly before: Partition;
  readonly after: Partition;
}

const MAKERS = Object.entries(engines) as [string, () => Engine][];

/** Maps of trees that share most of their nodes: by update, or by other engines and containers. */
export const mapPairs: fc.Arbitrary<MapPair> = fc
  .record({
    shape: fc.constantFrom("list", "bushy", "mixed", "deep", "chain"),
    spread: fc.constantFrom(...Object.keys(spreads)),
    size: fc.integer({ min: 2, max: 40 }),
    seed: fc.integer({ min: 1, max: 2 ** 31 - 2 }),
    first: fc.nat({ max: MAKERS.length - 1 }),
    second: fc.option(fc.nat({ max: MAKERS.length - 1 })),
    container: fc.nat(),
    padding: fc.constantFrom(0, 0, 0.01),
    changes: fc.constantFrom("none", "weights", "nodes"),
  })
  .map(({ shape, spread, size, seed, first, second, container, padding, changes }) => {
    const rows = plantRows(shape, spread, size, seed);
    const tree = weightedTree.fromRows(rows) as WeightedTree;
    const others = changes === "none" ? rows : changed(rows, seed, changes === "nodes");
    const next = weightedTree.fromRows(others) as WeightedTree;
    const lay = (tree: WeightedTree, maker: number, pick: number) => {
      const engine = MAKERS[maker]![1]();
      const containers = containersFor(engine.shape);
      const { corners } = containers[pick % containers.length]!;
      return layout(tree, { engine, container: corners, padding });
    };
    const before = lay(tree, first, container);
    const after = second === null ? before.update(next) : lay(next, second, container >> 4);
    const name = `${shape}, ${spread}, ${size} nodes, seed ${seed}: ${before.engine.name} to ${after.engine.name}, ${changes} changed, padding ${padding}, container ${container}`;
    return { name, before, after, [fc.toStringMethod]: () => name };
  });

function plantRows(shape: string, spread: string, size: number, seed: number): Row[] {
  const { parent, weight } = planTree(shape, spread, size, seed);
  return parent.map((p, i) => ({ id: `n${i}`, parent: p < 0 ? null : `n${p}`, weight: weight[i]! }));
}

/** The same rows with other weights, and perhaps some gone with all below them, some elsewhere, and new ones. */
function changed(rows: readonly Row[], seed: number, mayMove: boolean): Row[] {
  const random = generator(seed);
  const kept: Row[] = [];
  const ids = new Set<string>();
  for (const row of rows) {
    const drawn = random();
    const isRoot = row.parent === null;
    if (!isRoot && (!ids.has(row.parent) || (mayMove && drawn < 0.15))) continue;
    const moves = !isRoot && mayMove && drawn > 0.85;
    const parent = moves ? kept[Math.floor(random() * kept.length)]!.id : row.parent;
    kept.push({ ...row, parent, weight: row.weight * (0.2 + 2 * random()) });
    ids.add(row.id);
    if (mayMove && random() < 0.15) kept.push({ id: `new ${row.id}`, parent: row.id, weight: random() });
  }
  const inner = new Set(kept.map((row) => row.parent));
  // Who has lost all children is a leaf from now on, and has to weigh something.
  return kept.map((row) => (inner.has(row.id) ? row : { ...row, weight: row.weight || 1 }));
}

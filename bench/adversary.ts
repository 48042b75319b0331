import {
  angular,
  circle,
  greedy,
  layout,
  regularPolygon,
  weightedTree,
  type Container,
  type Engine,
  type Partition,
} from "marquetry";
import { generator } from "marquetry/fixtures";
import { SEED } from "./support/measure.ts";
import { figure, heading, printTable } from "./support/table.ts";

/** A node of a tree that is made worse and worse: a leaf with the logarithm of its weight, or a family. */
type Node = number | Node[];

/** Trees tried from one beginning, and beginnings in each container. */
const STEPS = 400;
const STARTS = 3;
const QUICK_STEPS = 60;
/** Leaves and levels a tree may have. */
const MOST_LEAVES = 14;
const MOST_LEVELS = 12;
/** Decades that weights may span, and by how many one changes at once. */
const DECADES = 4;
const CHANGE = 1.5;

const CONTAINERS: readonly (readonly [name: string, container: Container])[] = [
  ["square", [1, 1]],
  ["3 : 1", [3, 1]],
  ["triangle", regularPolygon(0, 0, 1, 3)],
  ["hexagon", regularPolygon(0, 0, 1, 6)],
  ["circle", circle(0, 0, 1)],
];

const ENGINES: readonly (readonly [name: string, engine: Engine])[] = [
  ["greedy, fast", greedy()],
  ["greedy, best", greedy({ effort: "best" })],
  ["angular", angular()],
];

/** Looks for trees that bring cells as near to their proven limit as can be: changes them at random, and keeps what is worse. */
export function adversary(quick: boolean): void {
  heading("Adversaries: the largest asp over its proven limit, found by hill climbing over small trees");
  const random = generator(SEED);
  printTable(
    ["", ...CONTAINERS.map(([name]) => name)],
    ENGINES.map(([name, engine]) => [
      name,
      ...CONTAINERS.map(([, container]) =>
        figure(
          Math.max(
            ...Array.from({ length: STARTS }, () =>
              climb(engine, container, quick ? QUICK_STEPS : STEPS, random),
            ),
          ),
        ),
      ),
    ]),
  );
}

function climb(engine: Engine, container: Container, steps: number, random: () => number): number {
  const badness = (root: Node[]): number =>
    worst(layout(weightedTree(plain(root), { children: "children" }), { engine, container }));
  let best: Node[] = [grown(random, 1), grown(random, 1)];
  let most = badness(best);
  for (let step = 0; step < steps; step++) {
    const next = best.map((child) => changed(child, random, 1));
    if (countLeaves(next) > MOST_LEAVES) continue;
    const found = badness(next);
    if (found < most) continue;
    most = found;
    best = next;
  }
  return most;
}

function grown(random: () => number, level: number): Node {
  if (level >= MOST_LEVELS || random() < 0.5) return -DECADES * random();
  return [grown(random, level + 1), grown(random, level + 1)];
}

/** A copy of a node in which something may have changed. */
function changed(node: Node, random: () => number, level: number): Node {
  const dice = random();
  if (typeof node === "number") {
    if (dice < 0.1 && level < MOST_LEVELS) return [node, node - CHANGE * random()];
    return dice < 0.5 ? Math.min(0, Math.max(-DECADES, node + CHANGE * (2 * random() - 1))) : node;
  }
  if (dice < 0.05) return changed(node[0]!, random, level);
  const children = node.map((child) => changed(child, random, level + 1));
  if (dice < 0.1) children.push(-DECADES * random());
  return children;
}

function countLeaves(node: Node): number {
  return typeof node === "number" ? 1 : node.reduce<number>((sum, child) => sum + countLeaves(child), 0);
}

interface Plain {
  readonly value?: number;
  readonly children?: readonly Plain[];
}

function plain(node: Node): Plain {
  return typeof node === "number" ? { value: 10 ** node } : { children: node.map(plain) };
}

/** The largest asp of a cell over its limit. */
function worst(map: Partition): number {
  const { perNode } = map.bound()!;
  let most = 0;
  for (let i = 1; i < map.size; i++) {
    const ratio = aspOf(map, i) / perNode![i]!;
    if (ratio > most) most = ratio;
  }
  return most;
}

function aspOf(map: Partition, i: number): number {
  const ring = new Float64Array(2 * map.cells.mostCorners);
  const corners = map.cells.ring(i, ring);
  let squared = 0;
  for (let a = 0; a < corners; a++) {
    for (let b = 0; b < a; b++) {
      const [dx, dy] = [ring[2 * a]! - ring[2 * b]!, ring[2 * a + 1]! - ring[2 * b + 1]!];
      squared = Math.max(squared, dx * dx + dy * dy);
    }
  }
  return squared / map.cells.area(i);
}

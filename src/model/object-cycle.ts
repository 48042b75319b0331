import { MarquetryError } from "../errors.ts";
import { shortPath, toName } from "./names.ts";

/**
 * Looks for a node that is its own ancestor; returns the error that names the way round, or null.
 *
 * Depth-first search with a stack of its own. Every object is entered once, however often it is shared, so the
 * time is that of reading each object's children once.
 */
export function cycleIn<T>(
  root: T,
  children: (d: T) => unknown,
  label: (d: T) => unknown,
): MarquetryError | null {
  const onPath = new Map<T, boolean>([[root, true]]);
  const path: { node: T; rest: Iterator<T> }[] = [{ node: root, rest: iterate(children(root)) }];
  for (let top = path[0]; top; top = path.at(-1)) {
    const step = top.rest.next();
    if (step.done) {
      onPath.set(top.node, false);
      path.pop();
      continue;
    }
    const child = step.value;
    const state = onPath.get(child);
    if (state === true) return cycleError([...path.map(({ node }) => node), child], label);
    if (state === undefined && child !== null && child !== undefined) {
      const below = children(child);
      // A leaf, or something that reading will complain of.
      if (typeof below !== "object" || below === null || !(Symbol.iterator in below)) continue;
      onPath.set(child, true);
      path.push({ node: child, rest: iterate(below) });
    }
  }
  return null;
}

function iterate<T>(children: unknown): Iterator<T> {
  return (children as Iterable<T>)[Symbol.iterator]();
}

function cycleError<T>(way: readonly T[], label: (d: T) => unknown): MarquetryError {
  const path = shortPath(way.map((node, k) => toName(label(node)) ?? (k === 0 ? "root" : "…")));
  return new MarquetryError("cycle", `a node is its own ancestor: ${path}`, { path, value: way.at(-1) });
}

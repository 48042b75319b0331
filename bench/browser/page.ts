import "marquetry/element";
import { engines, layout, type BoxCells, type Engine, type RingCells, type WeightedTree } from "marquetry";
import type { MarquetryMap } from "marquetry/element";
import { flatList, generator, randomTree } from "marquetry/fixtures";

/** What the page measures; all times in milliseconds. */
export interface BenchPage {
  /** Intervals between the frames of zooms into the heaviest child and back, and the time before their first frames. */
  zoom(leaves: number, zooms: number): Promise<{ intervals: number[]; starts: number[] }>;
  /** Lays a tree out, so that `firstPaint` need not. */
  prepare(shape: TreeShape, engine: EngineName, leaves: number): Promise<void>;
  /** From setting the data until the cells are drawn, and until their pixels are there; the layout is copied. */
  firstPaint(): Promise<{ drawn: number; rastered: number }>;
  /** Mean time of a hit test, and the time of the first, which builds the index. */
  hitTest(shape: TreeShape, engine: EngineName, leaves: number): Promise<{ mean: number; first: number }>;
}

export type EngineName = keyof typeof engines;
export type TreeShape = "list" | "tree";

const SEED = 2013;
const POINTS = 20_000;
/** Height of the element's row above the map. */
const BAR = 34;

let prepared: { data: WeightedTree; engine: Engine } | null = null;

function treeOf(shape: TreeShape, leaves: number): WeightedTree {
  return shape === "list" ? flatList(leaves, { seed: SEED }) : randomTree(leaves, { seed: SEED });
}

async function mount(set: Partial<MarquetryMap>): Promise<MarquetryMap> {
  document.body.replaceChildren();
  const map = document.createElement("marquetry-map");
  map.style.height = "100vh";
  Object.assign(map, { workerAbove: Infinity, ...set });
  document.body.append(map);
  return map.ready;
}

function frame(): Promise<number> {
  return new Promise((resolve) => requestAnimationFrame(resolve));
}

/** Has the pixels of the front canvas made. */
function raster(map: MarquetryMap): void {
  for (const canvas of map.shadowRoot!.querySelectorAll("canvas"))
    canvas.getContext("2d")!.getImageData(0, 0, 1, 1);
}

const bench: BenchPage = {
  async zoom(leaves, zooms) {
    const map = await mount({ data: treeOf("tree", leaves), engine: "greedy", duration: 1000 });
    const { tree } = map.map!;
    const intervals: number[] = [];
    const starts: number[] = [];
    for (let k = 0; k < zooms; k++) {
      await frame();
      const before = await frame();
      let isThere = false;
      void map.zoomTo(tree.id(k % 2 === 0 ? 1 : 0)).then(() => (isThere = true));
      let last = await frame();
      starts.push(last - before);
      while (!isThere) {
        const now = await frame();
        intervals.push(now - last);
        last = now;
      }
      // Whoever zooms looks at the picture before they go on.
      await new Promise((resolve) => setTimeout(resolve, 300));
    }
    return { intervals, starts };
  },

  async prepare(shape, engine, leaves) {
    const { x1, y1 } = (await mount({ data: treeOf(shape, 2), engine })).map!.region;
    const tree = treeOf(shape, leaves);
    const make = engines[engine]();
    const map = layout(tree, { engine: make, container: [x1, y1] });
    const ring = new Float64Array(2 * map.cells.mostCorners);
    prepared = {
      data: tree,
      engine: {
        ...make,
        partition(_tree: WeightedTree, _region: unknown, cells: BoxCells | RingCells) {
          for (let i = 1; i < tree.size; i++) {
            const corners = map.cells.ring(i, ring);
            const [x, y] = [map.cells.originX(i), map.cells.originY(i)];
            if (cells.shape === "rect") cells.set(i, x, y, ring[4]!, ring[5]!);
            else cells.set(i, x, y, ring, 0, corners);
          }
        },
      },
    };
  },

  async firstPaint() {
    const start = performance.now();
    let drawn = 0;
    let rastered = 0;
    const listen = ({ target }: Event): void => {
      drawn = performance.now() - start;
      raster(target as MarquetryMap);
      rastered = performance.now() - start;
    };
    document.addEventListener("marquetry-layout", listen);
    const map = await mount(prepared!);
    if (!map.map) throw new Error("the prepared map cannot be shown");
    document.removeEventListener("marquetry-layout", listen);
    return { drawn, rastered };
  },

  async hitTest(shape, engine, leaves) {
    const map = await mount({ data: treeOf(shape, leaves), engine });
    const random = generator(SEED);
    const { left, top, width, height } = map.getBoundingClientRect();
    const points = Array.from({ length: POINTS }, () => [
      left + width * random(),
      top + BAR + (height - BAR) * random(),
    ]);
    let start = performance.now();
    map.nodeAt(points[0]![0]!, points[0]![1]!);
    const first = performance.now() - start;
    start = performance.now();
    let hits = 0;
    for (const [x, y] of points) if (map.nodeAt(x!, y!) >= 0) hits++;
    const mean = (performance.now() - start) / POINTS;
    if (hits < POINTS / 2) throw new Error(`only ${hits} of ${POINTS} points hit a cell`);
    return { mean, first };
  },
};

Object.assign(globalThis, { bench });

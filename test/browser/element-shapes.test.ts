import { circle, disk, region, svgPathRegion, type Region } from "marquetry";
import type { MarquetryMap } from "marquetry/element";
import { userEvent } from "vitest/browser";
import { afterEach, describe, expect, test } from "vitest";
import { appeared, idOf, labelOf, mount, next, part, pointOf } from "./support/mount.ts";

afterEach(() => document.body.replaceChildren());

const HEART = "M50 90C-30 40 20-10 50 20 80-10 130 40 50 90Z";
const SHAPES: Readonly<Record<string, Region>> = {
  ring: region([circle(3, 3, 3), circle(3, 3, 1.3)]),
  heart: svgPathRegion(HEART, { tolerance: 0.01 }),
  islands: region([circle(150, 150, 150), circle(450, 150, 120)]),
  disk: disk(1, 1, 1),
};

/** What is pressed by the keyboard goes to the tree of the map. */
const focusTree = (element: MarquetryMap): void => part(element, "[role=tree]").focus();

describe.each(Object.entries(SHAPES))("a container of any shape, %s", (name, container) => {
  test("fits into the element, and answers where it is pointed at", async () => {
    const element = await mount({ container, engine: "greedy" });
    const { region: own } = element.map!;
    const { width, height } = part(element, ".stage").getBoundingClientRect();
    expect(own.x1 - own.x0).toBeLessThanOrEqual(width + 1e-6);
    expect(own.y1 - own.y0).toBeLessThanOrEqual(height + 1e-6);
    expect(Math.min(width - (own.x1 - own.x0), height - (own.y1 - own.y0))).toBeCloseTo(0, 6);
    expect(element.nodeAt(...pointOf(element, 0.005, 0.005))).toBe(-1);
    if (name === "ring") expect(element.nodeAt(...pointOf(element))).toBe(-1);
    const leaf = element.map!.tree.find(idOf("Strings"));
    const [x, y] = element.map!.centroid(leaf);
    expect(element.nodeAt(...pointOf(element, x / width, y / height))).toBe(leaf);
  });

  test("can be zoomed and gone through by the keyboard, with its labels", async () => {
    const element = await mount({ container, engine: "greedy" });
    await element.zoomTo(idOf("query"));
    await appeared(element);
    const texts = [...element.shadowRoot!.querySelectorAll(".layer text")].map((text) => text.textContent);
    expect(texts).toContain("Query");
    await element.zoomTo(null);
    focusTree(element);
    const seen = new Set<string | null>();
    for (const key of ["ArrowRight", "ArrowDown", "ArrowLeft", "ArrowUp", "ArrowRight"]) {
      await userEvent.keyboard(`{${key}}`);
      seen.add(element.focused);
    }
    expect(seen.size).toBeGreaterThan(1);
  });

  test("is laid out in a worker as on the page", async () => {
    const here = await mount({ container, engine: "greedy" });
    const there = await mount({ data: null, container, engine: "greedy", workerAbove: 10 });
    there.scrollIntoView();
    const laidOut = next(there, "marquetry-layout");
    there.data = here.data;
    const { where, reason, map } = (await laidOut).detail;
    expect(where, reason).toBe("worker");
    expect(map.region.ring).toEqual(here.map!.region.ring);
    for (let i = 0; i < map.size; i += 7) expect(map.cell(i)).toEqual(here.map!.cell(i));
    // Once more, from the map before.
    const again = next(there, "marquetry-layout");
    there.style.height = "400px";
    expect((await again).detail.where).toBe("worker");
  });

  test("takes other data and another size without a fault", async () => {
    const element = await mount({ container, engine: "greedy", duration: 50 });
    const faults: unknown[] = [];
    element.addEventListener("marquetry-error", ({ detail }) => faults.push(detail.error));
    element.dataOptions = {};
    element.data = {
      name: "all",
      children: [
        { name: "a", value: 2 },
        { name: "b", value: 1 },
      ],
    };
    await element.ready;
    element.style.width = "500px";
    await element.ready;
    expect(element.map!.area(1) / element.map!.area(2)).toBeCloseTo(2, 6);
    expect(faults).toEqual([]);
  });
});

describe("the attribute container", () => {
  test("takes the data of an SVG path", async () => {
    const element = await mount({ engine: "greedy" });
    element.setAttribute("container", HEART);
    await element.ready;
    expect(element.container).toBe(HEART);
    expect(element.map!.cells.shape).toBe("simple");
    expect(labelOf(element, element.map!.tree.id(element.nodeAt(...pointOf(element))))).not.toBe("");
  });

  test("says what is wrong with a path, with the place, and goes on when it is mended", async () => {
    const element = await mount({ engine: "greedy" });
    const failed = next(element, "marquetry-error");
    element.setAttribute("container", "M0 0H9X");
    expect((await failed).detail.error.message).toContain('no command X; at character 7, "X"');
    element.setAttribute("container", "M0 0H9V9Z");
    await element.ready;
    expect(element.map!.cells.shape).toBe("simple");
  });

  test("of engines of rectangles says that they need a box", async () => {
    const element = await mount({ engine: "greedy", container: SHAPES["ring"]! });
    const failed = next(element, "marquetry-error");
    element.engine = "squarify";
    expect((await failed).detail.error.message).toContain("its container must be a box");
  });
});

test("a disk is drawn with true arcs", async () => {
  const element = await mount({ container: SHAPES["disk"]!, engine: "greedy" });
  const paths = [...element.shadowRoot!.querySelectorAll(".layer path")].map((path) =>
    path.getAttribute("d")!,
  );
  expect(paths.some((d) => d.includes("A"))).toBe(true);
  const canvas = await mount({ container: SHAPES["disk"]!, engine: "greedy", canvasAbove: 0 });
  expect(part(canvas, "canvas")).not.toBe(null);
});

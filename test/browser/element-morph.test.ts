import { cdp } from "vitest/browser";
import { dice, greedy } from "marquetry";
import type { MarquetryMap } from "marquetry/element";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { appeared, frames, idOf, labelOf, mount, next, part, pointOf, rows } from "./support/mount.ts";

const browser = cdp() as unknown as {
  send(method: "Emulation.setEmulatedMedia", what: object): Promise<unknown>;
};

afterEach(() => document.body.replaceChildren());

/** Two cells side by side. */
const pair = (a: number, b: number) => ({
  name: "all",
  children: [
    { name: "a", id: "a", value: a },
    { name: "b", id: "b", value: b },
  ],
});

/** An element 800 pixels wide with two cells, of which the left one has a quarter. */
const mountPair = (set: Partial<MarquetryMap> = {}): Promise<MarquetryMap> =>
  mount({
    data: pair(1, 3),
    dataOptions: { weight: "value", id: "id", sort: null },
    engine: dice(),
    duration: 60_000,
    ...set,
  });

const canvasOf = (element: MarquetryMap): HTMLCanvasElement | null =>
  element.shadowRoot!.querySelector(".layer canvas:not(.veil)");

/** Where the colour changes along the middle of the canvas that is shown, in pixels. */
function borderOf(element: MarquetryMap): number {
  const canvas = canvasOf(element)!;
  const { width, height } = canvas;
  const row = canvas.getContext("2d")!.getImageData(0, height / 2, width, 1).data;
  const at = (x: number): string => row.slice(4 * x, 4 * x + 4).join();
  let x = 8;
  while (x < width - 1 && at(x) === at(8)) x++;
  return (x / width) * part(element, ".stage").clientWidth;
}

/** Left edge and width of the first outline of the selection. */
function outlined(element: MarquetryMap): [x: number, width: number] {
  const numbers = part(element, ".marks .selection")
    .getAttribute("d")!
    .match(/-?[\d.]+/g)!;
  const x = numbers.map(Number).filter((_, k) => k % 2 === 0);
  return [Math.min(...x), Math.max(...x) - Math.min(...x)];
}

async function until(isSo: () => boolean): Promise<void> {
  while (!isSo()) await frames(1);
}

/** Whether a promise is settled by now. */
async function isSettled(promise: Promise<unknown>): Promise<boolean> {
  const pending = {};
  await new Promise((resolve) => setTimeout(resolve, 20));
  return (await Promise.race([promise, Promise.resolve(pending)])) !== pending;
}

describe("another map", () => {
  test("is where the picture goes, while all else is there at once", async () => {
    const element = await mountPair({ selection: ["b"] });
    let layouts = 0;
    element.addEventListener("marquetry-layout", () => layouts++);
    expect(part(element, ".layer text").textContent).toBe("a");
    element.duration = 1500;
    element.data = pair(3, 1);
    await next(element, "marquetry-layout");
    expect(element.map!.tree.weight[element.map!.tree.find("a")]).toBe(3);
    const { ready } = element;
    await until(() => canvasOf(element) !== null && borderOf(element) > 250);
    expect(borderOf(element)).toBeLessThan(600);
    expect(element.shadowRoot!.querySelector(".layer text")).toBe(null);
    const [left, width] = outlined(element);
    expect(left).toBeGreaterThan(200);
    expect(left).toBeLessThan(600);
    expect(left + width).toBeCloseTo(800, 0);
    expect(Math.abs(left - borderOf(element))).toBeLessThan(4);
    // The pointer meets the map that is to come.
    expect(element.map!.tree.label(element.nodeAt(...pointOf(element, 0.7)))).toBe("a");
    expect(await isSettled(ready)).toBe(false);
    await ready;
    expect(canvasOf(element)).toBe(null);
    expect(part(element, ".layer text").textContent).toBe("a");
    expect(outlined(element)[0]).toBeCloseTo(600, 0);
    expect(layouts).toBe(1);
  });

  test("of another engine, spacing or container is on its way as well, and gets its labels at the end", async () => {
    const element = await mount();
    for (const set of [{ engine: greedy() }, { spacing: { padding: 3 } }, { container: "circle" }] as const) {
      Object.assign(element, { duration: 60_000 }, set);
      await next(element, "marquetry-layout");
      await frames(3);
      expect(canvasOf(element)).not.toBe(null);
      element.duration = 0;
      await element.zoomTo(null);
      await element.ready;
      expect(canvasOf(element)).toBe(null);
      expect(part(element, ".layer text")).not.toBe(null);
    }
  });

  test("that comes on the way is gone to from what is shown", async () => {
    const element = await mountPair({ duration: 1500 });
    element.data = pair(3, 1);
    await until(() => canvasOf(element) !== null && borderOf(element) > 350);
    element.duration = 60_000;
    const shown = borderOf(element);
    element.data = pair(1, 9);
    await next(element, "marquetry-layout");
    await frames(3);
    expect(Math.abs(borderOf(element) - shown)).toBeLessThan(60);
    element.duration = 100;
    element.data = pair(1, 1);
    await element.ready;
    expect(canvasOf(element)).toBe(null);
    expect(element.map!.cells.area(1)).toBeCloseTo(element.map!.cells.area(2));
  });

  test("that comes again and again keeps nobody waiting for ever, nor a PNG at all", async () => {
    const element = await mountPair({ duration: 200 });
    let a = 1;
    const stream = setInterval(() => (element.data = pair(++a, 9)), 30);
    await next(element, "marquetry-layout");
    await element.ready;
    expect(canvasOf(element)).not.toBe(null);
    clearInterval(stream);
    element.duration = 60_000;
    element.data = pair(50, 1);
    expect((await element.toPNG()).type).toBe("image/png");
  });

  test("begins where a flight is, and a flight begins where it is", async () => {
    const element = await mount({ selection: [idOf("util")] });
    const before = outlined(element);
    element.duration = 60_000;
    const first = element.zoomTo(idOf("util"));
    await frames(4);
    element.data = rows.map((row) => ({ ...row, size: row.name === "Axis" ? 60_000 : row.size }));
    await next(element, "marquetry-layout");
    await first;
    expect(labelOf(element, element.root)).toBe("util");
    await frames(2);
    outlined(element).forEach((along, k) => expect(Math.abs(along - before[k]!)).toBeLessThan(12));
    expect(canvasOf(element)).not.toBe(null);
    await frames(3);
    element.duration = 200;
    await element.zoomTo(idOf("vis"));
    await appeared(element);
    expect(canvasOf(element)).toBe(null);
    expect(labelOf(element, element.root)).toBe("vis");
  });

  test("with nodes gone and new marks those that stay, by id", async () => {
    const element = await mountPair({ selection: ["b"] });
    const [c, b] = ["c", "b"].map((id) => ({ name: id, id, value: 1 }));
    element.data = { name: "all", children: [c, b] };
    await next(element, "marquetry-layout");
    await frames(4);
    // Little is done of a way so long: where b was, it still is.
    const [x, width] = outlined(element);
    expect(x).toBeCloseTo(200, -1);
    expect(width).toBeCloseTo(600, -1);
    expect(element.selection).toEqual(["b"]);
  });

  test("veils on the way what a search does not find", async () => {
    const element = await mountPair();
    element.search("b");
    element.data = pair(3, 1);
    await next(element, "marquetry-layout");
    await frames(3);
    const veil = part<HTMLCanvasElement>(element, ".layer:last-child .veil");
    const { width, height } = veil;
    const alphaAt = (x: number): number =>
      veil.getContext("2d")!.getImageData(x * width, height / 2, 1, 1).data[3]!;
    expect([alphaAt(0.9), alphaAt(0.1) > 100]).toEqual([0, true]);
  });
});

describe("no way is gone", () => {
  test("to the first map, nor to that in another size", async () => {
    const element = await mountPair();
    expect(canvasOf(element)).toBe(null);
    element.style.width = "600px";
    await next(element, "marquetry-layout");
    await frames(2);
    expect(canvasOf(element)).toBe(null);
    expect(await isSettled(element.ready)).toBe(true);
  });

  test("further when the size becomes another, the wheel turns, or the element goes", async () => {
    const element = await mountPair();
    const set = async (a: number): Promise<void> => {
      element.data = pair(a, 1);
      await next(element, "marquetry-layout");
      await frames(2);
      expect(canvasOf(element)).not.toBe(null);
    };
    await set(2);
    element.style.width = "700px";
    await element.ready;
    expect(canvasOf(element)).toBe(null);
    await set(3);
    const [clientX, clientY] = pointOf(element);
    const wheel = { deltaY: -100, ctrlKey: true, clientX, clientY, bubbles: true, cancelable: true };
    part(element, "[role=tree]").dispatchEvent(new WheelEvent("wheel", wheel));
    await element.ready;
    expect(canvasOf(element)).toBe(null);
    await set(4);
    const { ready } = element;
    element.remove();
    await ready;
    document.body.append(element);
    await element.ready;
    expect(canvasOf(element)).toBe(null);
    expect(part(element, ".layer text").textContent).toBe("a");
  });

  test("where a picture on the way would take too long", async () => {
    const many = (size: number) =>
      Array.from({ length: 20_001 }, (_, k) => ({
        id: k,
        parent: k > 0 ? Math.floor((k - 1) / 20) : undefined,
        size: k % 20 === 0 ? size : 1,
      }));
    const element = await mount({ data: many(1), engine: dice(), workerAbove: Infinity });
    element.duration = 60_000;
    element.data = many(2);
    await next(element, "marquetry-layout");
    expect(await isSettled(element.ready)).toBe(true);
  });

  test("and what cannot be drawn is told", async () => {
    const element = await mountPair({ duration: 50 });
    const told = next(element, "marquetry-error");
    element.drawing = {
      colour: () => {
        if (element.map!.tree.weight[1] === 5) throw new Error("no colour");
        return "#888";
      },
    };
    await element.ready;
    element.data = pair(5, 1);
    expect((await told).detail.error.message).toContain("no colour");
    await element.ready;
  });

  describe("for a reader who prefers less motion", () => {
    const prefer = (value: string) =>
      browser.send("Emulation.setEmulatedMedia", { features: [{ name: "prefers-reduced-motion", value }] });
    beforeEach(() => prefer("reduce"));
    afterEach(() => prefer(""));

    test("who sees the map at once", async () => {
      const element = await mountPair();
      element.data = pair(3, 1);
      await next(element, "marquetry-layout");
      expect(canvasOf(element)).toBe(null);
      expect(part(element, ".layer text").textContent).toBe("a");
      expect(await isSettled(element.ready)).toBe(true);
    });
  });
});

import { greedy, squarify, stability, weightedTree, type EngineName, type Partition } from "marquetry";
import type { MarquetryMap } from "marquetry/element";
import { afterEach, describe, expect, test } from "vitest";
import { dataOptions, frames, idOf, labelOf, mount, next, part, rows } from "./support/mount.ts";

afterEach(() => document.body.replaceChildren());

const alert = (element: MarquetryMap) => part(element, "[role=alert]");

/** An element in a page of its own. */
async function place(html: string): Promise<MarquetryMap> {
  const host = document.createElement("div");
  host.innerHTML = html;
  document.body.append(host);
  const element = host.querySelector("marquetry-map")!;
  Object.assign(element, { data: rows, dataOptions });
  return element.ready;
}

describe("the size comes from the page", () => {
  test.each([
    ["nothing said", "<marquetry-map></marquetry-map>", [600, 384]],
    [
      "a block of its own height",
      '<marquetry-map style="display: block; height: 400px"></marquetry-map>',
      [600, 400],
    ],
    [
      "display: flex from the page",
      '<marquetry-map style="display: flex; height: 300px"></marquetry-map>',
      [600, 300],
    ],
    ["display: grid", '<marquetry-map style="display: grid; height: 300px"></marquetry-map>', [600, 300]],
    ["inline-block", '<marquetry-map style="display: inline-block; width: 50%"></marquetry-map>', [300, 384]],
    [
      "absolute, inset 0",
      '<div style="position: relative; height: 250px"><marquetry-map style="position: absolute; inset: 0"></marquetry-map></div>',
      [600, 250],
    ],
    [
      "a child of a flex column",
      '<div style="display: flex; flex-direction: column; height: 260px"><p style="margin: 0; height: 20px">a</p><marquetry-map style="flex: 1"></marquetry-map></div>',
      [600, 240],
    ],
    [
      "a child of a flex row",
      '<div style="display: flex; height: 220px"><p style="margin: 0; width: 100px">a</p><marquetry-map style="flex: 1"></marquetry-map></div>',
      [500, 220],
    ],
    [
      "a grid cell",
      '<div style="display: grid; grid-template: 1fr / 1fr 2fr; height: 210px"><p>a</p><marquetry-map></marquetry-map></div>',
      [400, 210],
    ],
    ["an aspect ratio", '<marquetry-map style="aspect-ratio: 3"></marquetry-map>', [600, 200]],
    [
      "a percentage",
      '<div style="height: 500px"><marquetry-map style="height: 50%"></marquetry-map></div>',
      [600, 250],
    ],
    ["a limit", '<marquetry-map style="max-height: 180px"></marquetry-map>', [600, 180]],
  ])("%s", async (_, html, [width, height]) => {
    const element = await place(`<div style="width: 600px">${html}</div>`);
    const box = element.getBoundingClientRect();
    expect([box.width, box.height]).toEqual([width, height]);
    const stage = part(element, ".stage").getBoundingClientRect();
    expect([stage.width, stage.bottom]).toEqual([width, box.bottom]);
    expect(element.map!.region).toMatchObject({ x1: stage.width, y1: stage.height });
    expect(alert(element).hidden).toBe(true);
  });

  test("and where it leaves no height, the element says so until it does", async () => {
    const failed = new Promise<string>((resolve) =>
      document.body.addEventListener("marquetry-error", ({ detail }) => resolve(detail.error.message), {
        once: true,
      }),
    );
    const element = await place('<marquetry-map style="height: 0"></marquetry-map>');
    expect(await failed).toContain("no height is left for the map; give the element one");
    expect(element.map).toBe(null);
    expect(alert(element).getBoundingClientRect().height).toBeGreaterThan(20);
    element.style.height = "300px";
    await next(element, "marquetry-layout");
    expect(alert(element).hidden).toBe(true);
    expect(element.map).not.toBe(null);
  });
});

describe("ready settles", () => {
  test("where nothing is shown, and the map comes when it is", async () => {
    const element = await place('<marquetry-map style="display: none"></marquetry-map>');
    expect(element.map).toBe(null);
    expect(alert(element).hidden).toBe(true);
    await expect(element.toPNG()).rejects.toThrow("there is no map to draw: set data, and show the element");
    const laidOut = next(element, "marquetry-layout");
    element.style.display = "";
    expect((await laidOut).detail.map).toBe(element.map);
  });

  test("out of the document, before and after", async () => {
    const element = document.createElement("marquetry-map");
    Object.assign(element, { data: rows, dataOptions });
    await element.ready;
    document.body.append(element);
    const { ready } = element;
    element.remove();
    await ready;
    await element.ready;
    expect(element.map).toBe(null);
    document.body.append(element);
    await element.ready;
    expect(element.map).not.toBe(null);
  });

  test("while a worker is at work and the element goes", async () => {
    const element = await mount({ data: null, workerAbove: 0 });
    let isAsked = false;
    element.workerFactory = () =>
      ({ postMessage: () => (isAsked = true), terminate() {} }) as unknown as Worker;
    element.data = rows;
    const { ready } = element;
    await frames(2);
    expect(isAsked).toBe(true);
    element.remove();
    expect(await ready).toBe(element);
  });

  test("after what cannot be used", async () => {
    const element = await mount({ data: 5 as never });
    expect(alert(element).textContent).toContain("data must be a tree");
    Object.assign(element, { data: [{ id: "a", parent: "b" }] });
    await element.ready;
    expect(alert(element).hidden).toBe(false);
  });
});

describe("null and undefined", () => {
  test.each([null, undefined])("%s sets back to the default", async (nothing) => {
    const usual = document.createElement("marquetry-map");
    const element = await mount();
    const set = {
      engine: "squarify",
      container: "circle",
      spacing: { padding: 3 },
      drawing: { fontSize: 14 },
      tooltip: () => "",
      wheel: "none",
      label: "Map",
      searchable: true,
      legend: true,
      menu: true,
      hash: true,
      scheme: "dark",
      strings: { search: "Suche" },
      duration: 5,
      canvasAbove: 5,
      workerAbove: 5000,
      workerFactory: () => new Worker(""),
    } as const;
    for (const [name, value] of Object.entries(set)) {
      Object.assign(element, { [name]: value });
      expect(element[name as keyof typeof set]).toEqual(value);
      Object.assign(element, { [name]: nothing });
      expect(element[name as keyof typeof set]).toEqual(usual[name as keyof typeof set]);
    }
    await element.ready;
    expect(element.map!.engine.name).toBe("greedy");
    Object.assign(element, { root: idOf("vis"), focused: idOf("axis"), selection: [idOf("Axis")] });
    Object.assign(element, { root: nothing, focused: nothing, selection: nothing });
    expect(labelOf(element, element.root)).toBe("flare");
    expect(labelOf(element, element.focused)).toBe("vis");
    expect(element.selection).toEqual([]);
    expect(alert(element).hidden).toBe(true);
    Object.assign(element, { data: nothing, root: nothing, focused: nothing, selection: nothing });
    await element.ready;
    expect(element.map).toBe(null);
    element.data = rows;
    await element.ready;
    expect(labelOf(element, element.root)).toBe("flare");
    expect(labelOf(element, element.focused)).toBe("vis");
  });
});

describe("what cannot be used", () => {
  test("is told until it is mended, and what was there stays", async () => {
    const element = await mount();
    const told: string[] = [];
    element.addEventListener("marquetry-error", ({ detail }) => told.push(detail.error.message));
    const { map } = element;
    Object.assign(element, { wheel: "ctr" });
    Object.assign(element, { wheel: "ctr", duration: "soon", root: 1.5, selection: "Axis", focused: {} });
    element.setAttribute("container", "octagon");
    element.setAttribute("padding", "2px");
    await element.ready;
    expect(told).toEqual([
      'marquetry-map: wheel must be "zoom", "ctrl" or "none", not "ctr"; did you mean "ctrl"?',
      'marquetry-map: duration must be a number ≥ 0, not "soon"',
      'marquetry-map: selection must be a list of ids, not "Axis"',
      "marquetry-map: focused must be the id of a node, not an object",
      'marquetry-map: container must be "fill", "circle", "hexagon", the corners of a convex polygon, a region, or the data of an SVG path, not "octagon"',
      'spacing: padding must be a number ≥ 0 or a function, not "2px"',
    ]);
    expect(alert(element).textContent).toBe(told.join("\n"));
    expect(element.map).toBe(map);
    expect([element.wheel, element.duration, element.container]).toEqual(["ctrl", 0, "fill"]);
    Object.assign(element, { wheel: "ctrl", selection: [], focused: null, spacing: {} });
    element.setAttribute("duration", "10");
    expect(alert(element).textContent).toBe(told[4]);
    element.duration = 20;
    element.removeAttribute("container");
    expect(alert(element).hidden).toBe(true);
    expect(() => void element.zoomTo([] as never)).toThrow("root must be the id of a node");
    expect(() => element.search(5 as never)).toThrow("search must be a text");
    await expect(element.toPNG({ pixelRatoi: 2 } as never)).rejects.toThrow("did you mean pixelRatio?");
  });

  test("is not told if it is mended at once", async () => {
    const element = await mount();
    let isTold = false;
    element.addEventListener("marquetry-error", () => (isTold = true));
    Object.assign(element, { wheel: "ctr" });
    Object.assign(element, { wheel: "ctrl" });
    await frames(1);
    expect(isTold).toBe(false);
  });

  test("in a drawing is mended by another", async () => {
    const element = await mount();
    const failed = next(element, "marquetry-error");
    element.drawing = {
      colour: () => {
        throw new Error("no colours today");
      },
    };
    expect((await failed).detail.error.message).toContain("no colours today");
    element.drawing = {};
    await element.ready;
    expect(alert(element).hidden).toBe(true);
    expect(part(element, ".layer path")).not.toBe(null);
  });

  test("of an engine's name is told with the one that was meant", async () => {
    const element = await mount({ engine: "greddy" as EngineName });
    expect(alert(element).textContent).toContain('no engine "greddy"; did you mean "greedy"?');
    element.engine = "greedy";
    await element.ready;
    expect(alert(element).hidden).toBe(true);
    Object.assign(element, { engine: squarify });
    await element.ready;
    expect(alert(element).textContent).toBe("the engine is a function: call it, as squarify()");
    element.engine = squarify();
    await element.ready;
    expect(alert(element).hidden).toBe(true);
  });
});

describe("what is set again and changes nothing", () => {
  test("is no work", async () => {
    const spacing = { padding: 2, areas: "leaf-exact" } as const;
    const element = await mount({
      engine: greedy(),
      spacing,
      container: "hexagon",
      drawing: { fontSize: 12 },
    });
    let layouts = 0;
    element.addEventListener("marquetry-layout", () => layouts++);
    const { map } = element;
    const picture = part(element, ".layer path");
    Object.assign(element, {
      engine: greedy(),
      spacing: { ...spacing },
      container: "hexagon",
      drawing: { fontSize: 12 },
      dataOptions: { ...dataOptions },
    });
    await element.ready;
    expect(element.map).toBe(map);
    expect(part(element, ".layer path")).toBe(picture);
    element.spacing = { padding: 3 };
    await element.ready;
    expect(layouts).toBe(1);
    expect(element.map).not.toBe(map);
  });

  test("and another drawing neither lays out nor ends a flight", async () => {
    const element = await mount({ duration: 700 });
    const { map } = element;
    let isThere = false;
    const arrival = element.zoomTo(idOf("util")).then(() => (isThere = true));
    await frames(3);
    element.drawing = { colour: () => "#123456" };
    await element.ready;
    await frames(2);
    expect(isThere).toBe(false);
    expect(part(element, ".layers").classList.contains("moving")).toBe(true);
    await arrival;
    expect(element.shadowRoot!.querySelector('.layer path[fill="#123456"]')).not.toBe(null);
    expect(labelOf(element, element.root)).toBe("util");
    expect(element.map).toBe(map);
  });
});

describe("what a framework sets at each render, new but equal", () => {
  interface Datum {
    readonly name: string;
    readonly value?: number;
    readonly note?: string;
    readonly children?: readonly Datum[];
  }
  const render = (note = ""): Partial<MarquetryMap> => ({
    data: {
      name: "all",
      children: [
        { name: "a", value: 5, note },
        { name: "b", children: [1, 2, 3].map((value) => ({ name: `b${value}`, value })) },
      ],
    } satisfies Datum,
    dataOptions: { weight: (datum: Datum) => datum.value },
    engine: greedy(),
    spacing: { padding: 2 },
    drawing: { fontSize: 12 },
  });

  test("is no layout, and a state set in the layout's event is no loop", async () => {
    const element = await mount({ ...render(), duration: 0 });
    const { map } = element;
    let layouts = 0;
    element.addEventListener("marquetry-layout", () => {
      layouts++;
      Object.assign(element, render());
    });
    for (let k = 0; k < 5; k++) {
      Object.assign(element, render());
      await frames(2);
    }
    expect(layouts).toBe(0);
    expect(element.map!.cells).toBe(map!.cells);
    const data = { name: "all", children: [{ name: "a", value: 5 }] };
    Object.assign(element, { data });
    await frames(6);
    expect(layouts).toBe(2);
    expect(element.map!.tree.size).toBe(map!.tree.size);
  });

  test("ends no flight, even where the user's own data differ, which then are told", async () => {
    const element = await mount({ ...render("old"), duration: 60_000 });
    const b = element.map!.tree.find(element.map!.tree.id(2));
    void element.zoomTo(element.map!.tree.id(b));
    await frames(3);
    Object.assign(element, render("new"));
    await frames(3);
    expect(part(element, ".layers").classList.contains("moving")).toBe(true);
    const { tree } = element.map!;
    const a = [...tree.leaves()].find((leaf) => tree.label(leaf) === "a")!;
    expect((tree.data(a) as Datum).note).toBe("new");
  });

  test("and data changed in place are still seen", async () => {
    const data = {
      name: "all",
      children: [
        { name: "a", value: 1 },
        { name: "b", value: 1 },
      ],
    };
    const element = await mount({ data, dataOptions: {} });
    data.children[0]!.value = 3;
    element.data = data;
    await element.ready;
    expect(element.map!.tree.weight[1]).toBe(3);
  });
});

describe("another size", () => {
  const tree = weightedTree({
    name: "all",
    children: Array.from({ length: 30 }, (_, k) => ({ name: `g${k}`, value: 1 + ((k * 7) % 11) })),
  });

  async function sizes(element: MarquetryMap, widths: readonly number[]): Promise<Partition[]> {
    const maps: Partition[] = [];
    for (const width of widths) {
      element.style.width = `${width}px`;
      await frames(2);
      await element.ready;
      maps.push(element.map!);
    }
    return maps;
  }

  test.each(["greedy", "voronoi", "angular"] as const)(
    "keeps the arrangement of %s, and leaves no trace",
    async (engine) => {
      const element = await mount({ data: tree, dataOptions: {}, engine });
      const first = element.map!;
      const widths = [820, 840, 860, 800];
      const maps = await sizes(element, widths);
      maps.slice(0, 3).forEach((map, k) => {
        expect(map.region.x1 - map.region.x0).toBe(widths[k]);
        for (const leaf of tree.leaves()) {
          const [x, y] = first.centroid(leaf);
          const [u, v] = map.centroid(leaf);
          expect(Math.hypot(u - (x * widths[k]!) / 800, v - y)).toBeLessThan(25);
        }
      });
      expect(maps[3]!.cells).toBe(first.cells);
    },
  );

  test("keeps what a change of the data had kept", async () => {
    const element = await mount({ data: tree, dataOptions: {}, engine: "greedy" });
    const later = tree.withWeights(tree.weight.map((weight, k) => weight * (1 + (k % 3) / 10)));
    element.data = later;
    await element.ready;
    const before = element.map!;
    const [after] = await sizes(element, [810]);
    expect(stability(before, after!).centroidShift.mean).toBeLessThan(0.02);
  });
});

describe("an element out of sight", () => {
  async function below(): Promise<MarquetryMap> {
    const room = document.createElement("div");
    room.style.height = "5000px";
    const element = document.createElement("marquetry-map");
    element.style.height = "300px";
    Object.assign(element, { data: rows, dataOptions });
    document.body.append(room, element);
    await frames(4);
    return element;
  }
  afterEach(() => scrollTo(0, 0));

  test("waits until it is scrolled near", async () => {
    const element = await below();
    expect(element.map).toBe(null);
    const laidOut = next(element, "marquetry-layout");
    element.scrollIntoView();
    expect((await laidOut).detail.map.size).toBeGreaterThan(1);
    scrollTo(0, 0);
    await frames(4);
    const { map } = element;
    element.engine = "binary";
    await frames(4);
    expect(element.map).toBe(map);
    element.scrollIntoView();
    await next(element, "marquetry-layout");
    expect(element.map!.engine.name).toBe("binary");
  });

  test("does its work for those who wait, and for paper", async () => {
    const element = await (await below()).ready;
    expect(element.map).not.toBe(null);
    element.remove();
    document.body.replaceChildren();
    const other = await below();
    expect(other.map).toBe(null);
    dispatchEvent(new Event("beforeprint"));
    expect(other.map).toBe(null);
    await Promise.resolve();
    expect(part(other, ".layer path")).not.toBe(null);
  });
});

import { greedy, squarify } from "marquetry";
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
      'marquetry-map: container must be "fill", "circle", "hexagon" or the corners of a convex polygon, not "octagon"',
      'spacing: padding must be a number ≥ 0 or a function, not "2px"',
    ]);
    expect(alert(element).textContent).toBe(told.join("\n"));
    expect(element.map).toBe(map);
    expect([element.wheel, element.duration, element.container]).toEqual(["zoom", 0, "fill"]);
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
    const element = await mount({ engine: "greddy" });
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
    const layers = [...element.shadowRoot!.querySelectorAll<HTMLElement>(".layer")];
    expect(layers.every(({ style }) => style.transform !== "")).toBe(true);
    expect(element.shadowRoot!.querySelector('.layer path[fill="#123456"]')).not.toBe(null);
    await arrival;
    expect(labelOf(element, element.root)).toBe("util");
    expect(element.map).toBe(map);
  });
});

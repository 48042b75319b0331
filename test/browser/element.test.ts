import { userEvent } from "vitest/browser";
import axe from "axe-core";
import { circle, drawCanvas, engineNames, greedy, layout, squarify } from "marquetry";
import { caterpillar, flatList, randomTree } from "marquetry/fixtures";
import { afterEach, describe, expect, test } from "vitest";
import { drawOnCanvas, visiblePart } from "../../src/element/picture.ts";
import {
  appeared,
  dataOptions,
  frames,
  idOf,
  labelOf,
  mount,
  next,
  part,
  pointOf,
  rows,
} from "./support/mount.ts";

afterEach(() => document.body.replaceChildren());

const focusedItem = (element: Awaited<ReturnType<typeof mount>>) =>
  part(element, `#${part(element, "[role=tree]").getAttribute("aria-activedescendant")!}`);

describe("the keyboard alone", () => {
  test("walks down three levels, sideways and back", async () => {
    const element = await mount();
    const zooms: string[] = [];
    element.addEventListener("marquetry-zoom", ({ detail }) => zooms.push(detail.label));
    await userEvent.keyboard("{Tab}{Tab}");
    expect(document.activeElement).toBe(element);
    expect(element.shadowRoot!.activeElement).toBe(part(element, "[role=tree]"));
    expect(labelOf(element, element.focused)).toBe("vis");
    expect(part(element, ".focus").getAttribute("d")).not.toBe("");

    await userEvent.keyboard("{Enter}");
    expect(labelOf(element, element.root)).toBe("vis");
    const second = labelOf(element, element.focused);
    await userEvent.keyboard("{Enter}");
    expect(labelOf(element, element.root)).toBe(second);
    await userEvent.keyboard("{Enter}");
    const third = labelOf(element, element.root);
    expect(zooms).toEqual(["vis", second, third]);
    expect(element.map!.tree.depth(element.map!.tree.find(element.root))).toBe(3);

    const before = element.focused;
    const seen = new Set([before]);
    for (const key of ["ArrowRight", "ArrowDown", "ArrowLeft", "ArrowUp"]) {
      await userEvent.keyboard(`{${key}}`);
      seen.add(element.focused);
    }
    expect(seen.size).toBeGreaterThan(2);
    await userEvent.keyboard("{Home} ");
    expect(element.selection).toEqual([element.focused]);
    await userEvent.keyboard("{Escape}");
    expect(labelOf(element, element.focused)).toBe(third);
    await userEvent.keyboard("{Escape}{Escape}");
    expect(labelOf(element, element.root)).toBe("flare");
    expect(labelOf(element, element.focused)).toBe("vis");
  });

  test("opens a leaf, and leaves a key alone that has nothing to do", async () => {
    const element = await mount({
      data: { name: "all", children: [{ name: "a", value: 1 }] },
      dataOptions: {},
    });
    element.focus();
    const opened = next(element, "marquetry-open");
    await userEvent.keyboard("{Enter}");
    expect((await opened).detail.label).toBe("a");
    await userEvent.keyboard("{Escape}");
    expect(element.selection).toEqual([]);
    let prevented: boolean | undefined;
    element.addEventListener("keydown", (event) => (prevented = event.defaultPrevented));
    await userEvent.keyboard("{Escape}");
    expect(prevented).toBe(false);
  });

  test("searches, and walks from match to match", async () => {
    const element = await mount({ searchable: true });
    element.focus();
    await userEvent.keyboard("/");
    expect(element.shadowRoot!.activeElement).toBe(part(element, "input"));
    const found = next(element, "marquetry-search");
    await userEvent.keyboard("treemap");
    expect((await found).detail.ids.map((id) => labelOf(element, id))).toEqual(["TreeMapLayout"]);
    expect(part(element, "output").textContent).toBe("1 match");
    await userEvent.keyboard("{Enter}");
    expect(labelOf(element, element.focused)).toBe("TreeMapLayout");
    await userEvent.keyboard("{Escape}");
    expect(element.shadowRoot!.activeElement).toBe(part(element, "[role=tree]"));
    expect(part(element, "output").textContent).toBe("");
  });
});

describe("a screen reader", () => {
  test.each(["SVG", "canvas"])("finds no fault with the %s", async (kind) => {
    document.title = "A map";
    document.documentElement.lang = "en";
    const element = await mount({ searchable: true, canvasAbove: kind === "SVG" ? 1000 : 0 });
    element.focus();
    await userEvent.keyboard("{ArrowRight}{Enter} ");
    element.search("a");
    const found = await axe.run(element, { resultTypes: ["violations"] });
    expect(found.violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)])).toEqual([]);
    expect(found.passes.map((pass) => pass.id)).toContain("aria-required-parent");
  });

  test("is told name, weight, share, level and place, of a hundred items at the most", async () => {
    const element = await mount({ data: flatList(5000, { seed: 1 }), dataOptions: {} });
    element.focus();
    await userEvent.keyboard("{End}");
    const item = focusedItem(element);
    expect(item.getAttribute("aria-posinset")).toBe("5000");
    expect(item.getAttribute("aria-setsize")).toBe("5000");
    expect(item.getAttribute("aria-level")).toBe("2");
    expect(item.getAttribute("aria-label")).toMatch(/^#\d+, [\d.,]+, [\d.]+% of root$/);
    expect(element.shadowRoot!.querySelectorAll("[role=treeitem]").length).toBeLessThan(100);
  });

  test("opens what it clicks on", async () => {
    const element = await mount();
    element.focus();
    const item = focusedItem(element);
    item.click();
    expect(labelOf(element, element.root)).toBe("vis");
    expect(part(element, ".live").textContent).toBe("vis fills the view");
  });
});

describe("the pointer", () => {
  const fire = (
    element: Element,
    type: string,
    [clientX, clientY]: [number, number],
    more: PointerEventInit = {},
  ) =>
    element.dispatchEvent(
      new PointerEvent(type, {
        clientX,
        clientY,
        pointerId: 1,
        pointerType: "mouse",
        bubbles: true,
        ...more,
      }),
    );

  test("selects with a click, adds with Ctrl, and zooms with a double click", async () => {
    const element = await mount();
    const tree = part(element, "[role=tree]");
    const a = pointOf(element, 0.2, 0.2);
    const b = pointOf(element, 0.8, 0.8);
    const press = (at: [number, number], more?: PointerEventInit) => {
      fire(tree, "pointerdown", at, more);
      fire(tree, "pointerup", at, more);
    };
    press(a);
    const first = element.map!.tree.id(element.nodeAt(...a));
    expect(element.selection).toEqual([first]);
    press(b, { ctrlKey: true });
    expect(element.selection).toEqual([first, element.map!.tree.id(element.nodeAt(...b))]);
    press(b);
    press(b);
    expect(element.map!.tree.depth(element.map!.tree.find(element.root))).toBe(1);
    press(pointOf(element, 0.001, 0.001));
    expect(element.selection.length).toBeLessThan(2);
  });

  test("zooms with the wheel about its place, drags, and comes back", async () => {
    const element = await mount({ canvasAbove: 0, wheel: "zoom" });
    const tree = part(element, "[role=tree]");
    const at = pointOf(element, 0.3, 0.3);
    const node = element.nodeAt(...at);
    const wheel = (deltaY: number) => {
      const event = new WheelEvent("wheel", { clientX: at[0], clientY: at[1], deltaY, cancelable: true });
      tree.dispatchEvent(event);
      return event.defaultPrevented;
    };
    expect(wheel(100)).toBe(false);
    for (let turn = 0; turn < 30; turn++) expect(wheel(-120)).toBe(true);
    expect(element.nodeAt(...at)).toBe(node);
    expect(tree.classList.contains("zoomed")).toBe(true);
    await frames(2);
    fire(tree, "pointerdown", at);
    fire(tree, "pointermove", [at[0] + 40, at[1]]);
    fire(tree, "pointerup", [at[0] + 40, at[1]]);
    expect(element.nodeAt(at[0] + 40, at[1])).toBe(node);
    expect(element.selection).toEqual([]);
    for (let turn = 0; turn < 60; turn++) wheel(120);
    expect(tree.classList.contains("zoomed")).toBe(false);
    expect(labelOf(element, element.root)).toBe("flare");
  });

  test("keeps what it magnified when the data change, and shows the whole cell in another layout", async () => {
    const element = await mount({ wheel: "zoom" });
    const tree = part(element, "[role=tree]");
    const [clientX, clientY] = pointOf(element, 0.3, 0.3);
    for (let turn = 0; turn < 3; turn++)
      tree.dispatchEvent(new WheelEvent("wheel", { clientX, clientY, deltaY: -99 }));
    expect(tree.classList.contains("zoomed")).toBe(true);
    const { root } = element;
    element.data = [...rows];
    await element.ready;
    expect(tree.classList.contains("zoomed")).toBe(true);
    element.engine = "squarify";
    await element.ready;
    expect(tree.classList.contains("zoomed")).toBe(false);
    expect(element.root).toBe(root);
  });

  test("leaves the wheel to the page, and tells which key it takes", async () => {
    const element = await mount();
    const tree = part(element, "[role=tree]");
    const at = pointOf(element);
    const wheel = (ctrlKey: boolean) =>
      !tree.dispatchEvent(
        new WheelEvent("wheel", { clientX: at[0], clientY: at[1], deltaY: -99, cancelable: true, ctrlKey }),
      );
    expect(part(element, ".hint").hidden).toBe(true);
    expect(wheel(false)).toBe(false);
    expect(part(element, ".hint").hidden).toBe(false);
    expect(part(element, ".hint").textContent).toMatch(/^(Ctrl|⌘) and the wheel zoom$/);
    expect(wheel(true)).toBe(true);
  });

  test("pinches", async () => {
    const element = await mount();
    const tree = part(element, "[role=tree]");
    const [x, y] = pointOf(element);
    const node = element.nodeAt(x, y);
    const touch = { pointerType: "touch" };
    fire(tree, "pointerdown", [x - 20, y], { ...touch, pointerId: 10 });
    fire(tree, "pointerdown", [x + 20, y], { ...touch, pointerId: 11 });
    for (let step = 1; step <= 20; step++) {
      fire(tree, "pointermove", [x - 20 - 8 * step, y], { ...touch, pointerId: 10 });
      fire(tree, "pointermove", [x + 20 + 8 * step, y], { ...touch, pointerId: 11 });
    }
    expect(element.nodeAt(x, y)).toBe(node);
    const box = element.nodeAt(x + 30, y);
    expect(element.map!.tree.depth(box)).toBeGreaterThan(0);
    expect(tree.classList.contains("zoomed")).toBe(true);
  });

  test("shows a tooltip: its own, a function's, or the page's", async () => {
    const element = await mount();
    const tree = part(element, "[role=tree]");
    const at = pointOf(element, 0.2, 0.2);
    const node = element.nodeAt(...at);
    const { tree: names } = element.map!;
    const hovered = next(element, "marquetry-hover");
    fire(tree, "pointermove", at);
    expect((await hovered).detail?.node).toBe(node);
    const tooltip = part(element, "[role=tooltip]");
    expect(tooltip.hidden).toBe(false);
    expect(tooltip.textContent).toContain(names.label(node));
    expect(tooltip.textContent).toContain(names.label(names.parent[node]!));
    fire(tree, "pointerleave", at);
    expect(tooltip.hidden).toBe(true);

    element.tooltip = (_datum, i) => `node ${i}`;
    await element.ready;
    fire(tree, "pointermove", at);
    expect(tooltip.textContent).toBe(`node ${node}`);

    element.tooltip = null;
    element.innerHTML = '<p slot="tooltip">It is <b data-field="label"></b>: <i data-field="total"></i></p>';
    await element.ready;
    fire(tree, "pointerleave", at);
    fire(tree, "pointermove", at);
    expect(element.textContent).toMatch(new RegExp(`^It is ${names.label(node)}: [\\d.]+%$`));
  });
});

describe("changed data", () => {
  test("keep zoom, focus and selection by id, or go to the nearest ancestor left", async () => {
    const element = await mount({ searchable: true });
    element.root = idOf("vis");
    element.focused = idOf("axis");
    element.selection = [idOf("Axis"), idOf("AxisLabel")];
    element.focus();
    const before = element.map!;
    element.data = rows
      .filter(({ name }) => name !== "AxisLabel")
      .map((row) => ("size" in row ? { ...row, size: row.size * (1 + (row.id % 3)) } : row))
      .reverse();
    await element.ready;
    expect(element.map).not.toBe(before);
    expect(labelOf(element, element.root)).toBe("vis");
    expect(labelOf(element, element.focused)).toBe("axis");
    expect(element.selection).toEqual([idOf("Axis")]);
    expect(element.shadowRoot!.activeElement).toBe(part(element, "[role=tree]"));
    expect(part(element, ".path").textContent).toBe("flarevis");
    expect(part(element, ".selection").getAttribute("d")).not.toBe("");

    const gone = new Set(rows.filter(({ name }) => name === "axis" || name === "vis").map(({ id }) => id));
    element.data = rows.filter(({ id, parent }) => !gone.has(id) && !under(parent, gone));
    await element.ready;
    expect(labelOf(element, element.root)).toBe("flare");
    expect(labelOf(element, element.focused)).toBe("flare");
    expect(element.selection).toEqual([]);
  });

  test("ids set before the data come are kept for them", async () => {
    const element = await mount({ data: null });
    expect(element.map).toBe(null);
    element.data = rows;
    element.root = idOf("vis");
    element.selection = [idOf("Axis")];
    await element.ready;
    expect(labelOf(element, element.root)).toBe("vis");
    expect(element.selection).toEqual([idOf("Axis")]);
    element.drawing = { fontSize: 14 };
    element.root = idOf("flare");
    await element.ready;
    expect(labelOf(element, element.root)).toBe("flare");
  });

  test("that cannot be laid out are never a blank: the element says why", async () => {
    const element = await mount();
    const failed = next(element, "marquetry-error");
    Object.assign(element, { data: { name: "all", children: [{ name: "a", value: -1 }] }, dataOptions: {} });
    expect((await failed).detail.error.message).toContain("all/a");
    expect(part(element, "[role=alert]").hidden).toBe(false);
    expect(element.map).not.toBe(null);
    Object.assign(element, { engine: "nonsense", data: rows, dataOptions });
    await element.ready;
    expect(part(element, "[role=alert]").textContent).toContain("nonsense");
    element.engine = "squarify";
    await element.ready;
    expect(part(element, "[role=alert]").hidden).toBe(true);
    expect(element.map!.engine.name).toBe("squarify");
  });

  function under(parent: number | undefined, gone: ReadonlySet<number>): boolean {
    for (let id = parent; id !== undefined; id = rows.find((row) => row.id === id)!.parent)
      if (gone.has(id)) return true;
    return false;
  }
});

test("text is text: markup, quotes, both directions, emoji, control characters", async () => {
  const evil = [
    `<script>window.hit = 1</script><img src=x onerror="window.hit = 1">`,
    `"quotes" & 'apostrophes'`,
    "שלום עולם",
    "👩‍👩‍👧‍👦 family",
    "bell\u0007 and\u0000 nothing",
    `"><svg onload=alert(1)>`,
  ];
  const children = evil.map((name) => ({ name, value: 1, children: [{ name, value: 1 }] }));
  for (const canvasAbove of [1000, 0]) {
    const element = await mount({
      data: { name: evil[0]!, children },
      dataOptions: {},
      canvasAbove,
      searchable: true,
    });
    element.focus();
    element.search("script");
    for (let k = 0; k < evil.length; k++) await userEvent.keyboard("{ArrowRight}");
    await userEvent.keyboard("{Enter}");
    expect(element.shadowRoot!.querySelector("script, img, [onload], [onerror]")).toBe(null);
    expect(part(element, ".path").textContent).toContain(evil[0]);
    expect("hit" in window).toBe(false);
    element.root = element.map!.tree.id(0);
    if (canvasAbove > 0) {
      const texts = [...element.shadowRoot!.querySelectorAll("text")].map((text) => text.textContent);
      expect(texts).toContain(evil[2]);
      expect(texts.join("")).not.toMatch(/\p{Cc}/u);
    }
    expect(part(element, "[role=tree]").innerHTML).not.toMatch(/\p{Cc}/u);
    element.remove();
  }
});

describe("the picture", () => {
  test.each(engineNames())("of %s is what drawCanvas draws, as a PNG", async (engine) => {
    const element = await mount({ engine, canvasAbove: 0 });
    const file = await element.toPNG({ pixelRatio: 1, background: "#ffffff" });
    expect(file.type).toBe("image/png");
    expect([...new Uint8Array(await file.slice(0, 8).arrayBuffer())]).toEqual([
      137, 80, 78, 71, 13, 10, 26, 10,
    ]);
    const image = await createImageBitmap(file);
    const { width, height } = part(element, ".stage").getBoundingClientRect();
    expect([image.width, image.height]).toEqual([Math.round(width), Math.round(height)]);
    const expected = new OffscreenCanvas(image.width, image.height).getContext("2d")!;
    expected.fillStyle = "#ffffff";
    expected.fillRect(0, 0, image.width, image.height);
    drawCanvas(element.map!, expected, { width, height, view: { x0: 0, y0: 0, x1: width, y1: height } });
    const got = new OffscreenCanvas(image.width, image.height).getContext("2d")!;
    got.drawImage(image, 0, 0);
    const [a, b] = [expected, got].map(
      (context) => context.getImageData(0, 0, image.width, image.height).data,
    );
    expect(a!.filter((value, k) => Math.abs(value - b![k]!) > 2).length).toBe(0);
    expect(new Set(b).size).toBeGreaterThan(20);
  });

  test("is the same as SVG and on a canvas", async () => {
    const element = await mount();
    expect(part(element, ".layer svg path")).not.toBe(null);
    const labels = [...element.shadowRoot!.querySelectorAll(".layer text")].map((text) => text.textContent);
    expect(labels).toContain("Strings");
    element.canvasAbove = 0;
    await element.ready;
    expect(part(element, ".layer svg")).toBe(null);
    expect(part(element, ".layer canvas")).not.toBe(null);
  });

  test("fills a circle, a hexagon, a polygon", async () => {
    const element = await mount({ engine: "greedy" });
    for (const [container, corners] of [
      ["hexagon", 6],
      ["0,0 4,0 2,3", 3],
      ["circle", circle(0, 0, 1).length],
    ] as const) {
      element.setAttribute("container", container);
      await element.ready;
      expect(element.map!.region.ring.length / 2).toBe(corners);
      expect(part(element, "[role=alert]").hidden).toBe(true);
    }
  });

  test("follows the size of the element, and keeps what it shows", async () => {
    const element = await mount();
    element.root = idOf("vis");
    const laidOut = next(element, "marquetry-layout");
    element.style.width = "400px";
    expect((await laidOut).detail.map.region.x1).toBe(400);
    expect(labelOf(element, element.root)).toBe("vis");
    element.style.display = "none";
    await frames(2);
    element.style.display = "";
    await frames(2);
    expect(element.map!.region.x1).toBe(400);
  });

  test("of a cell 300 levels down is as sharp as any", async () => {
    const tree = caterpillar(300, { share: 0.5 });
    const element = await mount({ data: tree, engine: greedy(), dataOptions: {} });
    let node = 0;
    while (tree.depth(node) < 290) {
      const first = tree.firstChild[node]!;
      node = tree.childCount[first]! > 0 ? first : first + 1;
    }
    element.root = tree.id(node);
    expect(element.root).toBe(tree.id(node));
    const [x, y] = pointOf(element);
    const hit = element.nodeAt(x, y);
    expect(tree.depth(hit)).toBeGreaterThan(290);
    const paths = [...element.shadowRoot!.querySelectorAll(".layer path")].map((path) =>
      path.getAttribute("d")!,
    );
    expect(paths.length).toBeGreaterThan(5);
    expect(paths.join("")).not.toContain("NaN");
  });
});

describe("a flight", () => {
  test("moves both pictures together, and ends where it should", async () => {
    const element = await mount({ duration: 700, canvasAbove: 0 });
    const arrival = element.zoomTo(idOf("util"));
    const transforms = new Set<string>();
    let isThere = false;
    void arrival.then(() => (isThere = true));
    while (!isThere) {
      await frames(1);
      for (const layer of element.shadowRoot!.querySelectorAll<HTMLElement>(".layer"))
        transforms.add(layer.style.transform);
    }
    expect(transforms.size).toBeGreaterThan(4);
    await appeared(element);
    const visible = [...element.shadowRoot!.querySelectorAll<HTMLElement>(".layer")].filter(
      ({ style }) => style.visibility !== "hidden",
    );
    expect(visible.map(({ style }) => [style.transform, style.opacity])).toEqual([["", ""]]);
    expect(labelOf(element, element.root)).toBe("util");
  });

  test("another flight, or another map, ends it", async () => {
    const element = await mount({ duration: 5000 });
    const first = element.zoomTo(idOf("util"));
    await frames(2);
    const second = element.zoomTo(idOf("vis"));
    await first;
    element.data = rows.slice();
    await element.ready;
    await second;
    expect(labelOf(element, element.root)).toBe("vis");
  });
});

describe("attributes", () => {
  test("say as much as properties", async () => {
    const host = document.createElement("div");
    host.innerHTML = `<marquetry-map style="width: 400px; height: 300px" engine="squarify" padding="2" header="16"
      searchable label="Fruit" data='{ "name": "all", "children": [{ "name": "pears", "value": 3 }] }'></marquetry-map>`;
    document.body.append(host);
    const element = await host.querySelector("marquetry-map")!.ready;
    expect(element.map!.padded).toBe(true);
    expect(element.map!.engine.name).toBe("squarify");
    expect(part(element, ".search").hidden).toBe(false);
    expect(part(element, "[role=tree]").getAttribute("aria-label")).toBe("Fruit");
    expect(element.data).toEqual({ name: "all", children: [{ name: "pears", value: 3 }] });
    const failed = next(element, "marquetry-error");
    element.setAttribute("data", "{");
    expect((await failed).detail.error.message).toContain("no JSON");
  });

  test("properties set before the element is defined count", async () => {
    const unknown = document.createElement("marquetry-map", {});
    Object.defineProperty(unknown, "engine", { value: "binary", configurable: true, writable: true });
    Object.assign(unknown, { data: rows, dataOptions });
    unknown.style.height = "300px";
    document.body.append(unknown);
    await unknown.ready;
    expect(unknown.map!.engine.name).toBe("binary");
  });

  test("an engine of one's own is laid out like any", async () => {
    const element = await mount({ engine: squarify({ ratio: 1 }) });
    const { width, height } = part(element, ".stage").getBoundingClientRect();
    const expected = layout(element.map!.tree, {
      engine: squarify({ ratio: 1 }),
      container: [width, height],
    });
    expect(element.map!.cell(5)).toEqual(expected.cell(5));
  });
});

test.each(["greedy", "squarify", "orthoconvex"] as const)(
  "%s magnified is what drawCanvas draws of the whole",
  (engine) => {
    const size = { width: 400, height: 300 };
    const map = layout(randomTree(800, { seed: 3 }), { engine, container: [400, 300] });
    const lens = { scale: 5, x: -700, y: -500 };
    const context = (): CanvasRenderingContext2D =>
      new OffscreenCanvas(400, 300).getContext("2d") as unknown as CanvasRenderingContext2D;
    const [got, expected] = [context(), context()];
    const part = visiblePart(map, { root: 0, lens }, size);
    // What lies in a hidden cell is not asked for.
    const seen = new Set([-1]);
    for (const i of map) if (part.cells.corners(i) > 0 && seen.has(map.tree.parent[i]!)) seen.add(i);
    expect(seen.size).toBeLessThan(0.3 * map.size);
    // Texts go by what is seen.
    const drawing = { label: false, branchLabels: "none" } as const;
    drawOnCanvas(map, got, { root: 0, lens }, size, 1, drawing);
    expected.setTransform(1, 0, 0, 1, lens.x, lens.y);
    drawCanvas(map, expected, { ...drawing, width: 5 * 400, height: 5 * 300 });
    const [a, b] = [expected, got].map((drawn) => drawn.getImageData(0, 0, 400, 300).data);
    expect(a).toEqual(b);
    expect(new Set(b).size).toBeGreaterThan(20);
  },
);

test("many small cells are drawn as drawCanvas draws them, but for their hairlines", async () => {
  const element = await mount({ data: flatList(30_000, { seed: 4 }), dataOptions: {}, engine: greedy() });
  const [bitmap, { width, height }] = [
    await createImageBitmap(await element.toPNG({ pixelRatio: 1, background: "#ffffff" })),
    part(element, ".stage").getBoundingClientRect(),
  ];
  const [expected, got] = [0, 1].map(() =>
    new OffscreenCanvas(bitmap.width, bitmap.height).getContext("2d", { willReadFrequently: true })!,
  );
  expected!.fillStyle = "#ffffff";
  expected!.fillRect(0, 0, bitmap.width, bitmap.height);
  drawCanvas(element.map!, expected!, { width, height, strokeWidth: 0 });
  got!.drawImage(bitmap, 0, 0);
  const [a, b] = [expected, got].map(
    (context) => context!.getImageData(0, 0, bitmap.width, bitmap.height).data,
  );
  const differing = a!.filter((value, k) => Math.abs(value - b![k]!) > 40).length;
  expect(differing / a!.length).toBeLessThan(0.01);
  expect(new Set(b).size).toBeGreaterThan(20);
});

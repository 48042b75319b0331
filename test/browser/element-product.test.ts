import { cdp, userEvent } from "vitest/browser";
import axe from "axe-core";
import { depthColours, typeColours } from "marquetry";
import type { MarquetryMap } from "marquetry/element";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { appeared, frames, idOf, labelOf, mount, next, part, pointOf } from "./support/mount.ts";

/** Parts of Chromium's protocol. */
interface Emulation {
  send(method: "Emulation.setEmulatedMedia", what: object): Promise<unknown>;
}
const browser = cdp() as unknown as Emulation;

afterEach(() => {
  document.body.replaceChildren();
  document.documentElement.dir = "";
  history.replaceState(null, "", location.pathname + location.search);
});

const tree = (element: MarquetryMap) => part(element, "[role=tree]");

function tap(element: MarquetryMap, x: number, y: number): void {
  const [clientX, clientY] = pointOf(element, x, y);
  const finger = { clientX, clientY, pointerId: 7, pointerType: "touch", bubbles: true };
  for (const type of ["pointerdown", "pointerup"])
    tree(element).dispatchEvent(new PointerEvent(type, finger));
}

async function faultsOf(element: MarquetryMap): Promise<unknown[]> {
  document.title = "A map";
  document.documentElement.lang = "en";
  const { violations } = await axe.run(element, { resultTypes: ["violations"] });
  return violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)]);
}

describe("a zoom", () => {
  test("fills the view with the subtree, laid out for it, and keeps the numbers of nodes", async () => {
    const element = await mount({ engine: "squarify" });
    const { map } = element;
    await element.zoomTo(idOf("util"));
    expect(element.map).toBe(map);
    const root = map!.tree.find(idOf("util"));
    const seen = new Set<number>();
    for (let x = 0.01; x < 1; x += 0.02)
      for (let y = 0.01; y < 1; y += 0.02) seen.add(element.nodeAt(...pointOf(element, x, y)));
    // No point of the view is outside the subtree: today's letterbox would be −1.
    for (const node of seen) expect(map!.path(node)).toContain(root);
    expect(seen.size).toBeGreaterThan(10);
    await element.zoomTo(null);
    expect(element.nodeAt(...pointOf(element))).toBe(map!.at(400, part(element, ".stage").clientHeight / 2));
  });

  test.each(["squarify", "binary", "approximation", "sliceDice", "slack", "orthoconvex"] as const)(
    "there and back comes to its end on a canvas: %s",
    async (engine) => {
      const faults: unknown[] = [];
      const note = ({ error }: ErrorEvent): number => faults.push(error);
      addEventListener("error", note);
      const element = await mount({ engine, canvasAbove: 0, duration: 150 });
      for (const label of ["vis", "util", "query"]) {
        await element.zoomTo(idOf(label));
        expect(labelOf(element, element.root)).toBe(label);
        await element.zoomTo(null);
      }
      removeEventListener("error", note);
      expect(faults).toEqual([]);
    },
  );

  test("fills a round container too, and follows the size of the element", async () => {
    const element = await mount({ container: "circle", engine: "greedy" });
    await element.zoomTo(idOf("vis"));
    const middle = (y: number) => element.nodeAt(...pointOf(element, 0.5, y));
    expect(Math.min(middle(0.01), middle(0.99))).toBeGreaterThan(0);
    element.style.height = "300px";
    await element.ready;
    expect(Math.min(middle(0.01), middle(0.99))).toBeGreaterThan(0);
    expect(labelOf(element, element.root)).toBe("vis");
  });

  test("draws no text on its way, and each once when it is there", async () => {
    const element = await mount({ duration: 300 });
    const arrival = element.zoomTo(idOf("util"));
    await frames(6);
    const front = element.shadowRoot!.querySelectorAll(".layer")[1]!;
    expect(front.querySelector("text")).toBe(null);
    await arrival;
    await appeared(element);
    const texts = [...element.shadowRoot!.querySelectorAll(".layer text")].map((text) => text.textContent);
    expect(texts).toContain("Strings");
    expect(texts).not.toContain("Query");
  });

  test("out by the wheel leads to the cell above", async () => {
    const element = await mount();
    await element.zoomTo(idOf("axis"));
    const [clientX, clientY] = pointOf(element);
    const turn = { deltaY: 100, ctrlKey: true, clientX, clientY, cancelable: true };
    tree(element).dispatchEvent(new WheelEvent("wheel", turn));
    await frames(2);
    expect(labelOf(element, element.root)).toBe("vis");
  });

  test("shows what is below it when the data change, and goes on from what is on the screen", async () => {
    const element = await mount({ data: pair(1), dataOptions: {}, duration: 0 });
    await element.zoomTo("b");
    element.data = pair(3);
    await element.ready;
    expect(element.root).toBe("b");
    expect(element.map!.tree.weight[element.map!.tree.find("b1")]).toBe(3);
    expect(element.nodeAt(...pointOf(element, 0.02, 0.5))).toBeGreaterThan(2);
    expect(element.nodeAt(...pointOf(element, 0.98, 0.5))).toBeGreaterThan(2);
  });

  test("of a map that no page can lay out at once magnifies its cells", async () => {
    const element = await mount({ workerAbove: 10 });
    await element.zoomTo(idOf("vis"));
    expect(labelOf(element, element.root)).toBe("vis");
    expect(labelOf(element, element.map!.tree.id(element.nodeAt(...pointOf(element))))).not.toBe("flare");
  });

  function pair(value: number): object {
    const b = {
      name: "b",
      id: "b",
      children: [
        { name: "b1", id: "b1", value },
        { name: "b2", id: "b2", value: 1 },
      ],
    };
    return { name: "all", id: "all", children: [{ name: "a", id: "a", value: 4 }, b] };
  }
});

describe("fingers", () => {
  test("open a card with name, path, value, share and what can be done", async () => {
    const element = await mount();
    expect(part(element, ".card").hidden).toBe(true);
    tap(element, 0.2, 0.2);
    const card = part(element, ".card");
    expect(card.hidden).toBe(false);
    const node = element.nodeAt(...pointOf(element, 0.2, 0.2));
    const { tree: names } = element.map!;
    const label = names.label(node);
    expect(part(element, ".card strong").textContent).toBe(label);
    expect(part(element, ".card .way").textContent).toContain("flare › ");
    expect(card.textContent).toContain(names.weight[node]!.toLocaleString("en-GB"));
    expect(card.textContent).toMatch(/[\d.]+% of /);
    expect(card.getAttribute("aria-label")).toBe(label);
    const [zoomIn, close] = card.querySelectorAll("button");
    expect(zoomIn!.textContent).toBe("Zoom in");
    expect(zoomIn!.getBoundingClientRect().height).toBeGreaterThanOrEqual(44);
    expect(await faultsOf(element)).toEqual([]);
    zoomIn!.click();
    expect(element.map!.tree.depth(names.find(element.root))).toBe(1);
    expect(card.hidden).toBe(true);
    tap(element, 0.8, 0.8);
    expect(card.hidden).toBe(false);
    close!.click();
    card.querySelectorAll("button")[1]!.click();
    expect(card.hidden).toBe(true);
  });

  test("say what the page says of a node, and Escape closes the card", async () => {
    const element = await mount({ tooltip: () => "mine" });
    tap(element, 0.5, 0.5);
    expect(part(element, ".card").textContent).toContain("mine");
    element.focus();
    await userEvent.keyboard("{Escape}");
    expect(part(element, ".card").hidden).toBe(true);
  });

  test("leave a mouse its tooltip alone", async () => {
    const element = await mount();
    const [clientX, clientY] = pointOf(element);
    for (const type of ["pointerdown", "pointerup"])
      tree(element).dispatchEvent(new PointerEvent(type, { clientX, clientY, pointerType: "mouse" }));
    expect(part(element, ".card").hidden).toBe(true);
  });
});

describe("what stands around the map", () => {
  test("has a legend of what the colours tell, in the words of the page, and none without", async () => {
    const element = await mount({
      legend: true,
      drawing: { colour: depthColours() },
      strings: { level: "Ebene {level}" },
    });
    const names = () =>
      Array.from(part(element, ".legend").querySelectorAll("text"), (text) => text.textContent);
    await vi.waitFor(() => expect(names().slice(0, 2)).toEqual(["Ebene 1", "Ebene 2"]));
    element.drawing = { colour: typeColours({ typeOf: (leaf, { tree }) => tree.label(leaf)[0]! }) };
    await vi.waitFor(() => expect(names().at(-1)).toBe("others"));
    const saved = await (await element.toFile("svg")).text();
    expect(saved).toContain(">others</text>");
    element.legend = false;
    await element.ready;
    expect(part(element, ".legend").hidden).toBe(true);
    expect(await (await element.toFile("svg")).text()).not.toContain(">others</text>");
  });

  test("is its title, subtitle, legend, caption and source, and takes no part in the picture", async () => {
    const element = await mount({
      legend: true,
      drawing: { title: "Flare", subtitle: "by size", caption: "A remark", source: "Source: flare" },
    });
    for (const [name, text] of [
      ["title", "Flare"],
      ["subtitle", "by size"],
      ["caption", "A remark"],
      ["source", "Source: flare"],
    ])
      expect(part(element, `.${name}`).textContent).toBe(text);
    await frames(3);
    await element.ready;
    const legend = part<SVGElement>(element, ".legend svg");
    const names = [...legend.querySelectorAll("text")].map((text) => text.textContent);
    expect(names).toContain("util");
    expect(legend.getAttribute("aria-label")).toContain("util");
    const inMap = [...element.shadowRoot!.querySelectorAll(".layer text")].map((text) => text.textContent);
    expect(inMap).not.toContain("Flare");
    const stage = part(element, ".stage").getBoundingClientRect();
    expect(stage.bottom).toBeLessThan(legend.getBoundingClientRect().top);
    expect(element.map!.region.y1).toBeCloseTo(stage.height, 0);
    element.legend = false;
    element.drawing = {};
    await element.ready;
    expect(part(element, ".legend").hidden).toBe(true);
    expect(part(element, ".title").hidden).toBe(true);
    expect(await faultsOf(element)).toEqual([]);
  });

  test("makes no other layout for coming before or after the data", async () => {
    const texts = { title: "Flare", subtitle: "by size", caption: "A remark" };
    const cellsOf = ({ map }: MarquetryMap): string =>
      Array.from(map!.leaves(), (i) => JSON.stringify(map!.cell(i))).join();
    const settled = async (element: MarquetryMap): Promise<string> => {
      // The legend is drawn a frame after the map, and the stage is told of its size after that.
      for (let turn = 0; turn < 3; turn++) {
        await frames(3);
        await element.ready;
      }
      return cellsOf(element);
    };
    for (const engine of ["squarify", "greedy"] as const) {
      const before = await mount({ engine, legend: true, drawing: texts });
      const wanted = await settled(before);
      const after = await mount({ engine });
      await settled(after);
      after.drawing = texts;
      await settled(after);
      after.legend = true;
      expect(await settled(after)).toBe(wanted);
      document.body.replaceChildren();
    }
  });

  test("fits a phone", async () => {
    const element = await mount({
      legend: true,
      menu: true,
      searchable: true,
      drawing: { title: "A title that is longer than a phone is wide" },
    });
    element.style.width = "390px";
    await element.ready;
    await element.zoomTo(idOf("axis"));
    const host = element.getBoundingClientRect();
    for (const found of element.shadowRoot!.querySelectorAll(
      ".head p, .path, .search, .search input, .menu, .stage, .legend svg, .path button",
    )) {
      const { left, right, width } = found.getBoundingClientRect();
      if (width === 0) continue;
      expect(left, found.className).toBeGreaterThanOrEqual(host.left - 0.5);
      expect(right, found.className).toBeLessThanOrEqual(host.right + 0.5);
    }
    const steps = [...element.shadowRoot!.querySelectorAll<HTMLElement>(".path button")];
    expect(steps.map((step) => step.textContent)).toEqual(["flare", "vis", "axis"]);
    for (const step of steps) expect(step.scrollWidth).toBeLessThanOrEqual(step.clientWidth);
  });

  test("leaves out steps of a long path from its middle", async () => {
    let data: object = { name: "a last name", value: 1 };
    for (let k = 4; k > 0; k--)
      data = { name: `a long name ${k}`, children: [data, { name: "x", value: 1 }] };
    const element = await mount({ data, dataOptions: {} });
    element.style.width = "390px";
    await element.ready;
    const deepest = element.map!.tree.levels[3]!;
    await element.zoomTo(element.map!.tree.id(deepest));
    expect(part(element, ".path").textContent).toBe("a long name 1…a long name 3a long name 4");
  });
});

describe("what a reader wants", () => {
  const emulate = (...features: { name: string; value: string }[]) =>
    browser.send("Emulation.setEmulatedMedia", { features });
  afterEach(() => emulate());

  describe("a dark screen", () => {
    beforeEach(() => emulate({ name: "prefers-color-scheme", value: "dark" }));

    test("is dark all over, with readable texts, and light where the page says so", async () => {
      const element = await mount({ searchable: true, menu: true, legend: true });
      const frame = part(element, ".frame");
      expect(luminance(getComputedStyle(frame).backgroundColor)).toBeLessThan(0.02);
      expect(luminance(getComputedStyle(frame).color)).toBeGreaterThan(0.6);
      expect(await faultsOf(element)).toEqual([]);
      tap(element, 0.5, 0.5);
      expect(await faultsOf(element)).toEqual([]);
      element.scheme = "light";
      await element.ready;
      expect(luminance(getComputedStyle(frame).color)).toBeLessThan(0.1);
      element.scheme = null as never;
      element.style.colorScheme = "light";
      element.drawing = { fontSize: 13 };
      await element.ready;
      expect(frame.classList.contains("dark")).toBe(false);
    });
  });

  test("a light screen may be given a dark map, and what is dark goes with the reader", async () => {
    const element = await mount({ scheme: "dark" });
    expect(part(element, ".frame").classList.contains("dark")).toBe(true);
    element.scheme = "auto";
    await element.ready;
    expect(part(element, ".frame").classList.contains("dark")).toBe(false);
    await emulate({ name: "prefers-color-scheme", value: "dark" });
    await frames(3);
    expect(part(element, ".frame").classList.contains("dark")).toBe(true);
  });

  test("forced colours are those of the system but for the cells", async () => {
    await emulate({ name: "forced-colors", value: "active" });
    const element = await mount({ legend: true });
    element.focus();
    await userEvent.keyboard("{ArrowRight}");
    expect(getComputedStyle(part(element, ".layers")).forcedColorAdjust).toBe("none");
    const system = document.createElement("p");
    system.style.color = "Highlight";
    document.body.append(system);
    expect(getComputedStyle(part(element, ".focus:not(.under)")).stroke).toBe(getComputedStyle(system).color);
  });

  function luminance(colour: string): number {
    const [r, g, b] = (colour.match(/[\d.]+/g) ?? []).map((part) => (Number(part) / 255) ** 2.2) as [
      number,
      number,
      number,
    ];
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  }
});

describe("another language", () => {
  test("is that of the strings, and of the numbers", async () => {
    const element = await mount({
      searchable: true,
      menu: true,
      strings: {
        search: "Suche",
        matches: "{count} Treffer",
        share: "{share} von {parent}",
        save: "Sichern",
        fills: "{name} füllt die Ansicht",
      },
      drawing: { locale: "de" },
    });
    expect(part<HTMLInputElement>(element, "input").placeholder).toBe("Suche");
    element.search("a");
    expect(part(element, "output").textContent).toMatch(/^\d+ Treffer$/);
    expect(part(element, "summary").textContent).toBe("Sichern");
    const item = part(element, `#${tree(element).getAttribute("aria-activedescendant")!}`);
    expect(item.getAttribute("aria-label")).toMatch(/^vis, \d{3}\.\d{3}, 4\d,\d\s?% von flare$/);
    await element.zoomTo(idOf("util"));
    expect(part(element, ".live").textContent).toBe("util füllt die Ansicht");
    const failed = next(element, "marquetry-error");
    Object.assign(element, { strings: { serach: "Suche" } });
    expect((await failed).detail.error.message).toContain("did you mean search?");
  });

  test("read from the right keeps numbers and names in their order", async () => {
    document.documentElement.dir = "rtl";
    const element = await mount({ searchable: true, menu: true });
    const [clientX, clientY] = pointOf(element, 0.2, 0.2);
    tree(element).dispatchEvent(new PointerEvent("pointermove", { clientX, clientY, pointerType: "mouse" }));
    const parts = [...part(element, ".tooltip").querySelectorAll("bdi")];
    expect(parts).toHaveLength(3);
    expect(parts[1]!.textContent).toMatch(/^[\d.]+%$/);
    await element.zoomTo(idOf("util"));
    const [first, last] = [...element.shadowRoot!.querySelectorAll(".path button")].map((step) =>
      step.getBoundingClientRect(),
    );
    expect(first!.left).toBeGreaterThan(last!.left);
  });
});

describe("files", () => {
  test("hold the picture, the table and the tree of what the view shows", async () => {
    const element = await mount({ legend: true, drawing: { title: 'A "title"' } });
    const png = await element.toFile("png");
    expect([...new Uint8Array(await png.arrayBuffer()).slice(1, 4)]).toEqual([80, 78, 71]);
    const svg = await (await element.toFile("svg")).text();
    const picture = new DOMParser().parseFromString(svg, "image/svg+xml");
    expect(picture.querySelector("parsererror")).toBe(null);
    expect(picture.documentElement.textContent).toContain('A "title"');
    await element.zoomTo(idOf("util"));
    const csv = await (await element.toFile("csv")).text();
    const lines = csv.trim().split("\r\n");
    expect(lines[0]).toBe("id,parent,label,weight");
    expect(lines[1]).toMatch(/,,util,\d+$/);
    const nested = JSON.parse(await (await element.toFile("json")).text()) as {
      label: string;
      weight: number;
      children: unknown[];
    };
    expect(nested.label).toBe("util");
    expect(nested.weight).toBe(element.map!.tree.weight[element.map!.tree.find(idOf("util"))]);
    await expect(element.toFile("pdf" as never)).rejects.toThrow(
      'kind must be "png", "svg", "csv" or "json", not "pdf"',
    );
  });

  test("are offered by a menu, by keys too", async () => {
    const element = await mount({ menu: true, label: "Flare" });
    const click = vi.spyOn(HTMLAnchorElement.prototype, "click").mockImplementation(() => undefined);
    part(element, "summary").focus();
    await userEvent.keyboard("{Enter}");
    await frames(3);
    const entries = [...element.shadowRoot!.querySelectorAll(".menu button")].map(
      (button) => button.textContent,
    );
    expect(entries).toEqual(["Picture (PNG)", "Drawing (SVG)", "Table (CSV)", "Data (JSON)"]);
    expect(await faultsOf(element)).toEqual([]);
    await userEvent.keyboard("{Tab}{Tab}{Tab}{Enter}");
    await expect.poll(() => click.mock.contexts.length).toBe(1);
    expect((click.mock.contexts[0] as HTMLAnchorElement).download).toBe("Flare.csv");
    click.mockRestore();
    expect(part<HTMLDetailsElement>(element, ".menu").open).toBe(false);
  });
});

describe("the address", () => {
  test("leads to a node, and tells where the view is", async () => {
    history.replaceState(null, "", "#/vis/axis");
    const element = await mount({ hash: true });
    expect(labelOf(element, element.root)).toBe("axis");
    await element.zoomTo(idOf("util"));
    expect(location.hash).toBe("#/util");
    history.back();
    await next(element, "marquetry-zoom");
    expect(labelOf(element, element.root)).toBe("axis");
    expect(location.hash).toBe("#/vis/axis");
  });

  test("is left alone where it is not asked for", async () => {
    history.replaceState(null, "", "#/vis");
    const element = await mount();
    expect(labelOf(element, element.root)).toBe("flare");
    await element.zoomTo(idOf("util"));
    expect(location.hash).toBe("#/vis");
  });
});

describe("the keyboard", () => {
  test("finds a node by the beginning of its label", async () => {
    const element = await mount();
    element.focus();
    await userEvent.keyboard("ut");
    expect(labelOf(element, element.focused)).toBe("util");
    await new Promise((resolve) => setTimeout(resolve, 800));
    await userEvent.keyboard("q");
    expect(labelOf(element, element.focused)).toMatch(/^q/i);
    const first = element.focused;
    await userEvent.keyboard("q");
    expect(element.focused).not.toBe(first);
    expect(element.selection).toEqual([]);
  });

  test("has a ring that the edge of the map does not cut off", async () => {
    const element = await mount();
    element.focus();
    await userEvent.keyboard("{Home}");
    const numbers = part(element, ".focus:not(.under)")
      .getAttribute("d")!
      .match(/[\d.]+/g)!
      .map(Number);
    expect(Math.min(...numbers)).toBeGreaterThanOrEqual(1.5);
  });

  test("copies the selection as text, unless the page does", async () => {
    const element = await mount({ selection: [idOf("Strings")] });
    const told: string[][] = [];
    element.addEventListener("marquetry-copy", ({ detail }) => told.push(detail.map(({ label }) => label)));
    const copy = (): DataTransfer => {
      const clipboardData = new DataTransfer();
      tree(element).dispatchEvent(
        new ClipboardEvent("copy", { clipboardData, cancelable: true, bubbles: true }),
      );
      return clipboardData;
    };
    expect(copy().getData("text/plain")).toMatch(/^Strings\t\d+$/);
    expect(told).toEqual([["Strings"]]);
    element.addEventListener("marquetry-copy", (event) => event.preventDefault());
    expect(copy().getData("text/plain")).toBe("");
  });
});

test("a menu of the page's own is told the node, and takes the place of the browser's", async () => {
  const element = await mount();
  const [clientX, clientY] = pointOf(element, 0.2, 0.2);
  const ask = () =>
    tree(element).dispatchEvent(
      new MouseEvent("contextmenu", { clientX, clientY, cancelable: true, bubbles: true }),
    );
  const told = next(element, "marquetry-menu");
  expect(ask()).toBe(true);
  expect((await told).detail.node).toBe(element.nodeAt(clientX, clientY));
  element.addEventListener("marquetry-menu", (event) => event.preventDefault());
  expect(ask()).toBe(false);
});

describe("what is not there", () => {
  test("no data are told, until there are some", async () => {
    const element = await mount({ data: null });
    expect(part(element, ".empty").hidden).toBe(false);
    expect(part(element, ".empty").textContent).toContain("no data");
    expect(await faultsOf(element)).toEqual([]);
    element.data = { name: "all", children: [{ name: "a", value: 1 }] };
    element.dataOptions = {};
    await element.ready;
    expect(part(element, ".empty").hidden).toBe(true);
    element.data = null;
    await element.ready;
    expect(part(element, ".empty").hidden).toBe(false);
  });

  test("a picture drawn by a server stands for the map", async () => {
    const host = document.createElement("div");
    host.innerHTML = "<marquetry-map><svg></svg></marquetry-map>";
    document.body.append(host);
    const element = await host.querySelector("marquetry-map")!.ready;
    expect(part(element, ".empty").hidden).toBe(true);
  });
});

test("a cell that fills the view and whose middle is outside is named", async () => {
  const data = { name: "all", children: [{ name: "Greenland", value: 1 }] };
  const element = await mount({ data, dataOptions: {}, wheel: "zoom" });
  const [clientX, clientY] = pointOf(element, 0.05, 0.05);
  for (let turn = 0; turn < 12; turn++)
    tree(element).dispatchEvent(
      new WheelEvent("wheel", { clientX, clientY, deltaY: -100, cancelable: true }),
    );
  await frames(3);
  const text = part<SVGTextElement>(element, ".layer text");
  const box = text.getBoundingClientRect();
  const stage = part(element, ".stage").getBoundingClientRect();
  expect(text.textContent).toBe("Greenland");
  expect(box.left).toBeGreaterThanOrEqual(stage.left);
  expect(box.right).toBeLessThanOrEqual(stage.right);
  expect(box.top).toBeGreaterThanOrEqual(stage.top);
  expect(box.bottom).toBeLessThanOrEqual(stage.bottom);
});

test("texts are turned by the angles of the drawing", async () => {
  const data = {
    name: "all",
    children: [
      { name: "An upright name", value: 1 },
      { name: "b", value: 30 },
    ],
  };
  const element = await mount({
    data,
    dataOptions: {},
    engine: "dice",
    drawing: { angles: [90], fontSize: 12 },
  });
  const turned = [...element.shadowRoot!.querySelectorAll(".layer text")].filter((text) =>
    text.hasAttribute("transform"),
  );
  expect(turned.length).toBeGreaterThan(0);
  const { width, height } = turned[0]!.getBoundingClientRect();
  expect(height).toBeGreaterThan(width);
});

test("a field to search in keeps what was typed last, whatever else is set", async () => {
  const element = await mount({ searchable: true });
  element.search("axis");
  const field = part<HTMLInputElement>(element, ".search input");
  expect(field.value).toBe("axis");
  const type = (text: string): void => {
    field.value = text;
    field.dispatchEvent(new InputEvent("input", { bubbles: true }));
  };
  type("");
  element.engine = "squarify";
  await element.ready;
  expect(field.value).toBe("");
  type("util");
  element.drawing = { fontSize: 12 };
  await element.ready;
  expect(field.value).toBe("util");
  await vi.waitFor(() => expect(part(element, ".search output").textContent).toMatch(/match/));
  element.search("");
  expect(field.value).toBe("");
});

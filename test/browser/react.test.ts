import { createElement, StrictMode } from "react";
import { createRoot, hydrateRoot, type Root } from "react-dom/client";
import { flushSync } from "react-dom";
import { MarquetryMap, type MarquetryMapProps } from "marquetry/react";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { dataOptions, frames, idOf, labelOf, part, rows } from "./support/mount.ts";

let host: HTMLElement;
let root: Root;
const complain = vi.spyOn(console, "error");

beforeEach(() => {
  host = document.createElement("div");
  document.body.append(host);
  root = createRoot(host);
});

afterEach(() => {
  root.unmount();
  document.body.replaceChildren();
  expect(complain.mock.calls).toEqual([]);
});

const component = (props: MarquetryMapProps) =>
  createElement(MarquetryMap, {
    data: rows,
    dataOptions: { ...dataOptions },
    style: { height: 400 },
    ...props,
  });

/** Renders the component, strictly, and gives its element. */
function render(props: MarquetryMapProps = {}) {
  flushSync(() => root.render(createElement(StrictMode, null, component(props))));
  return host.querySelector("marquetry-map")!;
}

describe("the component", () => {
  test("sets properties, takes them back, and gives attributes to the element", async () => {
    const element = await render({
      engine: "binary",
      spacing: { padding: 2 },
      className: "one",
      id: "map",
      searchable: true,
    }).ready;
    expect(element.map!.engine.name).toBe("binary");
    expect([element.className, element.id, element.style.height]).toEqual(["one", "map", "400px"]);
    expect(element.searchable).toBe(true);
    render({ spacing: { padding: 2 } });
    await element.ready;
    expect(element.map!.engine.name).toBe("greedy");
    expect(element.searchable).toBe(false);
    expect(element.className).toBe("");
  });

  test("does no work for a render that changes nothing, and does not loop", async () => {
    let renders = 0;
    let layouts = 0;
    const props = (): MarquetryMapProps => ({
      spacing: { padding: 2 },
      drawing: { fontSize: 12 },
      onLayout: () => {
        layouts++;
        if (renders++ < 20) render(props());
      },
    });
    const element = await render(props()).ready;
    await frames(5);
    expect(layouts).toBe(1);
    const { map } = element;
    element.duration = 60_000;
    void element.zoomTo(idOf("util"));
    await frames(2);
    render(props());
    await frames(2);
    expect(part(element, ".layers").classList.contains("moving")).toBe(true);
    expect(element.map).toBe(map);
  });

  test("hands events to the newest handlers, and the element to its ref", async () => {
    const ref = { current: null };
    const heard: string[] = [];
    const element = render({ duration: 0, onZoom: () => heard.push("old"), ...{ ref } });
    await element.ready;
    expect(ref.current).toBe(element);
    const onZoom: MarquetryMapProps["onZoom"] = ({ detail }) => heard.push(detail.label);
    render({ duration: 0, onZoom, root: idOf("util") });
    await element.ready;
    expect(heard).toEqual(["util"]);
    expect(labelOf(element, element.root)).toBe("util");
    root.unmount();
    expect(ref.current).toBe(null);
  });
});

test("a picture drawn by a server stays until the map is there", async () => {
  root.unmount();
  host.innerHTML =
    '<marquetry-map style="height:400px"><div><svg width="300" height="200"><path d="M0 0H9V9Z"/></svg></div></marquetry-map>';
  const path = host.querySelector("path")!;
  const still = vi.fn(() => "never called here");
  root = hydrateRoot(host, component({ still }));
  const element = host.querySelector("marquetry-map")!;
  await vi.waitFor(() => expect(element.data).toBe(rows));
  expect(host.querySelector("path")).toBe(path);
  await element.ready;
  expect(host.querySelector("path")).toBe(path);
  expect(path.checkVisibility()).toBe(false);
  expect(still).not.toHaveBeenCalled();
});

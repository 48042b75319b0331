import { afterEach, expect, test, vi } from "vitest";
import type { LazyNode } from "marquetry";
import type { MarquetryMap } from "marquetry/element";
import * as library from "../../src/element/script.ts";

const PAGE = `<p id="state" hidden></p><marquetry-map style="width: 600px; height: 400px"></marquetry-map>
<script type="application/json" id="settings">{ "engine": "squarify" }</script>`;

/** What the server has by now; null where it is gone. */
let served: { state: number; isGrowing: boolean; sizes: number[] } | null = null;
let broken = "";

function answer(address: string): Response {
  const url = new URL(address, location.href);
  const path = url.pathname.split("/").at(-1);
  const { sizes, ...state } = served!;
  const node = (k: number): LazyNode => ({
    id: `f${k}`,
    label: `f${k}`,
    weight: sizes[k]!,
    hasChildren: true,
  });
  const json = (value: unknown, status = 200): Response =>
    new Response(JSON.stringify(value), {
      status,
      headers: { "content-type": "application/json; charset=utf-8" },
    });
  if (path === "root") {
    const weight = sizes.reduce((a, b) => a + b);
    return json({ id: "", label: "top", weight, leaves: sizes.length, hasChildren: true, ...state });
  }
  const id = url.searchParams.get("id")!;
  if (id === "") return json(sizes.map((_, k) => node(k)));
  if (broken !== "") return json({ error: broken }, 500);
  return json([{ id: `${id}/x`, label: "x", weight: sizes[Number(id.slice(1))]! }]);
}

afterEach(() => {
  vi.unstubAllGlobals();
  document.body.replaceChildren();
});

test("a served page follows what grows, tells of a server that is gone, and goes on once it is back", async () => {
  document.body.innerHTML = PAGE;
  vi.stubGlobal("marquetry", library);
  vi.stubGlobal("fetch", (address: string) =>
    served ? Promise.resolve(answer(address)) : Promise.reject(new TypeError("Failed to fetch")),
  );
  const line = document.getElementById("state")!;
  const map = document.querySelector<MarquetryMap>("marquetry-map")!;
  /** What the line said whenever it changed, and what the map weighed then. */
  const said: [string, number | undefined][] = [];
  new MutationObserver(() => said.push([line.textContent, map.map?.tree.weight[0]])).observe(line, {
    childList: true,
  });
  served = { state: 1, isGrowing: true, sizes: [3, 2] };
  await import("../../src/report/walk.ts");
  await expect.poll(() => line.textContent).toBe("Still reading: 2 files so far");
  await expect.poll(() => map.map?.tree.weight[0], { timeout: 10_000 }).toBe(5);
  served = { state: 2, isGrowing: false, sizes: [3, 2, 4] };
  await expect.poll(() => line.hidden, { timeout: 10_000 }).toBe(true);
  // That reading has ended is told once the last sums are there.
  expect(said.at(-1)).toEqual(["", 9]);
  await expect.poll(() => map.map!.tree.find("f2/x"), { timeout: 10_000 }).toBeGreaterThan(0);

  served = null;
  await expect
    .poll(() => line.textContent, { timeout: 10_000 })
    .toMatch(/does not answer.*run marquetry serve again/);
  expect(line.hidden).toBe(false);
  expect(map.map!.tree.weight[0]).toBe(9);
  served = { state: 3, isGrowing: false, sizes: [3, 2, 4, 7] };
  broken = "the disk is full";
  await expect.poll(() => line.textContent, { timeout: 10_000 }).toMatch(/tried again: the disk is full/);
  broken = "";
  await expect.poll(() => line.hidden, { timeout: 15_000 }).toBe(true);
  await expect.poll(() => map.map!.tree.find("f3/x"), { timeout: 15_000 }).toBeGreaterThan(0);
}, 60_000);

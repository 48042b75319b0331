import { afterEach, expect, test, vi } from "vitest";
import { Presence } from "../../src/element/presence.ts";

afterEach(() => {
  vi.unstubAllGlobals();
  vi.useRealTimers();
});

/** An element whose size an observer and the computed style tell; what they tell is called by the test. */
function staged(computed: { width: string; height: string }): {
  presence: Presence;
  observe: (width: number, height: number) => void;
} {
  vi.useFakeTimers();
  let report: (entries: readonly { contentRect: object }[]) => void = () => undefined;
  class Observer {
    constructor(found: typeof report) {
      report = found;
    }
    observe(): void {}
    disconnect(): void {}
  }
  class NoPlaces {
    observe(): void {}
    disconnect(): void {}
  }
  vi.stubGlobal("ResizeObserver", Observer);
  vi.stubGlobal("IntersectionObserver", NoPlaces);
  vi.stubGlobal("addEventListener", () => undefined);
  vi.stubGlobal("getComputedStyle", () => computed);
  vi.stubGlobal("innerWidth", 1000);
  vi.stubGlobal("innerHeight", 800);
  const stage = { getBoundingClientRect: () => ({ left: 0, top: 0, right: 10, bottom: 10 }) };
  const presence = new Presence(stage as never, () => undefined);
  presence.start();
  return { presence, observe: (width, height) => report([{ contentRect: { width, height } }]) };
}

test("a size told twice, rounded and not, is one size", () => {
  const { presence, observe } = staged({ width: "300.333px", height: "200px" });
  vi.advanceTimersByTime(200);
  const first = presence.size;
  expect(first).toEqual({ width: 300.333, height: 200 });
  observe(300.33333, 200);
  expect(presence.size).toBe(first);
  observe(300.4, 200);
  expect(presence.size).toEqual({ width: 300.4, height: 200 });
});
